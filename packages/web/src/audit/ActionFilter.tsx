import { Autocomplete, Box, TextField } from '@mui/material';
import { allActions, nounOf } from '@srs-desk/shared/audit/actions.ts';
import { useTranslate } from 'react-admin';
import { MONO } from '../theme/theme.ts';
import { useActionText } from './use-entry-texts.ts';

interface ActionFilterProps {
  value: string[];
  onChange(actions: string[]): void;
}

/** Actions to look for, by their words or by their names, grouped by noun. */
export function ActionFilter({ value, onChange }: ActionFilterProps) {
  const translate = useTranslate();
  const actionText = useActionText();
  return (
    <Autocomplete
      multiple
      limitTags={1}
      size="small"
      options={allActions() as string[]}
      value={value}
      onChange={(_, actions) => onChange(actions)}
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
      renderInput={(params) => <TextField {...params} label={translate('desk.audit.field.action')} />}
      sx={{ width: { xs: '100%', sm: 260 }, '& .MuiInputBase-root': { flexWrap: 'nowrap' } }}
      slotProps={{ popper: { sx: { minWidth: 360 } } }}
    />
  );
}
