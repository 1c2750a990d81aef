import FilterListOutlined from '@mui/icons-material/FilterListOutlined';
import { Box, Button, FormControlLabel, MenuItem, Switch, TextField } from '@mui/material';
import { CALL_ANSWERS, CALL_OPERATIONS, CALL_ORIGINS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { useState } from 'react';
import { CanAccess, SelectInput, useListContext, useTranslate } from 'react-admin';
import { CommitField } from '../kit/CommitField.tsx';
import { choicesOf } from '../kit/form/choices-of.ts';
import { StripForm } from '../kit/list/StripForm.tsx';
import { SavedViews } from '../orders/SavedViews.tsx';
import { accessTo } from '../session/access.ts';

const IDS = ['refId', 'orderId', 'correlationId', 'httpStatus'] as const;

/** The filter strip of the calls; on a phone it is folded into one button. */
export function CallFilters({ folded }: { folded: boolean }) {
  const translate = useTranslate();
  const { filterValues } = useListContext();
  const [open, setOpen] = useState(false);
  const narrowing = Object.keys(filterValues).length;
  return (
    <>
      {folded ? (
        <Button
          variant="outlined"
          startIcon={<FilterListOutlined />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          sx={{ mb: 1.5 }}
        >
          {translate('desk.orders.filters')}
          {narrowing > 0 ? ` (${narrowing})` : ''}
        </Button>
      ) : null}
      {folded && !open ? null : <FilterStrip />}
    </>
  );
}

function FilterStrip() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const set = (changes: Record<string, string>) =>
    setFilters(
      Object.fromEntries(Object.entries({ ...filterValues, ...changes }).filter(([, one]) => one !== '')),
    );
  return (
    <Box
      role="search"
      aria-label={translate('desk.orders.filters')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.5 }}
    >
      <CanAccess {...accessTo('saved_views.use')}>
        <SavedViews />
      </CanAccess>
      <StripForm>
        <SelectInput
          source="operation"
          choices={choicesOf(CALL_OPERATIONS, 'desk.words.operation')}
          emptyText="desk.all"
          sx={{ minWidth: 150 }}
        />
        <SelectInput
          source="origin"
          choices={choicesOf(CALL_ORIGINS, 'desk.words.origin')}
          emptyText="desk.all"
          sx={{ minWidth: 150 }}
        />
      </StripForm>
      <ResultField />
      {IDS.map((name) => (
        <CommitField
          key={name}
          label={translate(`resources.calls.fields.${name}`)}
          value={String(filterValues[name] ?? '')}
          onCommit={(value) =>
            set({ [name]: value, ...(name === 'refId' ? { folded: value === '' ? '' : 'yes' } : {}) })
          }
          sx={{ width: name === 'httpStatus' ? 90 : 150 }}
        />
      ))}
      {filterValues.refId === undefined ? null : (
        <FormControlLabel
          control={
            <Switch
              size="small"
              checked={filterValues.folded === 'yes'}
              onChange={(event) => set({ folded: event.target.checked ? 'yes' : '' })}
            />
          }
          label={translate('desk.calls.folded')}
        />
      )}
      {Object.keys(filterValues).length > 0 ? (
        <Button onClick={() => setFilters({})}>{translate('desk.orders.clearFilters')}</Button>
      ) : null}
    </Box>
  );
}

interface ResultChoice {
  /** Key of its name. */
  name: string;
  filter: Readonly<Record<string, string>>;
}

/** What can come of a call, each under its value: all that failed, each outcome (an HTTP error: without answers), each answer. */
const RESULTS: ReadonlyMap<string, ResultChoice> = new Map([
  ['failed', { name: 'desk.calls.failed', filter: { failed: 'yes' } }],
  ...CALL_OUTCOMES.map((outcome): [string, ResultChoice] => {
    const failed = outcome === 'http_error' ? { failed: 'yes' } : {};
    return [outcome, { name: `desk.words.outcome.${outcome}`, filter: { outcome, ...failed } }];
  }),
  ...CALL_ANSWERS.map((answer): [string, ResultChoice] => [
    answer,
    { name: `desk.words.answer.${answer}`, filter: { answer } },
  ]),
]);

/** Filters by what came of the calls. */
function ResultField() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const { outcome, answer, failed, ...others } = filterValues;
  const chosen = answer ?? outcome ?? (failed === 'yes' ? 'failed' : '');
  return (
    <TextField
      select
      label={translate('resources.calls.fields.outcome')}
      value={typeof chosen === 'string' ? chosen : ''}
      onChange={(event) => setFilters({ ...others, ...RESULTS.get(event.target.value)?.filter })}
      sx={{ minWidth: 150 }}
    >
      <MenuItem value="">{translate('desk.all')}</MenuItem>
      {[...RESULTS].map(([result, { name }]) => (
        <MenuItem key={result} value={result}>
          {translate(name)}
        </MenuItem>
      ))}
    </TextField>
  );
}
