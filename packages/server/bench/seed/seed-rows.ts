import { nearTerms } from '@srs-desk/shared/order/person-terms.ts';
import {
  FINISHED_WORK_STATUSES,
  type OrderStatus,
  WITH_USER_STATUSES,
} from '@srs-desk/shared/order/status.ts';
import { getTableColumns } from 'drizzle-orm';
import { COUNTED_ANEW } from '../../src/features/orders/order-counts.ts';
import { quoted } from '../../src/platform/db/columns.ts';
import type { Db } from '../../src/platform/db/connection.ts';
import { calls } from '../../src/platform/recorder/table.ts';

// Bulk inserts of `desk seed`: rows that the changes of the running desk would have left one by one. They come from
// another thread, as arrays of plain values.

/** A row of `calls`, in the order of its columns. */
export type CallValues = readonly (string | number | null)[];
/** A line of the status history. Times in ms since epoch. */
export type HistoryValues = readonly [
  refId: string,
  status: OrderStatus,
  wireStatus: string,
  happenedAt: number,
  observedAt: number,
  transition: string,
  seq: number,
];
/** When an order is due next, and when it was last looked at. Times in ms since epoch. */
interface SeededSync {
  id: number;
  refId: string;
  dueAt: number | null;
  what: 'status' | 'verify' | null;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  polls: number;
}

/** Makes room for the search terms, which are put in order at the end. */
export function prepareTerms(tx: Db): void {
  tx.connection.sql('CREATE TEMP TABLE seeded_terms (term TEXT NOT NULL, order_id INTEGER NOT NULL)').run();
}

/** Writes rows of calls. */
export function insertCalls(tx: Db, rows: readonly CallValues[]): void {
  const columns = Object.values(getTableColumns(calls)).map(({ name }) => name);
  const insert = tx.connection.sql(
    `INSERT INTO calls (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const row of rows) insert.run(row);
}

/** Writes lines of the orders' status history. */
export function insertHistory(tx: Db, lines: readonly HistoryValues[]): void {
  const insert = tx.connection.sql(
    `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const line of lines) insert.run(line);
}

/** Writes when an order is due. */
export function insertSync(tx: Db, sync: SeededSync): void {
  const { id, refId, dueAt, what, lastSyncedAt, lastVerifyAt, polls } = sync;
  tx.connection
    .sql(
      `INSERT INTO order_sync (id, ref_id, due_at, due_what, last_synced_at, last_verify_at, polls)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, refId, dueAt, what, lastSyncedAt, lastVerifyAt, polls);
}

/** Keeps what an order is found by. */
export function insertTerms(tx: Db, orderId: number, terms: readonly string[]): void {
  const insert = tx.connection.sql('INSERT INTO seeded_terms VALUES (?, ?)');
  for (const term of terms) insert.run(term, orderId);
}

/** Writes the search terms in the order of their key, and what triggers would have kept. */
export function settleRows(tx: Db): void {
  tx.connection
    .sql('INSERT OR IGNORE INTO person_terms SELECT term, order_id FROM seeded_terms ORDER BY term, order_id')
    .run();
  tx.connection.sql('DROP TABLE seeded_terms').run();
  const insertNear = tx.connection.sql('INSERT INTO near_terms (spelling, term) VALUES (?, ?)');
  for (const term of tx.connection.sql('SELECT DISTINCT term FROM person_terms').pluck().all() as string[])
    for (const spelling of nearTerms(term)) insertNear.run(spelling, term);
  tx.connection
    .sql(
      'INSERT INTO external_ids (external_id) SELECT DISTINCT external_id FROM orders WHERE external_id IS NOT NULL',
    )
    .run();
  for (const { sql } of COUNTED_ANEW) tx.connection.sql(`INSERT INTO counters (name, value) ${sql}`).run();
}

/** Ref IDs of pending orders whose person has another order. */
export function pendingWithSiblings(tx: Db): string[] {
  return tx.connection
    .sql(
      `SELECT o.ref_id FROM orders o WHERE o.status IN (${quoted([...WITH_USER_STATUSES, ...FINISHED_WORK_STATUSES])})
       AND o.msisdn IS NOT NULL AND EXISTS (SELECT 1 FROM orders s WHERE s.msisdn = o.msisdn AND s.id <> o.id)
       ORDER BY o.id`,
    )
    .pluck()
    .all() as string[];
}
