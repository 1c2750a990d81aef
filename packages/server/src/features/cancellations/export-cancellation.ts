import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { ITEM_FIELDS } from '@srs-desk/shared/cancellation/item-fields.ts';
import { ITEM_RESULTS } from '@srs-desk/shared/cancellation/job.ts';
import type { ItemRow, JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import { keysWith } from '@srs-desk/shared/fields/field.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { columnsOf } from '../../platform/tables/table.ts';
import { csvStream } from '../../platform/tables/write-csv.ts';
import { itemsAfter } from './item-queries.ts';
import { jobsBefore } from './job-queries.ts';
import { knownJob, listJobs } from './read-cancellations.ts';

const ROWS_AT_ONCE = 1_000;

const ITEM_COLUMNS = keysWith(ITEM_FIELDS, 'exported');

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

const HISTORY_KEYS = [...JOB_COLUMNS, 'willCancel', ...ITEM_RESULTS] as const;

async function recordExport(
  desk: Desk,
  who: Principal,
  target: string,
  detail: { rows: number; filter?: string },
): Promise<void> {
  const entry = { action: 'cancellation.export' as const, actor: who.actor, origin: who.origin, target };
  unwrap(await desk.ledger.record([], [{ ...entry, detail }]));
}

/** A job's orders as CSV, in the order of the plan. @throws NotFound */
export async function exportItems(desk: Desk, who: Principal, id: number): Promise<AsyncGenerator<string>> {
  const job = knownJob(desk, id);
  await recordExport(desk, who, String(id), { rows: job.total });
  return csvStream(columnsOf(ITEM_COLUMNS), itemRows(desk, id));
}

async function* itemRows(desk: Desk, id: number): AsyncGenerator<ItemRow[]> {
  for (let after = 0; ; ) {
    const rows = itemsAfter(desk.reader, id, after, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.id;
    await yieldToEventLoop();
  }
}

/** The history under a filter as CSV, the newest plan first. */
export async function exportJobs(
  desk: Desk,
  who: Principal,
  asked: ListQuery,
): Promise<AsyncGenerator<string>> {
  const { total: rows } = await listJobs(desk, { ...asked, offset: 0, limit: 1 });
  await recordExport(desk, who, 'history', { rows, filter: JSON.stringify(asked.where) });
  return csvStream(columnsOf(HISTORY_KEYS), jobRows(desk, asked));
}

async function* jobRows(desk: Desk, asked: ListQuery) {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const jobs = jobsBefore(desk.reader, asked, before, ROWS_AT_ONCE);
    const last = jobs.at(-1);
    if (last === undefined) return;
    yield jobs.map((job) => ({ ...job, willCancel: job.counts.willCancel, ...job.results }));
    before = last.id;
    await yieldToEventLoop();
  }
}
