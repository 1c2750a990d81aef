import type { CallOperation, CallOutcome } from '../call/fields.ts';
import { fromWireStatus, type VerifyStatus } from '../order/status.ts';
import { WORDS } from '../words/both.ts';
import { TICKETS_DE } from '../words/de/tickets.ts';
import { TICKETS_EN } from '../words/en/tickets.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import type { TicketTexts } from '../words/texts.ts';
import type { CheckCode } from './codes.ts';
import { fillIn } from './fill-in.ts';
import type { IssueId } from './issue-ids.ts';
import { unknownParameters, unmetParameters } from './step-success.ts';
import { issueById, processStep, SUCCESS_TEXTS, type SuccessId } from './steps.ts';
import type { StepNumber, SupportTeam, TicketField } from './teams.ts';
import { sayAnswer, TRIAGE_TEXTS } from './texts.ts';
import { type TicketLine, ticketBody } from './ticket-body.ts';
import {
  type Answered,
  doneChecks,
  isIssueKnown,
  isIssueNameTrue,
  type ReportFacts,
  reportOf,
  reportParams,
} from './ticket-report.ts';
import { mayHavePlaced } from './triage-call.ts';

/** The words of a ticket in both languages. */
export const TICKET_TEXTS: Readonly<Record<Language, TicketTexts>> = { en: TICKETS_EN, de: TICKETS_DE };

/** The order a ticket is about; times in ms since epoch. */
export interface TicketOrder {
  readonly refId: string;
  readonly orderId: string | null;
  /** Display name of the method, and the provider's name where the method gives no Order ID. */
  readonly method: string;
  readonly givesNoOrderId: string | null;
  /** An officer takes part, who tells the result. */
  readonly byOfficer: boolean;
  readonly targetUrl: string | null;
  readonly wireStatus: string | null;
  readonly statusReason: string | null;
  /** Null where nobody knows. */
  readonly statusChangedAt: number | null;
  readonly lastSyncedAt: number | null;
  readonly createdAt: number | null;
  readonly goneAt: number | null;
  readonly verifyStatus: VerifyStatus;
  /** When the RA service last answered. */
  readonly verifiedAt: number | null;
  readonly evidenceId: string | null;
}

/** The call a ticket is about, when there is no order or the call is the trouble. */
export interface TicketCall {
  readonly operation: CallOperation;
  readonly at: number;
  readonly httpStatus: number | null;
  readonly outcome: CallOutcome;
  readonly correlationId: string | null;
  readonly refId: string | null;
  readonly orderId: string | null;
  /** Display name of the method that was called for, where one was, and the provider's name where it gives no Order ID. */
  readonly method: string | null;
  readonly givesNoOrderId: string | null;
}

/** Everything a hand-over may hold. */
export interface HandoverRequest {
  readonly step: StepNumber;
  readonly issue: IssueId | null;
  /** The agent has named the issue; else it is called by its name only where it is known to be so. */
  readonly issueNamed: boolean;
  readonly language: Language;
  readonly proNumber: string | null;
  readonly order: TicketOrder | null;
  readonly call: TicketCall | null;
  /** The person's number; `masked` when the text shall not name the person in clear. */
  readonly msisdn: { readonly text: string; readonly masked: boolean } | null;
  /** Who at the Service Provider can be asked, and how. */
  readonly contact: string | null;
  /** In the agent's words. */
  readonly problem: string | null;
  /** When the trouble happened, as the agent was told, ms since epoch. */
  readonly occurredAt: number | null;
  /** Answers to questions that were asked. */
  readonly answers: Answered;
  /** Checks that the agent has ticked as made. */
  readonly checked: readonly CheckCode[];
  /** Overrides the step's team, for a call that is the Service Provider's own to fix. */
  readonly team?: SupportTeam | undefined;
  readonly now: number;
}

/** A ticket ready to copy or mail. */
export interface HandoverTicket {
  readonly subject: string;
  readonly body: string;
  readonly team: SupportTeam;
  /** Data the guide demands for this step that the ticket does not hold. */
  readonly missing: readonly TicketField[];
  /** The step's success parameters that are known not to be met (guide §6.2). */
  readonly unmet: readonly SuccessId[];
  readonly includesPersonalData: boolean;
}

/**
 * The ticket for a step's team with the data guide §6.2 demands. It holds what SRS tells, what was answered and what was ticked,
 * and nothing else; what is demanded and not known says so and is listed as missing. Works without an order, from a failed
 * call alone.
 */
export function handoverTicket(request: HandoverRequest, format: FormatInstant): HandoverTicket {
  const { language, order, call } = request;
  const texts = TICKET_TEXTS[language];
  const step = processStep(request.step);
  const team = request.team ?? step.team;
  const values = ticketValues(request, format);
  const unmet = unmetParameters(request);
  const body = ticketBody([
    { name: texts.to, value: WORDS[language].team[team] },
    ...fieldLines(request, values),
    ...(order === null ? [] : orderLines(order, language, format)),
    ...(call === null ? [] : callLines(call, language, format)),
    { name: texts.userReports, items: answerItems(request) },
    { name: texts.checked, items: doneChecks(request.checked).map((check) => texts.done[check]) },
    { name: texts.step, value: `${request.step} (${step.title[language]}), Integration Guide §6.2` },
    ...successLines(request, unmet),
    ...(isLostPlacing(request) ? [texts.orderExists] : []),
    ...(team === 'service_provider_support' ? [] : [texts.request]),
  ]);
  return {
    subject: ticketSubject(request),
    body,
    team,
    missing: step.ticketFields.filter((field) => values[field] === null),
    unmet,
    includesPersonalData: asksNumber(request) && request.msisdn !== null && !request.msisdn.masked,
  };
}

function asksNumber({ step }: HandoverRequest): boolean {
  return processStep(step).ticketFields.includes('msisdn');
}

const FIELD_ORDER: readonly TicketField[] = [
  'proNumber',
  'refId',
  'orderId',
  'method',
  'msisdn',
  'evidenceId',
  'time',
  'contact',
  'problem',
];

/** What §6.2 demands says that it is not known where it is not; the rest is left out then. */
function fieldLines(
  request: HandoverRequest,
  values: Readonly<Record<TicketField, string | null>>,
): TicketLine[] {
  const { language, step } = request;
  const texts = TICKET_TEXTS[language];
  const demanded = processStep(step).ticketFields;
  const own: readonly TicketField[] = ['msisdn', 'evidenceId'];
  return FIELD_ORDER.filter((field) => demanded.includes(field) || !own.includes(field)).map((field) => ({
    name: field === 'time' ? texts.time : WORDS[language].ticketField[field],
    value: values[field] ?? (demanded.includes(field) ? texts.notKnown : null),
  }));
}

function ticketValues(request: HandoverRequest, format: FormatInstant): Record<TicketField, string | null> {
  const { order, call, language } = request;
  const texts = TICKET_TEXTS[language];
  const filled = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim());
  const none = order === null && call !== null ? noneGiven(call, texts) : null;
  const time = request.occurredAt ?? call?.at ?? null;
  const givesNone = (order ?? call)?.givesNoOrderId ?? null;
  return {
    proNumber: filled(request.proNumber),
    refId: order?.refId ?? call?.refId ?? none,
    orderId: order?.orderId ?? call?.orderId ?? (givesNone === null ? none : texts.givesNone(givesNone)),
    method: order?.method ?? call?.method ?? (aboutOrder(call) ? null : texts.noMethod),
    msisdn: request.msisdn?.text ?? null,
    evidenceId: order === null ? null : (order.evidenceId ?? evidenceAbsent(order, language, format)),
    problem: problemOf(request, format),
    time: time === null ? null : format(time),
    contact: filled(request.contact),
  };
}

/** False for a call that asks for a token, or about all methods. */
function aboutOrder(call: TicketCall | null): boolean {
  return call === null || (call.operation !== 'token' && call.operation !== 'list_methods');
}

/** Why a call names no id; null where there may be one that nobody knows. */
function noneGiven(call: TicketCall, texts: TicketTexts): string | null {
  if (!aboutOrder(call)) return texts.noOrder;
  // A placing that SRS refused has no id to name: that is the case, not an omission.
  return call.operation === 'place_order' && !mayHavePlaced(call) ? texts.noIdYet : null;
}

/** The call may have placed an order whose Ref ID nobody knows. */
function isLostPlacing({ order, call }: HandoverRequest): boolean {
  return order === null && call !== null && call.refId === null && mayHavePlaced(call);
}

/** In the agent's words, then what is known of the issue; at the least its name. Null while nobody has told any. */
function problemOf(request: HandoverRequest, format: FormatInstant): string | null {
  const texts = TICKET_TEXTS[request.language];
  const facts: ReportFacts = request;
  const report = reportOf(request.issue, facts).map((sentence) =>
    fillIn(texts.report[sentence], reportParams(facts), format),
  );
  const said = [request.problem ?? '', ...report].map((text) => text.trim()).filter((text) => text !== '');
  if (said.length > 0) return said.join(' ');
  const title = statedTitle(request);
  return title === null ? null : `${title}.`;
}

/** Why there is no Evidence ID to name; null where one must exist and is not known. */
function evidenceAbsent(order: TicketOrder, language: Language, format: FormatInstant): string | null {
  const texts = TICKET_TEXTS[language];
  const verifiedAt = order.verifiedAt === null ? '' : { at: order.verifiedAt };
  switch (order.verifyStatus) {
    case 'no_evidence':
      return fillIn(texts.noEvidence, { verifiedAt }, format);
    case 'not_due':
    case 'due':
      return texts.noVerifyCall;
    case 'terms_not_accepted':
      return texts.evidenceNotGiven;
    default:
      return null;
  }
}

/** What the step is measured by: what is known not to be reached, and what nobody has asked. */
function successLines(request: HandoverRequest, unmet: readonly SuccessId[]): TicketLine[] {
  const texts = TICKET_TEXTS[request.language];
  const line = (name: string, ids: readonly SuccessId[]): TicketLine => ({
    name,
    value: ids.length === 0 ? null : ids.map((id) => SUCCESS_TEXTS[id][request.language]).join('; '),
  });
  return [line(texts.notReached, unmet), line(texts.unknown, unknownParameters(request))];
}

function orderLines(order: TicketOrder, language: Language, format: FormatInstant): TicketLine[] {
  const texts = TICKET_TEXTS[language];
  const { wireStatus, statusReason, createdAt, verifyStatus, verifiedAt, lastSyncedAt } = order;
  const status = {
    wire: wireStatus ?? '',
    // An order is Created from when it was created.
    since:
      order.statusChangedAt === null || (createdAt === null && fromWireStatus(wireStatus) === 'created')
        ? ''
        : { at: order.statusChangedAt },
    // What SRS no longer knows was read before.
    readAt: lastSyncedAt === null || order.goneAt !== null ? '' : { at: lastSyncedAt },
  };
  const made = verifyStatus !== 'not_due' && verifyStatus !== 'due';
  const verify = WORDS[language].verify[verifyStatus];
  return [
    ...(wireStatus === null
      ? []
      : [{ name: texts.status, value: fillIn(texts.statusSince, status, format) }]),
    { name: texts.reason, value: (statusReason ?? '') === '' ? null : texts.quoted(statusReason ?? '') },
    { name: texts.placed, value: createdAt === null ? null : format(createdAt) },
    { name: texts.targetUrl, value: order.targetUrl === null ? texts.absent : texts.present },
    {
      name: texts.verifyCall,
      value: made ? [verify, ...(verifiedAt === null ? [] : [format(verifiedAt)])].join(', ') : texts.notMade,
    },
  ];
}

function callLines(call: TicketCall, language: Language, format: FormatInstant): TicketLine[] {
  const { operation, outcome } = WORDS[language];
  const answer = call.httpStatus === null ? outcome[call.outcome] : `HTTP ${call.httpStatus}`;
  const id = call.correlationId === null ? [] : [`x-correlation-id ${call.correlationId}`];
  const parts = [operation[call.operation], format(call.at), answer, ...id];
  return [{ name: TICKET_TEXTS[language].call, value: parts.join(', ') }];
}

/** Questions that we answer ourselves: what we found stands in the report. */
const OUR_QUESTIONS: readonly string[] = ['verify_data_right', 'request_correct', 'country_listed'];

function answerItems({ answers, language }: HandoverRequest): string[] {
  const { question } = TRIAGE_TEXTS[language];
  const asked: Readonly<Record<string, string>> = question;
  return Object.entries(answers)
    .filter(([id]) => !OUR_QUESTIONS.includes(id))
    .map(([id, answer]) => `${asked[id] ?? id} ${sayAnswer(language, answer)}`);
}

/** What the subject calls the case: the issue where it is known to be so, else the step. */
function issueTitle(request: HandoverRequest): string {
  return statedTitle(request) ?? processStep(request.step).title[request.language];
}

/** The issue's name, as far as it states what is known; null where it would state more. */
function statedTitle(request: HandoverRequest): string | null {
  const { issue, language, answers, order, call } = request;
  if (issue === null) return null;
  if (issue === 'service_not_responding' && call !== null && call.httpStatus !== null)
    return TICKET_TEXTS[language].answersHttp(call.httpStatus);
  if (issue === 'terms_sms_missing' && answers.terms_sms !== 'not_arrived')
    return order?.verifyStatus === 'terms_not_accepted' ? TICKET_TEXTS[language].termsPending : null;
  if (issue === 'ids_missing' && order !== null && order.goneAt !== null)
    return WORDS[language].attention.gone;
  if (request.issueNamed) return issueById(issue).title[language];
  return isIssueKnown(issue, request) && isIssueNameTrue(issue, request)
    ? issueById(issue).title[language]
    : null;
}

function ticketSubject(request: HandoverRequest): string {
  const { order, call, proNumber } = request;
  const refId = order?.refId ?? call?.refId ?? null;
  return [
    ...(proNumber === null ? [] : [`PRO-Nr ${proNumber}`]),
    issueTitle(request),
    ...(refId === null ? [] : [`Ref ID ${refId}`]),
  ].join(' · ');
}
