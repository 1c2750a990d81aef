import { Box, Button, MenuItem, TextField } from '@mui/material';
import { CALL_OPERATIONS, CALL_ORIGINS, CALL_OUTCOMES } from '@srs-desk/shared/call/fields.ts';
import { useListContext, useTranslate } from 'react-admin';
import { CommitField } from '../kit/CommitField.tsx';
import { SavedViews } from '../orders/SavedViews.tsx';

const CHOICES = {
  operation: CALL_OPERATIONS,
  outcome: CALL_OUTCOMES,
  origin: CALL_ORIGINS,
} as const;

/** The filter strip of the calls. */
export function CallFilters() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const set = (field: string, value: string) => {
    const next: Record<string, unknown> = { ...filterValues };
    if (value === '') delete next[field];
    else next[field] = value;
    setFilters(next);
  };
  return (
    <Box
      role="search"
      aria-label={translate('desk.orders.filters')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mb: 1.5 }}
    >
      <SavedViews />
      {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((name) => (
        <TextField
          key={name}
          select
          label={translate(`desk.calls.column.${name}`)}
          value={singleOf(filterValues[name])}
          onChange={(event) => set(name, event.target.value)}
          sx={{ minWidth: 150 }}
        >
          <MenuItem value="">{translate('desk.all')}</MenuItem>
          {CHOICES[name].map((value) => (
            <MenuItem key={value} value={value}>
              {translate(`desk.words.${name}.${value}`)}
            </MenuItem>
          ))}
        </TextField>
      ))}
      {(['refId', 'orderId', 'correlationId', 'httpStatus'] as const).map((name) => (
        <CommitField
          key={name}
          label={translate(`desk.calls.column.${name}`)}
          value={String(filterValues[name] ?? '')}
          onCommit={(value) => set(name, value)}
          sx={{ width: name === 'httpStatus' ? 90 : 150 }}
        />
      ))}
      {Object.keys(filterValues).length > 0 ? (
        <Button onClick={() => setFilters({})}>{translate('desk.orders.clearFilters')}</Button>
      ) : null}
    </Box>
  );
}

/** A select shows one value; a filter by several (from a link) shows none. */
function singleOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
