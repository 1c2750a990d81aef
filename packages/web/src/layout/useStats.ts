import { useRead } from '../api/use-read.ts';
import { useMay } from '../session/useMay.ts';

/** The desk's counters and its health, read again every 5 s: a trouble comes and goes while somebody looks. */
export function useStats() {
  const may = useMay();
  return useRead('stats', 'readStats', may('stats.read') ? {} : null, { refetchInterval: 5_000 });
}
