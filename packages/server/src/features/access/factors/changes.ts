import { and, eq, getTableColumns, isNull, lt } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { lapseWaiting } from '../approvals/changes.ts';
import { credentialDigest } from '../digest.ts';
import { recoveryCodes, secondFactors } from '../table.ts';
import { guardAdminLogin } from '../users/guard-admins.ts';
import { findUser, type StoredUser } from '../users/queries.ts';
import { dropCodes, dropFactor } from './drop-factor.ts';
import { findFactor, sealOf } from './queries.ts';

const put = statement(getTableColumns(secondFactors), (db, row) =>
  db.insert(secondFactors).values(row).onConflictDoUpdate({ target: secondFactors.userId, set: row }),
);

const take = statement(
  { userId: secondFactors.userId, lastStep: secondFactors.lastStep },
  (db, { userId, lastStep }) =>
    db
      .update(secondFactors)
      .set({ lastStep })
      .where(and(eq(secondFactors.userId, userId), lt(secondFactors.lastStep, lastStep))),
);

const { id: _, ...GIVEN } = getTableColumns(recoveryCodes);

const addCode = statement(GIVEN, (db, row) => db.insert(recoveryCodes).values(row));

const takeCode = statement({ id: recoveryCodes.id, usedAt: recoveryCodes.usedAt }, (db, { id, usedAt }) =>
  db
    .update(recoveryCodes)
    .set({ usedAt })
    .where(and(eq(recoveryCodes.id, id), isNull(recoveryCodes.usedAt))),
);

/** Who changes a factor, as the log names them. */
interface ChangedBy {
  username: string;
  actor: Actor;
  origin: Origin;
}

function userOf(tx: Tx, { username }: ChangedBy): StoredUser {
  const user = findUser(tx, username);
  if (user === undefined) throw new GuardConflict('user_not_found', { username });
  return user;
}

function tell(tx: Tx, { username, actor, origin }: ChangedBy, detail: Record<string, string>): void {
  tx.append({ action: 'user.second_factor', actor, origin, target: username, detail });
  tx.rowChanged('users', username);
}

function putCodes(tx: Tx, userId: number, hashes: readonly string[]): string {
  dropCodes(tx, userId);
  for (const codeHash of hashes) addCode(tx).run({ userId, codeHash, usedAt: null });
  return credentialDigest(hashes.join('\n'));
}

export const factorChanges = {
  /** A factor that was shown to work, in place of the one before. Guards: `user_not_found`. */
  'second_factor.enrol': (
    tx: Tx,
    args: ChangedBy & { secret: string; step: number; codeHashes: readonly string[] },
  ): void => {
    const { id: userId } = userOf(tx, args);
    const { subject, context } = sealOf(userId);
    const sealed = tx.seal(subject, context, { secret: args.secret });
    put(tx).run({ userId, sealed, enrolledAt: tx.now, lastStep: args.step });
    const codes = putCodes(tx, userId, args.codeHashes);
    lapseWaiting(tx, 'admin.factor', args.username, args, 'changed');
    tell(tx, args, { change: 'enrolled', credential: credentialDigest(sealed), codes });
  },

  /** The code of a step was taken. Guards: `code_used` (it, or one after it, was taken before). */
  'second_factor.use': (tx: Tx, args: { userId: number; step: number }): void => {
    const { changes } = take(tx).run({ userId: args.userId, lastStep: args.step });
    if (changes === 0) throw new GuardConflict('code_used', {});
  },

  /** A recovery code was taken. Guards: `code_used`. */
  'recovery_code.use': (tx: Tx, args: { id: number }): void => {
    const { changes } = takeCode(tx).run({ id: args.id, usedAt: tx.now });
    if (changes === 0) throw new GuardConflict('code_used', {});
  },

  /** New recovery codes; those before stop working. Guards: `user_not_found`, `factor_not_found`. */
  'recovery_codes.renew': (tx: Tx, args: ChangedBy & { codeHashes: readonly string[] }): void => {
    const { id: userId } = userOf(tx, args);
    if (findFactor(tx, userId) === undefined) throw new GuardConflict('factor_not_found', {});
    tell(tx, args, { change: 'recovery_codes', codes: putCodes(tx, userId, args.codeHashes) });
  },

  /** Takes a factor away, by oneself or for another. Guards: `user_not_found`, `second_admin_needed`, `factor_not_found`. */
  'second_factor.remove': (
    tx: Tx,
    args: ChangedBy & {
      change: 'removed' | 'reset';
      agreed?: boolean | undefined;
      askedBy?: Actor | undefined;
    },
  ): void => {
    const user = userOf(tx, args);
    const { id: userId } = user;
    guardAdminLogin(user, { by: args, agreed: args.agreed });
    if (!dropFactor(tx, userId)) throw new GuardConflict('factor_not_found', {});
    lapseWaiting(tx, 'admin.factor', args.username, args, 'changed');
    const { change, askedBy } = args;
    tell(tx, args, askedBy === undefined ? { change } : { change, askedBy });
  },
};
