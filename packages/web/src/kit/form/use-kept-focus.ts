import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';

type ButtonRef = RefObject<HTMLButtonElement | null>;

interface KeptFocus {
  leave: ButtonRef;
  submit: { ref: ButtonRef; onFocus(): void; onBlur(): void };
}

/**
 * Gives the focus of a dialog's button to the way out while the button is disabled, and back: a disabled one loses it, and the
 * keys, Escape among them, would reach nothing.
 */
export function useKeptFocus(busy: boolean): KeptFocus {
  const leave = useRef<HTMLButtonElement>(null);
  const ref = useRef<HTMLButtonElement>(null);
  // React tells nothing of the focus that a button loses by being disabled.
  const isOnSubmit = useRef(false);
  const isLent = useRef(false);
  useLayoutEffect(() => {
    if (busy && isOnSubmit.current) {
      isOnSubmit.current = false;
      isLent.current = true;
      leave.current?.focus();
    } else if (!busy && isLent.current) {
      isLent.current = false;
      if (document.activeElement === leave.current) ref.current?.focus();
    }
  }, [busy]);
  const submit = useMemo(() => {
    const note = (isOn: boolean) => () => {
      isOnSubmit.current = isOn;
    };
    return { ref, onFocus: note(true), onBlur: note(false) };
  }, []);
  return { leave, submit };
}
