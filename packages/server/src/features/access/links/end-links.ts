import { and, eq, isNull } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { accountLinks as links } from '../table.ts';

const endOf = statement({ userId: links.userId, usedAt: links.usedAt }, (db, { userId, usedAt }) =>
  db
    .update(links)
    .set({ usedAt })
    .where(
      and(eq(links.userId, userId), isNull(links.usedAt), eq(links.byCommandLine, false).inlineParams()),
    ),
);

/** Ends a user's open links, but for one that was made on the command line: who runs that has the data folder. */
export function endLinksOf(tx: Tx, userId: number): void {
  endOf(tx).run({ userId, usedAt: tx.now });
}
