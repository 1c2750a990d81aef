import type { Condition } from '@srs-desk/shared/api/list.ts';
import type { ColumnMapping } from '@srs-desk/shared/billing/invoice-columns.ts';
import type { MatchClass } from '@srs-desk/shared/billing/invoice-line.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Db } from '../../../platform/db/connection.ts';

/** Lines of any invoice of a month that nobody has settled yet. */
export function readOpenInvoiceLines(db: Db, period: Period): number {
  return db
    .sql(
      `SELECT count(*) FROM billing_invoices i JOIN billing_invoice_lines l ON l.invoice_id = i.id
       WHERE i.period = ? AND i.deleted_at IS NULL AND l.class <> 'matched' AND l.disposition = 'open'`,
    )
    .pluck()
    .get(period) as number;
}

/** An invoice as stored; times in ms since epoch. */
export interface InvoiceStored {
  id: number;
  supplier: string;
  number: string;
  period: Period;
  currency: string;
  fileName: string;
  lines: number;
  sumMinor: number;
  toleranceMinor: number;
  tolerancePerMille: number;
  uploadedAt: number;
  uploadedBy: string;
  reconciledAt: number;
  open: number;
}

/** All invoices, newest first. */
export function readInvoices(db: Db): InvoiceStored[] {
  return db
    .sql(
      `SELECT id, supplier, number, period, currency, file_name AS fileName, lines, sum_minor AS sumMinor,
         tolerance_minor AS toleranceMinor, tolerance_per_mille AS tolerancePerMille, uploaded_at AS uploadedAt,
         uploaded_by AS uploadedBy, reconciled_at AS reconciledAt,
         (SELECT count(*) FROM billing_invoice_lines l WHERE l.invoice_id = i.id AND l.class <> 'matched'
          AND l.disposition = 'open') AS open
       FROM billing_invoices i WHERE deleted_at IS NULL ORDER BY id DESC`,
    )
    .all() as InvoiceStored[];
}

/** Which invoice came from a file of this hash; null when none did. */
export function findInvoiceByHash(db: Db, hash: string): number | null {
  return (db
    .sql('SELECT id FROM billing_invoices WHERE file_hash = ? AND deleted_at IS NULL')
    .pluck()
    .get(hash) ?? null) as number | null;
}

/** Count and sums of an invoice's classes. */
export function readClasses(
  db: Db,
  id: number,
): { class: MatchClass; count: number; open: number; invoicedMinor: number; expectedMinor: number }[] {
  return db
    .sql(
      `SELECT class, count(*) AS count, sum(class <> 'matched' AND disposition = 'open') AS open,
         coalesce(sum(invoiced_minor), 0) AS invoicedMinor, coalesce(sum(expected_minor), 0) AS expectedMinor
       FROM billing_invoice_lines WHERE invoice_id = ? GROUP BY class`,
    )
    .all(id) as {
    class: MatchClass;
    count: number;
    open: number;
    invoicedMinor: number;
    expectedMinor: number;
  }[];
}

/** A line as stored. */
export interface LineStored {
  id: number;
  line: number | null;
  class: MatchClass;
  reasons: string;
  refId: string | null;
  orderId: string | null;
  externalId: string | null;
  day: string | null;
  method: string | null;
  text: string | null;
  invoicedMinor: number | null;
  ourRefId: string | null;
  ourExternalId: string | null;
  ourPeriod: string | null;
  expectedMinor: number | null;
  earlierLine: number | null;
  earlierInvoice: number | null;
  disposition: string;
  note: string | null;
  decidedAt: number | null;
  decidedBy: string | null;
}

const LINE_COLUMNS = `position AS id, line, class, reasons, ref_id AS refId, order_id AS orderId,
  external_id AS externalId, day, method, text, invoiced_minor AS invoicedMinor, our_ref_id AS ourRefId,
  our_external_id AS ourExternalId, our_period AS ourPeriod, expected_minor AS expectedMinor,
  earlier_line AS earlierLine, earlier_invoice AS earlierInvoice, disposition, note, decided_at AS decidedAt,
  decided_by AS decidedBy`;

const FILTERED: Readonly<Record<string, string>> = {
  id: 'position',
  class: 'class',
  disposition: 'disposition',
  ourRefId: 'our_ref_id',
  refId: 'ref_id',
};

/** Lines of an invoice under conditions on `id`, `class`, `disposition`, `refId`, `ourRefId`, in file order. */
export function readLines(
  db: Db,
  id: number,
  where: readonly Condition[],
  page: { offset: number; limit: number; descending: boolean },
): { rows: LineStored[]; total: number } {
  const conditions = ['invoice_id = ?'];
  const values: (string | number)[] = [id];
  for (const condition of where) {
    const column = condition.op === 'in' ? FILTERED[condition.field] : undefined;
    if (condition.op !== 'in' || column === undefined) continue;
    conditions.push(`${column} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(condition.values));
  }
  const text = conditions.join(' AND ');
  const order = page.descending ? 'DESC' : 'ASC';
  const rows = db
    .sql(
      `SELECT ${LINE_COLUMNS} FROM billing_invoice_lines WHERE ${text} ORDER BY position ${order} LIMIT ? OFFSET ?`,
    )
    .all(...values, page.limit, page.offset) as LineStored[];
  const total = db
    .sql(`SELECT count(*) FROM billing_invoice_lines WHERE ${text}`)
    .pluck()
    .get(...values) as number;
  return { rows, total };
}

/** Lines that go to the supplier: those marked disputed, or all open differences where none is marked. */
export function readDisputed(db: Db, id: number): LineStored[] {
  const disputed = db
    .sql(
      `SELECT ${LINE_COLUMNS} FROM billing_invoice_lines WHERE invoice_id = ? AND disposition = 'disputed'
       ORDER BY position`,
    )
    .all(id) as LineStored[];
  if (disputed.length > 0) return disputed;
  return db
    .sql(
      `SELECT ${LINE_COLUMNS} FROM billing_invoice_lines WHERE invoice_id = ? AND disposition = 'open'
       AND class NOT IN ('matched', 'ours_only') ORDER BY position`,
    )
    .all(id) as LineStored[];
}

/** Lines of standing invoices that were matched to an order of ours, newest invoice first. */
export function readLinesOfOrder(
  db: Db,
  refId: string,
): (LineStored & { invoiceId: number; supplier: string; number: string })[] {
  return db
    .sql(
      `SELECT ${LINE_COLUMNS}, invoice_id AS invoiceId, i.supplier, i.number FROM billing_invoice_lines
       JOIN (SELECT id AS invoice, supplier, number FROM billing_invoices WHERE deleted_at IS NULL) i
         ON i.invoice = invoice_id
       WHERE our_ref_id = ? ORDER BY invoice_id DESC, position`,
    )
    .all(refId) as (LineStored & { invoiceId: number; supplier: string; number: string })[];
}

/** An invoice's lines as they stood in its file, for reconciling again. */
export function readFileLines(db: Db, id: number): LineStored[] {
  return db
    .sql(
      `SELECT ${LINE_COLUMNS} FROM billing_invoice_lines WHERE invoice_id = ? AND line IS NOT NULL ORDER BY position`,
    )
    .all(id) as LineStored[];
}

/** Ref IDs of ours that other standing invoices charged, with the invoice. */
export function readChargedBefore(db: Db, exceptInvoice: number | null): Map<string, number> {
  const rows = db
    .sql(
      `SELECT l.our_ref_id AS refId, min(l.invoice_id) AS invoice FROM billing_invoice_lines l
       JOIN billing_invoices i ON i.id = l.invoice_id
       WHERE l.our_ref_id IS NOT NULL AND l.line IS NOT NULL AND i.deleted_at IS NULL
         AND ((l.class IN ('matched', 'amount_differs') AND l.disposition NOT IN ('disputed', 'credited'))
           OR (l.class = 'wrong_period' AND l.disposition = 'accepted'))
         AND l.invoice_id < coalesce(?, 9007199254740991)
       GROUP BY l.our_ref_id`,
    )
    .all(exceptInvoice) as { refId: string; invoice: number }[];
  return new Map(rows.map((row) => [row.refId, row.invoice]));
}

/** A mapping remembered for a supplier; time in ms since epoch. */
export interface MappingStored {
  supplier: string;
  headerKey: string;
  mapping: ColumnMapping;
  changedAt: number;
  changedBy: string;
}

/** Mappings remembered per supplier, latest first. */
export function readMappings(db: Db): MappingStored[] {
  const rows = db
    .sql(
      `SELECT supplier, header_key AS headerKey, mapping, changed_at AS changedAt, changed_by AS changedBy
       FROM billing_mappings ORDER BY changed_at DESC, supplier`,
    )
    .all() as (MappingStored & { mapping: string })[];
  return rows.map((row) => ({ ...row, mapping: JSON.parse(row.mapping) as ColumnMapping }));
}

/** Spellings of External IDs that were ever in use. */
export function readKnownExternalIds(db: Db): string[] {
  return db
    .sql(
      `SELECT DISTINCT external_id FROM usage_months WHERE external_id <> ''
       UNION SELECT canonical FROM billing_aliases UNION SELECT external_id FROM billing_groups`,
    )
    .pluck()
    .all() as string[];
}
