import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { needsApproval } from '@srs-desk/shared/cancellation/approval.ts';
import type { ItemRow, JobDetail, JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import type { TroubleView } from '@srs-desk/shared/health/wire.ts';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { tellTrouble } from '../../platform/srs/tell-trouble.ts';
import { countSettledSince, listItems as itemPage } from './item-queries.ts';
import {
  countChangedSince,
  countFinishedChosen,
  findJob,
  jobTotal,
  placeInLine,
  retriesOf,
} from './job-queries.ts';
import type {} from './reads.ts';

const RATE_WINDOW_MS = 60_000;

/** One job. @throws NotFound */
export function knownJob(desk: Desk, id: number): JobRow {
  const job = findJob(desk.reader, id);
  if (job === undefined) throw noJob();
  return job;
}

function noJob(): NotFound {
  return new NotFound('cancellation_not_found', 'There is no cancellation with this number.');
}

function perSecond(desk: Desk, job: JobRow): number | null {
  if (job.state !== 'running' || job.startedAt === null) return null;
  const now = desk.clock.now();
  const window = Math.min(RATE_WINDOW_MS, now - Date.parse(job.startedAt));
  if (window < 1_000) return null;
  return Math.round((countSettledSince(desk.reader, job.id, now - window) * 10_000) / window) / 10;
}

// Who confirms a plan should know beforehand; once asked for, what held at that moment stands.
function needsSecondAdmin(desk: Desk, job: JobRow): boolean {
  if (job.state !== 'planned') return job.needsApproval;
  return needsApproval(job.counts.willCancel, desk.settings.get(CANCELLATION_SETTINGS).approvalAbove);
}

/** What a job asks of SRS, the call that it is for first. */
const ASKED = ['cancel_order', 'get_status'] as const;

function troubleWith(desk: Desk, job: JobRow): TroubleView | null {
  if (job.state !== 'running' && job.state !== 'paused') return null;
  const troubles = desk.srs.troubles();
  const found = ASKED.map((asked) => troubles.find(({ operation }) => operation === asked));
  const trouble = found.find((one) => one !== undefined);
  return trouble === undefined ? null : tellTrouble(trouble);
}

/** One job with what stands behind it: what has moved on since the plan, its pace, its place in the line. @throws NotFound */
export function readJob(desk: Desk, id: number): JobDetail {
  const job = knownJob(desk, id);
  const notBegun = job.state === 'planned' || job.state === 'awaiting_approval' || job.state === 'approved';
  const changedSince = notBegun ? countChangedSince(desk.reader, id) : 0;
  const finishedChosen = job.includeFinished ? countFinishedChosen(desk.reader, id) : 0;
  return {
    ...job,
    needsApproval: needsSecondAdmin(desk, job),
    changedSince,
    finishedChosen,
    warnings: [
      ...(finishedChosen > 0 ? (['finished_work'] as const) : []),
      ...(changedSince > 0 ? (['changed_since'] as const) : []),
    ],
    perSecond: perSecond(desk, job),
    waitingBehind: placeInLine(desk.reader, id),
    trouble: troubleWith(desk, job),
    retries: retriesOf(desk.reader, id),
  };
}

interface PageOf<T> {
  rows: T[];
  total: number;
}

/** A page of the history; the read thread counts what became of the orders. @throws Unavailable when that takes too long */
export function listJobs(desk: Desk, query: ListQuery): Promise<PageOf<JobRow>> {
  return desk.reads.run('cancellations.list', query);
}

/** So many orders of a job the main thread lists itself. */
const FEW = 2_000;

/** A page of a job's orders. @throws NotFound, Unavailable when it takes too long */
export async function listItems(desk: Desk, id: number, query: ListQuery): Promise<PageOf<ItemRow>> {
  const total = jobTotal(desk.reader, id);
  if (total === undefined) throw noJob();
  if (total <= FEW) return itemPage(desk.reader, id, query);
  return desk.reads.run('cancellations.items', { jobId: id, query });
}
