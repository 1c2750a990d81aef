import type { StatsView } from '@srs-desk/shared/api/stats.ts';
import { type ApiState, useApi } from '../api/use-api.ts';
import { useMay } from '../session/useMay.ts';

/** The desk's counters and the state of its sync, read again every 15 s. */
export function useStats(): ApiState<StatsView> {
  const may = useMay();
  return useApi<StatsView>(may('stats.read') ? 'stats' : null, { refetchInterval: 15_000 });
}
