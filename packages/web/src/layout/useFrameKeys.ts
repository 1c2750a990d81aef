import { useEffect, useRef } from 'react';

interface FrameKeys {
  openSearch(text: string): void;
  openKeys(): void;
}

/** True while a key press belongs to a field, not to the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.role === 'combobox'
  );
}

/** True while a dialog or menu is open: page keys rest. */
export function overlayOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** The keys that work everywhere: `/` and Ctrl-K search, pasting searches, `?` shows the sheet. */
export function useFrameKeys(keys: FrameKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.openSearch('');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || overlayOpen()) return;
      if (event.key === '/') {
        event.preventDefault();
        latest.current.openSearch('');
      } else if (event.key === '?') {
        event.preventDefault();
        latest.current.openKeys();
      }
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isTyping(event.target) || overlayOpen()) return;
      const text = event.clipboardData?.getData('text/plain').trim() ?? '';
      if (text !== '' && text.length <= 200) latest.current.openSearch(text);
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('paste', onPaste);
    };
  }, []);
}
