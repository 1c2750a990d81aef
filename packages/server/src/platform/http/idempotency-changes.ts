import { Buffer } from 'node:buffer';
import { GuardConflict } from '../ledger/errors.ts';
import type { Tx } from '../ledger/tx.ts';

/** How long an answer is kept for a repeated request, ms. */
export const IDEMPOTENCY_KEPT_MS = 24 * 3_600_000;

interface Kept {
  body_hash: Uint8Array;
  created_at: number;
  answer_status: number | null;
  answer_body: string | null;
}

/** What a key says: go ahead, or the answer that was given before. */
export type IdempotencyStart = { fresh: true } | { fresh: false; status: number; body: string };

interface KeyOf {
  username: string;
  route: string;
  key: string;
}

const WHERE = 'username = ? AND route = ? AND key = ?';

export const idempotencyChanges = {
  /**
   * Takes a key for a request, or finds the answer it had. Guards: `idempotency_key_reused` (another body),
   * `request_in_flight`.
   */
  'idempotency.begin': (tx: Tx, args: KeyOf & { bodyHash: Uint8Array }): IdempotencyStart => {
    tx.sql('DELETE FROM idempotency WHERE created_at < ?').run(tx.now - IDEMPOTENCY_KEPT_MS);
    const kept = tx
      .sql(`SELECT body_hash, created_at, answer_status, answer_body FROM idempotency WHERE ${WHERE}`)
      .get(args.username, args.route, args.key) as Kept | undefined;
    if (!kept) {
      tx.sql(
        'INSERT INTO idempotency (username, route, key, body_hash, created_at) VALUES (?, ?, ?, ?, ?)',
      ).run(args.username, args.route, args.key, args.bodyHash, tx.now);
      return { fresh: true };
    }
    if (Buffer.compare(kept.body_hash, args.bodyHash) !== 0)
      throw new GuardConflict('idempotency_key_reused');
    if (kept.answer_status === null) throw new GuardConflict('request_in_flight');
    return { fresh: false, status: kept.answer_status, body: kept.answer_body ?? 'null' };
  },

  /** Keeps the answer for a repetition. */
  'idempotency.finish': (tx: Tx, args: KeyOf & { status: number; body: string }): void => {
    tx.sql(`UPDATE idempotency SET answer_status = ?, answer_body = ? WHERE ${WHERE}`).run(
      args.status,
      args.body,
      args.username,
      args.route,
      args.key,
    );
  },

  /** Gives the key back: the request did nothing. */
  'idempotency.forget': (tx: Tx, args: KeyOf): void => {
    tx.sql(`DELETE FROM idempotency WHERE ${WHERE} AND answer_status IS NULL`).run(
      args.username,
      args.route,
      args.key,
    );
  },
};

type IdempotencyCommands = typeof idempotencyChanges;

declare module '../ledger/commands.ts' {
  interface Commands extends IdempotencyCommands {}
}
