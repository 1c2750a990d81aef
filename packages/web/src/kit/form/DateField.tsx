import { TextField, type TextFieldProps } from '@mui/material';
import { type ReactNode, useEffect, useRef, useState } from 'react';

interface DateFieldProps {
  /** A day, or a minute of one. */
  type?: 'date' | 'datetime-local';
  label: ReactNode;
  /** What holds (`2026-03-04`, `2026-03-04T09:30`), or nothing. */
  value: string;
  /** Called with a whole date, or with nothing, when the field is left or Enter is pressed, if it differs. */
  onCommit(date: string): void;
  /** As soon as the date is whole: for what takes no harm from one on the way to another. */
  atOnce?: boolean;
  sx?: TextFieldProps['sx'];
}

/** Neither a year on the way (`0002-03-04`) nor a date of which only some parts are typed. */
function isWhole({ value, validity }: HTMLInputElement): boolean {
  return value === '' ? !validity.badInput : /^2\d{3}-/.test(value);
}

/** A date that is typed: it stays as typed until it is whole, and what is left half done falls back to the one that holds. */
export function DateField({ type = 'date', label, value, onCommit, atOnce = false, sx }: DateFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  // What was asked for last may still be on its way.
  const asked = useRef(value);
  const [text, setText] = useState(value);
  useEffect(() => {
    asked.current = value;
    setText(value);
  }, [value]);
  const commit = (date: string) => {
    const before = asked.current;
    asked.current = date;
    if (date !== before) onCommit(date);
  };
  return (
    <TextField
      type={type}
      label={label}
      value={text}
      inputRef={input}
      onChange={() => {
        if (!input.current) return;
        setText(input.current.value);
        if (atOnce && isWhole(input.current)) commit(input.current.value);
      }}
      onKeyDown={({ key, repeat }) => {
        if (key === 'Enter' && !repeat && input.current && isWhole(input.current))
          commit(input.current.value);
      }}
      onBlur={() => {
        if (!input.current || !isWhole(input.current)) setText(value);
        else commit(input.current.value);
      }}
      slotProps={{ inputLabel: { shrink: true } }}
      {...(sx === undefined ? {} : { sx })}
    />
  );
}
