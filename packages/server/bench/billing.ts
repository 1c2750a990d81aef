import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from 'better-sqlite3';
import { openDesk, type RunningDesk } from '../src/app/open-desk.ts';
import { bookUsage } from '../src/features/billing/usage/book-usage.ts';
import { usageDifferences } from '../src/features/billing/usage/check-rollups.ts';
import { rebuildRollups } from '../src/features/billing/usage/rebuild.ts';
import { readConfig } from '../src/platform/config/config.ts';
import { migrateDatabase } from '../src/platform/db/migrate.ts';
import type { Principal } from '../src/platform/desk.ts';
import { openForWriting } from '../src/platform/ledger/open-for-writing.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { dbOf, fillOrders, fillPrices, refOf, seeded, TIME_ZONE } from './billing/fill-orders.ts';
import type { ImportedInvoice } from './billing/import-invoice.ts';
import { ownPriceRows } from './billing/own-prices.ts';
import { closedRows, usageRows } from './billing/usage-rows.ts';

export const name = 'billing';

const HERE = dirname(fileURLToPath(import.meta.url));

const MARCH = Date.parse('2026-02-28T23:00:00Z');
const APRIL = Date.parse('2026-03-31T22:00:00Z');
const NOW = Date.parse('2026-05-20T10:00:00Z');
const FINANCE: Principal = {
  kind: 'user',
  name: 'finance',
  role: 'finance',
  actor: 'user:finance',
  origin: 'user',
};

interface Size {
  orders: number;
  externalIds: number;
  invoiced: number;
}

/** Hash over every row of the rollups, in order. */
function fingerprint(database: Database): string {
  const hash = createHash('sha256');
  for (const table of ['usage_months', 'usage_days', 'usage_sources']) {
    const rows = database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`).raw();
    for (const row of rows.iterate()) hash.update(JSON.stringify(row));
  }
  return hash.digest('hex');
}

/** Changes orders one by one, as the writer does; then makes the rollups anew and compares every row. */
function rebuildRows(database: Database, size: Size): BenchRow[] {
  const db = dbOf(database);
  const random = seeded(11);
  const changes = Math.min(20_000, Math.floor(size.orders / 10));
  const end = database.prepare(
    "UPDATE orders SET status = 'terminated', status_changed_at = created_at + 900000 WHERE id = ? AND status = 'created'",
  );
  const booking = performance.now();
  database.transaction(() => {
    for (let at = 0; at < changes; at += 1) {
      const n = 1 + random(size.orders);
      end.run(n);
      bookUsage(db, refOf(n));
    }
  })();
  const booked = ((performance.now() - booking) * 1000) / changes;
  const before = fingerprint(database);
  const start = performance.now();
  database.transaction(() => void rebuildRollups(db))();
  const seconds = (performance.now() - start) / 1000;
  const agrees = [...usageDifferences(db)].every(({ differences }) => differences.length === 0);
  const equal = fingerprint(database) === before && agrees;
  return [
    { metric: 'one changed order booked into the rollups', value: booked, unit: 'µs' },
    {
      metric: `full rebuild over ${size.orders.toLocaleString('en')} orders`,
      value: seconds,
      unit: 's',
      target: 'row for row equal',
      met: equal,
    },
  ];
}

/** An invoice of April: received, read, reconciled and stored, with its progress watched; by the built desk, in a process of its own. */
async function invoiceRows(environment: Record<string, string>, size: Size): Promise<BenchRow[]> {
  const built = join(HERE, '../node_modules/.cache/bench/import-invoice.js');
  const refIds = { from: size.orders + 1, count: size.invoiced };
  const child = fork(built, [JSON.stringify({ environment, refIds, now: NOW })], { execArgv: [] });
  const [{ seconds, steps, counted }] = (await once(child, 'message')) as [ImportedInvoice];
  return [
    {
      metric: `an invoice of ${size.invoiced.toLocaleString('en')} lines: upload to stored`,
      value: seconds,
      unit: 's',
      target: '≤ 6 s, every line in a class',
      met: seconds <= 6 && counted >= size.invoiced,
    },
    {
      metric: 'steps of progress seen meanwhile',
      value: steps,
      unit: 'steps',
      target: '≥ 3',
      met: steps >= 3,
    },
  ];
}

/** Usage, rollups and reconciliation over a month of a million orders. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const size: Size = quick
    ? { orders: 20_000, externalIds: 200, invoiced: 2_000 }
    : { orders: 1_000_000, externalIds: 2_000, invoiced: 100_000 };
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-bench-'));
  const url = 'http://127.0.0.1:9';
  const environment = {
    DATA_DIR: folder,
    SRS_BASE_URL: url,
    SRS_TOKEN_URL: `${url}/token`,
    RAS_BASE_URL: url,
    SRS_CLIENT_ID: 'bench',
    SRS_CLIENT_SECRET: 'bench-secret',
    BILLING_TIME_ZONE: TIME_ZONE,
  };
  const config = readConfig(environment);
  const database = openForWriting(config.databasePath);
  let desk: RunningDesk | null = null;
  try {
    migrateDatabase(database);
    database.pragma('synchronous = OFF');
    const filling = performance.now();
    fillOrders(database, [
      { from: MARCH, days: 31, orders: size.orders, externalIds: size.externalIds },
      { from: APRIL, days: 30, orders: size.invoiced, externalIds: size.externalIds },
    ]);
    fillPrices(database, size.externalIds);
    const filled = Math.round((performance.now() - filling) / 1000);
    const rebuilt = rebuildRows(database, size);
    database.pragma('wal_checkpoint(TRUNCATE)');
    desk = await openDesk(config, { logLevel: 'silent', clock: { now: () => NOW } });
    const runs = quick ? 10 : 40;
    const usage = usageRows(database, desk, runs);
    const closed = await closedRows(database, desk, FINANCE, runs);
    database.close();
    await desk.close();
    desk = null;
    const invoice = await invoiceRows(environment, size);
    const asked = quick
      ? { orders: 10_000, externalIds: 300, runs, now: NOW }
      : { orders: 150_000, externalIds: 3_000, runs, now: NOW };
    const own = await ownPriceRows(environment, asked);
    return {
      rows: [...usage, ...closed, ...own, ...rebuilt, ...invoice],
      notes: [
        `${size.orders.toLocaleString('en')} orders of ${size.externalIds.toLocaleString('en')} External IDs in March, filled and booked in ${filled} s (not measured).`,
        'Own prices: the floor sums the month and its second half by hand and multiplies, row by row; amounts are compared.',
        'The bare query reads a prepared table of the same rows, amounts included, by its primary key; both answer as JSON text.',
      ],
    };
  } finally {
    if (database.open) database.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
