import { Checkbox, FormControlLabel } from '@mui/material';
import { FieldTitle, useInput } from 'react-admin';

/** A box to tick. react-admin's own is a switch, which says that something is in force at once. */
export function CheckInput({
  source,
  label,
  disabled,
}: {
  source: string;
  label?: string;
  disabled?: boolean;
}) {
  const { field, id } = useInput({ source, type: 'checkbox' });
  return (
    <FormControlLabel
      disabled={disabled ?? false}
      control={
        <Checkbox
          id={id}
          name={field.name}
          checked={field.value === true}
          onBlur={() => field.onBlur()}
          onChange={(_event, checked) => field.onChange(checked)}
        />
      }
      label={<FieldTitle source={source} label={label} />}
    />
  );
}
