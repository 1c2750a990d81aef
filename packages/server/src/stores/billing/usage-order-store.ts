import type { Day, Period } from '@srs-desk/shared/billing/periods.ts';
import { addMonths, firstDayOf } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCell } from '@srs-desk/shared/billing/usage.ts';
import type { Booking } from './rollups.ts';

/** Which orders behind a figure. */
export interface UsageOrdersAsked {
  readonly period: Period;
  /** Raw spellings (empty: none); null for all. */
  readonly spellings: readonly string[] | null;
  readonly issuer: string | null;
  readonly method: string | null;
  /** A cell, `verified`, `billable`, or null for all that were placed. */
  readonly cell: UsageCell | 'verified' | 'billable' | null;
  readonly offset: number;
  readonly limit: number;
}

export interface UsageOrderStored {
  refId: string;
  orderId: string | null;
  externalId: string;
  issuer: string;
  method: string;
  cell: UsageCell;
  verified: number;
  placedDay: Day;
  billedAt: number | null;
}

/** Totals are counted up to here. */
const MOST_COUNTED = 10_001;

/** The orders behind a usage figure, in order of the day that counts, with how many there are (capped). */
export function readUsageOrders(
  db: Booking,
  asked: UsageOrdersAsked,
): { rows: UsageOrderStored[]; total: number } {
  const day = asked.cell === 'billable' ? 'billed_day' : 'placed_day';
  const conditions = [`u.${day} >= @from`, `u.${day} < @to`];
  if (asked.spellings !== null) conditions.push('u.external_id IN (SELECT value FROM json_each(@spellings))');
  if (asked.issuer !== null) conditions.push('u.issuer = @issuer');
  if (asked.method !== null) conditions.push('u.method = @method');
  if (asked.cell === 'verified') conditions.push('u.verified = 1');
  else if (asked.cell !== null && asked.cell !== 'billable') conditions.push('u.cell = @cell');
  const values = {
    from: firstDayOf(asked.period),
    to: firstDayOf(addMonths(asked.period, 1)),
    ...(asked.spellings === null ? {} : { spellings: JSON.stringify(asked.spellings) }),
    ...(asked.issuer === null ? {} : { issuer: asked.issuer }),
    ...(asked.method === null ? {} : { method: asked.method }),
    ...(asked.cell === null || asked.cell === 'verified' || asked.cell === 'billable'
      ? {}
      : { cell: asked.cell }),
  };
  const where = conditions.join(' AND ');
  const rows = db
    .sql(
      `SELECT o.ref_id AS refId, o.order_id AS orderId, u.external_id AS externalId, u.issuer, u.method, u.cell,
         u.verified, u.placed_day AS placedDay, u.billed_at AS billedAt
       FROM (SELECT u.* FROM usage_orders u WHERE ${where} ORDER BY u.${day}, u.order_id
         LIMIT @limit OFFSET @offset) u JOIN orders o ON o.id = u.order_id ORDER BY u.${day}, u.order_id`,
    )
    .all({ ...values, limit: asked.limit, offset: asked.offset }) as UsageOrderStored[];
  const total = db
    .sql(`SELECT count(*) FROM (SELECT 1 FROM usage_orders u WHERE ${where} LIMIT ${MOST_COUNTED})`)
    .pluck()
    .get(values) as number;
  return { rows, total };
}
