import { Tooltip } from '@mui/material';
import {
  cloneElement,
  type FocusEvent,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useRef,
  useState,
} from 'react';

/** So long a pointer, or a finger, rests before a hint shows, ms. */
const MOUSE_MS = 300;
const TOUCH_MS = 700;
/** Time to get from a thing onto its hint, ms. */
const LEAVE_MS = 100;

interface HintProps {
  title: ReactNode;
  children: ReactElement<HTMLAttributes<Element>>;
}

/**
 * MUI's tooltip, made when it is wanted: a list shows hundreds of things that have one, and each would cost as much as
 * the rest of its cell.
 */
export function Hint({ title, children }: HintProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const stay = () => clearTimeout(timer.current);
  const show = (next: Element | null, wait: number) => {
    stay();
    timer.current = setTimeout(() => setAnchor(next), wait);
  };
  const hide = () => show(null, LEAVE_MS);
  const watched = cloneElement(children, {
    onPointerEnter: ({ currentTarget, pointerType }: PointerEvent) =>
      show(currentTarget, pointerType === 'touch' ? TOUCH_MS : MOUSE_MS),
    onPointerLeave: hide,
    onFocus: ({ currentTarget }: FocusEvent) => {
      if (currentTarget.matches(':focus-visible')) show(currentTarget, 0);
    },
    onBlur: hide,
  });
  return (
    <>
      {watched}
      {anchor === null ? null : (
        <Tooltip
          open
          title={title}
          onOpen={stay}
          onClose={() => setAnchor(null)}
          slotProps={{ popper: { anchorEl: anchor } }}
        >
          <span hidden />
        </Tooltip>
      )}
    </>
  );
}
