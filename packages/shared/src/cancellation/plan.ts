import { isCancellable, isFinishedWork, type OrderStatus } from '../order/status.ts';

/** Why an order cannot be in a job. `erased` stands in older plans alone: what was left open at SRS can be cancelled there. */
export const NOT_ALLOWED_REASONS = [
  'unknown_ref_id',
  'gone_at_srs',
  'erased',
  'in_other_job',
  'call_may_run',
] as const;
export type NotAllowedReason = (typeof NOT_ALLOWED_REASONS)[number];

export const PLAN_CLASSES = [
  'will_cancel',
  'already_final',
  'changed',
  'not_allowed',
  'finished_work',
] as const;

/** What a plan says of one order. */
type PlanVerdict =
  | { class: 'will_cancel'; reason: null }
  | { class: 'already_final'; reason: null }
  /** It changed after the moment from which the person who asks judges. */
  | { class: 'changed'; reason: null }
  | { class: 'not_allowed'; reason: NotAllowedReason }
  /** The user has done the identification: cancelled only when that is asked for on purpose. */
  | { class: 'finished_work'; reason: null };
export type PlanClass = PlanVerdict['class'];

/** An order as a plan sees it; null fields are unknown. Times in ms since epoch. */
export interface PlannedOrder {
  status: OrderStatus;
  /** Last change of substance. */
  statusChangedAt: number;
  goneAt: number | null;
  /** It waits in a job that was started and has not ended. */
  inOtherJob: boolean;
  /** A call on it may be running right now. */
  callMayRun: boolean;
}

export interface PlanTerms {
  /** Identification done and Data ready are to be cancelled too. */
  includeFinished: boolean;
  /** Orders on which a call may be running are left out (lists found by the desk), not for a hand-picked selection. */
  leaveRunningCalls: boolean;
  /** What the person who asks had on screen, ms since epoch; null when that is now. */
  asOf: number | null;
}

/** Sorts one order (null: the desk does not know the Ref ID) into the plan. */
export function classifyForPlan(order: PlannedOrder | null, terms: PlanTerms): PlanVerdict {
  if (order === null) return { class: 'not_allowed', reason: 'unknown_ref_id' };
  if (!isCancellable(order.status)) return { class: 'already_final', reason: null };
  if (order.goneAt !== null) return { class: 'not_allowed', reason: 'gone_at_srs' };
  if (order.inOtherJob) return { class: 'not_allowed', reason: 'in_other_job' };
  if (terms.asOf !== null && order.statusChangedAt > terms.asOf) return { class: 'changed', reason: null };
  if (isFinishedWork(order.status) && !terms.includeFinished) return { class: 'finished_work', reason: null };
  if (terms.leaveRunningCalls && order.callMayRun) return { class: 'not_allowed', reason: 'call_may_run' };
  return { class: 'will_cancel', reason: null };
}

/** How many orders of a plan fall where. The first four add up to the whole; finished work is part of `notAllowed`. */
export interface PlanCounts {
  willCancel: number;
  alreadyFinal: number;
  changed: number;
  notAllowed: number;
  /** Of `notAllowed`: left out because the identification is done. */
  finishedWork: number;
}

/** Counts the verdicts of a plan. */
export function countPlan(classes: Iterable<PlanClass>): PlanCounts {
  const counts: PlanCounts = { willCancel: 0, alreadyFinal: 0, changed: 0, notAllowed: 0, finishedWork: 0 };
  for (const one of classes) {
    if (one === 'will_cancel') counts.willCancel += 1;
    else if (one === 'already_final') counts.alreadyFinal += 1;
    else if (one === 'changed') counts.changed += 1;
    else counts.notAllowed += 1;
    if (one === 'finished_work') counts.finishedWork += 1;
  }
  return counts;
}

/** What the live look at an order, just before its cancellation, leads to. */
type LiveDecision = 'cancel' | 'already_final' | 'already_cancelled' | 'changed';

/**
 * Decides after the status was read at SRS: an order that ended meanwhile is left alone, and so is one whose
 * identification was finished since it was planned.
 */
export function decideLive(planned: OrderStatus, live: OrderStatus): LiveDecision {
  if (live === 'cancelled') return 'already_cancelled';
  if (!isCancellable(live)) return 'already_final';
  if (isFinishedWork(live) && !isFinishedWork(planned)) return 'changed';
  return 'cancel';
}
