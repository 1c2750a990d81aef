import { Box, MenuItem, TextField } from '@mui/material';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { useTranslate } from 'react-admin';
import type { DraftErrors } from './price-draft.ts';

interface MethodFieldProps {
  /** `issuer|method`; empty: any. */
  value: string;
  disabled?: boolean;
  onChange(value: string): void;
}

/** A method out of the catalogue, or any; one that is not in it stays choosable where it is set. */
export function MethodField({ value, disabled = false, onChange }: MethodFieldProps) {
  const translate = useTranslate();
  const known = METHOD_CATALOGUE.map((sheet) => ({
    value: `${sheet.issuer}|${sheet.method}`,
    name: sheet.displayName,
  }));
  const listed = value === '' || known.some((each) => each.value === value);
  const choices = listed ? known : [...known, { value, name: value.replace('|', ' / ') }];
  return (
    <TextField
      select
      label={translate('desk.prices.method.label')}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{translate('desk.prices.method.any')}</MenuItem>
      {choices.map((each) => (
        <MenuItem key={each.value} value={each.value}>
          {each.name}
        </MenuItem>
      ))}
    </TextField>
  );
}

interface ValidityFieldsProps {
  validFrom: string;
  validTo: string;
  errors: DraftErrors;
  onChange(part: { validFrom?: string; validTo?: string }): void;
}

/** From which day (inclusive) until which (exclusive); gaps and overlaps are told here. */
export function ValidityFields({ validFrom, validTo, errors, onChange }: ValidityFieldsProps) {
  const translate = useTranslate();
  const day = { inputLabel: { shrink: true } };
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, alignItems: 'start' }}
    >
      <TextField
        type="date"
        required
        label={translate('desk.prices.validFrom')}
        value={validFrom}
        onChange={(event) => onChange({ validFrom: event.target.value })}
        error={'validFrom' in errors}
        helperText={errors.validFrom}
        slotProps={day}
      />
      <TextField
        type="date"
        label={translate('desk.prices.validTo')}
        value={validTo}
        onChange={(event) => onChange({ validTo: event.target.value })}
        error={'validTo' in errors}
        helperText={errors.validTo}
        slotProps={day}
      />
    </Box>
  );
}
