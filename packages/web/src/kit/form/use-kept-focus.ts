import { type RefObject, useLayoutEffect, useRef } from 'react';

interface KeptFocus {
  leave: RefObject<HTMLButtonElement | null>;
  submit: RefObject<HTMLButtonElement | null>;
}

/**
 * Gives the focus of a dialog's button to the way out while the button is disabled, and back: a disabled one loses it, and the
 * keys, Escape among them, would reach nothing.
 */
export function useKeptFocus(busy: boolean): KeptFocus {
  const leave = useRef<HTMLButtonElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const lent = useRef(false);
  useLayoutEffect(() => {
    if (busy && document.activeElement === submit.current) {
      lent.current = true;
      leave.current?.focus();
    } else if (!busy && lent.current) {
      lent.current = false;
      if (document.activeElement === leave.current) submit.current?.focus();
    }
  }, [busy]);
  return { leave, submit };
}
