import type { Role } from '@srs-desk/shared/access/roles.ts';
import { and, eq, getTableColumns, isNull, ne } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { type By, lapseOfAccount, lapseWaiting } from '../approvals/changes.ts';
import { credentialDigest } from '../digest.ts';
import { dropFactor } from '../factors/drop-factor.ts';
import { endLinksOf } from '../links/end-links.ts';
import { dropPrivateViews } from '../saved-views/drop-views.ts';
import { endSessionsOf } from '../sessions/changes.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
import { users } from '../table.ts';
import { guardAdminChange, type Word } from './guard-admins.ts';
import { findUser, isNameTaken, type StoredUser } from './queries.ts';

const { id: _, ...GIVEN } = getTableColumns(users);

const insert = statement(GIVEN, (db, row) => db.insert(users).values(row).returning({ id: users.id }));

const setDisplayName = statement({ id: users.id, displayName: users.displayName }, (db, { id, ...row }) =>
  db.update(users).set(row).where(eq(users.id, id)),
);

const setRole = statement({ id: users.id, role: users.role }, (db, { id, ...row }) =>
  db.update(users).set(row).where(eq(users.id, id)),
);

const setDisabledAt = statement({ id: users.id, disabledAt: users.disabledAt }, (db, { id, ...row }) =>
  db.update(users).set(row).where(eq(users.id, id)),
);

const takeAway = statement(
  { id: users.id, deletedAt: users.deletedAt, disabledAt: users.disabledAt },
  (db, { id, ...row }) =>
    db
      .update(users)
      .set({ ...row, displayName: '', passwordHash: NO_PASSWORD })
      .where(eq(users.id, id)),
);

const setPassword = statement(
  { id: users.id, passwordHash: users.passwordHash, passwordChangedAt: users.passwordChangedAt },
  (db, { id, ...row }) =>
    db
      .update(users)
      .set({ ...row, mustChangePassword: false })
      .where(eq(users.id, id)),
);

const otherAdmin = statement({ id: users.id }, (db, { id }) =>
  db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.disabledAt), ne(users.id, id)))
    .limit(1),
);

function userNamed(tx: Tx, username: string): StoredUser {
  const user = findUser(tx, username);
  if (user === undefined) throw new GuardConflict('user_not_found', { username });
  return user;
}

/** Refuses what would leave the desk without anybody who can manage it. */
function guardLastAdmin(tx: Tx, { id, username, role, disabledAt }: StoredUser): void {
  if (role !== 'admin' || disabledAt !== null) return;
  if (otherAdmin(tx).get({ id }) === undefined) throw new GuardConflict('last_admin', { username });
}

/** A user who is not there yet. */
interface NewUser {
  username: string;
  displayName: string;
  role: Role;
  passwordHash: string;
  mustChangePassword?: boolean;
  issuer?: string;
  subject?: string;
}

/** Adds a user; gives the id. An admin who was to be made under this name lapses. */
export function addUser(tx: Tx, user: NewUser, by: By): { id: number } {
  lapseWaiting(tx, 'admin.create', user.username, by, 'changed');
  const made = insert(tx).get({
    mustChangePassword: false,
    issuer: null,
    subject: null,
    ...user,
    disabledAt: null,
    deletedAt: null,
    createdAt: tx.now,
    passwordChangedAt: tx.now,
  });
  tx.rowChanged('users', user.username);
  return made;
}

type Opened = Pick<StoredUser, 'id' | 'username' | 'mustChangePassword'>;

/** Of who becomes an admin a password ends that somebody else chose. */
function endKnownPassword(tx: Tx, { id, username, mustChangePassword }: Opened, by: By): void {
  if (!mustChangePassword) return;
  setPassword(tx).run({ id, passwordHash: NO_PASSWORD, passwordChangedAt: tx.now });
  endSessionsOf(tx, id, null);
  const detail = { ended: true, credential: credentialDigest(NO_PASSWORD) };
  const { actor, origin } = by;
  tx.append({ action: 'user.password', actor, origin, target: username, detail });
}

/** Gives a user another role, in force on the next request. Of who becomes an admin ends what may let another admin in as them. */
export function setRoleOf(tx: Tx, user: Opened, role: Role, by: By): void {
  const { id, username } = user;
  setRole(tx).run({ id, role });
  if (role === 'admin') {
    endLinksOf(tx, id);
    endKnownPassword(tx, user, by);
  }
  lapseOfAccount(tx, username, by);
  tx.rowChanged('users', username);
}

/** Gives a user another name to show. */
export function renameUser(
  tx: Tx,
  { id, username }: Pick<StoredUser, 'id' | 'username'>,
  displayName: string,
): void {
  setDisplayName(tx).run({ id, displayName });
  tx.rowChanged('users', username);
}

/** Sets a password, as its user does, and ends all sessions but one; gives how many ended. */
export function setPasswordOf(
  tx: Tx,
  { id, username }: { id: number; username: string },
  passwordHash: string,
  exceptSession: number | null,
): { sessionsEnded: number } {
  setPassword(tx).run({ id, passwordHash, passwordChangedAt: tx.now });
  lapseWaiting(tx, 'admin.link', username, { actor: `user:${username}`, origin: 'user' }, 'changed');
  tx.rowChanged('users', username);
  return { sessionsEnded: endSessionsOf(tx, id, exceptSession) };
}

/** Whose account changes, and on whose word. */
type AccountChange = Word & { username: string; by: By };

const SYSTEM = { actor: 'system', origin: 'system' } as const;

export const userChanges = {
  /** A new user. Guards: `username_taken`. */
  'user.create': (tx: Tx, { by = SYSTEM, ...user }: NewUser & { by?: By }): { id: number } => {
    const { username } = user;
    if (isNameTaken(tx, username)) throw new GuardConflict('username_taken', { username });
    return addUser(tx, user, by);
  },

  /** Another display name. Guards: `user_not_found`. */
  'user.rename': (tx: Tx, args: { username: string; displayName: string }): void => {
    renameUser(tx, userNamed(tx, args.username), args.displayName);
  },

  /** Another role, in force on the next request. Guards: `user_not_found`, `second_admin_needed`, `last_admin`. */
  'user.set_role': (tx: Tx, args: AccountChange & { role: Role }): void => {
    const user = userNamed(tx, args.username);
    guardAdminChange(user, { role: args.role }, args);
    if (args.role !== 'admin') guardLastAdmin(tx, user);
    setRoleOf(tx, user, args.role, args.by);
  },

  /** Shuts a user out and ends the sessions. Guards: `user_not_found`, `second_admin_needed`, `last_admin`. */
  'user.disable': (tx: Tx, args: AccountChange): { sessionsEnded: number } => {
    const user = userNamed(tx, args.username);
    guardAdminChange(user, { disabledAt: tx.now }, args);
    guardLastAdmin(tx, user);
    setDisabledAt(tx).run({ id: user.id, disabledAt: tx.now });
    lapseOfAccount(tx, user.username, args.by);
    tx.rowChanged('users', user.username);
    return { sessionsEnded: endSessionsOf(tx, user.id, null) };
  },

  /**
   * Takes a user away: shut out for good, sessions ended, without name to show, second factor and private views. What they did
   * stays theirs in the log, and nobody else gets their user name. Guards: `user_not_found`, `second_admin_needed`, `last_admin`.
   */
  'user.delete': (tx: Tx, args: AccountChange): { sessionsEnded: number } => {
    const user = userNamed(tx, args.username);
    guardAdminChange(user, { disabledAt: tx.now }, args);
    guardLastAdmin(tx, user);
    takeAway(tx).run({ id: user.id, deletedAt: tx.now, disabledAt: user.disabledAt ?? tx.now });
    dropFactor(tx, user.id);
    dropPrivateViews(tx, user.username);
    lapseOfAccount(tx, user.username, args.by);
    tx.rowChanged('users', user.username);
    return { sessionsEnded: endSessionsOf(tx, user.id, null) };
  },

  /** Lets a user in again. Guards: `user_not_found`, `second_admin_needed`. */
  'user.enable': (tx: Tx, args: AccountChange): void => {
    const user = userNamed(tx, args.username);
    const { id, username } = user;
    guardAdminChange(user, { disabledAt: null }, args);
    if (user.role === 'admin') endKnownPassword(tx, user, args.by);
    setDisabledAt(tx).run({ id, disabledAt: null });
    lapseOfAccount(tx, username, args.by);
    tx.rowChanged('users', username);
  },

  /** Another password; ends all sessions but the one that asked. Guards: `user_not_found`. */
  'user.set_password': (
    tx: Tx,
    args: { username: string; passwordHash: string; exceptSession: number | null },
  ): { sessionsEnded: number } => {
    return setPasswordOf(tx, userNamed(tx, args.username), args.passwordHash, args.exceptSession);
  },
};
