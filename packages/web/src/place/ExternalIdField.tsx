import { Autocomplete, TextField } from '@mui/material';
import { useDeferredValue } from 'react';
import { useTranslate } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { type DatumFieldProps, useFieldHelp } from './datum-field.ts';

/** Free text, with the External IDs in use that begin like it: a mistyped one would be billed to nobody. */
export function ExternalIdField(props: DatumFieldProps) {
  const translate = useTranslate();
  const help = useFieldHelp(props);
  const { datum, value, problem, onChange } = props;
  const wanted = value.trim();
  const asked = useDeferredValue(wanted);
  const known = useRead('external-ids', 'readExternalIds', { q: asked }, { keepPrevious: true });
  const areOld = known.isPlaceholderData || asked !== wanted;
  return (
    <Autocomplete
      freeSolo
      options={known.data ?? []}
      filterOptions={(options) => options}
      getOptionDisabled={() => areOld}
      // Else Enter on one of them would send the form.
      disabledItemsFocusable
      inputValue={value}
      onInputChange={(_, text) => onChange(text)}
      renderInput={(params) => (
        <TextField
          {...params}
          name={datum.field}
          label={translate(`desk.words.initialData.${datum.field}`)}
          error={problem !== null}
          helperText={help}
        />
      )}
    />
  );
}
