import { and, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { sessionSeen, sessions, users } from '../table.ts';
import { findUser } from '../users/queries.ts';

const { id: _, ...GIVEN } = getTableColumns(sessions);

const activeUser = statement({ id: users.id }, (db, { id }) =>
  db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, id), isNull(users.disabledAt))),
);

const insert = statement(GIVEN, (db, row) => db.insert(sessions).values(row).returning({ id: sessions.id }));

const putSeen = statement(getTableColumns(sessionSeen), (db, row) =>
  db.insert(sessionSeen).values(row).onConflictDoUpdate({ target: sessionSeen.sessionId, set: row }),
);

const prove = statement({ id: sessions.id, provenAt: sessions.provenAt }, (db, { id, provenAt }) =>
  db.update(sessions).set({ provenAt }).where(eq(sessions.id, id)),
);

const revoke = statement({ id: sessions.id, revokedAt: sessions.revokedAt }, (db, { id, revokedAt }) =>
  db
    .update(sessions)
    .set({ revokedAt })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt))),
);

const revokeOthers = statement(
  { userId: sessions.userId, except: 'integer?', now: 'integer', revokedAt: sessions.revokedAt },
  (db, { userId, except, now, revokedAt }) =>
    db
      .update(sessions)
      .set({ revokedAt })
      .where(
        and(
          eq(sessions.userId, userId),
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, now),
          sql`${sessions.id} IS NOT ${except}`,
        ),
      ),
);

const revokeAll = statement({ now: 'integer', revokedAt: sessions.revokedAt }, (db, { now, revokedAt }) =>
  db
    .update(sessions)
    .set({ revokedAt })
    .where(and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now))),
);

/** A session that is not there yet; the token itself is never stored, only its SHA-256. */
export interface NewSession {
  userId: number;
  tokenHash: Uint8Array;
  expiresAt: number;
  userAgent: string | null;
  address: string | null;
  /** When the person proved who they are, where that was not just now. */
  provenAt?: number;
  providerSession?: string | null;
}

/** Opens a session; gives its id. @throws GuardConflict `user_not_found` */
export function openSessionOf(tx: Tx, session: NewSession): { id: number } {
  if (activeUser(tx).get({ id: session.userId }) === undefined) throw new GuardConflict('user_not_found', {});
  const made = insert(tx).get({
    provenAt: null,
    providerSession: null,
    ...session,
    createdAt: tx.now,
    revokedAt: null,
  });
  putSeen(tx).run({ sessionId: made.id, seenAt: tx.now });
  return made;
}

/** Ends all sessions of a user, but the one with id `except`; gives how many. */
export function endSessionsOf(tx: Tx, userId: number, except: number | null): number {
  return revokeOthers(tx).run({ userId, except, now: tx.now, revokedAt: tx.now }).changes;
}

export const sessionChanges = {
  /** A new session. Guards: `user_not_found`. */
  'session.open': openSessionOf,

  /** The session was used just now; leaves no entry. */
  'session.seen': (tx: Tx, args: { id: number }): void => {
    putSeen(tx).run({ sessionId: args.id, seenAt: tx.now });
  },

  /** The person proved again who they are: now, or `at`. */
  'session.prove': (tx: Tx, { id, at = tx.now }: { id: number; at?: number }): void => {
    prove(tx).run({ id, provenAt: at });
  },

  /** Ends all sessions, or all of one user. Guards: `user_not_found`. */
  'session.end_all': (
    tx: Tx,
    args: { username: string | null; by: { actor: Actor; origin: Origin } },
  ): { ended: number } => {
    const { username, by } = args;
    const user = username === null ? null : findUser(tx, username);
    if (user === undefined) throw new GuardConflict('user_not_found', { username });
    const ended =
      user === null
        ? revokeAll(tx).run({ now: tx.now, revokedAt: tx.now }).changes
        : endSessionsOf(tx, user.id, null);
    tx.append({ action: 'session.end_all', ...by, target: user?.username, detail: { ended } });
    return { ended };
  },

  /** Ends one session. Guards: `session_not_found` (none, or over already). */
  'session.revoke': (tx: Tx, args: { id: number }): void => {
    const { changes } = revoke(tx).run({ id: args.id, revokedAt: tx.now });
    if (changes === 0) throw new GuardConflict('session_not_found', { id: args.id });
  },
};
