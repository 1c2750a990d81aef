import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import { type Calendar, createCalendar, type Day, periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import {
  type Contribution,
  contributionOf,
  givenExternalId,
  type UsageOrder,
  usageDeltas,
} from '@srs-desk/shared/billing/usage.ts';
import {
  IDENTIFIED_STATUSES,
  isFinishedWork,
  type OrderStatus,
  type VerifyStatus,
} from '@srs-desk/shared/order/status.ts';
import { quoted } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { bookDay, bookMonth, bookSource, type SourcedContribution } from './rollups.ts';

/** An order as the rollups read it; empty text where a column is null. */
export interface OrderFactsRow {
  id: number;
  externalId: string | null;
  source: string;
  issuer: string | null;
  method: string | null;
  status: OrderStatus;
  verifyStatus: VerifyStatus;
  createdAt: number;
  statusChangedAt: number;
  verifiedAt: number | null;
  /** JSON array: when it was first identified, first terminated, first failed; each ms since epoch or null. */
  firstReached: string;
}

type FirstReached = [identifiedAt: number | null, terminatedAt: number | null, failedAt: number | null];

// One look at the history of an order, by its Ref ID: three looks cost three times as much.
const FIRST_REACHED = `(SELECT json_array(
    min(CASE WHEN h.status IN (${quoted(IDENTIFIED_STATUSES)}) THEN h.happened_at END),
    min(CASE h.status WHEN 'terminated' THEN h.happened_at END),
    min(CASE h.status WHEN 'error' THEN h.happened_at END))
  FROM order_status_history h WHERE h.ref_id = o.ref_id)`;

/** Columns of {@link OrderFactsRow} over `orders o LEFT JOIN billing_assignments x`. */
export const ORDER_FACTS = `SELECT o.id, coalesce(x.external_id, o.external_id) AS externalId,
  CASE WHEN x.external_id IS NOT NULL THEN 'assigned' WHEN o.external_id IS NULL THEN 'none_' || o.known_by
    ELSE coalesce(o.external_id_source, 'srs') END AS source,
  o.issuer, o.method, o.status, o.verify_status AS verifyStatus, o.created_at AS createdAt,
  o.status_changed_at AS statusChangedAt, o.verified_at AS verifiedAt, ${FIRST_REACHED} AS firstReached
  FROM orders o LEFT JOIN billing_assignments x ON x.ref_id = o.ref_id`;

const calendars = new Map<string, Calendar>();

/** The calendar of a zone, made once per thread. */
export function calendarOf(timeZone: string): Calendar {
  let calendar = calendars.get(timeZone);
  if (calendar === undefined) {
    calendar = createCalendar(timeZone);
    calendars.set(timeZone, calendar);
  }
  return calendar;
}

/** The billing time zone the rollups stand on; null before the desk has set it. */
export function bookedTimeZone(db: Db): string | null {
  return (db.sql("SELECT value FROM billing_state WHERE name = 'time_zone'").pluck().get() ?? null) as
    | string
    | null;
}

/** The billable rules as stored. */
export function bookedRules(db: Db): BillableRule[] {
  const rows = db
    .sql(
      `SELECT issuer, method, valid_from AS validFrom, valid_to AS validTo, event, failed_billable AS failed
       FROM billing_rules`,
    )
    .all() as (Omit<BillableRule, 'failedBillable'> & { failed: number })[];
  return rows.map(({ failed, ...rule }) => ({ ...rule, failedBillable: failed === 1 }));
}

/** What an order's row adds to usage under the rules. */
export function contributionOfRow(
  row: OrderFactsRow,
  rules: readonly BillableRule[],
  calendar: Calendar,
): SourcedContribution {
  const [identifiedAt, terminatedAt, failedAt] = JSON.parse(row.firstReached) as FirstReached;
  const reached = row.status === 'terminated' ? (terminatedAt ?? row.statusChangedAt) : terminatedAt;
  const done = isFinishedWork(row.status);
  const order: UsageOrder = {
    ...row,
    terminatedAt: reached,
    identifiedAt: identifiedAt ?? (done ? row.statusChangedAt : reached),
    failedAt: failedAt ?? (row.status === 'error' ? row.statusChangedAt : null),
  };
  const contribution = contributionOf(order, rules, calendar);
  const blank = givenExternalId(row.externalId) === null && !row.source.startsWith('none_');
  return { ...contribution, source: blank ? 'none_blank' : row.source };
}

interface StoredRow {
  externalId: string;
  source: string;
  issuer: string;
  method: string;
  placedDay: Day;
  cell: Contribution['cell'];
  verified: number;
  billedAt: number | null;
  billedDay: Day | null;
}

function stored(db: Db, id: number): SourcedContribution | null {
  const row = db
    .sql(
      `SELECT external_id AS externalId, source, issuer, method, placed_day AS placedDay, cell, verified,
         billed_at AS billedAt, billed_day AS billedDay FROM usage_orders WHERE order_id = ?`,
    )
    .get(id) as StoredRow | undefined;
  if (row === undefined) return null;
  return {
    ...row,
    externalId: row.externalId || null,
    issuer: row.issuer || null,
    method: row.method || null,
    verified: row.verified === 1,
  };
}

/** The columns of `usage_orders` after its key, in their order, and their values. */
function columnsOf(
  is: SourcedContribution,
): readonly (readonly [column: string, value: string | number | null])[] {
  return [
    ['external_id', is.externalId ?? ''],
    ['source', is.source],
    ['issuer', is.issuer ?? ''],
    ['method', is.method ?? ''],
    ['placed_day', is.placedDay],
    ['cell', is.cell],
    ['verified', is.verified ? 1 : 0],
    ['billed_at', is.billedAt],
    ['billed_day', is.billedDay],
  ];
}

/** Adds an order that was not booked yet. */
export function insertContribution(db: Db, id: number, is: SourcedContribution): void {
  db.sql('INSERT INTO usage_orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    id,
    ...columnsOf(is).map(([, value]) => value),
  );
}

function store(db: Db, id: number, before: SourcedContribution | null, now: SourcedContribution): void {
  if (before === null) {
    insertContribution(db, id, now);
    return;
  }
  const was = columnsOf(before);
  // What an index holds is written anew whenever it is set, be it to the same.
  const changed = columnsOf(now).filter(([, value], at) => was[at]?.[1] !== value);
  if (changed.length === 0) return;
  db.sql(
    `UPDATE usage_orders SET ${changed.map(([column]) => `${column} = ?`).join(', ')} WHERE order_id = ?`,
  ).run(...changed.map(([, value]) => value), id);
}

function sourceMoved(before: SourcedContribution | null, now: SourcedContribution): boolean {
  return (
    before === null ||
    before.source !== now.source ||
    before.externalId !== now.externalId ||
    periodOfDay(before.placedDay) !== periodOfDay(now.placedDay)
  );
}

/**
 * Marks that terms or figures of closed months may have moved: what is kept of terms and adjustments must be made again.
 * Every change of prices, groups and aliases calls it.
 */
export function markLate(db: Db): void {
  db.sql(
    `INSERT INTO billing_state (name, value) VALUES ('late', '1')
     ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`,
  ).run();
}

/** Keeps, for every closed month that a changed order touches, what it was when the month was closed. */
function keepForClosed(
  db: Db,
  id: number,
  before: SourcedContribution | null,
  now: SourcedContribution,
): void {
  const days = [before?.billedDay, before?.placedDay, now.billedDay, now.placedDay];
  const periods = new Set(days.flatMap((day) => (day ? [periodOfDay(day)] : [])));
  for (const period of periods) {
    const closeId = db
      .sql('SELECT id FROM billing_closes WHERE period = ? AND reopened_at IS NULL')
      .pluck()
      .get(period);
    if (closeId === undefined) continue;
    db.sql('INSERT OR IGNORE INTO billing_late (close_id, order_id, was) VALUES (?, ?, ?)').run(
      closeId,
      id,
      before === null ? null : JSON.stringify(before),
    );
    markLate(db);
  }
}

/** Brings the rollups in line with one order's row; true when that changed anything. */
export function bookRow(
  db: Db,
  row: OrderFactsRow,
  rules: readonly BillableRule[],
  calendar: Calendar,
): boolean {
  const before = stored(db, row.id);
  const now = contributionOfRow(row, rules, calendar);
  const deltas = usageDeltas(before, now);
  const moved = sourceMoved(before, now);
  const rebilled = before?.billedAt !== now.billedAt;
  if (deltas.length === 0 && !moved && !rebilled) return false;
  keepForClosed(db, row.id, before, now);
  store(db, row.id, before, now);
  for (const delta of deltas) {
    bookMonth(db, delta);
    bookDay(db, delta);
  }
  if (moved) {
    bookSource(db, before, -1);
    bookSource(db, now, 1);
  }
  return true;
}

/**
 * Brings the rollups in line with an order, inside the transaction that changed it. Called by the writer for
 * every order that a command touched; reads one row and writes nothing when usage is not concerned.
 */
export function bookUsage(db: Db, refId: string): void {
  const timeZone = bookedTimeZone(db);
  if (timeZone === null) return;
  const row = db.sql(`${ORDER_FACTS} WHERE o.ref_id = ?`).get(refId) as OrderFactsRow | undefined;
  if (row !== undefined) bookRow(db, row, bookedRules(db), calendarOf(timeZone));
}

/** Books every order among the rows that a command touched, each once. */
export function bookChangedRows(
  db: Db,
  changedRows: readonly { resource: string; id: string | number }[],
): void {
  const booked = new Set<string>();
  for (const { resource, id } of changedRows) {
    if (resource !== 'orders' || booked.has(String(id))) continue;
    booked.add(String(id));
    bookUsage(db, String(id));
  }
}
