import { Box, Button, MenuItem, TextField } from '@mui/material';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';
import { useEffect, useState } from 'react';
import {
  type TranslateFunction,
  useGetIdentity,
  useListContext,
  useLocaleState,
  useTranslate,
} from 'react-admin';
import { clockText } from '../format/time.ts';
import { useMay } from '../session/useMay.ts';
import { AGES, agedFilter, dayFilter, dayOf } from './filter-values.ts';
import { ORDER_TABS, TAB_FILTERS, tabOf, withoutTab } from './order-tabs.ts';
import { SavedViews } from './SavedViews.tsx';

/** The filter strip. Whatever is chosen stands in the address as the server takes it. */
export function OrderFilters() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const set = (field: string, value: unknown) => {
    const next: Record<string, unknown> = { ...filterValues };
    if (value === undefined || value === '') delete next[field];
    else next[field] = value;
    setFilters(next);
  };
  const may = useMay();
  const { identity } = useGetIdentity();
  const me = String(identity?.id ?? '');
  const narrowed = Object.keys(withoutTab(filterValues)).length > 0;
  const clear = () => setFilters({ ...TAB_FILTERS[tabOf(filterValues) ?? ORDER_TABS[0]] });
  return (
    <Box
      role="search"
      aria-label={translate('desk.orders.filters')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.5, alignItems: 'flex-start' }}
    >
      <SavedViews />
      <Choice
        name="method"
        value={String(filterValues.issuer ?? '')}
        onChange={(value) => set('issuer', value)}
        options={METHOD_CATALOGUE.map((sheet) => [sheet.issuer, sheet.displayName])}
      />
      <ExternalIdFilter value={String(filterValues.q ?? '')} onChange={(value) => set('q', value)} />
      <Choice
        name="step"
        value={filterValues.step === undefined ? '' : String(filterValues.step)}
        onChange={(value) => set('step', value === '' ? undefined : Number(value))}
        options={[1, 2, 3, 4, 5].map((n) => [String(n), `${n} ${translate(`desk.words.step.${n}`)}`])}
      />
      {may('orders.work') && me !== '' ? (
        <Choice
          name="assignee"
          value={String(filterValues.assignee ?? '')}
          onChange={(value) => set('assignee', value)}
          options={[[me, translate('desk.orders.filter.me')]]}
        />
      ) : null}
      <AgeFilter
        value={filterValues.statusChangedAt_lte}
        onChange={(value) => set('statusChangedAt_lte', value)}
      />
      <DayField
        name="createdAt_gte"
        value={filterValues.createdAt_gte}
        onChange={(day) => set('createdAt_gte', dayFilter(day, 'start'))}
      />
      <DayField
        name="createdAt_lte"
        value={filterValues.createdAt_lte}
        onChange={(day) => set('createdAt_lte', dayFilter(day, 'end'))}
      />
      {narrowed ? <Button onClick={clear}>{translate('desk.orders.clearFilters')}</Button> : null}
    </Box>
  );
}

/** What a filter is called; without a name of its own, like the field it goes by. */
export function filterLabel(translate: TranslateFunction, name: string): string {
  return translate(`desk.orders.filterName.${name}`, { _: translate(`desk.words.field.${name}`) });
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange(value: string): void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  const translate = useTranslate();
  const label = filterLabel(translate, name);
  const known = value === '' || options.some(([option]) => option === value);
  return (
    <TextField
      select
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      sx={{ minWidth: 140 }}
    >
      <MenuItem value="">{translate('desk.all')}</MenuItem>
      {known ? null : <MenuItem value={value}>{value}</MenuItem>}
      {options.map(([option, text]) => (
        <MenuItem key={option} value={option}>
          {text}
        </MenuItem>
      ))}
    </TextField>
  );
}

/** An age is kept as a moment, so that a shared link means the same orders later. */
function AgeFilter({ value, onChange }: { value: unknown; onChange: (value: string | undefined) => void }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const label = filterLabel(translate, 'statusChangedAt_lte');
  const set = typeof value === 'string';
  return (
    <TextField
      select
      label={label}
      value={set ? 'set' : ''}
      onChange={(event) => onChange(agedFilter(event.target.value, Date.now()))}
      sx={{ minWidth: 150 }}
    >
      <MenuItem value="">{translate('desk.all')}</MenuItem>
      {set ? (
        <MenuItem value="set" disabled>
          {translate('desk.orders.filter.before', { time: clockText(Date.parse(value), Date.now(), locale) })}
        </MenuItem>
      ) : null}
      {AGES.map((age) => (
        <MenuItem key={age.key} value={age.key}>
          {translate(`desk.orders.filter.older.${age.key}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}

function DayField({
  name,
  value,
  onChange,
}: {
  name: string;
  value: unknown;
  onChange: (day: string) => void;
}) {
  const translate = useTranslate();
  return (
    <TextField
      type="date"
      label={filterLabel(translate, name)}
      value={dayOf(value)}
      onChange={(event) => onChange(event.target.value)}
      slotProps={{ inputLabel: { shrink: true } }}
      sx={{ width: 150 }}
    />
  );
}

/** Begins of External IDs and ids; a person's data is refused before it reaches an address. */
function ExternalIdFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const translate = useTranslate();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const personal = looksLikePersonalData(text);
  useEffect(() => {
    if (personal || text === value) return undefined;
    const timer = setTimeout(() => onChange(text.trim()), 350);
    return () => clearTimeout(timer);
  });
  return (
    <TextField
      label={filterLabel(translate, 'externalId')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      error={personal}
      helperText={personal ? translate('desk.orders.filter.useSearch') : undefined}
      sx={{ width: 170 }}
    />
  );
}
