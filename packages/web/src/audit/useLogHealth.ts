import { useRead } from '../api/use-read.ts';

/** How the log is; no news tell of it, so it is read again at an interval, ms, where one is given. */
export function useLogHealth(refetchInterval: number | false = false) {
  return useRead('audit-health', 'readLogHealth', {}, { refetchInterval });
}
