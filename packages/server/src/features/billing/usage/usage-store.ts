import type { Bounds, Day, Period } from '@srs-desk/shared/billing/periods.ts';
import type { Db } from '../../../platform/db/connection.ts';

/** What is billable of an External ID, issuer and method from one day on until the next part of the month begins. */
export interface PartRow {
  part: Day;
  externalId: string;
  issuer: string;
  method: string;
  billable: number;
}

/** The billable orders of some spellings in each of the parts that begin on `starts` (ascending); the last ends before `to`. */
export function readParts(db: Db, starts: readonly Day[], to: Day, spellings: readonly string[]): PartRow[] {
  const parts = starts.map((from, at) => ({ from, to: starts[at + 1] ?? to }));
  const rows = db
    .sql(
      `SELECT p.value ->> 'from', d.external_id, d.issuer, d.method, sum(d.billable) FROM json_each(?) p
       JOIN usage_days d ON d.day >= p.value ->> 'from' AND d.day < p.value ->> 'to'
       WHERE d.billable > 0 AND d.external_id IN (SELECT value FROM json_each(?)) GROUP BY p.key, 2, 3, 4`,
    )
    .raw()
    .all(JSON.stringify(parts), JSON.stringify(spellings)) as [Day, string, string, string, number][];
  return rows.map(([part, externalId, issuer, method, billable]) => ({
    part,
    externalId,
    issuer,
    method,
    billable,
  }));
}

/** Placed and billable orders per day, over everything or over some spellings of an External ID. */
export function readDaySums(
  db: Db,
  from: Day,
  to: Day,
  spellings: readonly string[] | null,
): { day: Day; placed: number; billable: number }[] {
  const where =
    spellings === null ? '@spellings IS NULL' : 'external_id IN (SELECT value FROM json_each(@spellings))';
  return db
    .sql(
      `SELECT day, sum(placed) AS placed, sum(billable) AS billable FROM usage_days
       WHERE day >= @from AND day < @to AND ${where} GROUP BY day ORDER BY day`,
    )
    .all({ from, to, spellings: spellings === null ? null : JSON.stringify(spellings) }) as {
    day: Day;
    placed: number;
    billable: number;
  }[];
}

/** First and last month with any usage; null when there is none. */
export function readUsageSpan(db: Db): { from: Period; to: Period } | null {
  const span = db.sql('SELECT min(period) AS "from", max(period) AS "to" FROM usage_months').get() as {
    from: Period | null;
    to: Period | null;
  };
  return span.from === null || span.to === null ? null : { from: span.from, to: span.to };
}

/** Every spelling of External IDs in use (empty: none), with how many orders came from where. */
export function readSpellings(
  db: Db,
  from: Period,
  to: Period,
): { externalId: string; source: string; orders: number }[] {
  return db
    .sql(
      `SELECT external_id AS externalId, source, sum(placed) AS orders FROM usage_sources
       WHERE period BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all(from, to) as { externalId: string; source: string; orders: number }[];
}

/** A billable order as statements and reconciliation list it; nothing of a person. */
export interface BilledRow {
  orderRow: number;
  refId: string;
  orderId: string | null;
  /** As stored with the order; empty for none. */
  externalId: string;
  issuer: string;
  method: string;
  billedAt: number | null;
  billedDay: Day | null;
}

const BILLED_COLUMNS = `u.order_id AS orderRow, o.ref_id AS refId, o.order_id AS orderId, u.external_id AS externalId,
  u.issuer, u.method, u.billed_at AS billedAt, u.billed_day AS billedDay`;

/** Orders whose billing event falls into [from, to), of the spellings given or of all. */
export function readBilled(db: Db, from: Day, to: Day, spellings: readonly string[] | null): BilledRow[] {
  if (spellings === null) {
    return db
      .sql(
        `SELECT ${BILLED_COLUMNS} FROM usage_orders u JOIN orders o ON o.id = u.order_id
         WHERE u.billed_day >= ? AND u.billed_day < ?`,
      )
      .all(from, to) as BilledRow[];
  }
  return db
    .sql(
      `SELECT ${BILLED_COLUMNS} FROM json_each(?) s
       JOIN usage_orders u ON u.external_id = s.value AND u.billed_day >= ? AND u.billed_day < ?
       JOIN orders o ON o.id = u.order_id`,
    )
    .all(JSON.stringify(spellings), from, to) as BilledRow[];
}

/** Orders by row number: what became of those that changed after a close. */
export function readOrderIds(
  db: Db,
  rows: readonly number[],
): { orderRow: number; refId: string; orderId: string | null }[] {
  return db
    .sql(
      `SELECT o.id AS orderRow, o.ref_id AS refId, o.order_id AS orderId FROM json_each(?) s
       JOIN orders o ON o.id = s.value`,
    )
    .all(JSON.stringify(rows)) as { orderRow: number; refId: string; orderId: string | null }[];
}

/** Orders by Ref ID or Order ID (folded to lower case), billable or not. */
export function readByReference(db: Db, refIds: readonly string[], orderIds: readonly string[]): BilledRow[] {
  return db
    .sql(
      `SELECT ${BILLED_COLUMNS} FROM orders o JOIN usage_orders u ON u.order_id = o.id
       WHERE o.ref_id IN (SELECT value FROM json_each(@refIds))
       UNION SELECT ${BILLED_COLUMNS} FROM orders o JOIN usage_orders u ON u.order_id = o.id
       WHERE o.order_id IN (SELECT value FROM json_each(@orderIds))`,
    )
    .all({ refIds: JSON.stringify(refIds), orderIds: JSON.stringify(orderIds) }) as BilledRow[];
}

const count = (db: Db, text: string, ...args: (string | number)[]): number =>
  Number(
    db
      .sql(text)
      .pluck()
      .get(...args) ?? 0,
  );

/** What of a month is counted from the database for judging its completeness. */
export function readMonthFacts(
  db: Db,
  period: Period,
  bounds: Bounds,
  days: { from: Day; to: Day },
  syncedSince: number,
) {
  const moving = `FROM usage_orders u JOIN orders o ON o.id = u.order_id
    WHERE u.placed_day >= ? AND u.placed_day < ? AND (u.cell = 'pending' OR (u.cell = 'terminated' AND u.verified = 0))`;
  const entries = `SELECT count(*) FROM entries WHERE kind <> 'call' AND action = ? AND at >= ? AND at < ?`;
  return {
    placed: count(db, 'SELECT sum(placed) FROM usage_months WHERE period = ?', period),
    pending: count(db, 'SELECT sum(pending) FROM usage_months WHERE period = ?', period),
    unverified: count(
      db,
      `SELECT count(*) ${moving} AND u.cell = 'terminated' AND o.verify_status <> 'no_evidence'`,
      days.from,
      days.to,
    ),
    notSynced: count(
      db,
      `SELECT count(*) FROM (SELECT o.ref_id ${moving}) m LEFT JOIN order_sync s ON s.ref_id = m.ref_id
       WHERE coalesce(s.last_synced_at, 0) < ?`,
      days.from,
      days.to,
      syncedSince,
    ),
    gatewayGaps: count(db, entries, 'gateway.gap', bounds.from, bounds.to),
    possibleOrphans: count(db, entries, 'order.place_orphaned', bounds.from, bounds.to),
    withoutExternalId: count(
      db,
      `SELECT sum(placed) FROM usage_sources WHERE period = ? AND external_id = ''`,
      period,
    ),
    importedWithoutExternalId: count(
      db,
      `SELECT sum(placed) FROM usage_sources WHERE period = ? AND external_id = ''
       AND source IN ('none_import', 'none_register')`,
      period,
    ),
    gone: count(
      db,
      'SELECT count(*) FROM orders WHERE gone_at IS NOT NULL AND created_at >= ? AND created_at < ?',
      bounds.from,
      bounds.to,
    ),
  };
}
