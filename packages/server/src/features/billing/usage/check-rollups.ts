import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import { addCounts } from '@srs-desk/shared/billing/usage.ts';
import { and, asc, gt, gte, lt, lte, type SQLWrapper, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../../platform/db/connection.ts';
import { type DerivedPiece, derivedDifferences } from '../../../platform/db/derived-difference.ts';
import { statement } from '../../../platform/db/statement.ts';
import { bookedRules, contributionRow } from './book-usage.ts';
import { contributionOfOrder, readFactsAfter } from './order-facts.ts';
import { ROLLUPS } from './rebuild.ts';
import { bookedTimeZone } from './state.ts';
import { usageDays, usageMonths, usageOrders, usageSources } from './table.ts';

/** Orders compared in one look. */
const AT_ONCE = 500;

/**
 * Where usage differs from what the orders make of it: first what each adds, some hundred at a time, then days, months and
 * sources, a day or month at a time. Each piece is to be read in one moment.
 */
export function* usageDifferences(db: Db): Generator<DerivedPiece> {
  if (bookedTimeZone(db) === null) return;
  yield* contributionDifferences(db);
  yield* spans(db, nextDay, '2026-01-31'.length, dayDifferences);
  yield* spans(db, nextMonth, '2026-01'.length, monthDifferences);
}

const storedBetween = statement(
  { after: usageOrders.orderId, upTo: usageOrders.orderId },
  (db, { after, upTo }) =>
    db
      .select()
      .from(usageOrders)
      .where(and(gt(usageOrders.orderId, after), lte(usageOrders.orderId, upTo)))
      .orderBy(asc(usageOrders.orderId)),
);

function* contributionDifferences(db: Db): Generator<DerivedPiece> {
  for (let after = -1; ; ) {
    const timeZone = bookedTimeZone(db);
    if (timeZone === null) return;
    const [rules, calendar] = [bookedRules(db), calendarOf(timeZone)];
    const page = readFactsAfter(db, after, AT_ONCE);
    const upTo = page.length < AT_ONCE ? Number.MAX_SAFE_INTEGER : (page.at(-1)?.id ?? after);
    const stored = new Map(
      storedBetween(db)
        .all({ after, upTo })
        .map((row) => [String(row.orderId), row]),
    );
    const anew = new Map(
      page.map((order) => [
        String(order.id),
        contributionRow(order.id, contributionOfOrder(order, rules, calendar)),
      ]),
    );
    yield { rows: stored.size, differences: derivedDifferences('usage_orders', stored, anew) };
    if (page.length < AT_ONCE) return;
    after = upTo;
  }
}

const { placedDay, billedDay } = usageOrders;

/** All days (or months) that sort from one text on, up to before another. */
const SPAN = { from: 'text', to: 'text' } as const;
type Span = Record<keyof typeof SPAN, string>;
/** Sorts after every name of a day. */
const BEYOND = '\u{10ffff}';

const within = (column: SQLiteColumn, { from, to }: Record<keyof Span, SQLWrapper>) =>
  and(gte(column, from), lt(column, to));

const nextOf = (columns: readonly SQLiteColumn[]) =>
  statement({ from: 'text' }, (db, { from }) => {
    const each = columns.map(
      (column) => sql`SELECT min(${column}) AS next FROM ${column.table} WHERE ${gte(column, from)}`,
    );
    return db.rows(
      { next: sql<string | null>`min(next)` },
      (selected) => sql`SELECT ${selected} FROM (${sql.join(each, sql` UNION ALL `)})`,
    );
  });

const nextDay = nextOf([placedDay, billedDay, usageDays.day]);
const nextMonth = nextOf([placedDay, billedDay, usageMonths.period, usageSources.period]);

/** Goes through all days, or months: those whose names have the same beginning of this length. */
function* spans(
  db: Db,
  next: typeof nextDay,
  length: number,
  compare: (db: Db, span: Span) => DerivedPiece,
): Generator<DerivedPiece> {
  for (let from = ''; ; ) {
    const found = next(db).get({ from })?.next;
    if (found == null) return;
    const name = found.slice(0, length);
    const to = name + BEYOND;
    yield compare(db, { from: name, to });
    from = to;
  }
}

const { monthsPlaced, monthsBillable, daysPlaced, daysBillable, sources } = ROLLUPS;

const placedByDay = statement(SPAN, (db, span) =>
  db
    .select(daysPlaced.row)
    .from(usageOrders)
    .where(within(placedDay, span))
    .groupBy(...daysPlaced.by),
);
const billableByDay = statement(SPAN, (db, span) =>
  db
    .select(daysBillable.row)
    .from(usageOrders)
    .where(within(billedDay, span))
    .groupBy(...daysBillable.by),
);
const storedDays = statement(SPAN, (db, span) =>
  db.select().from(usageDays).where(within(usageDays.day, span)),
);

const keyOf = (...parts: string[]): string => parts.map((part) => part || '–').join(' · ');

/** Rows by their keys, those of the same key added up. */
function summed<Row>(rows: readonly Row[], key: (row: Row) => string, add: (a: Row, b: Row) => Row) {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const sum = sums.get(key(row));
    sums.set(key(row), sum === undefined ? row : add(sum, row));
  }
  return sums;
}

function dayDifferences(db: Db, span: Span): DerivedPiece {
  type Row = typeof usageDays.$inferSelect;
  const key = ({ day, externalId, issuer, method }: Row) => keyOf(day, externalId, issuer, method);
  const rows: Row[] = [...placedByDay(db).all(span), ...billableByDay(db).all(span)];
  const anew = summed(rows, key, (a, b) => ({
    ...a,
    placed: a.placed + b.placed,
    billable: a.billable + b.billable,
  }));
  const stored = new Map(
    storedDays(db)
      .all(span)
      .map((row) => [key(row), row]),
  );
  return { rows: stored.size, differences: derivedDifferences('usage_days', stored, anew) };
}

const placedByMonth = statement(SPAN, (db, span) =>
  db
    .select(monthsPlaced.row)
    .from(usageOrders)
    .where(within(placedDay, span))
    .groupBy(...monthsPlaced.by),
);
const billableByMonth = statement(SPAN, (db, span) =>
  db
    .select(monthsBillable.row)
    .from(usageOrders)
    .where(within(billedDay, span))
    .groupBy(...monthsBillable.by),
);
const storedMonths = statement(SPAN, (db, span) =>
  db.select().from(usageMonths).where(within(usageMonths.period, span)),
);
const placedBySource = statement(SPAN, (db, span) =>
  db
    .select(sources.row)
    .from(usageOrders)
    .where(within(placedDay, span))
    .groupBy(...sources.by),
);
const storedSources = statement(SPAN, (db, span) =>
  db.select().from(usageSources).where(within(usageSources.period, span)),
);

function monthDifferences(db: Db, span: Span): DerivedPiece {
  type Row = typeof usageMonths.$inferSelect;
  const key = ({ period, externalId, issuer, method }: Row) => keyOf(period, externalId, issuer, method);
  const rows: Row[] = [...placedByMonth(db).all(span), ...billableByMonth(db).all(span)];
  const months = summed(rows, key, (a, b) => ({ ...a, ...addCounts(a, b) }));
  const stored = new Map(
    storedMonths(db)
      .all(span)
      .map((row) => [key(row), row]),
  );
  const sourceKey = (row: typeof usageSources.$inferSelect) => keyOf(row.period, row.externalId, row.source);
  const bySource = new Map(
    placedBySource(db)
      .all(span)
      .map((row) => [sourceKey(row), row]),
  );
  const storedBySource = new Map(
    storedSources(db)
      .all(span)
      .map((row) => [sourceKey(row), row]),
  );
  return {
    rows: stored.size + storedBySource.size,
    differences: [
      ...derivedDifferences('usage_months', stored, months),
      ...derivedDifferences('usage_sources', storedBySource, bySource),
    ],
  };
}
