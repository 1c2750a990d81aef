import { addDays, addMonths, type Day, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageOrdersWanted } from '@srs-desk/shared/billing/wire-usage.ts';
import { and, eq, getTableColumns, gte, lt, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement, statementOf } from '../../../platform/db/statement.ts';
import { orders } from '../../orders/table.ts';
import { billingLate } from '../periods/table.ts';
import { usageOrders } from './table.ts';

/** Which orders behind a figure. */
interface UsageOrdersQuery {
  readonly period: Period;
  /** One day of the month; null for all of it. */
  readonly day: Day | null;
  /** The close of a closed month: orders that changed since count as they were then. */
  readonly closeId: number | null;
  /** Raw spellings (empty: none); null for all. */
  readonly spellings: readonly string[] | null;
  readonly issuer: string | null;
  readonly method: string | null;
  /** Null for all that were placed. */
  readonly outcome: UsageOrdersWanted | null;
  readonly offset: number;
  readonly limit: number;
}

/** Totals are counted up to here. */
const MOST_COUNTED = 10_001;

const u = alias(usageOrders, 'u');

const SHOWN = { ...getTableColumns(u), refId: orders.refId, orderId: orders.orderId };

const closeId = sql.placeholder('closeId');
const { was } = billingLate;

/** What orders added to usage when a month was closed: as now, but for those that changed since. */
const AS_CLOSED = sql`(
  SELECT * FROM ${usageOrders} WHERE ${usageOrders.orderId} NOT IN
    (SELECT ${billingLate.orderId} FROM ${billingLate} WHERE ${billingLate.closeId} = ${closeId})
  UNION ALL SELECT ${billingLate.orderId}, coalesce(${was} ->> 'externalId', ''), ${was} ->> 'source',
    coalesce(${was} ->> 'issuer', ''), coalesce(${was} ->> 'method', ''), ${was} ->> 'placedDay', ${was} ->> 'outcome',
    (${was} ->> 'verified') + 0, ${was} ->> 'billedAt', ${was} ->> 'billedDay'
  FROM ${billingLate} WHERE ${billingLate.closeId} = ${closeId} AND ${was} IS NOT NULL)`;

/** Which conditions a question has, and whether it goes by what was when a month was closed. */
interface Form {
  readonly day: 'placedDay' | 'billedDay';
  readonly asClosed: boolean;
  readonly conditions: readonly (keyof typeof CONDITIONS)[];
}

const CONDITIONS = {
  spellings: inJsonList(u.externalId, sql.placeholder('spellings')),
  issuer: eq(u.issuer, sql.placeholder('issuer')),
  method: eq(u.method, sql.placeholder('method')),
  verified: eq(u.verified, true),
  /** SRS told of the order, but not when it began: the month is that of our learning of it. */
  month_uncertain: sql`EXISTS (SELECT 1 FROM ${orders} o WHERE o.id = ${u.orderId} AND o.created_at_known = 0)`,
  outcome: eq(u.outcome, sql.placeholder('outcome')),
};

/** `FROM … WHERE …` of a form. */
function behind({ day, asClosed, conditions }: Form): SQL {
  const where = and(
    gte(u[day], sql.placeholder('from')),
    lt(u[day], sql.placeholder('to')),
    ...conditions.map((name) => CONDITIONS[name]),
  );
  return sql`FROM ${asClosed ? AS_CLOSED : usageOrders} AS ${u} WHERE ${where}`;
}

const keyOf = (form: Form): string => JSON.stringify(form);

const page = statementOf(keyOf, (db, form: Form) => {
  const inOrder = sql`ORDER BY ${u[form.day]}, ${u.orderId}`;
  return db.rows(
    SHOWN,
    (columns) => sql`SELECT ${columns} FROM (SELECT ${u}.* ${behind(form)} ${inOrder}
        LIMIT ${sql.placeholder('limit')} OFFSET ${sql.placeholder('offset')}) AS ${u}
      JOIN ${orders} ON ${orders.id} = ${u.orderId} ${inOrder}`,
  );
});

const counted = statementOf(keyOf, (db, form: Form) =>
  db.rows(
    { total: sql<number>`count(*)` },
    (columns) => sql`SELECT ${columns} FROM (SELECT 1 ${behind(form)} LIMIT ${MOST_COUNTED})`,
  ),
);

const changedSince = statement({ closeId: billingLate.closeId }, (db, given) =>
  db
    .select({ orderId: billingLate.orderId })
    .from(billingLate)
    .where(eq(billingLate.closeId, given.closeId))
    .limit(1),
);

function conditionsOf({ spellings, issuer, method, outcome }: UsageOrdersQuery): Form['conditions'] {
  return [
    ...(spellings === null ? [] : ['spellings' as const]),
    ...(issuer === null ? [] : ['issuer' as const]),
    ...(method === null ? [] : ['method' as const]),
    ...(outcome === null || outcome === 'billable'
      ? []
      : [outcome === 'verified' || outcome === 'month_uncertain' ? outcome : ('outcome' as const)]),
  ];
}

/** The orders behind a usage figure, in order of the day that counts, with how many there are (capped). */
export function readUsageOrders(
  db: Db,
  asked: UsageOrdersQuery,
): { rows: UsageOrderStored[]; total: number } {
  const { period, day, spellings, issuer, method, outcome, offset, limit } = asked;
  const asClosed = asked.closeId !== null && changedSince(db).get({ closeId: asked.closeId }) !== undefined;
  const form: Form = {
    day: outcome === 'billable' ? 'billedDay' : 'placedDay',
    asClosed,
    conditions: conditionsOf(asked),
  };
  const values = {
    from: day ?? firstDayOf(period),
    to: day === null ? firstDayOf(addMonths(period, 1)) : addDays(day, 1),
    closeId: asked.closeId,
    spellings: JSON.stringify(spellings),
    issuer,
    method,
    outcome,
  };
  return {
    rows: page(db, form).all({ ...values, limit, offset }),
    total: counted(db, form).get(values)?.total ?? 0,
  };
}

const one = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select(SHOWN).from(orders).innerJoin(u, eq(u.orderId, orders.id)).where(eq(orders.refId, refId)),
);

/** An order with what it adds to usage; texts are empty where it has none. */
export type UsageOrderStored = NonNullable<ReturnType<typeof readUsageOrder>>;

/** One order as usage counts it now. */
export function readUsageOrder(db: Db, refId: string) {
  return one(db).get({ refId });
}
