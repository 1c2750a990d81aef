import { and, eq } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { savedViews } from '../table.ts';

const removePrivate = statement({ owner: savedViews.owner }, (db, { owner }) =>
  db.delete(savedViews).where(and(eq(savedViews.owner, owner), eq(savedViews.shared, false))),
);

/** Takes the views of a user away that nobody else sees; those that are shared stay for the others. */
export function dropPrivateViews(tx: Tx, owner: string): void {
  removePrivate(tx).run({ owner });
}
