import { addDays, addMonths, type Day, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCell } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';

/** Which orders behind a figure. */
export interface UsageOrdersAsked {
  readonly period: Period;
  /** One day of the month; null for all of it. */
  readonly day: Day | null;
  /** The close of a closed month: orders that changed since count as they were then. */
  readonly closeId: number | null;
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
  source: string;
  issuer: string;
  method: string;
  cell: UsageCell;
  verified: number;
  placedDay: Day;
  billedAt: number | null;
  billedDay: Day | null;
}

/** Totals are counted up to here. */
const MOST_COUNTED = 10_001;

const COLUMNS = `o.ref_id AS refId, o.order_id AS orderId, u.external_id AS externalId, u.source, u.issuer, u.method,
  u.cell, u.verified, u.placed_day AS placedDay, u.billed_at AS billedAt, u.billed_day AS billedDay`;

const AS_CLOSED = `(SELECT * FROM usage_orders WHERE order_id NOT IN (SELECT order_id FROM billing_late WHERE close_id = @closeId)
  UNION ALL SELECT order_id, coalesce(was ->> 'externalId', ''), was ->> 'source', coalesce(was ->> 'issuer', ''),
    coalesce(was ->> 'method', ''), was ->> 'placedDay', was ->> 'cell', (was ->> 'verified') + 0, was ->> 'billedAt',
    was ->> 'billedDay' FROM billing_late WHERE close_id = @closeId AND was IS NOT NULL)`;

function conditionsOf(asked: UsageOrdersAsked): string[] {
  const day = asked.cell === 'billable' ? 'billed_day' : 'placed_day';
  const conditions = [`u.${day} >= @from`, `u.${day} < @to`];
  if (asked.spellings !== null) conditions.push('u.external_id IN (SELECT value FROM json_each(@spellings))');
  if (asked.issuer !== null) conditions.push('u.issuer = @issuer');
  if (asked.method !== null) conditions.push('u.method = @method');
  if (asked.cell === 'verified') conditions.push('u.verified = 1');
  else if (asked.cell !== null && asked.cell !== 'billable') conditions.push('u.cell = @cell');
  return conditions;
}

function valuesOf(asked: UsageOrdersAsked): Record<string, string | number> {
  const { cell } = asked;
  return {
    from: asked.day ?? firstDayOf(asked.period),
    to: asked.day === null ? firstDayOf(addMonths(asked.period, 1)) : addDays(asked.day, 1),
    ...(asked.closeId === null ? {} : { closeId: asked.closeId }),
    ...(asked.spellings === null ? {} : { spellings: JSON.stringify(asked.spellings) }),
    ...(asked.issuer === null ? {} : { issuer: asked.issuer }),
    ...(asked.method === null ? {} : { method: asked.method }),
    ...(cell === null || cell === 'verified' || cell === 'billable' ? {} : { cell }),
  };
}

/** The orders behind a usage figure, in order of the day that counts, with how many there are (capped). */
export function readUsageOrders(
  db: Db,
  asked: UsageOrdersAsked,
): { rows: UsageOrderStored[]; total: number } {
  const day = asked.cell === 'billable' ? 'billed_day' : 'placed_day';
  const late =
    asked.closeId !== null &&
    db.sql('SELECT 1 FROM billing_late WHERE close_id = ?').get(asked.closeId) !== undefined;
  const from = late ? AS_CLOSED : 'usage_orders';
  const { closeId: _, ...open } = valuesOf(asked);
  const values = late ? valuesOf(asked) : open;
  const where = conditionsOf(asked).join(' AND ');
  const rows = db
    .sql(
      `SELECT ${COLUMNS} FROM (SELECT u.* FROM ${from} u WHERE ${where} ORDER BY u.${day}, u.order_id
         LIMIT @limit OFFSET @offset) u JOIN orders o ON o.id = u.order_id ORDER BY u.${day}, u.order_id`,
    )
    .all({ ...values, limit: asked.limit, offset: asked.offset }) as UsageOrderStored[];
  const total = db
    .sql(`SELECT count(*) FROM (SELECT 1 FROM ${from} u WHERE ${where} LIMIT ${MOST_COUNTED})`)
    .pluck()
    .get(values) as number;
  return { rows, total };
}

/** One order as usage counts it now. */
export function readUsageOrder(db: Db, refId: string): UsageOrderStored | undefined {
  return db
    .sql(`SELECT ${COLUMNS} FROM orders o JOIN usage_orders u ON u.order_id = o.id WHERE o.ref_id = ?`)
    .get(refId) as UsageOrderStored | undefined;
}
