import { useEffect } from 'react';
import { useNow } from './useNow.ts';

/** How long after the end the server is asked, ms: it has the last word, and may be a little late. */
const ASKED_AFTER_MS = 500;

/** Whether the time of what is shown until a moment (ISO 8601) is over; once it is, it is read again. */
export function useOver(until: string | undefined, read: () => void): boolean {
  const end = until === undefined ? undefined : Date.parse(until);
  const now = useNow(end);
  const isOver = end !== undefined && end <= now;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is the event.
  useEffect(() => {
    if (!isOver) return undefined;
    const timer = setTimeout(read, ASKED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOver, until]);
  return isOver;
}
