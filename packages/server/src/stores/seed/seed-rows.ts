import type { Tx } from '../../ledger/tx.ts';
import type { KnownStatus, NewStatus } from '../../sync/synced-order.ts';
import { CALL_COLUMNS, type CallRow } from '../audit/log-rows.ts';
import { wordsOf } from '../orders/person-terms.ts';

// Bulk inserts of `desk seed`: rows that the changes of the running desk would have left one by one.

const CALL_FIELDS = CALL_COLUMNS.split(',').map((column) => column.trim() as keyof CallRow);
const INSERT_CALL = `INSERT INTO calls (${CALL_COLUMNS}) VALUES (${CALL_FIELDS.map(() => '?').join(', ')})`;

/** A finished call's row, as the log tells it. */
export function insertCall(tx: Pick<Tx, 'sql'>, row: CallRow): void {
  tx.sql(INSERT_CALL).run(...CALL_FIELDS.map((field) => row[field]));
}

/** Lines of an order's status history. */
export function insertHistory(
  tx: Pick<Tx, 'sql' | 'now'>,
  refId: string,
  lines: readonly (KnownStatus & Pick<NewStatus, 'transition'>)[],
  seq: number,
): void {
  const insert = tx.sql(
    `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { status, wireStatus, happenedAt, transition } of lines)
    insert.run(refId, status, wireStatus, happenedAt, tx.now, transition, seq);
}

export interface SeededSync {
  refId: string;
  dueAt: number | null;
  what: 'status' | 'verify' | null;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  polls: number;
}

/** When an order is due next, and when it was last looked at. */
export function insertSync(tx: Pick<Tx, 'sql'>, sync: SeededSync): void {
  tx.sql(
    `INSERT INTO order_sync (ref_id, due_at, due_what, last_synced_at, last_verify_at, polls)
     VALUES (@refId, @dueAt, @what, @lastSyncedAt, @lastVerifyAt, @polls)`,
  ).run(sync);
}

/** Makes room for the search terms, which are put in order at the end. */
export function prepareTerms(tx: Pick<Tx, 'sql'>): void {
  tx.sql('CREATE TEMP TABLE seeded_terms (term TEXT NOT NULL, ref_id TEXT NOT NULL)').run();
}

/** What an order is found by. */
export function keepTerms(tx: Pick<Tx, 'sql'>, refId: string, firstName: string, lastName: string): void {
  const insert = tx.sql('INSERT INTO seeded_terms VALUES (?, ?)');
  for (const word of wordsOf(`${firstName} ${lastName}`)) insert.run(`n:${word}`, refId);
}

/** Writes the search terms in the order of their key, and the counters that triggers would have kept. */
export function settleRows(tx: Pick<Tx, 'sql'>): void {
  tx.sql(
    'INSERT OR IGNORE INTO person_terms SELECT term, ref_id FROM seeded_terms ORDER BY term, ref_id',
  ).run();
  tx.sql('DROP TABLE seeded_terms').run();
  tx.sql(
    `INSERT INTO counters (name, value) SELECT 'orders', count(*) FROM orders
     UNION ALL SELECT 'orders.status.' || status, count(*) FROM orders GROUP BY status`,
  ).run();
}

/** Ref IDs of pending orders whose person has another order. */
export function pendingWithSiblings(tx: Pick<Tx, 'sql'>): string[] {
  return tx
    .sql(
      `SELECT o.ref_id FROM orders o WHERE o.status IN ('created', 'initialized', 'identification_done', 'data_ready')
       AND o.msisdn IS NOT NULL AND EXISTS (SELECT 1 FROM orders s WHERE s.msisdn = o.msisdn AND s.id <> o.id)
       ORDER BY o.id`,
    )
    .pluck()
    .all() as string[];
}
