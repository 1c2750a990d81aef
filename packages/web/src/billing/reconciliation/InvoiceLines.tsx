import { Box, Button, MenuItem, TextField } from '@mui/material';
import { DISPOSITIONS, MATCH_CLASSES } from '@srs-desk/shared/billing/invoice-line.ts';
import type { InvoiceDetail, InvoiceLineRow } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router';
import { PagedGrid } from '../../kit/PagedGrid.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../../session/useMay.ts';
import { SettleDialog, type Settling } from './SettleDialog.tsx';
import { useLineColumns } from './useLineColumns.tsx';

interface InvoiceLinesProps {
  invoice: InvoiceDetail;
  onChanged(): void;
}

/** The lines by class and disposition, to settle one by one, several, or a whole class. */
export function InvoiceLines({ invoice, onChanged }: InvoiceLinesProps) {
  const translate = useTranslate();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [settling, setSettling] = useState<Settling | null>(null);
  const [version, setVersion] = useState(0);
  const asked = MATCH_CLASSES.find((each) => each === search.get('class'));
  // What needs work comes first: without a choice, the first class that has lines to settle.
  const inClass =
    asked ?? (search.size === 0 ? invoice.classes.find(({ open }) => open > 0)?.class : undefined);
  const disposition = DISPOSITIONS.find((each) => each === search.get('disposition'));
  const refId = search.get('refId');
  const filter = {
    ...(inClass === undefined ? {} : { class: inClass }),
    ...(disposition === undefined ? {} : { disposition }),
    ...(refId === null ? {} : { ourRefId: refId }),
  };
  const writes = may('invoices.write');
  const columns = useLineColumns({
    invoice,
    ...(writes
      ? { choice: { chosen, setChosen }, onSettle: (line: InvoiceLineRow) => setSettling({ lines: [line] }) }
      : {}),
  });
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const set = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(key);
    else next.set(key, value);
    setChosen([]);
    setSearch(next, { replace: true });
  };
  const path = `invoices/${invoice.id}/lines?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  const total = invoice.classes.find((each) => each.class === inClass);
  return (
    <Section title={text('lineTable')}>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center', mb: 1.5 }}>
        <Choice label={text('class')} value={inClass} onChange={(value) => set('class', value || 'all')}>
          {MATCH_CLASSES.map((each) => [each, translate(`desk.words.invoiceClass.${each}`)] as const)}
        </Choice>
        <Choice label={text('decision')} value={disposition} onChange={(value) => set('disposition', value)}>
          {DISPOSITIONS.map((each) => [each, translate(`desk.words.decision.${each}`)] as const)}
        </Choice>
        {writes && chosen.length > 0 ? (
          <Button variant="contained" onClick={() => setSettling({ positions: chosen })}>
            {translate('desk.invoices.settleSelected', { count: chosen.length })}
          </Button>
        ) : null}
        {writes && total && total.count > 0 && total.class !== 'matched' ? (
          <Button variant="outlined" onClick={() => setSettling({ total })}>
            {text('settleClass')}
          </Button>
        ) : null}
      </Box>
      <PagedGrid<InvoiceLineRow>
        key={path}
        path={path}
        label={text('lineTable')}
        columns={columns}
        keyOf={(line) => line.id}
        empty={text('linesNone')}
        version={version}
      />
      {settling ? (
        <SettleDialog
          invoiceId={invoice.id}
          settling={settling}
          onClose={() => setSettling(null)}
          onDone={() => {
            setSettling(null);
            setChosen([]);
            setVersion(version + 1);
            onChanged();
          }}
        />
      ) : null}
    </Section>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  children: readonly (readonly [string, string])[];
  onChange(value: string): void;
}

function Choice({ label, value, children, onChange }: ChoiceProps) {
  const translate = useTranslate();
  return (
    <TextField
      select
      label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value)}
      sx={{ width: 220 }}
      slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
    >
      <MenuItem value="">{translate('desk.invoices.all')}</MenuItem>
      {children.map(([key, name]) => (
        <MenuItem key={key} value={key}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}
