import { orderField } from '@srs-desk/shared/order/fields.ts';
import { columnOf, STORED_FIELDS } from './order-columns.ts';

const erased = STORED_FIELDS.filter((field) => orderField(field).erased);

/**
 * Where, outside the log, something about an order's person stands, and how it goes. Which columns of the order go, its
 * fields say (`erased`); another table that comes to hold such columns adds its line here. The canary test searches the
 * whole file for what was forgotten. `:refId` is the order.
 */
export const ERASE_ORDER_SQL: readonly string[] = [
  `UPDATE orders SET ${erased.map((field) => `${columnOf(field)} = NULL`).join(', ')} WHERE ref_id = :refId`,
  `DELETE FROM near_terms WHERE term IN (
     SELECT term FROM person_terms t JOIN orders o ON o.id = t.order_id WHERE o.ref_id = :refId
     AND NOT EXISTS (SELECT 1 FROM person_terms other WHERE other.term = t.term AND other.order_id <> o.id))`,
  'DELETE FROM person_terms WHERE order_id = (SELECT id FROM orders WHERE ref_id = :refId)',
  'UPDATE order_sync SET due_at = NULL, due_what = NULL, last_failure = NULL WHERE ref_id = :refId',
  'DELETE FROM reveals WHERE ref_id = :refId',
  `UPDATE order_work SET answers = '{}' WHERE ref_id = :refId`,
  `DELETE FROM idempotency WHERE instr(coalesce(answer_body, ''), :refId) > 0`,
];
