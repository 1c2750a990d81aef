import { TextField } from '@mui/material';
import { useTranslate } from 'react-admin';

interface CountFieldProps {
  /** What must be typed. */
  count: number;
  value: string;
  onChange(value: string): void;
}

/** Where the number of orders is typed; says what is wrong as soon as something else stands there. */
export function CountField({ count, value, onChange }: CountFieldProps) {
  const translate = useTranslate();
  const wrong = value !== '' && !String(count).startsWith(value);
  return (
    <TextField
      label={translate('desk.cancellations.confirm.count')}
      value={value}
      onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
      required
      error={wrong}
      helperText={translate(
        wrong ? 'desk.cancellations.confirm.countWrong' : 'desk.cancellations.confirm.countHelp',
        { count },
      )}
      slotProps={{ htmlInput: { inputMode: 'numeric', autoComplete: 'off', maxLength: 6 } }}
    />
  );
}
