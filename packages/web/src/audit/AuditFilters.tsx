import { Autocomplete, Box, Button, MenuItem, TextField, useMediaQuery, useTheme } from '@mui/material';
import { KINDS } from '@srs-desk/shared/audit/actions.ts';
import { CALL_OPERATIONS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { CommitField } from '../kit/CommitField.tsx';
import { ActionFilter } from './ActionFilter.tsx';
import {
  isoOf,
  localOf,
  PRESET_NAMES,
  PRESETS,
  presetOf,
  readsLikePerson,
  valuesOf,
  withField,
} from './log-filters.ts';
import { useLogFilter } from './log-words.tsx';
import { useOutcomeText } from './use-entry-texts.ts';

/** The outcomes that the log knows: of calls, of verifications. */
const OUTCOMES = [
  ...CALL_OUTCOMES.filter((outcome) => outcome !== 'in_flight'),
  'intact',
  'broken',
  'unchecked',
];

/** The filter strip of the log: presets first, then each field. All of it stands in the address, but for words that may name somebody. */
export function AuditFilters() {
  const translate = useTranslate();
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const { filter, setFilter } = useLogFilter();
  const [open, setOpen] = useState(false);
  const set = (field: string, value: unknown) => setFilter(withField(filter, field, value));
  const count = Object.keys(filter).length;
  return (
    <Box
      role="search"
      aria-label={translate('desk.orders.filters')}
      sx={{ display: 'grid', gap: 1, mb: 1.5 }}
    >
      <Presets />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
        <CommitField
          label={translate('desk.audit.field.q')}
          value={String(filter.q ?? '')}
          onCommit={(value) => set('q', value)}
          refuse={(text) => (readsLikePerson(text) ? translate('desk.audit.field.qPersonal') : null)}
          sx={{ width: { xs: '100%', sm: 220 } }}
        />
        {narrow ? (
          <Button variant="outlined" aria-expanded={open} onClick={() => setOpen(!open)}>
            {translate('desk.audit.moreFilters', { count })}
          </Button>
        ) : null}
        {!narrow || open ? <Fields set={set} /> : null}
        {count > 0 ? (
          <Button onClick={() => setFilter({})}>{translate('desk.orders.clearFilters')}</Button>
        ) : null}
      </Box>
    </Box>
  );
}

function Presets() {
  const translate = useTranslate();
  const { filter, setFilter } = useLogFilter();
  const chosen = presetOf(filter);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      {PRESET_NAMES.map((name) => (
        <Button
          key={name}
          variant={name === chosen ? 'contained' : 'outlined'}
          color={name === chosen ? 'primary' : 'inherit'}
          aria-pressed={name === chosen}
          onClick={() => setFilter(withField(filter, 'action', name === chosen ? [] : PRESETS[name]))}
        >
          {translate(`desk.audit.preset.${name}`)}
        </Button>
      ))}
    </Box>
  );
}

function Fields({ set }: { set: (field: string, value: unknown) => void }) {
  const translate = useTranslate();
  const outcomeText = useOutcomeText();
  const { filter } = useLogFilter();
  const width = { width: { xs: '100%', sm: 150 } };
  const label = (field: string) => translate(`desk.audit.field.${field}`);
  const choice = (field: string, values: readonly string[], text: (value: string) => string) => (
    <TextField
      select
      label={label(field)}
      value={valuesOf(filter[field]).length === 1 ? valuesOf(filter[field])[0] : ''}
      onChange={(event) => set(field, event.target.value)}
      sx={width}
    >
      <MenuItem value="">{translate('desk.all')}</MenuItem>
      {values.map((value) => (
        <MenuItem key={value} value={value}>
          {text(value)}
        </MenuItem>
      ))}
    </TextField>
  );
  const time = (field: 'at_gte' | 'at_lte') => (
    <TextField
      type="datetime-local"
      label={label(field)}
      value={localOf(filter[field])}
      onChange={(event) => set(field, isoOf(event.target.value, field === 'at_lte'))}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ width: { xs: '100%', sm: 195 } }}
    />
  );
  return (
    <>
      <ActionFilter value={valuesOf(filter.action)} onChange={(actions) => set('action', actions)} />
      <Autocomplete
        freeSolo
        options={['sync', 'system', 'anonymous']}
        value={String(filter.actor ?? '')}
        onChange={(_, value) => set('actor', value ?? '')}
        autoSelect
        size="small"
        sx={width}
        renderInput={(params) => <TextField {...params} label={label('actor')} placeholder="user:…" />}
      />
      {choice('kind', KINDS, (value) => translate(`desk.words.auditKind.${value}`))}
      {choice('operation', CALL_OPERATIONS, (value) => translate(`desk.words.operation.${value}`))}
      {choice('outcome', OUTCOMES, outcomeText)}
      {(['refId', 'orderId', 'externalId'] as const).map((field) => (
        <CommitField
          key={field}
          label={label(field)}
          value={valuesOf(filter[field]).join(', ')}
          onCommit={(value) => set(field, value)}
          sx={width}
        />
      ))}
      {time('at_gte')}
      {time('at_lte')}
    </>
  );
}
