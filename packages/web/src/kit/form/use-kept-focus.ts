import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';

interface KeptFocus {
  ref: RefObject<HTMLButtonElement | null>;
  onFocus(): void;
  onBlur(): void;
}

/**
 * For a button of a dialog that is disabled while it is `busy`: the dialog itself then gets the focus, which would be lost, and the
 * keys, Escape among them, with it. No other button gets it: a second Enter would press that.
 */
export function useKeptFocus(busy: boolean): KeptFocus {
  const ref = useRef<HTMLButtonElement>(null);
  // React tells nothing of the focus that a button loses by being disabled.
  const isFocused = useRef(false);
  useLayoutEffect(() => {
    if (!busy || !isFocused.current) return;
    isFocused.current = false;
    ref.current?.closest<HTMLElement>('[tabindex="-1"]')?.focus();
  }, [busy]);
  return useMemo(() => {
    const note = (isOn: boolean) => () => {
      isFocused.current = isOn;
    };
    return { ref, onFocus: note(true), onBlur: note(false) };
  }, []);
}
