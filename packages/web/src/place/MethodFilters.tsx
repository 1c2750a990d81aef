import { Box, MenuItem, TextField } from '@mui/material';
import { METHOD_TYPES } from '@srs-desk/shared/method/filters.ts';
import { useTranslate } from 'react-admin';
import { lawName } from '../format/law-name.ts';
import { CommitField } from '../kit/CommitField.tsx';
import type { ChosenFilters } from './offered-methods.ts';

const JURISDICTIONS = ['EIDAS', 'ZERTES'] as const;

interface MethodFiltersProps {
  filters: ChosenFilters;
  onChange(filters: ChosenFilters): void;
}

/** The seven filters of guide §5.1; SRS itself is asked at each change. */
export function MethodFilters({ filters, onChange }: MethodFiltersProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.place.filter.${key}`);
  const set = (change: Partial<ChosenFilters>) => onChange({ ...filters, ...change });
  return (
    <Box
      role="group"
      aria-label={text('label')}
      sx={{
        display: 'grid',
        gap: 1.5,
        gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      <CommitField
        label={text('issuer')}
        value={filters.issuer}
        onCommit={(issuer) => set({ issuer })}
        sx={{ width: 'auto', gridColumn: { xs: '1 / -1', sm: 'auto' } }}
      />
      <TextField
        select
        label={text('jurisdiction')}
        value={filters.jurisdiction}
        onChange={(event) => set({ jurisdiction: event.target.value as unknown as string[] })}
        slotProps={{
          select: {
            multiple: true,
            displayEmpty: true,
            renderValue: () => filters.jurisdiction.map(lawName).join(', ') || text('any'),
          },
          inputLabel: { shrink: true },
        }}
      >
        {JURISDICTIONS.map((law) => (
          <MenuItem key={law} value={law}>
            {`${law === 'EIDAS' ? 'EU' : 'CH'} (${lawName(law)})`}
          </MenuItem>
        ))}
      </TextField>
      <Choice name="loa" value={filters.loa} options={['3', '4']} onChange={(loa) => set({ loa })} />
      <Choice
        name="method"
        value={filters.method}
        options={METHOD_TYPES}
        texts="desk.words.methodType"
        onChange={(method) => set({ method })}
      />
      {(['offline', 'webflow', 'realtime'] as const).map((name) => (
        <Choice
          key={name}
          name={name}
          value={filters[name]}
          options={['true', 'false']}
          texts="desk.place.filter"
          onChange={(value) => set({ [name]: value })}
        />
      ))}
    </Box>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly string[];
  /** Where the options’ names are; without it they are shown as they are. */
  texts?: string;
  onChange(value: string): void;
}

function Choice({ name, value, options, texts, onChange }: ChoiceProps) {
  const translate = useTranslate();
  return (
    <TextField
      select
      label={translate(`desk.place.filter.${name}`)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{translate('desk.place.filter.any')}</MenuItem>
      {options.map((option) => (
        <MenuItem key={option} value={option}>
          {texts === undefined ? option : translate(`${texts}.${option}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
