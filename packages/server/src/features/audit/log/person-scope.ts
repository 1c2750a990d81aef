import { UNSUCCESSFUL_STATUSES, VERIFIED_STATUSES } from '@srs-desk/shared/order/status.ts';
import type { Statement } from 'better-sqlite3';
import { quoted } from '../../../platform/db/columns.ts';

/** Everything that belongs to the person of an order: all their orders, all keys their data was sealed with. */
export interface PersonScope {
  refIds: string[];
  subjects: string[];
  held: string[];
}

type Sql = (text: string) => Statement;

/** `isFinal` in SQL. */
const IS_FINAL = `(status IN (${quoted(UNSUCCESSFUL_STATUSES)})
  OR (status = 'terminated' AND verify_status IN (${quoted(VERIFIED_STATUSES)})))`;

/** The person behind `refId`: their other orders are found by the keyed token of their number. */
export function personScope(sql: Sql, refId: string): PersonScope | null {
  const order = sql('SELECT ref_id, person_token AS token FROM orders WHERE ref_id = ?').get(refId) as
    | { ref_id: string; token: Buffer | null }
    | undefined;
  if (order === undefined) return null;
  const refIds = new Set([order.ref_id]);
  const subjects = new Set<string>();
  if (order.token !== null) {
    for (const id of sql('SELECT ref_id FROM orders WHERE person_token = ?').pluck().all(order.token))
      refIds.add(id as string);
    for (const id of sql('SELECT subject_id FROM subject_keys WHERE person_token = ?')
      .pluck()
      .all(order.token))
      subjects.add(id as string);
  }
  const held: string[] = [];
  for (const id of refIds) {
    for (const subject of subjectsOfOrder(sql, id)) subjects.add(subject);
    if (sql('SELECT 1 FROM orders WHERE ref_id = ? AND legal_hold = 1').get(id) !== undefined) held.push(id);
  }
  return { refIds: [...refIds], subjects: [...subjects], held };
}

/** Keys that something about this order was sealed with: its own, and those of its calls and entries. */
export function subjectsOfOrder(sql: Sql, refId: string): string[] {
  return sql(
    `SELECT subject_id FROM orders WHERE ref_id = :refId
     UNION SELECT subject_id FROM calls WHERE ref_id = :refId AND subject_id IS NOT NULL
     UNION SELECT subject_id FROM entries WHERE ref_id = :refId AND kind <> 'call' AND subject_id IS NOT NULL`,
  )
    .pluck()
    .all({ refId }) as string[];
}

/** Every order under legal hold, by Ref ID. */
export function heldOrders(sql: Sql): string[] {
  return sql('SELECT ref_id FROM orders WHERE legal_hold = 1 ORDER BY ref_id').pluck().all() as string[];
}

/** Orders that were final before `before` (ms) and may be erased by age: not held, not erased yet. */
export function ordersPastRetention(sql: Sql, before: number, limit: number): string[] {
  return sql(
    `SELECT ref_id FROM orders WHERE updated_at < ? AND erased_at IS NULL AND legal_hold = 0
       AND ${IS_FINAL}
     ORDER BY updated_at LIMIT ?`,
  )
    .pluck()
    .all(before, limit) as string[];
}

/** Keys of calls that led to no order (look-ups, verify calls), older than `before` (ms). */
export function loneSubjectsPastRetention(sql: Sql, before: number, limit: number): string[] {
  return sql(
    `SELECT k.subject_id FROM subject_keys k WHERE k.created_at < ? AND k.erased_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.subject_id = k.subject_id)
       AND NOT EXISTS (SELECT 1 FROM calls c JOIN orders o ON o.ref_id = c.ref_id
                       WHERE c.id IN (SELECT e.call_id FROM entries e WHERE e.subject_id = k.subject_id AND e.ref_id IS NULL))
     LIMIT ?`,
  )
    .pluck()
    .all(before, limit) as string[];
}
