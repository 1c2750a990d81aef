import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { isTyping } from '../layout/early-keys.ts';
import { overlayOpen } from '../layout/useFrameKeys.ts';

/** Told to the history with the first order shown at the side, so that closing goes back to the list as it was. */
const OPENED = { previewOpened: true };

function wasOpened(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'previewOpened' in state;
}

/**
 * The order shown at the side: in the address after `#`, so that it can be linked and is sent to no server. Back and
 * Escape close it; from order to order the history stays as it is.
 */
export function usePreview(): [string | null, (refId: string | null) => void] {
  const { hash, search, pathname, state } = useLocation();
  const navigate = useNavigate();
  const shown = hash.length > 1 ? decodeURIComponent(hash.slice(1)) : null;
  const preview = (next: string | null) => {
    if (next === null && wasOpened(state)) return void navigate(-1);
    const to = { pathname, search, hash: next === null ? '' : `#${encodeURIComponent(next)}` };
    void navigate(
      to,
      shown === null ? { state: OPENED } : { replace: true, state: next === null ? null : state },
    );
  };
  const latest = useRef(preview);
  latest.current = preview;
  useEffect(() => {
    if (shown === null) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isTyping(event.target) && !overlayOpen()) latest.current(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shown]);
  return [shown, preview];
}
