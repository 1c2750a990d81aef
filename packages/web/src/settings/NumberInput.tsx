import { Box, MenuItem, TextField } from '@mui/material';
import { SPAN_UNITS, type SpanUnit } from '@srs-desk/shared/settings/setting-values.ts';
import { useState } from 'react';
import { InputHelperText, useInput, useTranslate } from 'react-admin';
import { bestUnit, type FormValue, isSpan, numberProblem, readNumber, unitsFor } from './setting-form.ts';
import { useValueText } from './useValueText.ts';

interface NumberInputProps {
  value: FormValue;
  /** For people who hear the page. */
  name: string;
  disabled: boolean;
  htmlInput?: object;
  /** What holds where the field is empty or says so. */
  standard: unknown;
  /** Empty means the standard. */
  mayBeEmpty?: boolean;
}

/** A number; a span in the unit that its reader chooses, kept in the setting's own. */
export function NumberInput({ value, name, disabled, htmlInput, standard, mayBeEmpty }: NumberInputProps) {
  const translate = useTranslate();
  const textOf = useValueText();
  const kept = isSpan(value.unit) ? value.unit : null;
  const validate = (typed: unknown) => {
    const problem = numberProblem(value, typed, mayBeEmpty ?? value.nullable);
    if (problem === undefined) return undefined;
    const bounds = {
      min: textOf({ ...value, unit: isSpan(value.unit) ? value.unit : null }, value.min),
      max: textOf(value, value.max),
    };
    return { message: `desk.admin.settings.${problem}`, args: bounds };
  };
  const { field, fieldState } = useInput({ source: value.source, validate });
  const [unit, setUnit] = useState<SpanUnit>(() =>
    kept === null ? 'seconds' : bestUnit(kept, field.value || standard, value.max),
  );
  const [typed, setTyped] = useState('');
  const factor = kept === null ? 1 : SPAN_UNITS[unit] / SPAN_UNITS[kept];
  const own = readNumber(typed, factor);
  const shown = (of: unknown) => (typeof of === 'number' ? String(of / factor) : String(of || ''));
  const problem = fieldState.error?.message;
  const units = kept === null ? [] : unitsFor(kept, value.max);
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start' }}>
      <TextField
        name={field.name}
        inputRef={field.ref}
        value={own === (field.value || (field.value === 0 ? 0 : null)) ? typed : shown(field.value)}
        placeholder={mayBeEmpty ? shown(standard) : ''}
        onChange={({ target }) => {
          setTyped(target.value);
          field.onChange(readNumber(target.value, factor));
        }}
        onBlur={field.onBlur}
        disabled={disabled}
        error={problem !== undefined}
        helperText={problem === undefined ? undefined : <InputHelperText error={problem} />}
        slotProps={{ htmlInput: { inputMode: 'decimal', ...htmlInput } }}
        sx={{ flex: '1 1 90px', maxWidth: 200 }}
      />
      {units.length > 0 ? (
        <TextField
          select
          value={unit}
          disabled={disabled}
          onChange={({ target }) => setUnit(units.find((one) => one === target.value) ?? unit)}
          slotProps={{
            select: {
              SelectDisplayProps: { 'aria-label': translate('desk.admin.settings.unitOf', { name }) },
            },
          }}
          sx={{ minWidth: 112 }}
        >
          {units.map((one) => (
            <MenuItem key={one} value={one}>
              {translate(`desk.words.settingUnit.${one}`)}
            </MenuItem>
          ))}
        </TextField>
      ) : value.unit === null ? null : (
        <Box component="span" sx={{ pt: 1 }}>
          {translate(`desk.words.settingUnit.${value.unit}`)}
        </Box>
      )}
    </Box>
  );
}
