import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useNotify } from 'react-admin';
import { MEANT_MS } from './kept-keys.ts';

const OTHER_ACTS = ['keydown', 'pointerdown'] as const;

/**
 * Does what is asked for at once, or as soon as it can be done: `actOf` gives what does it, null while that is on its way. What
 * takes longer than it is meant is not done, and that is said; who presses or clicks something else no longer means it.
 */
export function useMeant<Asked>(actOf: (asked: Asked) => (() => void) | null): (asked: Asked) => void {
  const notify = useNotify();
  const latest = useRef(actOf);
  latest.current = actOf;
  const waiting = useRef<{ asked: Asked; timer: ReturnType<typeof setTimeout> } | null>(null);
  const forget = useCallback((event?: Event) => {
    // A key that is still held down is the same wish.
    if (event instanceof KeyboardEvent && event.repeat) return;
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
    for (const act of OTHER_ACTS) removeEventListener(act, forget, true);
  }, []);
  useEffect(() => () => forget(), [forget]);
  useLayoutEffect(() => {
    const act = waiting.current && latest.current(waiting.current.asked);
    if (!act) return;
    forget();
    act();
  });
  return useCallback(
    (asked) => {
      forget();
      const act = latest.current(asked);
      if (act) return act();
      const tell = () => {
        forget();
        notify('desk.notReady', { type: 'warning' });
      };
      waiting.current = { asked, timer: setTimeout(tell, MEANT_MS) };
      for (const act of OTHER_ACTS) addEventListener(act, forget, true);
    },
    [forget, notify],
  );
}
