import { and, count, eq, isNull } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Sealer } from '../../../platform/ledger/sealer.ts';
import { recoveryCodes, secondFactors } from '../table.ts';

/** A second factor as stored; times in ms since epoch. */
type StoredFactor = typeof secondFactors.$inferSelect;

const byUser = statement({ userId: secondFactors.userId }, (db, { userId }) =>
  db.select().from(secondFactors).where(eq(secondFactors.userId, userId)),
);

const unused = statement({ userId: recoveryCodes.userId }, (db, { userId }) =>
  db
    .select({ id: recoveryCodes.id, codeHash: recoveryCodes.codeHash })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
);

const unusedCount = statement({ userId: recoveryCodes.userId }, (db, { userId }) =>
  db
    .select({ n: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
);

/** The second factor of a user; undefined where there is none. */
export function findFactor(db: Db, userId: number): StoredFactor | undefined {
  return byUser(db).get({ userId });
}

/** The recovery codes of a user that have not been used. */
export function unusedRecoveryCodes(db: Db, userId: number): { id: number; codeHash: string }[] {
  return unused(db).all({ userId });
}

/** How many recovery codes a user has left. */
export function recoveryCodesLeft(db: Db, userId: number): number {
  return unusedCount(db).get({ userId })?.n ?? 0;
}

/** Whose key seals the secret of a user, and to what it is bound. */
export function sealOf(userId: number): { subject: string; context: string } {
  return { subject: `user:${userId}`, context: `totp:${userId}` };
}

/** The secret of a factor, in base32. */
export function openSecret(sealer: Sealer, { userId, sealed }: StoredFactor): string {
  const { subject, context: uuid } = sealOf(userId);
  return String(sealer.open({ uuid, subject, sealed })?.secret ?? '');
}
