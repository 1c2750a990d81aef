import { Autocomplete, Box, TextField } from '@mui/material';
import { allActions, nounOf } from '@srs-desk/shared/audit/actions.ts';
import { FieldTitle, useInput } from 'react-admin';
import { DateField } from '../kit/form/DateField.tsx';
import { MONO } from '../theme/theme.ts';
import { isoOf, localOf, valuesOf } from './log-filters.ts';
import { useActionText } from './use-entry-texts.ts';

const WIDTH = { xs: '100%', sm: 150 };

/** Actions to look for, by their words or by their names, grouped by noun. */
export function ActionInput() {
  const actionText = useActionText();
  const { field } = useInput({ source: 'action', format: valuesOf });
  return (
    <Autocomplete
      multiple
      limitTags={1}
      size="small"
      options={allActions() as string[]}
      value={field.value}
      onChange={(_, actions) => field.onChange(actions)}
      onBlur={field.onBlur}
      groupBy={nounOf}
      getOptionLabel={actionText}
      filterOptions={(options, { inputValue }) => {
        const wanted = inputValue.trim().toLowerCase();
        return options.filter((name) => `${name} ${actionText(name)}`.toLowerCase().includes(wanted));
      }}
      renderOption={({ key, ...props }, name) => (
        <Box component="li" key={key} {...props}>
          <span>
            {actionText(name)}{' '}
            <Box component="span" sx={{ fontFamily: MONO, fontSize: '0.75rem', color: 'text.secondary' }}>
              {name}
            </Box>
          </span>
        </Box>
      )}
      renderInput={(params) => <TextField {...params} label={<FieldTitle source="action" />} />}
      sx={{ width: { xs: '100%', sm: 260 }, '& .MuiInputBase-root': { flexWrap: 'nowrap' } }}
      slotProps={{ popper: { sx: { minWidth: 360 } } }}
    />
  );
}

/** Who did it: an account, or one of those that are none. */
export function ActorInput() {
  const { field } = useInput({ source: 'actor' });
  return (
    <Autocomplete
      freeSolo
      options={['sync', 'system', 'anonymous']}
      value={String(field.value ?? '')}
      onChange={(_, actor) => field.onChange(actor ?? '')}
      onBlur={field.onBlur}
      autoSelect
      size="small"
      sx={{ width: WIDTH }}
      renderInput={(params) => (
        <TextField {...params} label={<FieldTitle source="actor" />} placeholder="user:…" />
      )}
    />
  );
}

/** A minute of the reader's zone, kept as its first or last moment. */
export function MomentInput({ source, end }: { source: string; end: boolean }) {
  const { field } = useInput({
    source,
    format: localOf,
    parse: (local: string) => isoOf(local, end) ?? '',
  });
  return (
    <DateField
      atOnce
      type="datetime-local"
      label={<FieldTitle source={source} />}
      value={field.value}
      onCommit={field.onChange}
      sx={{ width: { xs: '100%', sm: 195 } }}
    />
  );
}
