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
