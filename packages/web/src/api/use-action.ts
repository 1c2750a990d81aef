import { useCallback, useRef, useState } from 'react';
import { useLogoutIfAccessDenied } from 'react-admin';

export interface Action<A extends unknown[], R> {
  /** Runs it; gives its result, or undefined when it failed (the error is then in `error`). */
  run(...args: A): Promise<R | undefined>;
  busy: boolean;
  error: Error | null;
  clear(): void;
}

/**
 * A change asked for by a person: busy while under way, its error kept for the page, a lost session handled.
 * A second run while the first is under way is ignored, so that a double click does nothing twice.
 */
export function useAction<A extends unknown[], R>(work: (...args: A) => Promise<R>): Action<A, R> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const running = useRef(false);
  const latest = useRef(work);
  latest.current = work;
  const logoutIfDenied = useLogoutIfAccessDenied();

  const run = useCallback(
    async (...args: A): Promise<R | undefined> => {
      if (running.current) return undefined;
      running.current = true;
      setBusy(true);
      setError(null);
      try {
        return await latest.current(...args);
      } catch (caught) {
        const failure = caught instanceof Error ? caught : new Error(String(caught));
        if (!(await logoutIfDenied(failure))) setError(failure);
        return undefined;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [logoutIfDenied],
  );
  const clear = useCallback(() => setError(null), []);
  return { run, busy, error, clear };
}
