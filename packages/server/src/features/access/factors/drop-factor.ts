import { eq } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { recoveryCodes, secondFactors } from '../table.ts';

const remove = statement({ userId: secondFactors.userId }, (db, { userId }) =>
  db.delete(secondFactors).where(eq(secondFactors.userId, userId)),
);

const removeCodes = statement({ userId: recoveryCodes.userId }, (db, { userId }) =>
  db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
);

/** Takes the recovery codes of a user away. */
export function dropCodes(tx: Tx, userId: number): void {
  removeCodes(tx).run({ userId });
}

/** Takes a user's factor and recovery codes away; false when there was none. */
export function dropFactor(tx: Tx, userId: number): boolean {
  dropCodes(tx, userId);
  return remove(tx).run({ userId }).changes > 0;
}
