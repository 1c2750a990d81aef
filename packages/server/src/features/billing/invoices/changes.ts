import type { ColumnMapping } from '@srs-desk/shared/billing/invoice-columns.ts';
import type { Disposition, MatchClass } from '@srs-desk/shared/billing/invoice-line.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { and, eq, getTableColumns, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { decisionsOf } from './decisions-digest.ts';
import { findInvoice, findInvoiceByHash, findInvoiceByNumber, type InvoiceStored } from './queries.ts';
import { dropStaged, moveStaged, stageRows } from './staged-lines.ts';
import { billingMappings, billingInvoices as invoices, billingInvoiceLines as lines } from './table.ts';

/** An invoice as it is stored; its lines have been staged under `upload` before. */
interface StoreInvoice {
  upload: string;
  supplier: string;
  number: string;
  period: Period;
  currency: string;
  fileName: string;
  fileHash: string;
  lines: number;
  sumMinor: number;
  toleranceMinor: number;
  tolerancePerMille: number;
  by: string;
  headerKey: string;
  mapping: ColumnMapping;
  staged: number;
}

interface ByWhom {
  actor: Actor;
  origin: Origin;
}

/** Lines that a decision's entry names one by one. */
const LINES_NAMED = 100;

const { id: _, deletedAt: __, ...GIVEN } = getTableColumns(invoices);

const insertInvoice = statement(GIVEN, (db, row) =>
  db.insert(invoices).values(row).returning({ id: invoices.id }),
);
const putMapping = statement(getTableColumns(billingMappings), (db, row) =>
  db.insert(billingMappings).values(row).onConflictDoUpdate({ target: billingMappings.supplier, set: row }),
);
const removeMapping = statement({ supplier: billingMappings.supplier }, (db, { supplier }) =>
  db.delete(billingMappings).where(eq(billingMappings.supplier, supplier)),
);
const setReconciled = statement(
  { id: invoices.id, reconciledAt: invoices.reconciledAt },
  (db, { id, ...row }) => db.update(invoices).set(row).where(eq(invoices.id, id)),
);
const setHead = statement(
  { id: invoices.id, supplier: invoices.supplier, number: invoices.number, period: invoices.period },
  (db, { id, ...row }) => db.update(invoices).set(row).where(eq(invoices.id, id)),
);
const setDeleted = statement({ id: invoices.id, deletedAt: invoices.deletedAt }, (db, { id, ...row }) =>
  db.update(invoices).set(row).where(eq(invoices.id, id)),
);
const removeLines = statement({ invoiceId: lines.invoiceId }, (db, { invoiceId }) =>
  db.delete(lines).where(eq(lines.invoiceId, invoiceId)),
);

function refuseSameNumber(tx: Tx, of: { supplier: string; number: string }, except: number | null): void {
  const same = findInvoiceByNumber(tx, of.supplier, of.number);
  if (same !== null && same !== except) throw new GuardConflict('same_number', { invoice: same });
}

function storeInvoice(tx: Tx, args: StoreInvoice): { id: number } {
  const { upload, staged, by, headerKey, mapping, ...given } = args;
  const sameFile = findInvoiceByHash(tx, given.fileHash);
  if (sameFile !== null) throw new GuardConflict('same_file', { invoice: sameFile });
  refuseSameNumber(tx, given, null);
  const { now } = tx;
  const { id } = insertInvoice(tx).get({
    ...given,
    uploadedAt: now,
    uploadedBy: by,
    reconciledAt: now,
  });
  moveStaged(tx, id, upload, staged);
  putMapping(tx).run({ supplier: given.supplier, headerKey, mapping, changedAt: now, changedBy: by });
  tx.rowChanged('invoices', id);
  return { id };
}

function correctInvoice(
  tx: Tx,
  args: { id: number; supplier: string; number: string; period: Period },
): void {
  invoiceIn(tx, args.id);
  refuseSameNumber(tx, args, args.id);
  setHead(tx).run(args);
  tx.rowChanged('invoices', args.id);
}

/**
 * A line is the same as before where its number in the file is or, without one, the order it is about or, without either, what fee
 * it is.
 */
const key = sql<string>`coalesce('l' || ${lines.line}, 'o' || ${lines.ourRefId}, 'f' || ${lines.reasons})`;
const DECISION = {
  disposition: lines.disposition,
  note: lines.note,
  decidedAt: lines.decidedAt,
  decidedBy: lines.decidedBy,
};
/** What a decision was about: it is void where any of it is another. */
const ABOUT = {
  invoiceId: lines.invoiceId,
  class: lines.class,
  ourRefId: lines.ourRefId,
  ourPeriod: lines.ourPeriod,
  ourQuantity: lines.ourQuantity,
  invoicedMinor: lines.invoicedMinor,
  expectedMinor: lines.expectedMinor,
};
const MAYBE_NONE = ['ourRefId', 'ourPeriod', 'ourQuantity', 'invoicedMinor', 'expectedMinor'] as const;

const decisions = statement({ invoiceId: lines.invoiceId }, (db, { invoiceId }) =>
  db
    .select({ key, line: lines.line, ...ABOUT, ...DECISION })
    .from(lines)
    .where(and(eq(lines.invoiceId, invoiceId), isNotNull(lines.decidedAt))),
);
/** The first that is not decided: fees that are alike have a decision each. */
const firstOf = (same: SQL | undefined) =>
  sql`(SELECT min(${lines.id}) FROM ${lines} WHERE ${same} AND ${lines.decidedAt} IS NULL)`;
const keepDecision = statement(
  { key: 'text', ...ABOUT, ...DECISION },
  (db, { key: wanted, disposition, note, decidedAt, decidedBy, invoiceId, class: ofClass, ...about }) => {
    const same = and(
      eq(lines.invoiceId, invoiceId),
      eq(lines.class, ofClass),
      eq(key, wanted),
      ...MAYBE_NONE.map((field) => sql`${lines[field]} IS ${about[field]}`),
    );
    return db
      .update(lines)
      .set({ disposition, note, decidedAt, decidedBy })
      .where(and(eq(lines.invoiceId, invoiceId), eq(lines.id, firstOf(same))));
  },
);
const { disposition: ___, ...NOTE } = DECISION;
const keepNote = statement(
  { key: 'text', invoiceId: lines.invoiceId, ...NOTE },
  (db, { key: wanted, invoiceId, ...note }) => {
    const same = and(eq(lines.invoiceId, invoiceId), eq(key, wanted));
    return db
      .update(lines)
      .set(note)
      .where(and(eq(lines.invoiceId, invoiceId), eq(lines.id, firstOf(same))));
  },
);

interface ReplaceLines extends ByWhom {
  id: number;
  upload: string;
  staged: number;
  /** The invoice is for another month than before. */
  isMoved: boolean;
}

/**
 * Decisions survive a new reconciliation where the line is still of the same class and order, and what was decided on is what it was;
 * of lines without a month of their own, only while the invoice's is the same. A note on an open line survives with the line.
 * Gives how many did not.
 */
function replaceLines(
  tx: Tx,
  { id, upload, staged, isMoved, actor, origin }: ReplaceLines,
): { decisionsDropped: number } {
  const { lines: count } = invoiceIn(tx, id);
  const decided = decisions(tx).all({ invoiceId: id });
  removeLines(tx).run({ invoiceId: id });
  moveStaged(tx, id, upload, staged);
  const changed = decided.filter(
    (decision) => (isMoved && decision.ourPeriod === null) || keepDecision(tx).run(decision).changes === 0,
  );
  const dropped = changed.filter(({ disposition, ourPeriod, line, ...noted }) => {
    if (disposition !== 'open') return true;
    if (noted.note === null) return false;
    const isOther = isMoved && ourPeriod === null && line === null;
    return isOther || keepNote(tx).run(noted).changes === 0;
  });
  setReconciled(tx).run({ id, reconciledAt: tx.now });
  const detail = { lines: count, ...decisionsOf(tx, id) };
  tx.append({ action: 'billing.invoice.reconcile', actor, origin, target: `invoice ${id}`, detail });
  tx.rowChanged('invoices', id);
  return { decisionsDropped: dropped.length };
}

function invoiceIn(tx: Tx, id: number): InvoiceStored {
  const invoice = findInvoice(tx, id);
  if (invoice === undefined) throw new GuardConflict('invoice_not_found', { id });
  return invoice;
}

const settle = statement(
  {
    invoiceId: lines.invoiceId,
    ids: 'text?',
    class: 'text?',
    disposition: lines.disposition,
    note: lines.note,
    decidedAt: lines.decidedAt,
    decidedBy: lines.decidedBy,
  },
  (db, { invoiceId, ids, class: ofClass, note, ...decision }) =>
    db
      .update(lines)
      .set({ ...decision, note: sql`coalesce(${note}, ${lines.note})` })
      .where(
        and(
          eq(lines.invoiceId, invoiceId),
          or(isNull(ids), inJsonList(lines.id, ids)),
          or(isNull(ofClass), eq(lines.class, ofClass)),
        ),
      ),
);

function decide(
  tx: Tx,
  args: ByWhom & {
    id: number;
    positions: readonly number[] | null;
    class: MatchClass | null;
    disposition: Disposition;
    note: string | null;
    by: string;
  },
): { lines: number } {
  const { id, positions, disposition, note, by, actor, origin } = args;
  const { number } = invoiceIn(tx, id);
  const { changes } = settle(tx).run({
    invoiceId: id,
    ids: positions === null ? null : JSON.stringify(positions),
    class: args.class,
    disposition,
    note,
    decidedAt: tx.now,
    decidedBy: by,
  });
  if (changes === 0) throw new GuardConflict('line_not_found', { id });
  const which = { lines: positions?.slice(0, LINES_NAMED) ?? null, count: positions?.length ?? null };
  const detail = { number, disposition, class: args.class, ...which, note, ...decisionsOf(tx, id) };
  tx.append({ action: 'billing.invoice.disposition', actor, origin, target: `invoice ${id}`, detail });
  tx.rowChanged('invoices', id);
  return { lines: changes };
}

export const invoiceChanges = {
  /** Without an entry: puts read lines aside under an upload, until the invoice as a whole is stored or dropped. */
  'billing.stage': stageRows,

  /** Without an entry: forgets what was staged under an upload. */
  'billing.unstage': (tx: Tx, { upload }: { upload: string }): void => dropStaged(tx, upload),

  /** Stores an invoice with all its staged lines. Guards: `same_file`, `same_number`, `staging_lost`. */
  'billing.store_invoice': storeInvoice,

  /** Puts newly reconciled lines in the place of an invoice's old ones, and appends the entry; gives how many decisions and notes no longer hold. Guards: `invoice_not_found`, `staging_lost`. */
  'billing.replace_lines': replaceLines,

  /** Sets whose invoice it is, its number and month. Guards: `invoice_not_found`, `same_number`. */
  'billing.correct_invoice': correctInvoice,

  /** Settles lines of an invoice, by position or by class, and appends the entry. Guards: `invoice_not_found`, `line_not_found`. */
  'billing.decide': decide,

  /** Forgets the column mapping of a supplier. Guard: `mapping_not_found`. */
  'billing.delete_mapping': (tx: Tx, { supplier }: { supplier: string }): void => {
    const { changes } = removeMapping(tx).run({ supplier });
    if (changes === 0) throw new GuardConflict('mapping_not_found');
    tx.rowChanged('invoices', 'mappings');
  },

  /** Takes an invoice away; its lines go, its row stays as a trace. Guard: `invoice_not_found`. */
  'billing.delete_invoice': (tx: Tx, { id }: { id: number }): void => {
    invoiceIn(tx, id);
    removeLines(tx).run({ invoiceId: id });
    setDeleted(tx).run({ id, deletedAt: tx.now });
    tx.rowChanged('invoices', id);
  },
};
