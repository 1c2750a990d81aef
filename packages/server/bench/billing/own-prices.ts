import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { openDesk } from '../../src/app/open-desk.ts';
import { readUsage } from '../../src/features/billing/usage/read-usage.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { migrateDatabase } from '../../src/platform/db/migrate.ts';
import { openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import type { BenchRow } from '../bench.ts';
import { fillOrders } from './fill-orders.ts';
import { timedInTurns } from './measure.ts';

const MARCH = Date.parse('2026-02-28T23:00:00Z');
const CHANGE = '2026-03-16';

/** Prices of its own for every External ID; on one day in the middle of the month each changes. */
function fillOwnPrices(database: Database): Map<string, readonly [before: number, after: number]> {
  const insert = database.prepare(
    `INSERT INTO billing_prices (list, external_id, group_name, issuer, method, valid_from, valid_to, currency, tiers,
       minimum_minor, changed_at, changed_by) VALUES ('customer', ?, NULL, NULL, NULL, ?, ?, 'CHF', ?, 0, 0, 'bench')`,
  );
  const ids = database.prepare('SELECT DISTINCT external_id FROM usage_months').pluck().all() as string[];
  const prices = new Map<string, readonly [number, number]>();
  const tiers = (unitMinor: number) => JSON.stringify([{ upTo: null, unitMinor }]);
  database.transaction(() => {
    for (const [at, externalId] of ids.entries()) {
      const [before, after] = [200 + (at % 90), 150 + (at % 70)];
      insert.run(externalId, '2026-01-01', CHANGE, tiers(before));
      insert.run(externalId, CHANGE, null, tiers(after));
      prices.set(externalId, [before, after]);
    }
  })();
  return prices;
}

interface FloorRow {
  external_id: string;
  issuer: string;
  method: string;
  billable: number;
  amount: number;
}

/**
 * The same month by hand: its rollup, what of it is billable since the prices changed, and a multiplication per row. `byCustomer`
 * puts the rows of an External ID together.
 */
function floorOf(
  database: Database,
  prices: ReadonlyMap<string, readonly [number, number]>,
  byCustomer: boolean,
): () => FloorRow[] {
  const by = byCustomer ? 'external_id' : 'external_id, issuer, method';
  const sums = ['placed', 'terminated', 'verified', 'error', 'cancelled', 'pending', 'billable'];
  const month = database.prepare(
    `SELECT ${by}, ${sums.map((count) => `sum(${count}) AS ${count}`).join(', ')} FROM usage_months WHERE period = ? GROUP BY ${by}`,
  );
  const since = database
    .prepare(`SELECT ${by}, sum(billable) FROM usage_days WHERE day >= ? AND day < ? GROUP BY ${by}`)
    .raw();
  return () => {
    const later = new Map<string, number>();
    for (const row of since.all(CHANGE, '2026-04-01') as string[][])
      later.set(row.slice(0, -1).join('|'), Number(row.at(-1)));
    const rows = month.all('2026-03') as FloorRow[];
    for (const row of rows) {
      const key = byCustomer ? row.external_id : `${row.external_id}|${row.issuer}|${row.method}`;
      const [before, after] = prices.get(row.external_id) ?? [0, 0];
      const moved = later.get(key) ?? 0;
      row.amount = (row.billable - moved) * before + moved * after;
    }
    return rows;
  };
}

/** A month in which thousands of External IDs have prices of their own that change in its middle, by turns with the same by hand. */
export async function ownPriceRows(
  environment: Record<string, string>,
  { orders, externalIds, runs, now }: { orders: number; externalIds: number; runs: number; now: number },
): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-bench-'));
  const config = readConfig({ ...environment, DATA_DIR: folder });
  const database = openForWriting(config.databasePath);
  try {
    migrateDatabase(database);
    database.pragma('synchronous = OFF');
    fillOrders(database, [{ from: MARCH, days: 31, orders, externalIds }]);
    const prices = fillOwnPrices(database);
    const desk = await openDesk(config, { logLevel: 'silent', clock: { now: () => now } });
    const rows: BenchRow[] = [];
    for (const [what, groupBy] of [
      ['per External ID and method', undefined],
      ['per External ID', 'externalId'],
    ] as const) {
      const ask = () => readUsage(desk, { from: '2026-03', groupBy });
      const floor = floorOf(database, prices, groupBy !== undefined);
      const sum = (values: readonly (number | null)[]) =>
        values.reduce<number>((all, one) => all + (one ?? 0), 0);
      const isSame = sum(ask().map(({ amount }) => amount)) === sum(floor().map(({ amount }) => amount));
      if (!isSame) throw new Error('the desk and the floor disagree about the amounts');
      const [mine, theirs] = timedInTurns(
        runs,
        () => JSON.stringify(ask()),
        () => JSON.stringify(floor()),
      );
      const share = mine.p50 / theirs.p50;
      rows.push({
        metric: `${prices.size.toLocaleString('en')} own prices that change midway, ${what} (median)`,
        value: mine.p50,
        unit: 'ms',
        floor: theirs.p50,
        share,
        target: '≤ 2× the same by hand',
        met: share <= 2,
      });
    }
    await desk.close();
    return rows;
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
