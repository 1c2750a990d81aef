import { useEffect } from 'react';
import { useNow } from './useNow.ts';

/** How often the server is asked from the end on, ms: it has the last word, and may be a little late. */
const ASKED_EVERY_MS = 1_500;

/** Whether the time of what is shown until a moment (ISO 8601) is over; once it is, it is read until the server says so, too. */
export function useOver(until: string | undefined, read: () => void): boolean {
  const end = until === undefined ? undefined : Date.parse(until);
  const now = useNow(end);
  const isOver = end !== undefined && end <= now;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is the event.
  useEffect(() => {
    if (!isOver) return undefined;
    const timer = setInterval(read, ASKED_EVERY_MS);
    return () => clearInterval(timer);
  }, [isOver, until]);
  return isOver;
}
