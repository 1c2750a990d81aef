import { useCanAccess } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { accessTo } from '../session/access.ts';

/** The desk's counters and its health, read again every 5 s: a trouble comes and goes while somebody looks. */
export function useStats() {
  const { canAccess: mayRead } = useCanAccess(accessTo('stats.read'));
  return useRead('stats', 'readStats', mayRead ? {} : null, { refetchInterval: 5_000 });
}
