import { useEffect, useState } from 'react';
import { deskNow } from '../api/desk-clock.ts';
import { nextTick } from '../format/time.ts';

/** The time now, ms since epoch, renewed as often as a label about `about` needs it. */
export function useNow(about?: number): number {
  const [now, setNow] = useState(deskNow);
  const wait = about === undefined ? 30_000 : nextTick(now - about);
  useEffect(() => {
    const timer = setInterval(() => setNow(deskNow()), wait);
    return () => clearInterval(timer);
  }, [wait]);
  return now;
}
