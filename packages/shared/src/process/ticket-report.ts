import type { CallOperation } from '../call/fields.ts';
import type { VerifyStatus } from '../order/status.ts';
import type { CheckCode, ParamValue } from './codes.ts';
import type { IssueId } from './issue-ids.ts';
import type { AnswerOf, QuestionId } from './questions.ts';
import { issueById } from './steps.ts';
import { DONE_CHECKS, type DoneCheck, type ReportSentence } from './ticket-sentences.ts';

/** What a report goes by: SRS's data, the call behind it, and the answers that were given. Times in ms since epoch. */
export interface ReportFacts {
  readonly order: {
    readonly wireStatus: string | null;
    readonly statusChangedAt: number | null;
    readonly createdAt: number | null;
    readonly targetUrl: string | null;
    readonly statusReason: string | null;
    readonly verifyStatus: VerifyStatus;
    readonly verifiedAt: number | null;
    readonly goneAt: number | null;
  } | null;
  readonly call: {
    readonly operation: CallOperation;
    readonly at: number;
    readonly httpStatus: number | null;
  } | null;
  readonly answers: Answered;
  readonly now: number;
}

/** The answers that were given to questions that were asked. */
export type Answered = { readonly [Q in QuestionId]?: AnswerOf<Q> };

type Condition<F = ReportFacts> = (facts: F) => boolean;

/** The user tells of one of these troubles, whichever question asked for it. */
function says(...troubles: readonly string[]): Condition {
  return ({ answers: { video_user_says, bank_user_says, error_cause, bank_error_cause } }) =>
    [video_user_says, bank_user_says, error_cause, bank_error_cause].some(
      (answer) => answer !== undefined && troubles.includes(answer),
    );
}

function answered<Q extends QuestionId>(
  question: Q,
  answer: AnswerOf<Q>,
): Condition<Pick<ReportFacts, 'answers'>> {
  return ({ answers }) => answers[question] === answer;
}

const termsPending: Condition = ({ order }) => order?.verifyStatus === 'terms_not_accepted';

const givesReason: Condition = ({ order }) => (order?.statusReason ?? '') !== '';

/** What the provider gives as its reason is all that is known. */
const unlessTold: Condition = (facts) => givesReason(facts) && !says('country_refused', 'language')(facts);

/** What may be reported of each issue, in order. Steps 2 and 4 are our own: the answers of the user tell them. */
const REPORTS: Readonly<Partial<Record<IssueId, readonly (readonly [ReportSentence, Condition])[]>>> = {
  server_authentication: [['auth_refused', ({ call }) => call !== null]],
  target_url_missing: [['url_missing', ({ order }) => order !== null && order.targetUrl === null]],
  ids_missing: [
    ['gone', ({ order }) => order !== null && order.goneAt !== null],
    ['ids_not_in_answer', ({ order, call }) => order === null && call !== null],
  ],
  unsuccessful_response: [
    ['http_answer', ({ call }) => call?.httpStatus !== undefined],
    ['request_right', answered('request_correct', 'yes')],
  ],
  service_not_responding: [
    ['http_answer', ({ call }) => call !== null && call.httpStatus !== null],
    ['no_answer', ({ call }) => call !== null && call.httpStatus === null],
  ],
  officer_cannot_identify: [['officer', says('officer_cannot_identify')]],
  country_not_supported: [
    ['country_refused', says('country_refused')],
    ['error_with_reason', unlessTold],
    ['country_listed', answered('country_listed', 'yes')],
  ],
  language_not_supported: [
    ['language', says('language')],
    ['error_with_reason', unlessTold],
    ['language_offered', answered('call_language', 'offered')],
  ],
  timeout: [['session_timeout', says('timeout')]],
  connection_lost: [
    ['lost', says('connection_lost')],
    ['lost_again', answered('lost_before', 'again')],
  ],
  app_not_working: [['app', says('app_not_working', 'page_failed')]],
  bank_login_failed: [
    ['bank_login', says('login_failed')],
    ['bank_not_listed', says('bank_not_listed')],
    ['link_used_up', says('link_used_up')],
    ['link_used_up', answered('tries_left', 'no')],
  ],
  result_overdue: [['overdue', ({ order }) => order !== null]],
  import_failed: [['error_with_reason', givesReason]],
  terms_sms_missing: [
    ['terms_pending', termsPending],
    ['sms_missing', answered('terms_sms', 'not_arrived')],
    ['number_confirmed', answered('number_right', 'yes')],
  ],
  declaration_of_will: [
    ['signing_fails', (facts) => facts.order?.verifyStatus === 'valid' && answered('can_sign', 'no')(facts)],
  ],
  evidence_missing: [
    ['evidence_missing', ({ order }) => order?.verifyStatus === 'no_evidence'],
    ['verify_data_right', answered('verify_data_right', 'yes')],
  ],
  unreadable_status: [['unreadable', ({ order }) => order !== null]],
};

/** The sentences that hold of an issue, in order. */
export function reportOf(issue: IssueId | null, facts: ReportFacts): ReportSentence[] {
  const sentences = issue === null ? [] : (REPORTS[issue] ?? []);
  return [...new Set(sentences.filter(([, holds]) => holds(facts)).map(([sentence]) => sentence))];
}

/** By their names these are troubles with what the provider offers; the answers say whether it does. */
const OFFERED: Readonly<Partial<Record<IssueId, Condition<Pick<ReportFacts, 'answers'>>>>> = {
  country_not_supported: answered('country_listed', 'yes'),
  language_not_supported: answered('call_language', 'offered'),
};

/** False where an issue's name says more than what was answered: of a country or a language that nobody has looked up. */
export function isIssueNameTrue(issue: IssueId, facts: Pick<ReportFacts, 'answers'>): boolean {
  return OFFERED[issue]?.(facts) ?? true;
}

/** The user tells what these issues are called by; they are our own, so no report says it. */
const TOLD: Readonly<Partial<Record<IssueId, Condition>>> = {
  user_redirect: says('link_not_received', 'link_does_not_open'),
  identity_data_gathering: says('form_failed'),
  identity_data_forwarding: says('data_not_passed'),
};

/** True when an issue is what is told of the order: by the user, by SRS, or by the reason that the provider gives. */
export function isIssueKnown(issue: IssueId, facts: ReportFacts): boolean {
  const reason = facts.order?.statusReason ?? '';
  const byReason = reason !== '' && issueById(issue).step === 3;
  return byReason || TOLD[issue]?.(facts) === true || reportOf(issue, facts).length > 0;
}

/** What a report's sentences are filled with; a sentence whose value is not known is not said. */
export function reportParams({ order, call, answers, now }: ReportFacts): Record<string, ParamValue> {
  const minutes =
    order?.createdAt === null || order === null ? null : Math.floor((now - order.createdAt) / 60_000);
  const known: Record<string, ParamValue | null> = {
    wire: order?.wireStatus ?? null,
    since: order?.statusChangedAt == null ? null : { at: order.statusChangedAt },
    goneSince: order?.goneAt == null ? null : { at: order.goneAt },
    verifiedAt: order?.verifiedAt == null ? null : { at: order.verifiedAt },
    minutes,
    httpStatus: call?.httpStatus ?? null,
    at: call === null ? null : { at: call.at },
    page: answers.signing_page ?? null,
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

/** The ticked checks that stand in a ticket, in the order of {@link DONE_CHECKS}. */
export function doneChecks(ticked: readonly CheckCode[]): DoneCheck[] {
  return DONE_CHECKS.filter((check) => ticked.includes(check));
}
