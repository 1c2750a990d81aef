import { createPriceBook } from '@srs-desk/shared/billing/price-list.ts';
import { brokenInvariants, USAGE_OUTCOMES } from '@srs-desk/shared/billing/usage.ts';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunningDesk } from '../../src/app/open-desk.ts';
import { readClose } from '../../src/features/billing/periods/read-close.ts';
import { readPricingTerms } from '../../src/features/billing/prices/queries.ts';
import { makeStatement, statementView } from '../../src/features/billing/statements/statement.ts';
import { usageDifferences } from '../../src/features/billing/usage/check-rollups.ts';
import { readEffectiveTotals } from '../../src/features/billing/usage/effective-totals.ts';
import { type Grouping, groupUsage } from '../../src/features/billing/usage/grouped-usage.ts';
import { readUsage } from '../../src/features/billing/usage/read-usage.ts';
import { rebookOrders, rebuildUsage } from '../../src/features/billing/usage/rebook.ts';
import { drillIntoUsage } from '../../src/features/billing/usage/usage-orders.ts';
import { Conflict, DeskError } from '../../src/platform/errors.ts';
import { startFixture } from '../sync/desk-fixture.ts';
import { ADMIN, carryOut, MONTHS, type Step, step, type Told } from './history-steps.ts';

type Money = Record<string, number>;

function add(sums: Money, currency: string, minor: number): void {
  sums[currency] = (sums[currency] ?? 0) + minor;
  if (sums[currency] === 0) delete sums[currency];
}

function moneyOf(rows: readonly UsageRow[], what: 'amount' | 'adjustment' | 'both'): Money {
  const sums: Money = {};
  for (const row of rows) {
    const { currency } = row;
    const amounts =
      row.amounts.length > 0
        ? row.amounts
        : currency === null
          ? []
          : [{ currency, amount: row.amount ?? 0, adjustment: row.adjustment ?? 0 }];
    for (const each of amounts) {
      if (what !== 'adjustment') add(sums, each.currency, each.amount);
      if (what !== 'amount') add(sums, each.currency, each.adjustment);
    }
  }
  return sums;
}

/** What all orders cost by the terms of now, worked out piece by piece and without any of the desk's own sums. */
function naiveTotal(desk: RunningDesk): Money {
  const terms = readPricingTerms(desk.reader);
  const book = createPriceBook(terms.data.prices, terms.groupOf);
  const rows = desk.reader.connection
    .sql(
      `SELECT u.*, o.ref_id FROM usage_orders u JOIN orders o ON o.id = u.order_id WHERE billed_day IS NOT NULL
       ORDER BY issuer, method, billed_at, ref_id`,
    )
    .all() as { external_id: string; issuer: string; method: string; billed_day: string }[];
  const used = new Map<string, { count: number; minor: number; currency: string; minimum: number }>();
  for (const row of rows) {
    const externalId = terms.resolve(row.external_id || null);
    const price = book.priceFor({ externalId, issuer: row.issuer, method: row.method }, row.billed_day);
    if (price === null) continue;
    const key = JSON.stringify([externalId, row.billed_day.slice(0, 7), price.id]);
    const sum = used.get(key) ?? {
      count: 0,
      minor: 0,
      currency: price.currency,
      minimum: price.minimumMinor,
    };
    sum.count += 1;
    const tier = price.tiers.find(({ upTo }) => upTo === null || sum.count <= upTo);
    sum.minor += tier?.unitMinor ?? 0;
    used.set(key, sum);
  }
  const total: Money = {};
  for (const { minor, minimum, currency } of used.values()) add(total, currency, Math.max(minor, minimum));
  return total;
}

const TABLES = ['usage_months', 'usage_days', 'usage_sources'];

function dump(desk: RunningDesk): unknown[] {
  return TABLES.map((table) =>
    desk.reader.connection.sql(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`).all(),
  );
}

async function checkRollups(desk: RunningDesk): Promise<void> {
  expect([...usageDifferences(desk.reader.connection)].flatMap(({ differences }) => differences)).toEqual([]);
  const before = dump(desk);
  await rebuildUsage(desk, ADMIN);
  expect(dump(desk)).toEqual(before);
}

function statementOf(desk: RunningDesk, period: string, externalId: string | null) {
  const view = statementView(makeStatement(desk, period, externalId));
  const usage: Money = {};
  const adjustments: Money = {};
  for (const total of view.totals) {
    add(usage, total.currency, total.usageMinor);
    add(adjustments, total.currency, total.adjustmentsMinor);
  }
  return { view, usage, adjustments };
}

/** Whole customers, priced without their methods, are the sums of the finest cut, row for row. */
function checkCoarser(desk: RunningDesk, span: { from: string; to: string }): void {
  const fine = readEffectiveTotals(desk.reader, span.from, span.to);
  const byId = (rows: UsageRow[]) => rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const by of [['externalId', 'period'], ['externalId'], ['period']] as const) {
    const summed = groupUsage(fine.totals, fine.adjustments, new Set<Grouping>(by));
    expect([by, byId(readUsage(desk, { ...span, groupBy: by.join(',') }))]).toEqual([by, byId(summed)]);
  }
}

/** Orders, usage, statements, adjustments and drills agree to the cent. */
function checkSums(desk: RunningDesk): void {
  const span = { from: '2025-12', to: '2026-08' };
  const finest = readUsage(desk, { ...span, groupBy: 'externalId,period,issuer,method' });
  const customers = readUsage(desk, { ...span, groupBy: 'externalId,period' });
  checkCoarser(desk, span);
  expect(moneyOf(customers, 'both')).toEqual(moneyOf(finest, 'both'));
  expect(moneyOf(finest, 'both')).toEqual(naiveTotal(desk));
  for (const row of customers) {
    expect(brokenInvariants(row)).toEqual([]);
    const period = row.period ?? '';
    const { view, usage, adjustments } = statementOf(desk, period, row.externalId);
    const where = `${period} ${row.externalId}`;
    expect([where, view.externalId, usage]).toEqual([where, row.externalId, moneyOf([row], 'amount')]);
    expect([where, adjustments]).toEqual([where, moneyOf([row], 'adjustment')]);
    const late = view.adjustments.reduce(
      (sum, each) => sum + (each.currency === null ? Math.max(0, each.billable) : 0),
      0,
    );
    expect([where, view.orders.length, view.unpriced]).toEqual([where, row.billable, row.unpriced + late]);
    const asked = { period, externalId: row.externalId ?? '', offset: 0, limit: 1 };
    for (const outcome of [...USAGE_OUTCOMES, 'verified', 'billable'] as const) {
      expect([where, outcome, drillIntoUsage(desk, { ...asked, outcome }).total]).toEqual([
        where,
        outcome,
        row[outcome],
      ]);
    }
  }
}

/** Closed months say what they said when they were closed. */
function closedMonths(desk: RunningDesk): Map<string, unknown> {
  const months = new Map<string, unknown>();
  for (const month of MONTHS) {
    const view = readClose(desk, month);
    if (view.state !== 'closed') continue;
    const rows = readUsage(desk, { from: month, to: month, groupBy: 'externalId,issuer,method' });
    const totals = rows
      .filter((row) => row.placed > 0 || row.billable > 0)
      .map(({ adjustment: _, amounts, ...row }) => ({
        ...row,
        amounts: amounts.map(({ currency, amount }) => [currency, amount]),
      }));
    const statements = totals.map((row) => statementOf(desk, month, row.externalId).view.orders);
    months.set(`${month} ${view.history[0]?.closedAt} ${view.history.length}`, { totals, statements });
  }
  return months;
}

it('shows no orders behind an adjustment whose name the closed month has given to another', async () => {
  const { desk, close } = await startFixture({
    desk: { clock: { now: () => Date.parse('2026-06-15T10:00:00Z') } },
  });
  try {
    await rebookOrders(desk);
    const told: Told[] = [];
    const steps: Step[] = [
      {
        do: 'price',
        id: 0,
        externalId: null,
        group: null,
        method: null,
        from: '2026-01-01',
        currency: 'CHF',
        tiers: [{ upTo: null, unitMinor: 199 }],
        minimumMinor: 0,
      },
      { do: 'rule', method: 'video', from: '2026-01-01', event: 'placed', failed: false },
      { do: 'place', spelling: null, method: 'video', day: '2026-04-20' },
      { do: 'close', month: '2026-04' },
      { do: 'place', spelling: 'BETA', method: 'video', day: '2026-05-18' },
      { do: 'alias', raw: null, to: 'BETA' },
      { do: 'close', month: '2026-05' },
    ];
    for (const each of steps) await carryOut(desk, told, each);
    const rows = readUsage(desk, { from: '2026-05', to: '2026-05', groupBy: 'externalId,period' });
    expect(rows.find((row) => row.externalId === null)).toMatchObject({ placed: 0, adjustment: -199 });
    expect(rows.find((row) => row.externalId === 'BETA')).toMatchObject({ placed: 1, adjustment: 199 });
    const behind = (externalId: string) =>
      drillIntoUsage(desk, { period: '2026-05', externalId, offset: 0, limit: 1 }).total;
    expect([behind(''), behind('BETA')]).toEqual([0, 1]);
  } finally {
    await close();
  }
});

describe('over random histories', () => {
  it('orders, usage, statements and closes add up; rollups equal their rebuild', async () => {
    let carried = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 60 }), async (steps) => {
        const { desk, close } = await startFixture({
          desk: { clock: { now: () => Date.parse('2026-06-15T10:00:00Z') } },
        });
        try {
          await rebookOrders(desk);
          const told: Told[] = [];
          let frozen = new Map<string, unknown>();
          for (const [at, each] of steps.entries()) {
            try {
              await carryOut(desk, told, each);
              carried += 1;
            } catch (error) {
              if (!(error instanceof DeskError)) throw error;
              if (error instanceof Conflict) expect(error.code).not.toBe('rebooking');
            }
            const now = closedMonths(desk);
            for (const [month, totals] of frozen) {
              if (now.has(month)) expect([month, now.get(month)]).toEqual([month, totals]);
            }
            frozen = now;
            if (at % 5 === 4 || at === steps.length - 1) checkSums(desk);
          }
          await checkRollups(desk);
        } finally {
          await close();
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(carried).toBeGreaterThan(100);
  }, 120_000);
});
