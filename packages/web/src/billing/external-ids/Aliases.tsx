import { Box, Button, TextField } from '@mui/material';
import type { AliasRowView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../../session/useMay.ts';
import { RawText } from './RawText.tsx';
import type { AliasesOfMonth } from './useAliases.ts';

/** What is billed as another External ID, to add and to take away. */
export function Aliases({ month }: { month: AliasesOfMonth }) {
  const translate = useTranslate();
  const may = useMay();
  const text = (key: string) => translate(`desk.externalIds.${key}`);
  const rows = month.aliases.data ?? [];
  const columns: GridColumn<AliasRowView>[] = [
    { key: 'raw', title: text('raw'), heading: true, cell: ({ raw }) => <RawText value={raw} /> },
    { key: 'canonical', title: text('canonical'), cell: ({ canonical }) => <RawText value={canonical} /> },
    {
      key: 'changed',
      title: text('changed'),
      cell: ({ changedAt, changedBy }) => (
        <>
          <RelativeTime at={changedAt} /> · {changedBy}
        </>
      ),
    },
    ...(may('aliases.write')
      ? [
          {
            key: 'remove',
            title: text('remove'),
            cell: (alias: AliasRowView) => (
              <Button
                disabled={month.remove.busy}
                aria-label={`${text('remove')}: ${alias.raw ?? translate('desk.billing.none')}`}
                onClick={() => void month.remove.run(alias)}
              >
                {text('remove')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Section title={text('aliases')}>
      <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem', mb: 1 }}>
        {rows.length === 0 ? text('aliasesNone') : text('aliasesHelp')}
      </Box>
      {rows.length > 0 ? (
        <DataGrid label={text('aliases')} columns={columns} rows={rows} keyOf={(alias) => alias.id} />
      ) : null}
      <ProblemAlert error={month.remove.error} onClose={month.remove.clear} />
      <ProblemAlert error={month.add.error} onClose={month.add.clear} />
      {may('aliases.write') ? <AliasForm month={month} /> : null}
    </Section>
  );
}

function AliasForm({ month }: { month: AliasesOfMonth }) {
  const translate = useTranslate();
  const [raw, setRaw] = useState('');
  const [canonical, setCanonical] = useState('');
  const text = (key: string) => translate(`desk.externalIds.${key}`);
  const add = async () => {
    if ((await month.add.run(raw, canonical)) !== true) return;
    setRaw('');
    setCanonical('');
  };
  return (
    <Box
      component="form"
      sx={{ display: 'flex', gap: 1, mt: 1.5, flexWrap: 'wrap', alignItems: 'center' }}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField
        label={`${text('raw')} (${text('exact')})`}
        required
        value={raw}
        onChange={(event) => setRaw(event.target.value)}
      />
      <TextField
        label={text('canonical')}
        required
        value={canonical}
        onChange={(event) => setCanonical(event.target.value)}
      />
      <Button
        type="submit"
        variant="outlined"
        disabled={month.add.busy || raw === '' || canonical.trim() === ''}
      >
        {text('add')}
      </Button>
    </Box>
  );
}
