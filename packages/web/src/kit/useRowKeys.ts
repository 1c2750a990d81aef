import { useLayoutEffect, useRef, useState } from 'react';
import { isTyping } from '../layout/early-keys.ts';
import { overlayOpen } from '../layout/useFrameKeys.ts';

interface RowKeys<Id> {
  ids: readonly Id[];
  onOpen(id: Id): void;
  /** Space: shows the row at the side. */
  onPreview?: ((id: Id) => void) | undefined;
}

/** j and k walk through the rows, Enter opens, Space previews. Gives the id of the marked row. */
export function useRowKeys<Id extends string | number>({ ids, onOpen, onPreview }: RowKeys<Id>): Id | null {
  const [marked, setMarked] = useState<Id | null>(null);
  const latest = useRef({ ids, onOpen, onPreview, marked });
  latest.current = { ids, onOpen, onPreview, marked };
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || overlayOpen()) return;
      const { ids: rows, onOpen: open, onPreview: preview, marked: now } = latest.current;
      const at = now === null ? -1 : rows.indexOf(now);
      if (event.key === 'j' || event.key === 'k') {
        const next = rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'j' ? 1 : -1)))];
        if (next !== undefined) setMarked(next);
        // Enter is the marked row's from here on, not that of the tab or button used before.
        if (isControl(event.target)) (event.target as HTMLElement).blur();
        event.preventDefault();
      } else if (now !== null && at >= 0 && !isControl(event.target)) {
        if (event.key === 'Enter') open(now);
        else if (event.key === ' ' && preview) preview(now);
        else return;
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  useLayoutEffect(() => {
    if (marked === null) return;
    document
      .querySelector(`[data-row-id="${CSS.escape(String(marked))}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return marked !== null && ids.includes(marked) ? marked : null;
}

/** Enter and Space on a link or button are its own. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('a, button, summary, [role="button"], [role="tab"]') !== null
  );
}
