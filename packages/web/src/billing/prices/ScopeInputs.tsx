import { Box } from '@mui/material';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { useWatch } from 'react-hook-form';

const SHRUNK = { inputLabel: { shrink: true } };
/** A text field that holds a text, also an empty one. */
export const asText = (text: string): string => text;

/** A method out of the catalogue, or any; one that is not in it stays choosable where it is set. */
export function MethodInput({ disabled = false }: { disabled?: boolean }) {
  const translate = useTranslate();
  const value: string = useWatch({ name: 'method' }) ?? '';
  const known = METHOD_CATALOGUE.map((sheet) => ({
    id: `${sheet.issuer}|${sheet.method}`,
    name: sheet.displayName,
  }));
  const listed = value === '' || known.some(({ id }) => id === value);
  return (
    <SelectInput
      source="method"
      label="desk.prices.method.label"
      choices={listed ? known : [...known, { id: value, name: value.replace('|', ' / ') }]}
      translateChoice={false}
      emptyText={translate('desk.prices.method.any')}
      parse={asText}
      disabled={disabled}
      slotProps={{ select: { displayEmpty: true }, ...SHRUNK }}
    />
  );
}

/** From which day (inclusive) until which (exclusive); gaps and overlaps are told here. */
export function ValidityInputs() {
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, alignItems: 'start' }}
    >
      <TextInput
        source="validFrom"
        label="desk.prices.validFrom"
        type="date"
        parse={asText}
        required
        slotProps={SHRUNK}
      />
      <TextInput source="validTo" label="desk.prices.validTo" type="date" parse={asText} slotProps={SHRUNK} />
    </Box>
  );
}
