import { useRead } from '../api/use-read.ts';
import { useMay } from '../session/useMay.ts';

/** The desk's counters and the state of its sync, read again every 15 s. */
export function useStats() {
  const may = useMay();
  return useRead('stats', 'readStats', may('stats.read') ? {} : null, { refetchInterval: 15_000 });
}
