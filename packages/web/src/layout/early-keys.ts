import { keepForPage } from './kept-keys.ts';

/** How long a key pressed before the frame stood is still meant, ms. */
const MEANT_MS = 10_000;

/** What the person did while the page was still on its way: asked for the search, with what they typed or pasted. */
interface EarlySearch {
  text: string;
  /** Pasted, or ended with Enter: go there at once when it names one order. */
  go: boolean;
}

let asked: (EarlySearch & { at: number }) | null = null;
let stop: (() => void) | null = null;

/** True while a key press belongs to a field, not to the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return (
    target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.role === 'combobox'
  );
}

/** True for the chord that opens the search from anywhere. */
export function isSearchChord(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
}

/** Keeps what is pressed before the frame listens, from the first script on, so that an early `/` is not lost. */
export function watchEarlyKeys(): void {
  stop?.();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isSearchChord(event)) {
      event.preventDefault();
      ask({ text: '', go: false });
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const meant = stillMeant();
    if (meant === null && event.key !== '/') {
      keepForPage(event, location.pathname);
      return;
    }
    if (event.key === 'Escape') asked = null;
    else if (meant === null) ask({ text: '', go: false });
    else if (event.key === 'Backspace') ask({ text: meant.text.slice(0, -1), go: false });
    else if (event.key.length === 1) ask({ text: meant.text + event.key, go: false });
    else if (event.key === 'Enter') ask({ text: meant.text, go: meant.text !== '' });
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (isTyping(event.target)) return;
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (text === '' || text.length > 200) return;
    event.preventDefault();
    ask({ text, go: true });
  };
  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('paste', onPaste);
  stop = () => {
    window.removeEventListener('keydown', onKeyDown);
    window.removeEventListener('paste', onPaste);
  };
}

function ask(search: EarlySearch): void {
  asked = { ...search, at: performance.now() };
}

/** The frame listens from here on: gives what was asked for before, and ends the watch. */
export function takeEarlySearch(): EarlySearch | null {
  stop?.();
  stop = null;
  const taken = stillMeant();
  asked = null;
  return taken;
}

function stillMeant(): EarlySearch | null {
  return asked !== null && performance.now() - asked.at <= MEANT_MS ? asked : null;
}
