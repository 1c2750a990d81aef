import type { Role } from '@srs-desk/shared/access/roles.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

export const keyChanges = {
  /** A new API key; the token itself is never stored, only its SHA-256. Guards: `api_key_name_taken`. */
  'api_key.create': (
    tx: Tx,
    args: {
      name: string;
      role: Role;
      tokenHash: Uint8Array;
      prefix: string;
      createdBy: string;
      expiresAt: number | null;
    },
  ): { id: number } => {
    const taken = tx.sql('SELECT 1 FROM api_keys WHERE name = ? AND revoked_at IS NULL').get(args.name);
    if (taken) throw new GuardConflict('api_key_name_taken', { name: args.name });
    const { lastInsertRowid } = tx
      .sql(
        `INSERT INTO api_keys (name, role, token_hash, prefix, created_by, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(args.name, args.role, args.tokenHash, args.prefix, args.createdBy, tx.now, args.expiresAt);
    const id = Number(lastInsertRowid);
    tx.rowChanged('api-keys', id);
    return { id };
  },

  /** Ends a key, in force on the next request. Guards: `api_key_not_found`. */
  'api_key.revoke': (tx: Tx, args: { id: number }): void => {
    const { changes } = tx
      .sql('UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL')
      .run(tx.now, args.id);
    if (changes === 0) throw new GuardConflict('api_key_not_found', { id: args.id });
    tx.rowChanged('api-keys', args.id);
  },

  /** Lets a person see fields of an order's personal data for a while. Guards: `order_not_found`. */
  'reveal.grant': (
    tx: Tx,
    args: { refId: string; username: string; fields: readonly string[]; expiresAt: number },
  ): void => {
    const order = tx.sql('SELECT 1 FROM orders WHERE ref_id = ? AND erased_at IS NULL').get(args.refId);
    if (!order) throw new GuardConflict('order_not_found', { refId: args.refId });
    tx.sql(
      'INSERT INTO reveals (ref_id, username, fields, granted_at, expires_at) VALUES (?, ?, ?, ?, ?)',
    ).run(args.refId, args.username, JSON.stringify(args.fields), tx.now, args.expiresAt);
  },
};
