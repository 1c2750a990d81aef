import type { Desk } from '../../../platform/desk.ts';
import { describeFailure } from '../../../platform/srs/errors.ts';
import type { Registration } from '../registrations/queries.ts';
import type { Absence } from './absence.ts';
import type { Polled } from './apply-changes.ts';
import type { PollRequest } from './poll-order.ts';
import type { Standing } from './standing.ts';

/** What asking about a Ref ID needs of the sync. */
export interface AskParts {
  desk: Pick<Desk, 'srs' | 'clock' | 'ledger' | 'log'>;
  absence: Absence;
  standing: Standing;
}

/**
 * Asks SRS about a Ref ID that is no order yet, and writes what follows in the same transaction as the call's outcome. Not
 * found only on SRS's own word, and only if that can be believed ({@link Absence}). Gives what is due of the order it became;
 * null when it became none. @throws LedgerUnavailable, OutcomeUnrecorded
 */
export async function askRegistration(
  { desk, absence, standing }: AskParts,
  asked: Registration,
  by: PollRequest,
): Promise<Polled | null> {
  const { refId, subjectId: subject, externalId } = asked;
  const onBehalf = { ...by, refId, externalId, subject, attempt: asked.failures + 1 };
  const wasUnknown = asked.state === 'not_found';
  const result = await desk.srs.getStatus(onBehalf, (parsed, callId) => {
    const { actor, origin } = by;
    const source = { refId, actor, origin, callId };
    if (parsed.ok) {
      const facts = parsed.value;
      const changes = [{ name: 'registration.found', args: { ...source, facts } }] as const;
      return { changes, orderId: facts.orderId, externalId: facts.externalId };
    }
    if (parsed.failure.kind === 'not_found' && wasUnknown)
      return { changes: [{ name: 'registration.not_found', args: source }] };
    return { changes: [failureOf(refId, parsed.failure.kind !== 'rate_limited')] };
  });
  const now = desk.clock.now();
  if (result.ok) {
    standing.answered(now);
    if (result.concluded?.ok === false) {
      desk.log.error({ refId, code: result.concluded.code }, 'an answer was refused');
      await postpone(desk, refId);
      return null;
    }
    standing.found();
    absence.found(refId);
    return result.recorded[0] as Polled;
  }
  const { failure, callId } = result;
  if (failure.kind === 'not_found') {
    if (!wasUnknown && callId !== null) await concludeAbsence({ desk, absence, standing }, refId, callId, by);
    return null;
  }
  if (failure.kind === 'aborted') return null;
  if (failure.kind === 'not_from_srs') standing.denied(now);
  standing.failed(now, refId, describeFailure(failure));
  if (callId === null) await postpone(desk, refId);
  return null;
}

async function concludeAbsence(
  { desk, absence, standing }: AskParts,
  refId: string,
  callId: number,
  { actor, origin }: PollRequest,
): Promise<void> {
  const now = desk.clock.now();
  if (!(await absence.believed(refId, false))) {
    standing.denied(now);
    standing.failed(now, refId, 'SRS knows none of the orders that it knew before');
    return;
  }
  standing.answered(now);
  const args = { refId, actor, origin, callId };
  await desk.ledger.record([{ name: 'registration.not_found', args }], []);
}

function failureOf(refId: string, counts: boolean) {
  return { name: 'registration.note_failure', args: { refId, random: Math.random(), counts } } as const;
}

async function postpone(desk: AskParts['desk'], refId: string): Promise<void> {
  await desk.ledger.recordWithoutEntry([failureOf(refId, true)]);
}
