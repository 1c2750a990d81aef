import { TextField, type TextFieldProps } from '@mui/material';
import { useEffect, useState } from 'react';

interface CommitFieldProps {
  label: string;
  value: string;
  /** Called with the trimmed text when the field is left or Enter is pressed, if it differs. */
  onCommit(value: string): void;
  /** Why a text must not be taken; null takes it. */
  refuse?: (text: string) => string | null;
  sx?: TextFieldProps['sx'];
  placeholder?: string;
}

/** A filter's text that holds only once it is whole: each keystroke would ask the server anew. */
export function CommitField({ label, value, onCommit, refuse, sx, placeholder }: CommitFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const refusal = text === value ? null : (refuse?.(text) ?? null);
  const commit = () => {
    if (refusal === null && text.trim() !== value) onCommit(text.trim());
  };
  return (
    <TextField
      label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
      error={refusal !== null}
      helperText={refusal}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(sx === undefined ? {} : { sx })}
    />
  );
}
