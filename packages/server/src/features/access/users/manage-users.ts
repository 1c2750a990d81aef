import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { UserMade, UserPatch, UserRow } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { credentialDigest } from '../digest.ts';
import { listKeys } from '../keys/queries.ts';
import { newAccountLink } from '../links/account-link.ts';
import { openLinksByUser } from '../links/queries.ts';
import { hashChosen } from '../sessions/choose-password.ts';
import { guardLocalLogin } from '../sessions/local-login.ts';
import { NO_PASSWORD } from '../sessions/no-password.ts';
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

/** A new user, with an invitation by which they choose a password, unless they are given one. @throws Conflict `username_taken` */
export async function createUser(
  desk: Desk,
  who: Principal,
  input: { username: string; displayName: string; role: Role; password?: string | undefined },
  baseUrl: string,
): Promise<UserMade> {
  const { username, displayName, role, password } = input;
  guardLocalLogin(desk, who);
  const invitation =
    password === undefined ? newAccountLink(desk, who, { username, invited: true }, baseUrl) : null;
  const passwordHash =
    password === undefined ? NO_PASSWORD : await hashChosen(password, username, 'password');
  // Who runs the command line has the data folder: what they set is as good as the user's own.
  const mustChangePassword = password !== undefined && who.kind !== 'cli';
  unwrap(
    await desk.ledger.record(
      [
        { name: 'user.create', args: { username, displayName, role, passwordHash, mustChangePassword } },
        ...(invitation ? [invitation.call] : []),
      ],
      [
        {
          action: 'user.create',
          actor: who.actor,
          origin: who.origin,
          target: username,
          detail: { role, credential: credentialDigest(passwordHash) },
        },
        ...(invitation ? [invitation.entry] : []),
      ],
    ),
  );
  return { ...readUser(desk, username), link: invitation?.link ?? null };
}

type Step = [CommandCall, EntryDraft];

function stepsOf(who: Principal, user: StoredUser, patch: UserPatch): Step[] {
  const { username } = user;
  const entry = { actor: who.actor, origin: who.origin, target: username };
  const steps: Step[] = [];
  if (patch.displayName !== undefined && patch.displayName !== user.displayName) {
    steps.push([
      { name: 'user.rename', args: { username, displayName: patch.displayName } },
      { ...entry, action: 'user.update', detail: { changed: ['displayName'] } },
    ]);
  }
  if (patch.role !== undefined && patch.role !== user.role) {
    steps.push([
      { name: 'user.set_role', args: { username, role: patch.role } },
      { ...entry, action: 'user.role', detail: { before: user.role, after: patch.role } },
    ]);
  }
  if (patch.disabled !== undefined && patch.disabled !== (user.disabledAt !== null)) {
    steps.push(
      patch.disabled
        ? [
            { name: 'user.disable', args: { username } },
            { ...entry, action: 'user.disable' },
          ]
        : [
            { name: 'user.enable', args: { username } },
            { ...entry, action: 'user.enable' },
          ],
    );
  }
  return steps;
}

/** Changes a user; in force on that user's next request. @throws NotFound, Conflict `last_admin`, `set_by_provider` */
export async function changeUser(
  desk: Desk,
  who: Principal,
  username: string,
  patch: UserPatch,
): Promise<UserRow> {
  const user = findUser(desk.reader, username);
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  const { role = user.role, displayName = user.displayName } = patch;
  if (user.issuer !== null && (role !== user.role || displayName !== user.displayName))
    throw new Conflict('set_by_provider', `Role and name of ${user.username} come from ${user.issuer}.`);
  const steps = stepsOf(who, user, patch);
  if (steps.length > 0) {
    unwrap(
      await desk.ledger.record(
        steps.map(([change]) => change),
        steps.map(([, entry]) => entry),
      ),
    );
  }
  return readUser(desk, user.username);
}

/**
 * Takes a user away with their keys, in force on the next request; gives the row as it was.
 * @throws NotFound, Conflict `last_admin`
 */
export async function deleteUser(desk: Desk, who: Principal, username: string): Promise<UserRow> {
  const user = readUser(desk, username);
  const { actor, origin } = who;
  const keys = listKeys(desk.reader).filter(
    ({ createdBy, revokedAt }) => createdBy === `user:${user.username}` && revokedAt === null,
  );
  unwrap(
    await desk.ledger.record(
      [
        { name: 'user.delete', args: { username: user.username } },
        ...keys.map(({ id }) => ({ name: 'api_key.revoke' as const, args: { id } })),
      ],
      [
        { action: 'user.delete', actor, origin, target: user.username },
        ...keys.map(({ name }) => ({ action: 'api_key.revoke' as const, actor, origin, target: name })),
      ],
    ),
  );
  return user;
}
