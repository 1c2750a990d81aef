import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../../../platform/db/connection.ts';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import { restBesideWriter } from '../../../platform/ledger/wal-restart.ts';
import { logEnds } from '../log/queries.ts';
import { ACCESS_REGISTERS } from './access-registers.ts';
import { BILLING_REGISTERS } from './billing-registers.ts';
import { CANCELLATION_REGISTERS } from './cancellation-registers.ts';
import { compareDerived } from './derived.ts';
import { compareDestroyedKeys } from './destroyed-keys.ts';
import type { Compared, FactDifference } from './logged-row.ts';
import { inMoments } from './moment.ts';
import { compareOrders } from './order-facts.ts';
import { compareRegister } from './register.ts';

const REGISTERS = [...ACCESS_REGISTERS, ...CANCELLATION_REGISTERS, ...BILLING_REGISTERS];

/** Differences that are named one by one; of more, the number is told. */
const MOST_NAMED = 200;

/** After so much work the check rests, ms: its reading transactions follow one another without a gap else. */
const WORK_MS = 250;

/** What came of holding the tables against the log. */
export interface FactsReport {
  outcome: 'agree' | 'differ' | 'unchecked';
  problem: string | null;
  /** Entries of the log, and the last of them, when the check began. */
  entries: number;
  lastSeq: number;
  /** Rows that were compared. */
  rows: number;
  /** Rows whose beginning was pruned: compared with what is left of the log. */
  begunBefore: number;
  count: number;
  /** The first of them. */
  differences: FactDifference[];
  durationMs: number;
}

interface FactsOptions {
  path: string;
  /** The moment as of which whose turn it is is compared, ms; now when absent. */
  now?: number;
  signal?: AbortSignal;
}

/**
 * Replays the log and compares what it says with the tables: orders, their history and keys, prices, rules, aliases, customers,
 * closes, invoices and decisions, users, API keys, settings, proposals, cancellations; and what is derived with the same made anew.
 * To be believed only of a log that
 * verifies. Reads in short transactions: a desk may run meanwhile.
 */
export async function checkFacts({ path, now = Date.now(), signal }: FactsOptions): Promise<FactsReport> {
  const started = performance.now();
  const report: FactsReport = {
    outcome: 'agree',
    problem: null,
    entries: 0,
    lastSeq: 0,
    rows: 0,
    begunBefore: 0,
    count: 0,
    differences: [],
    durationMs: 0,
  };
  try {
    const database = openReadOnly(path);
    try {
      await compareAll(new Connection(database), report, { path, now, signal });
      report.outcome = report.count === 0 ? 'agree' : 'differ';
    } finally {
      database.close();
    }
  } catch (error) {
    report.outcome = 'unchecked';
    report.problem = `the facts could not be compared: ${error instanceof Error ? error.message : String(error)}`;
  }
  report.durationMs = Math.round(performance.now() - started);
  return report;
}

async function compareAll(
  db: Connection,
  report: FactsReport,
  { path, now, signal }: { path: string; now: number; signal: AbortSignal | undefined },
): Promise<void> {
  const { first, last } = logEnds(db);
  report.lastSeq = last ?? 0;
  report.entries = first === null || last === null ? 0 : last - first + 1;
  const take = (found: Compared) => {
    report.rows += found.rows;
    report.begunBefore += found.begunBefore;
    report.count += found.differences.length;
    report.differences.push(...found.differences.slice(0, MOST_NAMED - report.differences.length));
  };
  let rested = performance.now();
  const takeAll = async (pieces: Iterable<Compared>): Promise<void> => {
    for (const found of pieces) {
      take(found);
      if (signal?.aborted) throw new Error('it was stopped');
      // Lets timers and requests have their turn, and the write-ahead log of a running desk begin anew.
      const isLong = performance.now() - rested > WORK_MS;
      await (isLong ? pause(restBesideWriter(path)) : new Promise(setImmediate));
      if (isLong) rested = performance.now();
    }
  };
  const firstSeq = first ?? 1;
  await takeAll(inMoments(db, compareOrders(db, firstSeq)));
  for (const register of REGISTERS) await takeAll(inMoments(db, compareRegister(db, register, firstSeq)));
  await takeAll(inMoments(db, compareDestroyedKeys(db, firstSeq)));
  await takeAll(compareDerived(db, path, now));
}
