import { parseListQuery } from '@srs-desk/shared/api/list.ts';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import type { JobSource } from '@srs-desk/shared/cancellation/job.ts';
import { RETRIABLE_ITEMS } from '@srs-desk/shared/cancellation/job.ts';
import type { PlanTerms } from '@srs-desk/shared/cancellation/plan.ts';
import type { JobDetail, JobRow, PlanInput } from '@srs-desk/shared/cancellation/wire.ts';
import { MOST_PLANNED } from '@srs-desk/shared/cancellation/wire.ts';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';
import * as z from 'zod';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict, InvalidInput, Unprocessable } from '../../platform/errors.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';
import type { GatheredPlan, Judged, Wanted } from './gather-orders.ts';
import { refIdsIn } from './item-queries.ts';
import type { PlanArgs } from './plan-changes.ts';
import { knownJob, readJob } from './read-cancellations.ts';
import type {} from './reads.ts';
import { unwrapCancellation } from './refusals.ts';

const asPlain = z.record(z.string(), z.json());

/** All orders under a filter of the orders list. @throws InvalidInput when the filter is empty or not understood */
function underFilter(filter: Record<string, unknown>): Wanted {
  const parsed = parseListQuery(orderList, { filter: JSON.stringify(filter) });
  if (!parsed.ok)
    throw new InvalidInput(parsed.errors, 'The filter cannot be used like this.', 'invalid_query');
  const { where } = parsed.query;
  if (where.length === 0) {
    throw new InvalidInput(
      { filter: 'must name at least one condition; all orders at once are never meant' },
      'An empty filter would mean every order there is.',
      'empty_filter',
    );
  }
  if (where.some((condition) => condition.op === 'q' && looksLikePersonalData(condition.text))) {
    throw new InvalidInput(
      { 'filter.q': 'takes the beginning of an id' },
      'What looks like a person cannot be part of a plan’s filter.',
      'use_search',
    );
  }
  return { where };
}

interface Chosen {
  source: JobSource;
  filter: PlainObject | null;
  wanted: Wanted;
  /** Found by the desk, not picked by a person who looked at each. */
  byRule: boolean;
}

function choose(input: PlanInput): Chosen {
  const { refIds, filter, superseded, stale } = input;
  if (filter !== undefined)
    return { source: 'filter', filter: asPlain.parse(filter), wanted: underFilter(filter), byRule: false };
  if (superseded !== undefined)
    return { source: 'superseded', filter: superseded, wanted: { superseded }, byRule: true };
  if (stale !== undefined) return { source: 'stale', filter: stale, wanted: { stale }, byRule: true };
  return { source: 'selection', filter: null, wanted: { refIds: refIds ?? [] }, byRule: false };
}

/** By what orders are judged now. */
export function judgedNow({ clock, settings }: Pick<Desk, 'clock' | 'settings'>): Judged {
  return { now: clock.now(), callMayRunMinutes: settings.get(CANCELLATION_SETTINGS).callMayRunMinutes };
}

/** What was gathered. @throws Unprocessable `too_many_orders` where that is null */
export function notTooMany<P extends GatheredPlan>(plan: P | null): P {
  if (plan !== null) return plan;
  throw new Unprocessable(
    'too_many_orders',
    `More than ${MOST_PLANNED} orders are meant. Narrow the filter and plan in parts.`,
    { most: MOST_PLANNED },
  );
}

/** What a kept plan needs besides its orders. */
type PlanHead = Pick<PlanArgs, 'source' | 'filter' | 'policy' | 'retryOf' | 'reason'> &
  Pick<Principal, 'actor' | 'origin'>;

/** Keeps a plan that was gathered; gives its number. */
export async function keepPlan(
  desk: Desk,
  head: PlanHead,
  { counts, total, items }: GatheredPlan,
  includeFinished: boolean,
): Promise<number> {
  const args: PlanArgs = {
    source: head.source,
    filter: head.filter,
    policy: head.policy,
    retryOf: head.retryOf,
    reason: head.reason,
    actor: head.actor,
    origin: head.origin,
    includeFinished,
    counts,
    total,
    items,
  };
  const [{ id }] = unwrapCancellation(await desk.ledger.record([{ name: 'cancellation.plan', args }], []));
  return id;
}

/** Gathers a plan in the read thread, for it may have 50,000 orders, and keeps it. @throws Unprocessable, Unavailable */
async function plan(desk: Desk, head: PlanHead, wanted: Wanted, terms: PlanTerms): Promise<JobDetail> {
  const asked = { wanted, terms, judged: judgedNow(desk) };
  const gathered = notTooMany(await desk.reads.run('cancellations.plan', asked));
  return readJob(desk, await keepPlan(desk, head, gathered, terms.includeFinished));
}

/**
 * Makes a plan of a cancellation: says what would become of each order, and cancels nothing.
 * @throws InvalidInput `empty_filter`, `invalid_query`; Unprocessable `too_many_orders`.
 */
export async function planCancellation(desk: Desk, who: Principal, input: PlanInput): Promise<JobDetail> {
  const { source, filter, wanted, byRule } = choose(input);
  const head: PlanHead = {
    source,
    filter,
    policy: null,
    retryOf: null,
    reason: input.reason,
    actor: who.actor,
    origin: who.origin,
  };
  return plan(desk, head, wanted, {
    includeFinished: input.includeFinished,
    leaveRunningCalls: byRule,
    asOf: input.asOf === undefined ? null : Date.parse(input.asOf),
  });
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
  const { includeFinished } = job;
  return plan(desk, head, { refIds }, { includeFinished, leaveRunningCalls: false, asOf: null });
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
