import { useEffect, useState } from 'react';
import { nextTick } from '../format/time.ts';

/** The time now, ms since epoch, renewed as often as a label about `about` needs it. */
export function useNow(about?: number): number {
  const [now, setNow] = useState(() => Date.now());
  const wait = about === undefined ? 30_000 : nextTick(now - about);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), wait);
    return () => clearInterval(timer);
  }, [wait]);
  return now;
}
