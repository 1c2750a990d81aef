import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCell } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';

export interface UnassignedRow {
  refId: string;
  method: string;
  placedDay: string;
  cell: UsageCell;
  source: string;
  /** External ID of the order it replaces, of one that replaces it, of another order of the same person. */
  predecessor: string | null;
  successor: string | null;
  samePerson: string | null;
}

/** Orders placed in a month without an External ID, oldest first. */
export function readUnassigned(db: Db, period: Period, limit: number): UnassignedRow[] {
  return db
    .sql(
      `SELECT o.ref_id AS refId, u.method, u.placed_day AS placedDay, u.cell, u.source,
         (SELECT p.external_id FROM orders p WHERE p.ref_id = o.predecessor_ref_id AND trim(p.external_id) <> '') AS predecessor,
         (SELECT s.external_id FROM orders s WHERE s.predecessor_ref_id = o.ref_id AND trim(s.external_id) <> ''
          LIMIT 1) AS successor,
         (SELECT s.external_id FROM orders s WHERE s.person_token = o.person_token AND trim(s.external_id) <> ''
          ORDER BY s.created_at DESC LIMIT 1) AS samePerson
       FROM usage_orders u JOIN orders o ON o.id = u.order_id
       WHERE u.external_id = '' AND u.placed_day >= ? AND u.placed_day < ? ORDER BY u.placed_day, o.id LIMIT ?`,
    )
    .all(firstDayOf(period), firstDayOf(addMonths(period, 1)), limit) as UnassignedRow[];
}
