import type { Database } from 'better-sqlite3';
import type { RunningDesk } from '../../src/app/open-desk.ts';
import { closePeriod } from '../../src/features/billing/periods/close-period.ts';
import { readClose } from '../../src/features/billing/periods/read-close.ts';
import { readUsage } from '../../src/features/billing/usage/read-usage.ts';
import type { Principal } from '../../src/platform/desk.ts';
import type { BenchRow } from '../bench.ts';
import { timedInTurns } from './measure.ts';

/** The same figures and amounts, prepared in a table of their own and asked by the index of its primary key. */
function prepareBare(database: Database, desk: RunningDesk): void {
  database.exec(`CREATE TABLE bench_rollup (period TEXT NOT NULL, external_id TEXT, issuer TEXT, method TEXT, placed INTEGER,
    terminated INTEGER, verified INTEGER, error INTEGER, cancelled INTEGER, pending INTEGER, billable INTEGER,
    unpriced INTEGER, amount INTEGER, currency TEXT, adjustment INTEGER,
    PRIMARY KEY (period, external_id, issuer, method)) WITHOUT ROWID`);
  const insert = database.prepare(`INSERT INTO bench_rollup VALUES (${Array(15).fill('?').join(', ')})`);
  const rows = readUsage(desk, { from: '2026-03' });
  database.transaction(() => {
    for (const row of rows) {
      insert.run(
        row.period,
        row.externalId,
        row.issuer,
        row.method,
        row.placed,
        row.terminated,
        row.verified,
        row.error,
        row.cancelled,
        row.pending,
        row.billable,
        row.unpriced,
        row.amount,
        row.currency,
        row.adjustment,
      );
    }
  })();
}

const BARE = `SELECT period, external_id AS externalId, issuer, method, placed, terminated, verified, error, cancelled,
  pending, billable, unpriced, amount, currency, adjustment FROM bench_rollup WHERE period = ? ORDER BY external_id, issuer, method`;
const BARE_BY_CUSTOMER = `SELECT external_id AS externalId, sum(placed) AS placed, sum(terminated) AS terminated,
  sum(verified) AS verified, sum(error) AS error, sum(cancelled) AS cancelled, sum(pending) AS pending,
  sum(billable) AS billable, sum(unpriced) AS unpriced, sum(amount) AS amount, max(currency) AS currency,
  sum(adjustment) AS adjustment FROM bench_rollup WHERE period = ? GROUP BY external_id`;

type Question = readonly [what: string, asked: { groupBy?: string }, bare: string];

function askedRows(database: Database, desk: RunningDesk, runs: number, [what, asked, bare]: Question) {
  const ours = () => JSON.stringify(readUsage(desk, { from: '2026-03', ...asked }));
  const prepared = database.prepare(bare);
  const floor = () => JSON.stringify(prepared.all('2026-03'));
  const [mine, theirs] = timedInTurns(runs, ours, floor);
  const share = mine.p50 / theirs.p50;
  return [
    {
      metric: `a month ${what}, answered (median)`,
      value: mine.p50,
      unit: 'ms',
      floor: theirs.p50,
      share,
      target: '≤ 2× the bare query',
      met: share <= 2,
    },
    {
      metric: `a month ${what}, answered (95th percentile)`,
      value: mine.p95,
      unit: 'ms',
      floor: theirs.p95,
    },
  ];
}

const BY_CUSTOMER = { groupBy: 'externalId' };

/** March asked for while it is open, per method and per External ID, each in turns with the bare query. */
export function usageRows(database: Database, desk: RunningDesk, runs: number): BenchRow[] {
  prepareBare(database, desk);
  const questions: Question[] = [
    ['per External ID and method', {}, BARE],
    ['per External ID', BY_CUSTOMER, BARE_BY_CUSTOMER],
  ];
  return questions.flatMap((question) => askedRows(database, desk, runs, question));
}

/** The same questions when the month is closed and its figures are frozen. */
export async function closedRows(
  database: Database,
  desk: RunningDesk,
  who: Principal,
  runs: number,
): Promise<BenchRow[]> {
  const open = JSON.stringify(readUsage(desk, { from: '2026-03', ...BY_CUSTOMER }));
  const start = performance.now();
  const acknowledge = readClose(desk, '2026-03').unresolved.map(({ code }) => code);
  await closePeriod(desk, who, '2026-03', { acknowledge });
  const seconds = (performance.now() - start) / 1000;
  const equal = open === JSON.stringify(readUsage(desk, { from: '2026-03', ...BY_CUSTOMER }));
  return [
    { metric: 'the month closed', value: seconds, unit: 's', target: 'the same figures', met: equal },
    ...askedRows(database, desk, runs, ['closed, per External ID and method', {}, BARE]),
    ...askedRows(database, desk, runs, ['closed, per External ID', BY_CUSTOMER, BARE_BY_CUSTOMER]),
  ];
}
