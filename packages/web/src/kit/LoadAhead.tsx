import { useEffect } from 'react';

/** Stands beside a page and, once that is on screen, loads code that is likely to be asked for next. */
export function LoadAhead({ load }: { load: () => Promise<unknown> }) {
  useEffect(() => void load().catch(() => undefined), [load]);
  return null;
}
