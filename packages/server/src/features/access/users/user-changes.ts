import type { Role } from '@srs-desk/shared/access/roles.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

interface UserRow {
  id: number;
  username: string;
  role: Role;
  disabled_at: number | null;
}

function userNamed(tx: Tx, username: string): UserRow {
  const row = tx.sql('SELECT id, username, role, disabled_at FROM users WHERE username = ?').get(username) as
    | UserRow
    | undefined;
  if (!row) throw new GuardConflict('user_not_found', { username });
  return row;
}

/** Refuses what would leave the desk without anybody who can manage it. */
function guardLastAdmin(tx: Tx, user: UserRow): void {
  if (user.role !== 'admin' || user.disabled_at !== null) return;
  const others = tx
    .sql("SELECT count(*) FROM users WHERE role = 'admin' AND disabled_at IS NULL AND id <> ?")
    .pluck()
    .get(user.id);
  if (others === 0) throw new GuardConflict('last_admin', { username: user.username });
}

/** Ends all sessions of a user, but the one with id `except`; gives how many. */
export function endSessionsOf(tx: Tx, userId: number, except: number | null): number {
  return tx
    .sql(
      'UPDATE sessions SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL AND expires_at > ? AND id IS NOT ?',
    )
    .run(tx.now, userId, tx.now, except).changes;
}

export const userChanges = {
  /** A new user. Guards: `username_taken`. */
  'user.create': (
    tx: Tx,
    args: { username: string; displayName: string; role: Role; passwordHash: string },
  ): { id: number } => {
    const taken = tx.sql('SELECT 1 FROM users WHERE username = ?').get(args.username);
    if (taken) throw new GuardConflict('username_taken', { username: args.username });
    const { lastInsertRowid } = tx
      .sql(
        `INSERT INTO users (username, display_name, role, password_hash, created_at, password_changed_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(args.username, args.displayName, args.role, args.passwordHash, tx.now, tx.now);
    tx.rowChanged('users', args.username);
    return { id: Number(lastInsertRowid) };
  },

  /** Another display name. Guards: `user_not_found`. */
  'user.rename': (tx: Tx, args: { username: string; displayName: string }): void => {
    const user = userNamed(tx, args.username);
    tx.sql('UPDATE users SET display_name = ? WHERE id = ?').run(args.displayName, user.id);
    tx.rowChanged('users', user.username);
  },

  /** Another role, in force on the next request. Guards: `user_not_found`, `last_admin`. */
  'user.set_role': (tx: Tx, args: { username: string; role: Role }): void => {
    const user = userNamed(tx, args.username);
    if (args.role !== 'admin') guardLastAdmin(tx, user);
    tx.sql('UPDATE users SET role = ? WHERE id = ?').run(args.role, user.id);
    tx.rowChanged('users', user.username);
  },

  /** Shuts a user out and ends the sessions. Guards: `user_not_found`, `last_admin`. */
  'user.disable': (tx: Tx, args: { username: string }): { sessionsEnded: number } => {
    const user = userNamed(tx, args.username);
    guardLastAdmin(tx, user);
    tx.sql('UPDATE users SET disabled_at = ? WHERE id = ?').run(tx.now, user.id);
    tx.rowChanged('users', user.username);
    return { sessionsEnded: endSessionsOf(tx, user.id, null) };
  },

  /** Lets a user in again. Guards: `user_not_found`. */
  'user.enable': (tx: Tx, args: { username: string }): void => {
    const user = userNamed(tx, args.username);
    tx.sql('UPDATE users SET disabled_at = NULL WHERE id = ?').run(user.id);
    tx.rowChanged('users', user.username);
  },

  /** Another password; ends all sessions but the one that asked. Guards: `user_not_found`. */
  'user.set_password': (
    tx: Tx,
    args: { username: string; passwordHash: string; exceptSession: number | null },
  ): { sessionsEnded: number } => {
    const user = userNamed(tx, args.username);
    tx.sql('UPDATE users SET password_hash = ?, password_changed_at = ? WHERE id = ?').run(
      args.passwordHash,
      tx.now,
      user.id,
    );
    tx.rowChanged('users', user.username);
    return { sessionsEnded: endSessionsOf(tx, user.id, args.exceptSession) };
  },
};
