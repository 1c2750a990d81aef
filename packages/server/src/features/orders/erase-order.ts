import { orderField } from '@srs-desk/shared/order/fields.ts';
import { PENDING_STATUSES } from '@srs-desk/shared/order/status.ts';
import { eq, type SQL, sql } from 'drizzle-orm';
import { inSet } from '../../platform/db/columns.ts';
import type { Builder, Preparable } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { idempotency } from '../../platform/http/table.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { reveals } from '../access/table.ts';
import { STORED_FIELDS } from './order-columns.ts';
import { nearTerms as near, orderSync, orders, orderWork, personTerms as terms } from './table.ts';

const erased = STORED_FIELDS.filter((field) => orderField(field).erased);

type Erasure = (db: Builder, refId: SQL<string>) => Preparable<unknown, unknown>;

const ERASURES: readonly Erasure[] = [
  (db, refId) =>
    db
      .update(orders)
      .set(Object.fromEntries(erased.map((field) => [field, null])))
      .where(eq(orders.refId, refId)),
  (db, refId) =>
    db.change(sql`DELETE FROM ${near} WHERE ${near.term} IN (
      SELECT ${terms.term} FROM ${terms} JOIN ${orders} ON ${orders.id} = ${terms.orderId}
      WHERE ${orders.refId} = ${refId} AND NOT EXISTS (
        SELECT 1 FROM ${terms} other WHERE other.term = ${terms.term} AND other.order_id <> ${orders.id}))`),
  (db, refId) =>
    db.change(sql`DELETE FROM ${terms} WHERE ${terms.orderId} = (
      SELECT ${orders.id} FROM ${orders} WHERE ${orders.refId} = ${refId})`),
  (db, refId) => db.update(orderSync).set({ lastFailure: null }).where(eq(orderSync.refId, refId)),
  // What SRS still holds open is read on, its status alone.
  (db, refId) =>
    db
      .update(orderSync)
      .set({ dueAt: null, dueWhat: null })
      .where(
        sql`${orderSync.refId} = ${refId} AND NOT EXISTS (SELECT 1 FROM ${orders}
          WHERE ${orders.refId} = ${refId} AND ${orders.goneAt} IS NULL AND ${inSet(orders.status, PENDING_STATUSES)})`,
      ),
  (db, refId) => db.delete(reveals).where(eq(reveals.refId, refId)),
  (db, refId) => db.update(orderWork).set({ answers: {} }).where(eq(orderWork.refId, refId)),
  (db, refId) =>
    db.delete(idempotency).where(sql`instr(coalesce(${idempotency.answerBody}, ''), ${refId}) > 0`),
];

const statements = ERASURES.map((erasure) =>
  statement({ refId: orders.refId }, (db, { refId }) => erasure(db, refId)),
);

/**
 * Erases what stands outside the log about an order's person. Which columns of the order go, its fields say (`erased`);
 * another table that comes to hold such columns adds its line above. The canary test searches the whole file for what was
 * forgotten.
 */
export function eraseOrderRows(tx: Tx, refId: string): void {
  for (const erase of statements) erase(tx).run({ refId });
}
