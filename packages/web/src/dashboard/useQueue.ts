import { useRead } from '../api/use-read.ts';

/** What needs attention, read again with the orders and every minute, for ages pass by themselves. */
export function useQueue() {
  return useRead('queue', 'readQueue', {}, { touchedBy: ['orders'], refetchInterval: 60_000 });
}
