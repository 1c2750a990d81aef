import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { Reader } from '../../../platform/db/reader.ts';

/** A user as stored; times in ms since epoch. */
export interface StoredUser {
  id: number;
  username: string;
  displayName: string;
  role: Role;
  passwordHash: string;
  disabledAt: number | null;
  createdAt: number;
  passwordChangedAt: number;
}

const COLUMNS = `id, username, display_name AS displayName, role, password_hash AS passwordHash,
  disabled_at AS disabledAt, created_at AS createdAt, password_changed_at AS passwordChangedAt`;

/** The user of this name, disabled or not; names do not differ by case. */
export function findUser(reader: Reader, username: string): StoredUser | undefined {
  return reader.sql(`SELECT ${COLUMNS} FROM users WHERE username = ?`).get(username) as
    | StoredUser
    | undefined;
}

/** All user names. */
export function listUsernames(reader: Reader): string[] {
  return reader.sql('SELECT username FROM users ORDER BY username').pluck().all() as string[];
}

/** All users, and when each was last seen (ms since epoch). */
export function listUsers(reader: Reader): (StoredUser & { lastSeenAt: number | null })[] {
  return reader
    .sql(
      `SELECT ${COLUMNS}, (SELECT max(seen_at) FROM sessions s JOIN session_seen n ON n.session_id = s.id
         WHERE s.user_id = users.id) AS lastSeenAt
       FROM users ORDER BY username`,
    )
    .all() as (StoredUser & { lastSeenAt: number | null })[];
}

/** Whether nobody can log in yet. */
export function hasNoUsers(reader: Reader): boolean {
  return reader.sql('SELECT 1 FROM users LIMIT 1').get() === undefined;
}
