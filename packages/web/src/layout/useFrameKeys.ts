import { useLayoutEffect, useRef } from 'react';
import { isSearchChord, isTyping, takeEarlySearch, watchEarlyKeys } from './early-keys.ts';
import { keepForPage } from './kept-keys.ts';

interface FrameKeys {
  /** Opens the search box with a text; `go`: straight to the one order it names. */
  openSearch(text: string, go: boolean): void;
  openKeys(): void;
}

const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"]';

/** True while a dialog or menu is open: page keys rest. Some menus stay in the page, unseen, while they are closed. */
export function overlayOpen(): boolean {
  return [...document.querySelectorAll(OVERLAYS)].some(isSeen);
}

function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
}

/** The keys that work everywhere: `/` and Ctrl-K search, pasting searches, `?` shows the sheet. */
export function useFrameKeys(keys: FrameKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  // Before the browser paints: a page that can be seen listens.
  useLayoutEffect(() => {
    const early = takeEarlySearch();
    if (early) latest.current.openSearch(early.text, early.go);
    const onKeyDown = (event: KeyboardEvent) => {
      if (isSearchChord(event)) {
        event.preventDefault();
        latest.current.openSearch('', false);
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || overlayOpen()) return;
      if (event.key === '/') {
        event.preventDefault();
        latest.current.openSearch('', false);
      } else if (event.key === '?') {
        event.preventDefault();
        latest.current.openKeys();
      } else keepForPage(event, location.pathname);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || overlayOpen()) return;
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      if (text === '' || text.length > 200) return;
      // The box that opens takes the focus at once: the browser would paste a second time into it.
      event.preventDefault();
      latest.current.openSearch(text, true);
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('paste', onPaste);
      watchEarlyKeys();
    };
  }, []);
}
