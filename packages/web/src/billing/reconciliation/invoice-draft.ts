import type { ColumnMapping } from '@srs-desk/shared/billing/invoice-columns.ts';
import { INVOICE_FIELDS, type InvoiceField } from '@srs-desk/shared/billing/invoice-line.ts';
import { sameName } from '@srs-desk/shared/billing/invoice-name.ts';
import type { DateFormat } from '@srs-desk/shared/billing/local-date.ts';
import { type DecimalSign, parseAmount } from '@srs-desk/shared/billing/money.ts';
import type { InvoiceFileView, InvoiceInput } from '@srs-desk/shared/billing/wire.ts';
import { recordOf } from '@srs-desk/shared/fields/field.ts';

/** What is asked about an uploaded file before it is imported: texts, as they stand in the form. */
export interface InvoiceDraft {
  supplier: string;
  number: string;
  period: string;
  /** Header by field; empty: not in the file. */
  columns: Record<InvoiceField, string>;
  decimal: DecimalSign;
  dateFormat: DateFormat;
  currency: string;
  tolerance: string;
  tolerancePerMille: string;
  /** Rate of the tax that the amounts include, per cent; 0: they are net; empty: it is found out. */
  vat: string;
}

function columnsOf(
  headers: readonly string[],
  known: Partial<Record<string, string>>,
): Record<InvoiceField, string> {
  const of = (field: InvoiceField) => {
    const header = known[field];
    return header !== undefined && headers.includes(header) ? header : '';
  };
  return recordOf(INVOICE_FIELDS, of);
}

type Remembered = InvoiceFileView['remembered'][number];

/** Whether a file has any of the columns of a remembered mapping: those then stand in the form. */
export function hasColumnsOf(file: InvoiceFileView, { mapping }: Remembered): boolean {
  return Object.values(mapping.columns).some(
    (header) => header !== undefined && file.headers.includes(header),
  );
}

/** The mapping remembered for a supplier or, without one, for files with this very header row. */
export function rememberedFor(file: InvoiceFileView, supplier: string | null): Remembered | null {
  const fits = (each: Remembered) => (supplier === null ? each.same : sameName(each.supplier, supplier));
  return file.remembered.find(fits) ?? null;
}

/**
 * The draft under another supplier: with what is remembered of it. How the one before writes numbers, dates and taxes does not
 * hold for one of whom nothing is remembered.
 */
export function forSupplier(draft: InvoiceDraft, file: InvoiceFileView, supplier: string): InvoiceDraft {
  const known = rememberedFor(file, supplier);
  if (known !== null) return { ...withMapping(draft, file, known), supplier };
  if (rememberedFor(file, draft.supplier) === null) return { ...draft, supplier };
  return { ...draft, supplier, decimal: 'auto', dateFormat: 'auto', vat: '' };
}

/** Fills a draft from a remembered mapping, its columns where the file has any of them. */
function withMapping(draft: InvoiceDraft, file: InvoiceFileView, remembered: Remembered): InvoiceDraft {
  const { columns, decimal, dateFormat, currency, vatBasisPoints } = remembered.mapping;
  return {
    ...draft,
    supplier: remembered.supplier,
    columns: columnsOf(file.headers, hasColumnsOf(file, remembered) ? columns : file.guess),
    decimal,
    dateFormat,
    currency,
    vat: vatBasisPoints === undefined ? '' : String(vatBasisPoints / 100),
  };
}

/**
 * The form for a file: remembered columns where its header row is known, else those its headers suggest; the month asked for,
 * else that of most lines, else `otherwise`.
 */
export function draftOfFile(file: InvoiceFileView, asked: string | null, otherwise: string): InvoiceDraft {
  const draft: InvoiceDraft = {
    supplier: '',
    number: '',
    period: asked ?? file.period ?? otherwise,
    columns: columnsOf(file.headers, file.guess),
    decimal: 'auto',
    dateFormat: 'auto',
    currency: 'CHF',
    tolerance: '',
    tolerancePerMille: '',
    vat: '',
  };
  const known = rememberedFor(file, null);
  return known === null ? draft : withMapping(draft, file, known);
}

/** What to import, or what is missing by field: a key of the texts. */
export function readInvoiceDraft(
  file: InvoiceFileView,
  draft: InvoiceDraft,
): { ok: true; input: InvoiceInput } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const { columns } = draft;
  if (columns.amount === '') errors.amount = 'desk.invoices.mapping.amountMissing';
  if (!(columns.refId || columns.orderId || columns.externalId || columns.quantity)) {
    errors.refId = 'desk.invoices.mapping.keyMissing';
  }
  const tolerance =
    draft.tolerance.trim() === ''
      ? ({ ok: true, minor: 0 } as const)
      : parseAmount(draft.tolerance, draft.currency);
  if (!tolerance.ok || tolerance.minor < 0) errors.tolerance = 'desk.prices.notAmount';
  const perMille = Number(draft.tolerancePerMille || '0');
  if (!Number.isInteger(perMille) || perMille < 0) errors.tolerancePerMille = 'desk.prices.notCount';
  const vat = Math.round(Number(draft.vat.replace(',', '.') || '0') * 100);
  if (!(vat >= 0 && vat <= 5000)) errors.vat = 'desk.invoices.mapping.notRate';
  if (Object.keys(errors).length > 0 || !tolerance.ok) return { ok: false, errors };
  const mapped = Object.fromEntries(Object.entries(columns).filter(([, header]) => header !== ''));
  const mapping: ColumnMapping = {
    columns: { ...mapped, amount: columns.amount },
    decimal: draft.decimal,
    dateFormat: draft.dateFormat,
    currency: draft.currency,
    sheet: file.sheet,
    headerRow: file.headerRow,
    ...(draft.vat.trim() === '' ? {} : { vatBasisPoints: vat }),
  };
  return {
    ok: true,
    input: {
      fileId: file.id,
      supplier: draft.supplier.trim(),
      number: draft.number.trim(),
      period: draft.period,
      periodMeant: false,
      mapping,
      toleranceMinor: tolerance.minor,
      tolerancePerMille: perMille,
    },
  };
}
