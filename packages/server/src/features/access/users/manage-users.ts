import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { UserPatch, UserRow } from '@srs-desk/shared/api/users.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { hashPassword } from '../sessions/password.ts';
import { findUser, listUsers as readUsers, type StoredUser } from './queries.ts';

function toRow(user: StoredUser & { lastSeenAt: number | null }): UserRow {
  return {
    id: user.username,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    disabled: user.disabledAt !== null,
    createdAt: iso(user.createdAt),
    passwordChangedAt: iso(user.passwordChangedAt),
    lastSeenAt: iso(user.lastSeenAt),
  };
}

/** All users. */
export function listUsers(desk: Desk): UserRow[] {
  return readUsers(desk.reader).map(toRow);
}

/** One user. @throws NotFound */
export function readUser(desk: Desk, username: string): UserRow {
  const user = listUsers(desk).find((row) => row.username.toLowerCase() === username.toLowerCase());
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  return user;
}

/** A new user. @throws Conflict `username_taken` */
export async function createUser(
  desk: Desk,
  who: Principal,
  input: { username: string; displayName: string; role: Role; password: string },
): Promise<UserRow> {
  const passwordHash = await hashPassword(input.password);
  const { username, displayName, role } = input;
  unwrap(
    await desk.ledger.record(
      [{ name: 'user.create', args: { username, displayName, role, passwordHash } }],
      [{ action: 'user.create', actor: who.actor, origin: who.origin, target: username, detail: { role } }],
    ),
  );
  return readUser(desk, username);
}

type Step = [CommandCall, EntryDraft];

function stepsOf(who: Principal, user: StoredUser, patch: UserPatch, passwordHash: string | null): Step[] {
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
  if (passwordHash !== null) {
    steps.push([
      { name: 'user.set_password', args: { username, passwordHash, exceptSession: null } },
      { ...entry, action: 'user.password', detail: { byAdmin: true } },
    ]);
  }
  return steps;
}

/** Changes a user; in force on that user's next request. @throws NotFound, Conflict `last_admin` */
export async function changeUser(
  desk: Desk,
  who: Principal,
  username: string,
  patch: UserPatch,
): Promise<UserRow> {
  const user = findUser(desk.reader, username);
  if (!user) throw new NotFound('user_not_found', 'There is no such user.');
  const passwordHash = patch.password === undefined ? null : await hashPassword(patch.password);
  const steps = stepsOf(who, user, patch, passwordHash);
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
