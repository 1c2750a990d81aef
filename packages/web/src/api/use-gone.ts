import { useEffect, useRef } from 'react';

/**
 * True (`current`) once the component is gone, however it was left: what goes on after an answer then closes nothing, leads
 * nowhere, and is told in another way.
 */
export function useGone(): { readonly current: boolean } {
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  return gone;
}

/** How what went wrong is told to who has left: it stays until they do something else. */
export const FAILED_SINCE = { type: 'error', autoHideDuration: null } as const;
