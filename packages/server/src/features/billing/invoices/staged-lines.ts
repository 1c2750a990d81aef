import {
  FILE_FIELDS,
  type InvoiceLine,
  MATCHED_FIELDS,
  type MatchedField,
} from '@srs-desk/shared/billing/invoice-line.ts';
import type { Match } from '@srs-desk/shared/billing/reconcile.ts';
import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import type { LineStored } from './line-queries.ts';
import { billingInvoiceLines as lines, billingStagedLines as staged } from './table.ts';

/** What is staged of a match, by field: read one by one, for a hundred thousand matches are spelled out at a time. */
const VALUE_OF: Readonly<Record<MatchedField, (match: Match) => unknown>> = {
  ...recordOf(
    FILE_FIELDS,
    (field) =>
      ({ line }: Match) =>
        line?.[field] ?? null,
  ),
  line: ({ line }) => line?.line ?? null,
  day: ({ line }) => line?.day ?? null,
  quantity: ({ line }) => line?.quantity ?? null,
  unitMinor: ({ line }) => line?.unitMinor ?? null,
  ourQuantity: ({ ourQuantity }) => ourQuantity,
  statedMinor: ({ line }) => (line?.isTotal ? line.amountMinor : null),
  class: (match) => match.class,
  reasons: ({ reasons }) => reasons,
  invoicedMinor: ({ invoicedMinor }) => invoicedMinor,
  expectedMinor: ({ expectedMinor }) => expectedMinor,
  ourRefId: ({ order }) => order?.refId ?? null,
  ourExternalId: ({ order }) => order?.externalId ?? null,
  ourPeriod: ({ order }) => order?.billedPeriod ?? null,
  earlierLine: ({ earlier }) => (earlier !== null && 'line' in earlier ? earlier.line : null),
  earlierInvoice: ({ earlier }) => (earlier !== null && 'invoice' in earlier ? earlier.invoice : null),
};
const VALUES_OF = MATCHED_FIELDS.map((field) => VALUE_OF[field]);

/** A match as the row to be staged: its `MATCHED_FIELDS` in their order, as a JSON array. */
export function stagedRow(match: Match): string {
  return JSON.stringify(VALUES_OF.map((read) => read(match)));
}

/** A stored line as it came in its file. */
export function fileLine(row: LineStored, currency: string): InvoiceLine {
  return {
    ...recordOf(FILE_FIELDS, (field) => row[field]),
    line: row.line ?? 0,
    day: row.day,
    quantity: row.quantity,
    unitMinor: row.unitMinor,
    amountMinor: row.statedMinor ?? row.invoicedMinor ?? 0,
    currency,
    isTotal: row.class === 'total',
    ...(row.class === 'total' && row.reasons[0] !== undefined ? { totalReason: row.reasons[0] } : {}),
  };
}

const insert = statement(getTableColumns(staged), (db, row) => db.insert(staged).values(row));
const dropUpload = statement({ upload: staged.upload }, (db, { upload }) =>
  db.delete(staged).where(eq(staged.upload, upload)),
);
const dropAll = statement((db) => db.delete(staged));

/** Puts rows aside under an upload, until the invoice as a whole is stored or dropped. */
export function stageRows(
  tx: Tx,
  { upload, from, rows }: { upload: string; from: number; rows: readonly string[] },
): void {
  for (const [at, row] of rows.entries()) insert(tx).run({ upload, position: from + at, row });
}

/** Forgets what was staged under an upload. */
export function dropStaged(tx: Tx, upload: string): void {
  dropUpload(tx).run({ upload });
}

/** Forgets all that was staged: uploads do not outlive the desk that took them in. */
export function dropAllStaged(tx: Tx): void {
  dropAll(tx).run();
}

const NAMES = sql.join(
  MATCHED_FIELDS.map((field) => sql.identifier(lines[field].name)),
  sql`, `,
);
const VALUES = sql.join(
  MATCHED_FIELDS.map((_, at) => sql`json_extract(${staged.row}, ${sql.raw(`'$[${at}]'`)})`),
  sql`, `,
);

const move = statement({ invoiceId: lines.invoiceId, upload: staged.upload }, (db, { invoiceId, upload }) =>
  db.change(sql`INSERT INTO ${lines} (invoice_id, position, ${NAMES})
    SELECT ${invoiceId}, ${staged.position}, ${VALUES} FROM ${staged} WHERE ${staged.upload} = ${upload}
    ORDER BY ${staged.position}`),
);

/** Makes what was staged under an upload the lines of an invoice. Guard: `staging_lost` unless all `wanted` are there. */
export function moveStaged(tx: Tx, invoiceId: number, upload: string, wanted: number): void {
  const { changes } = move(tx).run({ invoiceId, upload });
  if (changes !== wanted) throw new GuardConflict('staging_lost', { staged: changes, wanted });
  dropStaged(tx, upload);
}
