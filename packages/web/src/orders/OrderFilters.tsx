import FilterListOutlined from '@mui/icons-material/FilterListOutlined';
import { Box, Button } from '@mui/material';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { ORDER_STATUSES } from '@srs-desk/shared/order/status.ts';
import { useState } from 'react';
import {
  CanAccess,
  SelectInput,
  TextInput,
  useCanAccess,
  useGetIdentity,
  useInput,
  useListContext,
  useLocaleState,
  useTranslate,
} from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { clockText } from '../format/time.ts';
import { choicesOf } from '../kit/form/choices-of.ts';
import { DateField } from '../kit/form/DateField.tsx';
import { StripForm } from '../kit/list/StripForm.tsx';
import { accessTo } from '../session/access.ts';
import { AGES, agedFilter, dayFilter, dayOf, withoutPersonalData } from './filter-values.ts';
import { OrderSort } from './OrderSort.tsx';
import { ORDER_TABS, TAB_FILTERS, tabOf, withoutTab } from './order-tabs.ts';
import { SavedViews } from './SavedViews.tsx';

const STEPS = choicesOf([1, 2, 3, 4, 5], 'desk.words.step');
const METHODS = METHOD_CATALOGUE.map(({ issuer, displayName }) => ({ id: issuer, name: displayName }));

/** No choice of its own: the overview leads to it. */
const LEFT_OPEN = choicesOf(['left_open'], 'desk.cancellations.conditionValue');

/** The filter strip; on a phone it is folded into one button. Whatever is chosen stands in the address as the server takes it. */
export function OrderFilters({ folded }: { folded: boolean }) {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const [open, setOpen] = useState(false);
  const narrowing = Object.keys(withoutTab(filterValues)).length;
  const clear = () => setFilters({ ...TAB_FILTERS[tabOf(filterValues) ?? ORDER_TABS[0]] });
  return (
    <>
      {folded ? (
        <Box sx={{ display: 'flex', gap: 1, mb: 1.5 }}>
          <Button
            variant="outlined"
            startIcon={<FilterListOutlined />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            sx={{ flex: 'none' }}
          >
            {translate('desk.orders.filters')}
            {narrowing > 0 ? ` (${narrowing})` : ''}
          </Button>
          <OrderSort />
        </Box>
      ) : null}
      {folded && !open ? null : (
        <Box role="search" aria-label={translate('desk.orders.filters')} sx={stripSx}>
          <CanAccess {...accessTo('saved_views.use')}>
            <SavedViews />
          </CanAccess>
          {folded ? null : <OrderSort />}
          <StripForm debounce={350} resolver={withoutPersonalData}>
            <TextInput source="q" label="resources.orders.fields.externalId" sx={{ width: 170 }} />
          </StripForm>
          <StripForm>
            <ChoiceFilters />
          </StripForm>
          {narrowing > 0 ? <Button onClick={clear}>{translate('desk.orders.clearFilters')}</Button> : null}
        </Box>
      )}
    </>
  );
}

function ChoiceFilters() {
  const translate = useTranslate();
  const { canAccess: mayWork } = useCanAccess(accessTo('orders.work'));
  const { identity } = useGetIdentity();
  const { filterValues } = useListContext();
  const me = { id: String(identity?.id ?? ''), name: translate('desk.orders.filter.me') };
  return (
    <>
      <Choice source="issuer" label="resources.orders.fields.method" choices={METHODS} />
      <Choice source="status" choices={choicesOf(ORDER_STATUSES, 'desk.words.status')} format={single} />
      <Choice
        source="step"
        choices={STEPS.map(({ id, name }) => ({ id, name: `${id} ${translate(name)}` }))}
      />
      {filterValues.erased === undefined ? null : <Choice source="erased" choices={LEFT_OPEN} />}
      {mayWork && me.id !== '' ? <Choice source="assignee" choices={[me]} /> : null}
      <AgeInput moment={filterValues.statusChangedAt_lte} />
      <DayInput source="createdAt_gte" end="start" />
      <DayInput source="createdAt_lte" end="end" />
    </>
  );
}

/** A tab may ask for several values of a field: then none of them is the choice. */
function single(value: unknown): unknown {
  return Array.isArray(value) ? '' : value;
}

interface ChoiceProps {
  source: string;
  label?: string;
  choices: readonly { id: string | number; name: string }[];
  format?: (value: unknown) => unknown;
}

/** A value that came by a link and is none of the choices is shown as it is. */
function Choice({ source, choices, format = (value) => value, ...input }: ChoiceProps) {
  const { filterValues } = useListContext();
  const value = format(filterValues[source]) ?? '';
  const known = value === '' || choices.some(({ id }) => id === value);
  return (
    <SelectInput
      {...input}
      source={source}
      choices={known ? [...choices] : [...choices, { id: value, name: String(value) }]}
      format={(held) => format(held) ?? ''}
      emptyText="desk.all"
      sx={{ minWidth: 165 }}
    />
  );
}

/** An age is kept as a moment, so that a shared link means the same orders later. */
function AgeInput({ moment }: { moment: unknown }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const ages = AGES.map(({ key }) => ({ id: key, name: `desk.orders.filter.older.${key}` }));
  const time = typeof moment === 'string' ? clockText(Date.parse(moment), deskNow(), locale) : '';
  const set = { id: 'set', name: translate('desk.orders.filter.before', { time }), disabled: true };
  return (
    <SelectInput
      source="statusChangedAt_lte"
      choices={time === '' ? ages : [set, ...ages]}
      format={(held) => (typeof held === 'string' && held !== '' ? 'set' : '')}
      parse={(key) => agedFilter(String(key), deskNow()) ?? ''}
      emptyText="desk.all"
      sx={{ minWidth: 180 }}
    />
  );
}

/** A day of the reader's zone, kept as its first or last moment. */
function DayInput({ source, end }: { source: string; end: 'start' | 'end' }) {
  const translate = useTranslate();
  const { field } = useInput({
    source,
    format: dayOf,
    parse: (day: string) => dayFilter(day, end) ?? '',
  });
  return (
    <DateField
      atOnce
      label={translate(`resources.orders.fields.${source}`)}
      value={field.value}
      onCommit={field.onChange}
      sx={{ width: 150 }}
    />
  );
}

const stripSx = {
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 1,
  rowGap: 1.5,
  mb: 1.5,
  alignItems: 'flex-start',
  // A phone gives each field the whole line.
  '& .MuiFormControl-root': { width: { xs: '100%', sm: 'auto' } },
} as const;
