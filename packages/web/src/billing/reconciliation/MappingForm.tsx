import { Autocomplete, Box, Button, MenuItem, TextField } from '@mui/material';
import { INVOICE_FIELDS } from '@srs-desk/shared/billing/invoice-line.ts';
import { DATE_FORMATS } from '@srs-desk/shared/billing/local-date.ts';
import { DECIMAL_SIGNS } from '@srs-desk/shared/billing/money.ts';
import type { InvoiceFileView, InvoiceInput } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { DataGrid } from '../../kit/DataGrid.tsx';
import { Section } from '../../kit/Section.tsx';
import { MonthField } from '../usage/UsageControls.tsx';
import {
  draftOfFile,
  forSupplier,
  hasColumnsOf,
  type InvoiceDraft,
  readInvoiceDraft,
  rememberedFor,
} from './invoice-draft.ts';

interface MappingFormProps {
  file: InvoiceFileView;
  /** The month asked for; null where the file's own is proposed. */
  asked: string | null;
  otherwise: string;
  busy: boolean;
  onPlace(place: { sheet: string; headerRow?: number }): void;
  onImport(input: InvoiceInput): void;
}

const GRID = {
  display: 'grid',
  gap: 1.5,
  gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
  alignItems: 'start',
} as const;

/** Whose invoice it is, which column holds what, and how it writes numbers and dates. */
export function MappingForm({ file, asked, otherwise, busy, onPlace, onImport }: MappingFormProps) {
  const translate = useTranslate();
  const [draft, setDraft] = useState(() => draftOfFile(file, asked, otherwise));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const text = (key: string) => translate(`desk.invoices.${key}`);
  const change = (part: Partial<InvoiceDraft>) => setDraft({ ...draft, ...part });
  const remembered = rememberedFor(file, draft.supplier);
  return (
    <Box
      component="form"
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5 }}
      onSubmit={(event) => {
        event.preventDefault();
        const read = readInvoiceDraft(file, draft);
        setErrors(read.ok ? {} : read.errors);
        if (read.ok) onImport(read.input);
      }}
    >
      <Box sx={GRID}>
        <Autocomplete
          freeSolo
          size="small"
          options={[...new Set(file.remembered.map(({ supplier }) => supplier))]}
          inputValue={draft.supplier}
          onInputChange={(_event, supplier) => setDraft(forSupplier(draft, file, supplier))}
          renderInput={(props) => (
            <TextField {...props} label={translate('resources.invoices.fields.supplier')} required />
          )}
        />
        <TextField
          label={translate('resources.invoices.fields.number')}
          required
          value={draft.number}
          onChange={(event) => change({ number: event.target.value })}
        />
        <MonthField
          label={translate('resources.invoices.fields.period')}
          value={draft.period}
          onChange={(next) => change({ period: next })}
        />
      </Box>
      <Section title={text('mapping.title')}>
        <Box sx={{ color: 'text.secondary', mb: 1.5 }}>
          {remembered === null || !hasColumnsOf(file, remembered)
            ? text('mapping.guessed')
            : translate('desk.invoices.mapping.remembered', { supplier: remembered.supplier })}
        </Box>
        <PlaceFields file={file} onPlace={onPlace} />
        <ColumnFields file={file} draft={draft} errors={errors} onChange={change} />
      </Section>
      <Section title={text('mapping.sample')}>
        <DataGrid
          label={text('mapping.sample')}
          columns={file.headers.map((header, at) => ({
            key: `${at}`,
            title: header,
            cell: (row: readonly string[]) => row[at] ?? '',
          }))}
          rows={file.sample.slice(0, 5)}
          keyOf={(row) => file.sample.indexOf(row as string[])}
        />
      </Section>
      <Button type="submit" variant="contained" disabled={busy} sx={{ justifySelf: 'start' }}>
        {text('mapping.import')}
      </Button>
    </Box>
  );
}

/** In which sheet and below which row the lines are: found by their words, changeable. */
function PlaceFields({ file, onPlace }: Pick<MappingFormProps, 'file' | 'onPlace'>) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.invoices.mapping.${key}`);
  const [row, setRow] = useState(String(file.headerRow));
  const go = () => {
    const headerRow = Number(row);
    if (Number.isInteger(headerRow) && headerRow > 0 && headerRow !== file.headerRow) {
      onPlace({ sheet: file.sheet, headerRow });
    }
  };
  return (
    <Box sx={{ ...GRID, mb: 1.5 }}>
      {file.sheets.length > 1 ? (
        <TextField
          select
          label={text('sheet')}
          value={file.sheet}
          onChange={(event) => onPlace({ sheet: event.target.value })}
        >
          {file.sheets.map((sheet) => (
            <MenuItem key={sheet} value={sheet}>
              {sheet}
            </MenuItem>
          ))}
        </TextField>
      ) : null}
      <TextField
        label={text('headerRow')}
        value={row}
        onChange={(event) => setRow(event.target.value)}
        onBlur={go}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          go();
        }}
        slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      />
    </Box>
  );
}

interface ColumnFieldsProps {
  file: InvoiceFileView;
  draft: InvoiceDraft;
  errors: Readonly<Record<string, string>>;
  onChange(part: Partial<InvoiceDraft>): void;
}

function ColumnFields({ file, draft, errors, onChange }: ColumnFieldsProps) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.invoices.mapping.${key}`);
  const wrong = (field: string) => {
    const key = errors[field];
    return key === undefined ? {} : { error: true, helperText: translate(key) };
  };
  return (
    <Box sx={GRID}>
      {INVOICE_FIELDS.map((field) => (
        <TextField
          key={field}
          select
          label={translate(`desk.words.invoiceColumn.${field}`)}
          value={draft.columns[field]}
          onChange={(event) => onChange({ columns: { ...draft.columns, [field]: event.target.value } })}
          slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
          {...wrong(field)}
        >
          <MenuItem value="">
            <i>{text('none')}</i>
          </MenuItem>
          {[...new Set(file.headers)]
            .filter((header) => header !== '')
            .map((header) => (
              <MenuItem key={header} value={header}>
                {header}
              </MenuItem>
            ))}
        </TextField>
      ))}
      <TextField
        select
        label={text('decimal.label')}
        value={draft.decimal}
        onChange={(event) => onChange({ decimal: event.target.value as InvoiceDraft['decimal'] })}
      >
        {DECIMAL_SIGNS.map((sign) => (
          <MenuItem key={sign} value={sign}>
            {text(`decimal.${sign}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={text('dateFormat.label')}
        value={draft.dateFormat}
        onChange={(event) => onChange({ dateFormat: event.target.value as InvoiceDraft['dateFormat'] })}
      >
        {DATE_FORMATS.map((format) => (
          <MenuItem key={format} value={format}>
            {text(`dateFormat.${format}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={text('currency')}
        required
        value={draft.currency}
        onChange={(event) => onChange({ currency: event.target.value.toUpperCase() })}
        slotProps={{ htmlInput: { maxLength: 3, pattern: '[A-Z]{3}' } }}
      />
      <TextField
        label={text('tolerance')}
        value={draft.tolerance}
        onChange={(event) => onChange({ tolerance: event.target.value })}
        {...wrong('tolerance')}
      />
      <TextField
        label={text('tolerancePerMille')}
        value={draft.tolerancePerMille}
        onChange={(event) => onChange({ tolerancePerMille: event.target.value })}
        {...wrong('tolerancePerMille')}
      />
      <TextField
        label={text('vat')}
        value={draft.vat}
        onChange={(event) => onChange({ vat: event.target.value })}
        {...wrong('vat')}
      />
    </Box>
  );
}
