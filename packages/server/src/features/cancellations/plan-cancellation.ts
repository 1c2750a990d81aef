import type { JobSource } from '@srs-desk/shared/cancellation/job.ts';
import { RETRIABLE_ITEMS } from '@srs-desk/shared/cancellation/job.ts';
import { countPlan, type PlanTerms } from '@srs-desk/shared/cancellation/plan.ts';
import type { JobDetail, JobRow, PlanInput } from '@srs-desk/shared/cancellation/wire.ts';
import * as z from 'zod';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict } from '../../platform/errors.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';
import { classifyAll, fromFilter, fromRefIds, fromStale, fromSuperseded } from './gather-orders.ts';
import { refIdsIn } from './item-queries.ts';
import type { PlanArgs } from './plan-changes.ts';
import { knownJob, readJob } from './read-cancellations.ts';
import { unwrapCancellation } from './refusals.ts';

const asPlain = z.record(z.string(), z.json());

type Found = ReturnType<typeof fromRefIds>;

interface Chosen {
  source: JobSource;
  filter: PlainObject | null;
  found: Found;
  /** Found by the desk, not picked by a person who looked at each. */
  byRule: boolean;
}

function choose(desk: Desk, input: PlanInput): Chosen {
  const { refIds, filter, superseded, stale } = input;
  if (filter !== undefined)
    return {
      source: 'filter',
      filter: asPlain.parse(filter),
      found: fromFilter(desk, filter),
      byRule: false,
    };
  if (superseded !== undefined) {
    const found = fromSuperseded(desk, superseded.onlyAlike);
    return { source: 'superseded', filter: superseded, found, byRule: true };
  }
  if (stale !== undefined)
    return { source: 'stale', filter: stale, found: fromStale(desk, stale), byRule: true };
  return { source: 'selection', filter: null, found: fromRefIds(desk, refIds ?? []), byRule: false };
}

/** What a kept plan needs besides its orders. */
type PlanHead = Pick<PlanArgs, 'source' | 'filter' | 'policy' | 'retryOf' | 'reason'> &
  Pick<Principal, 'actor' | 'origin'>;

/** Keeps a plan of these orders; gives its number. */
export async function keepPlan(desk: Desk, head: PlanHead, found: Found, terms: PlanTerms): Promise<number> {
  const items = classifyAll(desk, found, terms);
  const counts = countPlan(items.map((item) => item.class));
  const args: PlanArgs = {
    source: head.source,
    filter: head.filter,
    policy: head.policy,
    retryOf: head.retryOf,
    reason: head.reason,
    actor: head.actor,
    origin: head.origin,
    includeFinished: terms.includeFinished,
    counts,
    items,
  };
  const [{ id }] = unwrapCancellation(await desk.ledger.record([{ name: 'cancellation.plan', args }], []));
  return id;
}

/**
 * Makes a plan of a cancellation: says what would become of each order, and cancels nothing.
 * @throws InvalidInput `empty_filter`, `invalid_query`; Unprocessable `too_many_orders`.
 */
export async function planCancellation(desk: Desk, who: Principal, input: PlanInput): Promise<JobDetail> {
  const { source, filter, found, byRule } = choose(desk, input);
  const head: PlanHead = {
    source,
    filter,
    policy: null,
    retryOf: null,
    reason: input.reason,
    actor: who.actor,
    origin: who.origin,
  };
  const id = await keepPlan(desk, head, found, {
    includeFinished: input.includeFinished,
    leaveRunningCalls: byRule,
    asOf: input.asOf === undefined ? null : Date.parse(input.asOf),
  });
  return readJob(desk, id);
}

/** A new plan out of some of a job's orders, for the same reason unless another is given. */
async function planAgain(
  desk: Desk,
  who: Principal,
  job: JobRow,
  refIds: readonly string[],
  reason = job.reason,
): Promise<JobDetail> {
  const head: PlanHead = {
    source: 'retry',
    filter: null,
    policy: null,
    retryOf: job.id,
    reason,
    actor: who.actor,
    origin: who.origin,
  };
  const planned = await keepPlan(desk, head, fromRefIds(desk, refIds), {
    includeFinished: job.includeFinished,
    leaveRunningCalls: false,
    asOf: null,
  });
  return readJob(desk, planned);
}

/**
 * A new plan out of a job's failures.
 * @throws NotFound, Conflict `nothing_to_retry`.
 */
export async function retryFailed(
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason?: string | undefined },
): Promise<JobDetail> {
  const job = knownJob(desk, id);
  const refIds = refIdsIn(desk.reader, id, RETRIABLE_ITEMS);
  if (refIds.length === 0)
    throw new Conflict('nothing_to_retry', 'No order of this cancellation has failed.');
  return planAgain(desk, who, job, refIds, input.reason);
}

/**
 * A new plan out of what a stopped job left.
 * @throws NotFound, Conflict `nothing_left`.
 */
export async function planRemainder(
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason?: string | undefined },
): Promise<JobDetail> {
  const job = knownJob(desk, id);
  const refIds = job.state === 'stopped' ? refIdsIn(desk.reader, id, ['left']) : [];
  if (refIds.length === 0)
    throw new Conflict('nothing_left', 'This cancellation was not stopped, or left no order.');
  return planAgain(desk, who, job, refIds, input.reason);
}
