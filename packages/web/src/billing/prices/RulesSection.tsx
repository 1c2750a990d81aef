import { Box, Button } from '@mui/material';
import type { RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../../api/http.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../../session/useMay.ts';
import { ScopeText, ValidText } from './PriceTable.tsx';
import { RuleDialog } from './RuleDialog.tsx';

/** Which event makes the orders of a method billable, and from when. */
export function RulesSection() {
  const translate = useTranslate();
  const may = useMay();
  const rules = useApi<RuleRow[]>('billable-rules?range=[0,999]', { refreshOn: ['billable-rules'] });
  const [editing, setEditing] = useState<RuleRow | 'new' | null>(null);
  const remove = useAction(async (rule: RuleRow) => {
    await ask(`billable-rules/${rule.id}`, { method: 'DELETE' });
    rules.refetch();
  });
  const text = (key: string) => translate(`desk.prices.${key}`);
  const columns: GridColumn<RuleRow>[] = [
    { key: 'method', title: text('method.label'), heading: true, cell: (rule) => <ScopeText scope={rule} /> },
    {
      key: 'event',
      title: text('event'),
      cell: ({ event }) => translate(`desk.words.billingEvent.${event}`),
    },
    {
      key: 'failed',
      title: text('failed'),
      cell: ({ failedBillable }) => text(failedBillable ? 'yes' : 'no'),
    },
    { key: 'valid', title: text('valid'), cell: (rule) => <ValidText validity={rule} /> },
    {
      key: 'changed',
      title: text('changed'),
      cell: ({ changedAt, changedBy }) => (
        <>
          <RelativeTime at={changedAt} /> · {changedBy}
        </>
      ),
    },
  ];
  if (may('prices.write')) {
    columns.push({
      key: 'actions',
      title: text('change'),
      cell: (rule) => (
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          <Button onClick={() => setEditing(rule)}>{text('change')}</Button>
          <Button disabled={remove.busy} onClick={() => void remove.run(rule)}>
            {text('remove')}
          </Button>
        </Box>
      ),
    });
  }
  const rows = rules.data ?? [];
  return (
    <Section
      title={text('rules')}
      actions={
        may('prices.write') ? (
          <Button variant="outlined" onClick={() => setEditing('new')}>
            {text('addRule')}
          </Button>
        ) : null
      }
    >
      <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem', mb: 1, maxWidth: '80ch' }}>
        {text(rows.length === 0 ? 'rulesNone' : 'rulesHelp')}
      </Box>
      <ProblemAlert error={remove.error} onClose={remove.clear} />
      {rows.length > 0 ? (
        <DataGrid label={text('rules')} columns={columns} rows={rows} keyOf={(rule) => rule.id} />
      ) : null}
      {editing ? (
        <RuleDialog
          rule={editing === 'new' ? null : editing}
          rules={rows}
          onClose={() => setEditing(null)}
          onDone={() => {
            setEditing(null);
            rules.refetch();
          }}
        />
      ) : null}
    </Section>
  );
}
