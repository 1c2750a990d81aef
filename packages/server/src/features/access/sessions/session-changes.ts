import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { endSessionsOf } from '../users/user-changes.ts';

export const sessionChanges = {
  /** A new session; the token itself is never stored, only its SHA-256. Guards: `user_not_found`. */
  'session.open': (
    tx: Tx,
    args: { userId: number; tokenHash: Uint8Array; expiresAt: number; userAgent: string | null },
  ): { id: number } => {
    const user = tx.sql('SELECT 1 FROM users WHERE id = ? AND disabled_at IS NULL').get(args.userId);
    if (!user) throw new GuardConflict('user_not_found', {});
    const { lastInsertRowid } = tx
      .sql(
        'INSERT INTO sessions (token_hash, user_id, created_at, expires_at, user_agent) VALUES (?, ?, ?, ?, ?)',
      )
      .run(args.tokenHash, args.userId, tx.now, args.expiresAt, args.userAgent);
    tx.sql('INSERT INTO session_seen (session_id, seen_at) VALUES (?, ?)').run(lastInsertRowid, tx.now);
    return { id: Number(lastInsertRowid) };
  },

  /** Bookkeeping: the session was used just now. */
  'session.seen': (tx: Tx, args: { id: number }): void => {
    tx.sql(
      `INSERT INTO session_seen (session_id, seen_at) VALUES (?, ?)
       ON CONFLICT (session_id) DO UPDATE SET seen_at = excluded.seen_at`,
    ).run(args.id, tx.now);
  },

  /** Ends one session. Guards: `session_not_found` (none, or over already). */
  'session.revoke': (tx: Tx, args: { id: number }): void => {
    const { changes } = tx
      .sql('UPDATE sessions SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
      .run(tx.now, args.id);
    if (changes === 0) throw new GuardConflict('session_not_found', { id: args.id });
  },

  /** Ends all sessions of a user, but `except`. */
  'session.revoke_all': (tx: Tx, args: { userId: number; except: number | null }): { ended: number } => ({
    ended: endSessionsOf(tx, args.userId, args.except),
  }),

  /** A one-time link to make the first admin. */
  'setup_link.create': (tx: Tx, args: { tokenHash: Uint8Array }): void => {
    tx.sql('UPDATE setup_links SET used_at = ? WHERE used_at IS NULL').run(tx.now);
    tx.sql('INSERT INTO setup_links (token_hash, created_at) VALUES (?, ?)').run(args.tokenHash, tx.now);
  },

  /** Uses the link up. Guards: `setup_link_invalid` (unknown, used, or older than `maxAgeMs`). */
  'setup_link.use': (tx: Tx, args: { tokenHash: Uint8Array; maxAgeMs: number }): void => {
    const { changes } = tx
      .sql('UPDATE setup_links SET used_at = ? WHERE token_hash = ? AND used_at IS NULL AND created_at > ?')
      .run(tx.now, args.tokenHash, tx.now - args.maxAgeMs);
    if (changes === 0) throw new GuardConflict('setup_link_invalid', {});
  },
};
