import { Box, Button, TextField } from '@mui/material';
import type { GroupRowView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../../api/http.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../../session/useMay.ts';

/** Which External IDs share a group's prices. */
export function GroupsSection() {
  const translate = useTranslate();
  const may = useMay();
  const groups = useApi<GroupRowView[]>('price-groups?range=[0,999]', { refreshOn: ['prices'] });
  const [fields, setFields] = useState({ externalId: '', group: '' });
  const add = useAction(async () => {
    await ask('price-groups', { method: 'POST', body: fields });
    setFields({ externalId: '', group: fields.group });
    groups.refetch();
  });
  const remove = useAction(async (id: string) => {
    await ask(`price-groups/${encodeURIComponent(id)}`, { method: 'DELETE' });
    groups.refetch();
  });
  const text = (key: string) => translate(`desk.prices.${key}`);
  const rows = groups.data ?? [];
  const columns: GridColumn<GroupRowView>[] = [
    { key: 'externalId', title: 'External ID', heading: true, cell: ({ externalId }) => externalId },
    { key: 'group', title: text('group'), cell: ({ group }) => group },
    ...(may('prices.write')
      ? [
          {
            key: 'remove',
            title: text('remove'),
            cell: ({ id }: GroupRowView) => (
              <Button disabled={remove.busy} onClick={() => void remove.run(id)}>
                {text('remove')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Section title={text('groups')}>
      {rows.length === 0 ? <Box sx={{ color: 'text.secondary' }}>{text('groupsNone')}</Box> : null}
      {rows.length > 0 ? (
        <DataGrid label={text('groups')} columns={columns} rows={rows} keyOf={(row) => row.id} />
      ) : null}
      <ProblemAlert error={add.error ?? remove.error} />
      {may('prices.write') ? (
        <Box
          component="form"
          sx={{ display: 'flex', gap: 1, mt: 1.5, flexWrap: 'wrap', alignItems: 'center' }}
          onSubmit={(event) => {
            event.preventDefault();
            void add.run();
          }}
        >
          <TextField
            label="External ID"
            required
            value={fields.externalId}
            onChange={(event) => setFields({ ...fields, externalId: event.target.value })}
          />
          <TextField
            label={text('group')}
            required
            value={fields.group}
            onChange={(event) => setFields({ ...fields, group: event.target.value })}
          />
          <Button type="submit" variant="outlined" disabled={add.busy}>
            {text('addGroup')}
          </Button>
        </Box>
      ) : null}
    </Section>
  );
}
