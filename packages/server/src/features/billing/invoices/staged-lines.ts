import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { billingStagedLines } from './table.ts';

const insert = statement(getTableColumns(billingStagedLines), (db, row) =>
  db.insert(billingStagedLines).values(row),
);
const dropUpload = statement({ upload: billingStagedLines.upload }, (db, { upload }) =>
  db.delete(billingStagedLines).where(eq(billingStagedLines.upload, upload)),
);
const dropAll = statement((db) => db.delete(billingStagedLines));

/** Puts read lines aside under an upload, until the invoice as a whole is stored or dropped. */
export function stageLines(
  tx: Tx,
  { upload, from, rows }: { upload: string; from: number; rows: readonly string[] },
) {
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
