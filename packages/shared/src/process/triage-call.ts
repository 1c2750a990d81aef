import { type CallAnswer, type CallOperation, type CallOutcome, hasFailed } from '../call/fields.ts';
import type { CheckCode, Coded, HoldCode, NoteCode, TellCode, WhyCode } from './codes.ts';
import type { IssueId } from './issue-ids.ts';
import { type Answers, answerTo, ask, type Question } from './questions.ts';
import { type SupportTeam, teamOf } from './teams.ts';
import type { Hold } from './triage-facts.ts';

/** What is known of a call that went wrong, with or without an order behind it. */
export interface CallFacts {
  readonly operation: CallOperation;
  readonly outcome: CallOutcome;
  /** What SRS answered by an HTTP error that is no failure. */
  readonly answer: CallAnswer | null;
  readonly httpStatus: number | null;
  /** For a placing that was answered: what the answer lacked. */
  readonly lacks: 'ids' | 'target_url' | null;
  /** How often the same operation failed in a row, this call included; null while nobody has counted. */
  readonly failuresInARow: number | null;
  readonly answers: Answers;
}

/** Whose turn it is after a failed call: always step 1 (guide §6.2). */
interface CallReading {
  readonly step: 1;
  readonly team: SupportTeam;
  readonly issue: IssueId;
  readonly why: Coded<WhyCode>;
  readonly notes: readonly Coded<NoteCode>[];
  readonly firstChecks: readonly CheckCode[];
  readonly tellUser: readonly TellCode[];
  readonly doNotEscalate: Hold | null;
  readonly questions: readonly Question[];
}

interface CallDraft {
  readonly issue: IssueId;
  readonly why: WhyCode;
  readonly checks: readonly CheckCode[];
  readonly hold?: HoldCode;
  readonly own?: boolean;
  readonly questions?: readonly Question[];
}

/** Reads a failed call: whose turn, why, what to check. Null when the call did not fail. */
export function triageFailedCall(call: CallFacts): CallReading | null {
  if (!hasFailed(call) && call.lacks === null) return null;
  const draft = readCall(call);
  return {
    step: 1,
    team: draft.own === true ? 'service_provider_support' : teamOf(1),
    issue: draft.issue,
    why: { code: draft.why, params: call.httpStatus === null ? {} : { httpStatus: call.httpStatus } },
    notes: mayHavePlaced(call) ? [{ code: 'place_outcome_unknown', params: {} }] : [],
    firstChecks: draft.checks,
    tellUser: draft.own === true ? [] : ['we_are_asking'],
    doNotEscalate: draft.hold === undefined ? null : { code: draft.hold, params: {}, until: null },
    questions: draft.questions ?? [],
  };
}

const NO_USABLE_ANSWER: ReadonlySet<CallOutcome> = new Set([
  'timeout',
  'unknown',
  'network_error',
  'invalid_response',
]);

/** No usable answer came to a placing, or a 409 of whoever: SRS may have taken the order all the same. */
export function mayHavePlaced({
  operation,
  outcome,
  httpStatus,
}: Pick<CallFacts, 'operation' | 'outcome' | 'httpStatus'>): boolean {
  if (operation !== 'place_order') return false;
  const status = httpStatus ?? 0;
  return NO_USABLE_ANSWER.has(outcome) || (outcome === 'http_error' && (status >= 500 || status === 409));
}

/** A failure is tried again before anybody is asked, unless trying again may do it twice. */
function beforeAsking(call: CallFacts): Pick<CallDraft, 'hold'> {
  const single = call.failuresInARow !== null && call.failuresInARow < 2;
  return single && !mayHavePlaced(call) ? { hold: 'single_failure' } : {};
}

function readCall(call: CallFacts): CallDraft {
  if (call.lacks !== null) {
    return call.lacks === 'ids'
      ? { issue: 'ids_missing', why: 'call_ids_missing', checks: ['raw_answer', 'sync_again'] }
      : { issue: 'target_url_missing', why: 'call_url_missing', checks: ['sync_again', 'raw_answer'] };
  }
  if (call.outcome === 'invalid_response')
    return {
      issue: 'unsuccessful_response',
      why: 'call_unreadable',
      checks: ['raw_answer', 'right_environment'],
    };
  const status = call.httpStatus;
  if (status === null) return readSilence(call);
  if (
    status === 401 ||
    status === 403 ||
    (call.operation === 'token' && status >= 400 && status < 500 && status !== 429)
  )
    return {
      issue: 'server_authentication',
      why: 'call_not_authorised',
      checks: ['own_credentials', 'right_environment'],
    };
  if (status === 429)
    return {
      issue: 'unsuccessful_response',
      why: 'call_rate_limited',
      checks: ['wait'],
      hold: 'rate_limited',
      own: true,
    };
  if (status >= 500) {
    return {
      issue: status === 500 ? 'unsuccessful_response' : 'service_not_responding',
      why: 'call_server_error',
      checks: ['others_fail_too', 'raw_answer'],
      ...beforeAsking(call),
    };
  }
  return readRefusal(call, status);
}

function readSilence(call: CallFacts): CallDraft {
  return {
    issue: 'service_not_responding',
    why: 'call_no_answer',
    checks: ['others_fail_too', 'right_environment'],
    ...beforeAsking(call),
  };
}

/** Our own 4xx is ours to fix, until somebody has looked and found the request right. */
function readRefusal(call: CallFacts, status: number): CallDraft {
  const questions = ask(call.answers, 'request_correct');
  const correct = answerTo(call.answers, 'request_correct') === 'yes';
  return {
    issue: 'unsuccessful_response',
    why: status === 404 ? 'call_not_found' : 'call_refused',
    checks: ['own_request', 'raw_answer'],
    ...(correct ? {} : { hold: 'own_request' as const, own: true }),
    questions,
  };
}
