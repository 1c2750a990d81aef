import { Box, Button, TextField } from '@mui/material';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { type FormEvent, useState } from 'react';
import { FilterLiveForm, SelectInput, TextInput, useListContext, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

/** What narrows the list beside its switch. */
export const NARROWING = ['externalId', 'method', 'refId'] as const;

const METHODS = METHOD_CATALOGUE.map(({ displayName }) => ({ id: displayName, name: displayName }));
/** A person seldom has so many. */
const MOST = 200;
/** Finds no order: nothing was found for the person. */
const NOBODY = ['00000000-0000-0000-0000-000000000000'];

/** Narrows the superseded orders to an External ID, a method, a person. */
export function SupersededFilters() {
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start', mb: 1 }}>
      <FilterLiveForm debounce={350}>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <TextInput source="externalId" label="External ID" helperText={false} sx={{ width: 170 }} />
          <SelectInput
            source="method"
            label="desk.cancellations.superseded.column.method"
            choices={METHODS}
            emptyText="desk.cancellations.allMethods"
            helperText={false}
            sx={{ minWidth: 190 }}
          />
        </Box>
      </FilterLiveForm>
      <PersonFilter />
    </Box>
  );
}

/** A name or number is looked up by the search, so that it stands in no address; the list takes the orders found. */
function PersonFilter() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const [q, setQ] = useState('');
  const find = useVerb('searchOrders', {
    onSuccess: ({ hits }) => {
      const found = hits.map(({ refId }) => refId);
      setFilters({ ...filterValues, refId: found.length > 0 ? found : NOBODY });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (q.trim() !== '') find.mutate({ q, limit: MOST });
  };
  const clear = () => {
    const { refId: _, ...others } = filterValues;
    setQ('');
    setFilters(others);
  };
  return (
    <Box
      component="form"
      onSubmit={submit}
      sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'flex-start' }}
    >
      <TextField
        label={translate('desk.cancellations.superseded.findPerson')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        sx={{ width: 220 }}
      />
      <Button type="submit" variant="outlined" disabled={find.isPending}>
        {translate('desk.cancellations.superseded.find')}
      </Button>
      {filterValues.refId === undefined ? null : (
        <Button onClick={clear}>{translate('desk.cancellations.superseded.everybody')}</Button>
      )}
      <ProblemAlert error={find.error} />
    </Box>
  );
}
