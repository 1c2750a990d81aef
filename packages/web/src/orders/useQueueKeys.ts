import { useLayoutEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { isTyping } from '../layout/early-keys.ts';
import { takeKept } from '../layout/kept-keys.ts';
import { overlayOpen } from '../layout/useFrameKeys.ts';
import { placeIn, rememberedQueue } from './queue-memory.ts';

/** n and p go through the queue, also while the order is still on its way, and from one that cannot be shown. */
export function useQueueKeys(refId: string): void {
  const navigate = useNavigate();
  const shown = useRef(refId);
  // Where the keys have led so far: pressed quickly, they are ahead of the page.
  const at = useRef(refId);
  if (shown.current !== refId) {
    shown.current = refId;
    at.current = refId;
  }
  useLayoutEffect(() => {
    const go = (key: string): boolean => {
      const place = placeIn(rememberedQueue(), at.current);
      const to = key === 'n' ? place?.next : key === 'p' ? place?.previous : null;
      if (!to) return false;
      at.current = to;
      void navigate(`/orders/${to}`);
      return true;
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || overlayOpen()) return;
      if (go(event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    const early = takeKept(location.pathname, (key) => key === 'n' || key === 'p', performance.now());
    early.forEach(go);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
