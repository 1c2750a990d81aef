import { type Disposition, MATCHED_FIELDS } from '@srs-desk/shared/billing/invoice-line.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { billingInvoiceLines } from './table.ts';

/** An invoice as it is stored; its lines have been staged under `upload` before. */
export interface StoreInvoice {
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
  mapping: { headerKey: string; json: string };
}

const COLUMNS = MATCHED_FIELDS.map((field) => billingInvoiceLines[field].name).join(', ');
const FROM_STAGED = MATCHED_FIELDS.map((field) => `json_extract(row, '$.${field}')`).join(', ');

function moveStaged(tx: Tx, invoiceId: number, upload: string, wanted: number): void {
  const { changes } = tx
    .sql(
      `INSERT INTO billing_invoice_lines (invoice_id, position, ${COLUMNS})
       SELECT ?, position, ${FROM_STAGED} FROM billing_staged_lines WHERE upload = ? ORDER BY position`,
    )
    .run(invoiceId, upload);
  if (changes !== wanted) throw new GuardConflict('staging_lost', { staged: changes, wanted });
  tx.sql('DELETE FROM billing_staged_lines WHERE upload = ?').run(upload);
}

function storeInvoice(tx: Tx, args: StoreInvoice & { staged: number }): { id: number } {
  const same = tx
    .sql('SELECT id FROM billing_invoices WHERE deleted_at IS NULL AND file_hash = ?')
    .pluck()
    .get(args.fileHash);
  if (same !== undefined) throw new GuardConflict('same_file', { invoice: Number(same) });
  const number = tx
    .sql('SELECT id FROM billing_invoices WHERE deleted_at IS NULL AND supplier = ? AND number = ?')
    .pluck()
    .get(args.supplier, args.number);
  if (number !== undefined) throw new GuardConflict('same_number', { invoice: Number(number) });
  const { lastInsertRowid } = tx
    .sql(
      `INSERT INTO billing_invoices (supplier, number, period, currency, file_name, file_hash, lines, sum_minor,
         tolerance_minor, tolerance_per_mille, uploaded_at, uploaded_by, reconciled_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      args.supplier,
      args.number,
      args.period,
      args.currency,
      args.fileName,
      args.fileHash,
      args.lines,
      args.sumMinor,
      args.toleranceMinor,
      args.tolerancePerMille,
      tx.now,
      args.by,
      tx.now,
    );
  const id = Number(lastInsertRowid);
  moveStaged(tx, id, args.upload, args.staged);
  tx.sql(
    `INSERT INTO billing_mappings (supplier, header_key, mapping, changed_at, changed_by) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (supplier) DO UPDATE SET header_key = excluded.header_key, mapping = excluded.mapping,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  ).run(args.supplier, args.mapping.headerKey, args.mapping.json, tx.now, args.by);
  tx.rowChanged('invoices', id);
  return { id };
}

/** Decisions survive a new reconciliation where the line is still of the same class and order. */
function replaceLines(tx: Tx, args: { id: number; upload: string; staged: number }): void {
  standing(tx, args.id);
  const decided = tx
    .sql(
      `SELECT coalesce('l' || line, 'o' || our_ref_id) AS key, class, our_ref_id, disposition, note, decided_at,
         decided_by FROM billing_invoice_lines WHERE invoice_id = ? AND decided_at IS NOT NULL`,
    )
    .all(args.id) as Record<string, string | number | null>[];
  tx.sql('DELETE FROM billing_invoice_lines WHERE invoice_id = ?').run(args.id);
  moveStaged(tx, args.id, args.upload, args.staged);
  const keep = tx.sql(
    `UPDATE billing_invoice_lines SET disposition = ?, note = ?, decided_at = ?, decided_by = ?
     WHERE invoice_id = ? AND class = ? AND our_ref_id IS ? AND coalesce('l' || line, 'o' || our_ref_id) = ?`,
  );
  for (const row of decided) {
    keep.run(
      row.disposition,
      row.note,
      row.decided_at,
      row.decided_by,
      args.id,
      row.class,
      row.our_ref_id,
      row.key,
    );
  }
  tx.sql('UPDATE billing_invoices SET reconciled_at = ? WHERE id = ?').run(tx.now, args.id);
  tx.rowChanged('invoices', args.id);
}

function standing(tx: Tx, id: number): void {
  const row = tx.sql('SELECT 1 FROM billing_invoices WHERE id = ? AND deleted_at IS NULL').get(id);
  if (row === undefined) throw new GuardConflict('invoice_not_found', { id });
}

function decide(
  tx: Tx,
  args: {
    id: number;
    positions: readonly number[] | null;
    class: string | null;
    disposition: Disposition;
    note: string | null;
    by: string;
  },
): { lines: number } {
  standing(tx, args.id);
  const { changes } = tx
    .sql(
      `UPDATE billing_invoice_lines SET disposition = @disposition, note = coalesce(@note, note), decided_at = @now,
         decided_by = @by
       WHERE invoice_id = @id AND (@positions IS NULL OR position IN (SELECT value FROM json_each(@positions)))
         AND (@class IS NULL OR class = @class)`,
    )
    .run({
      disposition: args.disposition,
      note: args.note,
      now: tx.now,
      by: args.by,
      id: args.id,
      positions: args.positions === null ? null : JSON.stringify(args.positions),
      class: args.class,
    });
  if (changes === 0) throw new GuardConflict('line_not_found', { id: args.id });
  tx.rowChanged('invoices', args.id);
  return { lines: changes };
}

export const invoiceChanges = {
  /** Bookkeeping: puts read lines aside under an upload, until the invoice as a whole is stored or dropped. */
  'billing.stage': (tx: Tx, args: { upload: string; from: number; rows: readonly string[] }): void => {
    const insert = tx.sql('INSERT INTO billing_staged_lines (upload, position, row) VALUES (?, ?, ?)');
    args.rows.forEach((row, at) => {
      insert.run(args.upload, args.from + at, row);
    });
  },

  /** Bookkeeping: forgets what was staged under an upload. */
  'billing.unstage': (tx: Tx, args: { upload: string }): void => {
    tx.sql('DELETE FROM billing_staged_lines WHERE upload = ?').run(args.upload);
  },

  /** Stores an invoice with all its staged lines. Guards: `same_file`, `same_number`, `staging_lost`. */
  'billing.store_invoice': storeInvoice,

  /** Puts newly reconciled lines in the place of an invoice's old ones. Guards: `invoice_not_found`, `staging_lost`. */
  'billing.replace_lines': replaceLines,

  /** Settles lines of an invoice, by position or by class. Guards: `invoice_not_found`, `line_not_found`. */
  'billing.decide': decide,

  /** Forgets the column mapping of a supplier. Guard: `mapping_not_found`. */
  'billing.delete_mapping': (tx: Tx, args: { supplier: string }): void => {
    const { changes } = tx.sql('DELETE FROM billing_mappings WHERE supplier = ?').run(args.supplier);
    if (changes === 0) throw new GuardConflict('mapping_not_found');
    tx.rowChanged('invoices', 'mappings');
  },

  /** Takes an invoice away; its lines go, its row stays as a trace. Guard: `invoice_not_found`. */
  'billing.delete_invoice': (tx: Tx, args: { id: number }): void => {
    standing(tx, args.id);
    tx.sql('DELETE FROM billing_invoice_lines WHERE invoice_id = ?').run(args.id);
    tx.sql('UPDATE billing_invoices SET deleted_at = ? WHERE id = ?').run(tx.now, args.id);
    tx.rowChanged('invoices', args.id);
  },
};
