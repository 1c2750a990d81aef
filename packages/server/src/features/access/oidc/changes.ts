import type { Role } from '@srs-desk/shared/access/roles.ts';
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { credentialDigest, identityDigest } from '../digest.ts';
import { type NewSession, openSessionOf } from '../sessions/changes.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
import { sessions, users } from '../table.ts';
import { addUser, renameUser, setRoleOf } from '../users/changes.ts';
import { findUser, findUserOf, type Identity, isNameTaken, type StoredUser } from '../users/queries.ts';

/** Somebody whom an identity provider vouches for. */
interface Arrival {
  identity: Identity;
  /** What a new user is called, unless somebody is called so already. */
  username: string;
  displayName: string;
  role: Role;
  session: Omit<NewSession, 'userId'>;
}

const endOf = statement(
  {
    issuer: users.issuer,
    subject: 'text?',
    providerSession: 'text?',
    now: 'integer',
    revokedAt: sessions.revokedAt,
  },
  (db, { issuer, subject, providerSession, now, revokedAt }) =>
    db
      .update(sessions)
      .set({ revokedAt })
      .where(
        and(
          isNull(sessions.revokedAt),
          gt(sessions.expiresAt, now),
          sql`(${providerSession} IS NULL OR ${sessions.providerSession} = ${providerSession})`,
          inArray(
            sessions.userId,
            db
              .select({ id: users.id })
              .from(users)
              .where(
                and(eq(users.issuer, issuer), sql`(${subject} IS NULL OR ${users.subject} = ${subject})`),
              ),
          ),
        ),
      )
      .returning({ userId: sessions.userId }),
);

const usernameOf = statement({ id: users.id }, (db, { id }) =>
  db.select({ username: users.username }).from(users).where(eq(users.id, id)),
);

/** The name itself, or with the first number behind it that nobody has. */
function freeName(tx: Tx, wanted: string): string {
  let name = wanted;
  for (let n = 2; isNameTaken(tx, name); n += 1) name = `${wanted}.${n}`;
  return name;
}

function makeUser(tx: Tx, { identity, username: wanted, displayName, role }: Arrival): StoredUser {
  const username = freeName(tx, wanted);
  const by = { actor: `user:${username}`, origin: 'user' } as const;
  addUser(tx, { username, displayName, role, passwordHash: NO_PASSWORD, ...identity }, by);
  const credential = credentialDigest(NO_PASSWORD);
  tx.append({
    action: 'user.create',
    ...by,
    target: username,
    detail: { role, credential, issuer: identity.issuer, identity: identityDigest(identity) },
  });
  const made = findUser(tx, username);
  if (made === undefined) throw new GuardConflict('user_not_found', { username });
  return made;
}

/** What the provider says of the person now holds here: the role, and the name to show. */
function refreshUser(tx: Tx, user: StoredUser, { identity, displayName, role }: Arrival): void {
  const { username } = user;
  const entry = { actor: 'system', origin: 'system', target: username } as const;
  const { issuer } = identity;
  if (role !== user.role) {
    setRoleOf(tx, user, role, { actor: 'system', origin: 'system' });
    tx.append({ ...entry, action: 'user.role', detail: { before: user.role, after: role, issuer } });
  }
  if (displayName !== user.displayName) {
    renameUser(tx, user, displayName);
    tx.append({ ...entry, action: 'user.update', detail: { changed: ['displayName'], issuer } });
  }
}

/** Whose sessions end: those of a person, of one session at the provider, or of both. */
interface Ending {
  issuer: string;
  subject: string | null;
  providerSession: string | null;
}

const REVOKED = { action: 'session.revoke', actor: 'system', origin: 'system' } as const;

/** Ends sessions that came of the provider, with an entry for each person; gives how many. */
function endSessions(tx: Tx, { issuer, ...which }: Ending): number {
  const ended = endOf(tx).all({ issuer, ...which, now: tx.now, revokedAt: tx.now });
  for (const userId of new Set(ended.map((row) => row.userId))) {
    const target = usernameOf(tx).get({ id: userId })?.username;
    const count = ended.filter((row) => row.userId === userId).length;
    tx.append({ ...REVOKED, ...(target && { target }), detail: { issuer, ended: count } });
  }
  return ended.length;
}

export const providerChanges = {
  /**
   * Somebody comes from the identity provider: made a user at the first login, with the provider's role each time. Found by issuer
   * and subject alone, never by name. Guards: `user_disabled`.
   */
  'provider_login.open': (tx: Tx, arrival: Arrival): { id: number; username: string } => {
    const known = findUserOf(tx, arrival.identity);
    if (known?.disabledAt != null) throw new GuardConflict('user_disabled', { username: known.username });
    if (known !== undefined) refreshUser(tx, known, arrival);
    const { id: userId, username } = known ?? makeUser(tx, arrival);
    const { id } = openSessionOf(tx, { ...arrival.session, userId });
    const { address, userAgent: agent } = arrival.session;
    tx.append({
      action: 'session.login',
      actor: `user:${username}`,
      origin: 'user',
      detail: { role: arrival.role, address, agent, issuer: arrival.identity.issuer },
    });
    return { id, username };
  },

  /** The provider ends sessions: those of a person, or the one that it calls so. Gives how many ended. */
  'provider_login.end': (tx: Tx, which: Ending): { ended: number } => {
    const ended = endSessions(tx, which);
    if (ended === 0) tx.append({ ...REVOKED, detail: { issuer: which.issuer, ended } });
    return { ended };
  },

  /** The provider gives this person no role any more: what they have open ends. */
  'provider_login.refuse': (tx: Tx, identity: Identity): void => {
    endSessions(tx, { ...identity, providerSession: null });
  },
};
