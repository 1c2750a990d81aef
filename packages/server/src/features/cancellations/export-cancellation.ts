import { setImmediate as othersTurn } from 'node:timers/promises';
import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { ItemRow, JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { held } from '../../platform/ledger/held.ts';
import { csvCell } from '../orders/export-orders.ts';
import { itemsAfter } from './item-store.ts';
import { jobsBefore } from './job-store.ts';
import { knownJob, listJobs } from './read-cancellations.ts';

const ROWS_AT_ONCE = 1_000;

const ITEM_COLUMNS = [
  'refId',
  'class',
  'classReason',
  'plannedStatus',
  'state',
  'stateReason',
  'status',
  'externalId',
  'method',
  'attempts',
  'callId',
  'finishedAt',
] as const satisfies readonly (keyof ItemRow)[];

const JOB_COLUMNS = [
  'id',
  'state',
  'source',
  'reason',
  'total',
  'plannedBy',
  'plannedAt',
  'requestedBy',
  'requestedAt',
  'approvedBy',
  'approvedAt',
  'rejectedBy',
  'startedAt',
  'stoppedBy',
  'finishedAt',
  'note',
  'policyName',
  'retryOf',
] as const satisfies readonly (keyof JobRow)[];

const RESULTS = [
  'cancelled',
  'already_final',
  'already_cancelled',
  'unknown_at_srs',
  'changed',
  'failed',
  'left',
] as const;

async function tell(desk: Desk, who: Principal, target: string, rows: number): Promise<void> {
  const entry = { action: 'cancellation.export' as const, actor: who.actor, origin: who.origin, target };
  held(await desk.ledger.record([], [{ ...entry, detail: { rows } }]));
}

const lineOf = (cells: readonly unknown[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A job's orders as CSV, in the order of the plan. @throws NotFound */
export async function exportItems(desk: Desk, who: Principal, id: number): Promise<AsyncGenerator<string>> {
  const job = knownJob(desk, id);
  await tell(desk, who, String(id), job.total);
  return itemLines(desk, id);
}

async function* itemLines(desk: Desk, id: number): AsyncGenerator<string> {
  yield `\ufeff${ITEM_COLUMNS.join(',')}\r\n`;
  for (let after = 0; ; ) {
    const rows = itemsAfter(desk.reader, id, after, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => lineOf(ITEM_COLUMNS.map((column) => row[column]))).join('');
    after = last.id;
    await othersTurn();
  }
}

/** The history under a filter as CSV, the newest plan first. */
export async function exportJobs(
  desk: Desk,
  who: Principal,
  asked: ListQuery,
): Promise<AsyncGenerator<string>> {
  await tell(desk, who, 'history', listJobs(desk, { ...asked, offset: 0, limit: 1 }).total);
  return jobLines(desk, asked);
}

async function* jobLines(desk: Desk, asked: ListQuery): AsyncGenerator<string> {
  yield `\ufeff${[...JOB_COLUMNS, 'willCancel', ...RESULTS].join(',')}\r\n`;
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const jobs = jobsBefore(desk.reader, asked, before, ROWS_AT_ONCE);
    const last = jobs.at(-1);
    if (last === undefined) return;
    yield jobs
      .map((job) =>
        lineOf([
          ...JOB_COLUMNS.map((column) => job[column]),
          job.counts.willCancel,
          ...RESULTS.map((state) => job.results[state]),
        ]),
      )
      .join('');
    before = last.id;
    await othersTurn();
  }
}
