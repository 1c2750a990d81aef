import { Box, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { valueAt } from '@srs-desk/shared/settings/setting-values.ts';
import { type ReactNode, useId } from 'react';
import { TextInput, useTranslate } from 'react-admin';
import { CheckInput } from '../kit/form/CheckInput.tsx';
import { NumberInput } from './NumberInput.tsx';
import type { FormValue } from './setting-form.ts';
import { ValueNotes } from './ValueNotes.tsx';
import { VatRatesInput } from './VatRatesInput.tsx';

interface ValueInputProps {
  row: SettingRow;
  value: FormValue;
  disabled: boolean;
}

/** One value: its name, what it does, its field, and what there is to know of it. */
export function ValueInput({ row, value, disabled }: ValueInputProps) {
  const translate = useTranslate();
  const id = useId();
  const isPart = value.path.length > 0;
  const name = translate(`desk.words.${isPart ? 'settingPart' : 'setting'}.${value.key}`);
  const inputProps = { id, 'aria-describedby': `${id}-notes` };
  return (
    <Box sx={{ minWidth: 0 }}>
      {value.kind === 'flag' ? null : (
        <Typography
          component={value.kind === 'other' ? 'span' : 'label'}
          {...(value.kind === 'other' ? {} : { htmlFor: id })}
          sx={{ fontWeight: 600, display: 'block' }}
        >
          {name}
        </Typography>
      )}
      {isPart ? (
        <Typography variant="body2" color="text.secondary" sx={{ mb: 0.5 }}>
          {translate(`desk.words.settingPartMeaning.${value.key}`)}
        </Typography>
      ) : null}
      <Field
        value={value}
        name={name}
        disabled={disabled}
        htmlInput={inputProps}
        fallback={valueAt(row.fallback, value.path)}
      />
      <ValueNotes id={`${id}-notes`} row={row} value={value} />
    </Box>
  );
}

interface FieldProps {
  value: FormValue;
  name: string;
  disabled: boolean;
  htmlInput: { id: string; 'aria-describedby': string };
  fallback: unknown;
}

function Field({ value, name, disabled, htmlInput, fallback }: FieldProps): ReactNode {
  if (value.kind === 'number')
    return (
      <NumberInput value={value} name={name} disabled={disabled} htmlInput={htmlInput} standard={fallback} />
    );
  if (value.kind === 'flag') return <CheckInput source={value.source} label={name} disabled={disabled} />;
  if (value.key === 'statements.issuer.vatRates')
    return <VatRatesInput source={value.source} name={name} disabled={disabled} />;
  return (
    <TextInput
      id={htmlInput.id}
      source={value.source}
      label={false}
      disabled={disabled}
      fullWidth
      helperText={false}
      multiline={value.lines}
      parse={(text: string) => text}
      slotProps={{ htmlInput }}
    />
  );
}
