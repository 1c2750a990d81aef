import { Buffer } from 'node:buffer';
import { and, eq, isNull, lt, type SQL } from 'drizzle-orm';
import { statement } from '../db/statement.ts';
import { GuardConflict } from '../ledger/errors.ts';
import type { Tx } from '../ledger/tx.ts';
import { idempotency } from './table.ts';

/** How long an answer is kept for a repeated request, ms. */
const IDEMPOTENCY_KEPT_MS = 24 * 3_600_000;

/** What a key says: go ahead, or the answer that was given before. */
type IdempotencyStart = { fresh: true } | { fresh: false; status: number; body: string };

interface KeyOf {
  username: string;
  route: string;
  key: string;
}

const { username, route, key, createdAt, answerStatus, answerBody } = idempotency;

const ofKey = (given: { username: SQL<string>; route: SQL<string>; key: SQL<string> }) =>
  and(eq(username, given.username), eq(route, given.route), eq(key, given.key));

const removeOlder = statement({ createdAt }, (db, given) =>
  db.delete(idempotency).where(lt(createdAt, given.createdAt)),
);

const keptOf = statement({ username, route, key }, (db, given) =>
  db
    .select({ bodyHash: idempotency.bodyHash, answerStatus, answerBody })
    .from(idempotency)
    .where(ofKey(given)),
);

const insert = statement({ username, route, key, bodyHash: 'bytes', createdAt }, (db, row) =>
  db.insert(idempotency).values(row),
);

const answer = statement({ username, route, key, answerStatus, answerBody }, (db, given) => {
  const set = { answerStatus: given.answerStatus, answerBody: given.answerBody };
  return db.update(idempotency).set(set).where(ofKey(given));
});

const forget = statement({ username, route, key }, (db, given) =>
  db.delete(idempotency).where(and(ofKey(given), isNull(answerStatus))),
);

export const idempotencyChanges = {
  /**
   * Takes a key for a request, or finds the answer it had. Guards: `idempotency_key_reused` (another body),
   * `request_in_flight`.
   */
  'idempotency.begin': (tx: Tx, args: KeyOf & { bodyHash: Uint8Array }): IdempotencyStart => {
    const { username, route, key, bodyHash } = args;
    removeOlder(tx).run({ createdAt: tx.now - IDEMPOTENCY_KEPT_MS });
    const kept = keptOf(tx).get({ username, route, key });
    if (!kept) {
      insert(tx).run({ username, route, key, bodyHash, createdAt: tx.now });
      return { fresh: true };
    }
    if (Buffer.compare(kept.bodyHash, bodyHash) !== 0) throw new GuardConflict('idempotency_key_reused');
    if (kept.answerStatus === null) throw new GuardConflict('request_in_flight');
    return { fresh: false, status: kept.answerStatus, body: kept.answerBody ?? 'null' };
  },

  /** Keeps the answer for a repetition. */
  'idempotency.finish': (tx: Tx, args: KeyOf & { status: number; body: string }): void => {
    const { username, route, key, status, body } = args;
    answer(tx).run({ username, route, key, answerStatus: status, answerBody: body });
  },

  /** Gives the key back: the request did nothing. */
  'idempotency.forget': (tx: Tx, args: KeyOf): void => {
    const { username, route, key } = args;
    forget(tx).run({ username, route, key });
  },
};

type IdempotencyCommands = typeof idempotencyChanges;

declare module '../ledger/commands.ts' {
  interface Commands extends IdempotencyCommands {}
}
