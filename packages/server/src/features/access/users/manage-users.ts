import { changesAdmins } from '@srs-desk/shared/access/approvals.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { AccountApproval } from '@srs-desk/shared/api/approvals.ts';
import type { UserMade, UserPatch, UserRow } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import { refusalWords } from '../../../platform/ledger/refusal-words.ts';
import { type Outcome, onceMoreWhereNeeded, withSecondAdmin } from '../approvals/approvals.ts';
import { newLink } from '../links/account-link.ts';
import { openLinksByUser } from '../links/queries.ts';
import { hashChosen } from '../sessions/choose-password.ts';
import { guardLocalLogin } from '../sessions/local-login.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
import {
  type AccountChange,
  adminChange,
  adminCreation,
  adminDeletion,
  recordAccount,
  recordChange,
  recordDeletion,
} from './account-acts.ts';
import { findUser, type ListedUser, listUsers as readUsers, type StoredUser } from './queries.ts';

function toRow(user: ListedUser, linkUntil: number | null): UserRow {
  return {
    id: user.username,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    issuer: user.issuer,
    disabled: user.disabledAt !== null,
    createdAt: iso(user.createdAt),
    passwordChangedAt: user.passwordHash === NO_PASSWORD ? null : iso(user.passwordChangedAt),
    mustChangePassword: user.mustChangePassword,
    linkUntil: iso(linkUntil),
    hasFactor: user.enrolledAt !== null,
    lastSeenAt: iso(user.lastSeenAt),
  };
}

/** All users. */
export function listUsers(desk: Desk): UserRow[] {
  const links = openLinksByUser(desk.reader, desk.clock.now());
  return readUsers(desk.reader).map((user) => toRow(user, links.get(user.id) ?? null));
}

/** One user. @throws NotFound */
export function readUser(desk: Desk, username: string): UserRow {
  const user = listUsers(desk).find((row) => row.username.toLowerCase() === username.toLowerCase());
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  return user;
}

/**
 * A new user, with an invitation by which they choose a password, unless they are given one. An admin waits for a second admin
 * where there is one; the link opens once they agree. @throws Conflict `username_taken`
 */
export async function createUser(
  desk: Desk,
  who: Principal,
  input: { username: string; displayName: string; role: Role; password?: string | undefined },
  baseUrl: string,
): Promise<{ done: UserMade; waits: null } | { done: null; waits: AccountApproval }> {
  const { username, displayName, role, password } = input;
  guardLocalLogin(desk, who);
  const link = password === undefined ? newLink(baseUrl) : null;
  const passwordHash =
    password === undefined ? NO_PASSWORD : await hashChosen(password, username, 'password');
  // Who runs the command line has the data folder: what they set is as good as the user's own.
  const mustChangePassword = password !== undefined && who.kind !== 'cli';
  const account = { username, displayName, role, passwordHash, mustChangePassword };
  const whole = { ...account, linkHash: link?.linkHash ?? null };
  if (role === 'admin') {
    if (findUser(desk.reader, username))
      throw new Conflict('username_taken', refusalWords('username_taken', { username }), { username });
    const about = { role: { before: role, after: role } };
    const { waits } = await withSecondAdmin(desk, who, adminCreation, {
      target: username,
      input: whole,
      about,
    });
    if (waits !== null) return { done: null, waits: { ...waits, link: link && { url: link.url } } };
  } else await recordAccount(desk, who, whole);
  const row = readUser(desk, username);
  const made = link && row.linkUntil !== null ? { url: link.url, expiresAt: row.linkUntil } : null;
  return { done: { ...row, link: made }, waits: null };
}

function changeOf(user: StoredUser, patch: UserPatch): AccountChange {
  const { username, role } = user;
  const disabled = user.disabledAt !== null;
  const { displayName = user.displayName } = patch;
  return {
    username,
    ...(displayName === user.displayName ? {} : { displayName }),
    ...(patch.role === undefined || patch.role === role ? {} : { role: { before: role, after: patch.role } }),
    ...(patch.disabled === undefined || patch.disabled === disabled
      ? {}
      : { disabled: { before: disabled, after: patch.disabled } }),
  };
}

/**
 * Changes a user, all that is asked for or nothing; in force on that user's next request. What makes an admin, or unmakes another,
 * waits for a second admin where there are two, another name with it. @throws NotFound, Conflict `last_admin`, `set_by_provider`
 */
export function changeUser(
  desk: Desk,
  who: Principal,
  username: string,
  patch: UserPatch,
): Promise<Outcome<UserRow>> {
  return onceMoreWhereNeeded(() => changeAsRead(desk, who, username, patch));
}

async function changeAsRead(
  desk: Desk,
  who: Principal,
  username: string,
  patch: UserPatch,
): Promise<Outcome<UserRow>> {
  const user = findUser(desk.reader, username);
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  const { role = user.role, displayName = user.displayName } = patch;
  if (user.issuer !== null && (role !== user.role || displayName !== user.displayName))
    throw new Conflict('set_by_provider', `Role and name of ${user.username} come from ${user.issuer}.`);
  const change = changeOf(user, patch);
  const before = { role: user.role, disabled: user.disabledAt !== null };
  const after = {
    role: change.role?.after ?? before.role,
    disabled: change.disabled?.after ?? before.disabled,
  };
  const isOwn = who.actor === `user:${user.username}`;
  if (changesAdmins(before, after, isOwn)) {
    const { username: target, displayName: _, ...about } = change;
    const { waits } = await withSecondAdmin(desk, who, adminChange, { target, input: change, about });
    if (waits !== null) return { done: null, waits };
  } else await recordChange(desk, who, change);
  return { done: readUser(desk, user.username), waits: null };
}

/**
 * Takes a user away with their keys, in force on the next request; gives the row as it was. Another admin waits for a second
 * admin where there are two. @throws NotFound, Conflict `last_admin`
 */
export function deleteUser(desk: Desk, who: Principal, username: string): Promise<Outcome<UserRow>> {
  return onceMoreWhereNeeded(() => deleteAsRead(desk, who, username));
}

async function deleteAsRead(desk: Desk, who: Principal, username: string): Promise<Outcome<UserRow>> {
  const row = readUser(desk, username);
  const target = row.username;
  const isOwn = who.actor === `user:${target}`;
  if (changesAdmins(row, { role: row.role, disabled: true }, isOwn)) {
    const { waits } = await withSecondAdmin(desk, who, adminDeletion, {
      target,
      input: { username: target },
    });
    if (waits !== null) return { done: null, waits };
  } else await recordDeletion(desk, who, { username: target });
  return { done: row, waits: null };
}
