import { and, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { credentialDigest } from '../digest.ts';
import { accountLinks as links, users } from '../table.ts';
import { setPasswordOf } from '../users/changes.ts';
import { guardAdminLogin, type Word } from '../users/guard-admins.ts';
import { findUser } from '../users/queries.ts';

const insert = statement(getTableColumns(links), (db, row) => db.insert(links).values(row));

const retire = statement({ userId: 'integer?', usedAt: links.usedAt }, (db, { userId, usedAt }) =>
  db
    .update(links)
    .set({ usedAt })
    .where(and(isNull(links.usedAt), sql`${links.userId} IS ${userId}`)),
);

const take = statement(
  { tokenHash: links.tokenHash, usedAt: links.usedAt, now: links.expiresAt },
  (db, { tokenHash, usedAt, now }) =>
    db
      .update(links)
      .set({ usedAt })
      .where(and(eq(links.tokenHash, tokenHash), isNull(links.usedAt), gt(links.expiresAt, now)))
      .returning({ userId: links.userId }),
);

const activeById = statement({ id: users.id }, (db, { id }) =>
  db
    .select({ id: users.id, username: users.username })
    .from(users)
    .where(and(eq(users.id, id), isNull(users.disabledAt))),
);

/** Uses a link up; gives whose it is. @throws GuardConflict `link_invalid` (unknown, used, or run out) */
function use(tx: Tx, tokenHash: Uint8Array): number | null {
  const taken = take(tx).get({ tokenHash, usedAt: tx.now, now: tx.now });
  if (taken === undefined) throw new GuardConflict('link_invalid', {});
  return taken.userId;
}

interface NewLink {
  tokenHash: Uint8Array;
  expiresAt: number;
}

export const linkChanges = {
  /** A one-time link to make the first admin; the one before stops working. */
  'setup_link.create': (tx: Tx, args: NewLink): void => {
    retire(tx).run({ userId: null, usedAt: tx.now });
    insert(tx).run({ ...args, userId: null, createdAt: tx.now, usedAt: null, byCommandLine: false });
  },

  /** Uses it up. Guard: `link_invalid`. */
  'setup_link.use': (tx: Tx, args: { tokenHash: Uint8Array }): void => {
    if (use(tx, args.tokenHash) !== null) throw new GuardConflict('link_invalid', {});
  },

  /**
   * A one-time link by which a user sets a password; those before stop working. Guards: `user_not_found`, `user_disabled`,
   * `second_admin_needed`.
   */
  'account_link.create': (
    tx: Tx,
    { by, agreed, username, ...link }: NewLink & Word & { username: string; byCommandLine: boolean },
  ): void => {
    const user = findUser(tx, username);
    if (user === undefined) throw new GuardConflict('user_not_found', { username });
    if (user.disabledAt !== null) throw new GuardConflict('user_disabled', { username });
    guardAdminLogin(user, { by, agreed });
    retire(tx).run({ userId: user.id, usedAt: tx.now });
    insert(tx).run({ ...link, userId: user.id, createdAt: tx.now, usedAt: null });
    tx.rowChanged('users', username);
  },

  /** Sets the user's password by a link, which is used up, and ends all sessions. Guard: `link_invalid`. */
  'account_link.use': (
    tx: Tx,
    args: { tokenHash: Uint8Array; passwordHash: string },
  ): { username: string } => {
    const userId = use(tx, args.tokenHash);
    const user = userId === null ? undefined : activeById(tx).get({ id: userId });
    if (user === undefined) throw new GuardConflict('link_invalid', {});
    setPasswordOf(tx, user, args.passwordHash, null);
    const { username } = user;
    tx.append({
      action: 'user.password',
      actor: `user:${username}`,
      origin: 'user',
      target: username,
      detail: { byLink: true, credential: credentialDigest(args.passwordHash) },
    });
    return { username };
  },
};
