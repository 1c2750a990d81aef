import { VERIFY_TARGETS_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../../platform/desk.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import type { Origin } from '../../../platform/ledger/entry-draft.ts';
import { describeFailure, isRefusal, type SrsFailure } from '../../../platform/srs/errors.ts';
import type { OrderFacts as StatusFacts } from '../../../platform/srs/mapper.ts';
import type { ReadyCall } from '../../../platform/srs/ready-call.ts';
import type { SrsResult } from '../../../platform/srs/srs-call.ts';
import type { VerifyAnswer } from './apply-verify.ts';
import { planSync } from './plan-sync.ts';
import type { DueOrder } from './queries.ts';

/** Who wants to know, and how urgently. */
export interface PollRequest {
  actor: string;
  origin: Origin;
  urgency: 'user' | 'sync';
  signal: AbortSignal;
  also?: Alongside | undefined;
  /** The look at the status, where its intent was written already. */
  ready?: ReadyCall | undefined;
}

/** What else is written with SRS's answer about the status, after the order itself, in the same transaction. */
export interface Alongside {
  changes(facts: StatusFacts, order: DueOrder): readonly CommandCall[];
  /** Once it is durable: the results of these changes. */
  written?(results: readonly unknown[]): void;
}

/** What a poll came to; `next` is set when the order calls for another call at once. */
type PollResult =
  | { kind: 'done'; next: 'verify' | null }
  /** SRS says that it does not know an order that was not gone: noted as a failure until that is believed. */
  | { kind: 'absent'; callId: number }
  | { kind: 'failed'; failure: SrsFailure; called: boolean }
  /** The answer came, but what follows from it could not be written. */
  | { kind: 'refused'; code: string; detail: Record<string, unknown> }
  | { kind: 'nothing' };

type Parts = Pick<Desk, 'srs' | 'clock' | 'settings'>;

/**
 * Makes the next call about an order and writes what follows from its answer in the same transaction as the call's outcome.
 * @throws LedgerUnavailable, OutcomeUnrecorded
 */
export async function pollOrder(
  desk: Parts,
  order: DueOrder,
  what: 'status' | 'verify',
  by: PollRequest,
): Promise<PollResult> {
  const step = planSync(order, what, desk.settings.get(VERIFY_TARGETS_SETTING));
  if (step.kind === 'none' && step.why === 'erased') return { kind: 'nothing' };
  const { refId, orderId, externalId } = order;
  const { also, ready, ...who } = by;
  const on = { ...who, refId, orderId, externalId, subject: order.subjectId, attempt: order.failures + 1 };
  const source = (callId: number) => ({ refId, actor: by.actor, origin: by.origin, callId });
  if (step.kind === 'verify') {
    const result = await desk.srs.verify(step.request, on, (parsed, callId) => {
      const answer = parsed.ok ? answered(parsed.value.evidenceId) : verifyAnswerOf(parsed.failure);
      const change: CommandCall =
        answer === null
          ? noteFailure(refId, parsed.ok ? null : parsed.failure)
          : { name: 'order.apply_verify', args: { ...source(callId), answer, asked: step.target } };
      return { changes: [change] };
    });
    return resultOf(desk, result, (failure) => verifyAnswerOf(failure) !== null);
  }
  const result = await desk.srs.getStatus({ ...on, ready }, (parsed, callId) => {
    if (parsed.ok) {
      const facts = parsed.value;
      const change: CommandCall = { name: 'order.apply_status', args: { ...source(callId), facts } };
      const changes = [change, ...(also?.changes(facts, order) ?? [])];
      return { changes, orderId: facts.orderId, externalId: facts.externalId };
    }
    const change: CommandCall =
      parsed.failure.kind === 'not_found' && order.goneAt !== null
        ? { name: 'order.apply_gone', args: source(callId) }
        : noteFailure(refId, parsed.failure);
    return { changes: [change] };
  });
  if (result.ok && result.concluded?.ok) also?.written?.(result.recorded.slice(1));
  const isAbsent = !result.ok && result.failure.kind === 'not_found' && order.goneAt === null;
  if (isAbsent && result.callId !== null) return { kind: 'absent', callId: result.callId };
  return resultOf(desk, result, (failure) => failure.kind === 'not_found');
}

function answered(evidenceId: string): VerifyAnswer {
  return { kind: 'valid', evidenceId };
}

function verifyAnswerOf(failure: SrsFailure): VerifyAnswer | null {
  if (failure.kind === 'evidence_not_found') return { kind: 'no_evidence' };
  return failure.kind === 'terms_not_accepted' ? { kind: 'terms_not_accepted' } : null;
}

function noteFailure(refId: string, failure: SrsFailure | null): CommandCall {
  return {
    name: 'order.note_failure',
    args: {
      refId,
      failure: failure === null ? 'unknown' : describeFailure(failure),
      random: Math.random(),
      counts: failure?.kind !== 'rate_limited',
      isRefused: failure !== null && isRefusal(failure),
    },
  };
}

function resultOf(
  desk: Parts,
  result: SrsResult<unknown>,
  isAnswer: (failure: SrsFailure) => boolean,
): PollResult {
  const concluded = result.concluded;
  if (concluded !== undefined && !concluded.ok) {
    return { kind: 'refused', code: concluded.code, detail: concluded.detail };
  }
  if (!result.ok && !isAnswer(result.failure)) {
    return { kind: 'failed', failure: result.failure, called: result.callId !== null };
  }
  const polled = concluded?.results[0] as { dueAt: number | null; what: string | null } | undefined;
  const verifyNow = polled?.what === 'verify' && polled.dueAt !== null && polled.dueAt <= desk.clock.now();
  return { kind: 'done', next: verifyNow ? 'verify' : null };
}
