import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { CANCELLATION_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { readJob } from './read-cancellations.ts';
import { unwrapCancellation } from './refusals.ts';

const by = (who: Principal, id: number) => ({ id, actor: who.actor, origin: who.origin });

/**
 * Confirms a plan by its count. It then runs, waits for its turn, or waits for a second admin.
 * @throws NotFound, Conflict `count_mismatch`, `nothing_to_cancel`, `cancellation_is_<state>`.
 */
export async function executeCancellation(
  desk: Desk,
  who: Principal,
  id: number,
  input: { confirm: number; reason?: string | undefined },
): Promise<JobDetail> {
  const { approvalAbove } = desk.settings.get(CANCELLATION_SETTINGS);
  const args = { ...by(who, id), confirm: input.confirm, reason: input.reason ?? null, approvalAbove };
  unwrapCancellation(await desk.ledger.record([{ name: 'cancellation.request', args }], []));
  return readJob(desk, id);
}

/**
 * A second admin agrees. @throws NotFound, Conflict, Forbidden `same_person`, `approver_is_no_person`.
 */
export async function approveCancellation(
  desk: Desk,
  who: Principal,
  id: number,
  input: { confirm: number },
): Promise<JobDetail> {
  const args = { ...by(who, id), confirm: input.confirm };
  unwrapCancellation(await desk.ledger.record([{ name: 'cancellation.approve', args }], []));
  return readJob(desk, id);
}

/** Says no to a plan that waits for approval. @throws NotFound, Conflict */
export async function rejectCancellation(
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason: string },
): Promise<JobDetail> {
  const args = { ...by(who, id), reason: input.reason };
  unwrapCancellation(await desk.ledger.record([{ name: 'cancellation.reject', args }], []));
  return readJob(desk, id);
}

type Halt = 'cancellation.pause' | 'cancellation.stop' | 'cancellation.discard';

async function halt(desk: Desk, who: Principal, id: number, name: Halt, reason: string | undefined) {
  const args = { ...by(who, id), reason: reason ?? null };
  unwrapCancellation(await desk.ledger.record([{ name, args }], []));
  return readJob(desk, id);
}

/** Takes up no further order; what is under way comes to its end. @throws NotFound, Conflict */
export const pauseCancellation = (
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason?: string | undefined },
): Promise<JobDetail> => halt(desk, who, id, 'cancellation.pause', input.reason);

/** Ends a job for good: what was not begun is left. @throws NotFound, Conflict */
export const stopCancellation = (
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason?: string | undefined },
): Promise<JobDetail> => halt(desk, who, id, 'cancellation.stop', input.reason);

/** Puts a plan away unused. @throws NotFound, Conflict */
export const discardCancellation = (
  desk: Desk,
  who: Principal,
  id: number,
  input: { reason?: string | undefined },
): Promise<JobDetail> => halt(desk, who, id, 'cancellation.discard', input.reason);

/** Goes on with a paused job, or puts it back into the line. @throws NotFound, Conflict */
export async function resumeCancellation(desk: Desk, who: Principal, id: number): Promise<JobDetail> {
  unwrapCancellation(await desk.ledger.record([{ name: 'cancellation.resume', args: by(who, id) }], []));
  return readJob(desk, id);
}
