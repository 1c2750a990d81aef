import { useCanAccess } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { accessTo } from '../session/access.ts';

/** The desk's counters and the state of its sync, read again every 15 s. */
export function useStats() {
  const { canAccess: mayRead } = useCanAccess(accessTo('stats.read'));
  return useRead('stats', 'readStats', mayRead ? {} : null, { refetchInterval: 15_000 });
}
