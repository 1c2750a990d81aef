import { useEffect, useRef } from 'react';

/** How long a lazily loaded page may take to bring its title, ms. */
const PATIENCE = [0, 80, 250, 700, 1500];

/**
 * After a change of page the focus goes to its title, so that the keyboard and the screen reader start there. Not on
 * the first page, and not when the person has meanwhile focused something inside the page.
 */
export function useFocusOnNewPage(pathname: string): void {
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the path is the event.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const timers = PATIENCE.map((wait) => setTimeout(focusTitle, wait));
    function focusTitle() {
      const title = document.querySelector<HTMLElement>('[data-page-title]');
      if (!title) return;
      for (const timer of timers) clearTimeout(timer);
      const main = document.getElementById('main');
      const active = document.activeElement;
      if (active && active !== main && main?.contains(active)) return;
      if (document.querySelector('[role="dialog"]')) return;
      title.focus({ preventScroll: true });
    }
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [pathname]);
}
