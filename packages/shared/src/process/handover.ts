import type { CallOperation, CallOutcome } from '../call/fields.ts';
import type { VerifyStatus } from '../order/status.ts';
import { WORDS } from '../words/both.ts';
import { TICKETS_DE } from '../words/de/tickets.ts';
import { TICKETS_EN } from '../words/en/tickets.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import type { TicketTexts } from '../words/texts.ts';
import type { IssueId } from './issues.ts';
import { issueById, processStep, SUCCESS_TEXTS, type SuccessId } from './steps.ts';
import type { StepNumber, SupportTeam, TicketField } from './teams.ts';

/** The fixed words of a ticket in both languages. */
export const TICKET_TEXTS: Readonly<Record<Language, TicketTexts>> = { en: TICKETS_EN, de: TICKETS_DE };

/** The order a ticket is about; times in ms since epoch. */
export interface TicketOrder {
  readonly refId: string;
  readonly orderId: string | null;
  /** Display name of the method. */
  readonly method: string;
  /** False for methods whose provider gives no Order ID (Bank by Klarna). */
  readonly givesOrderId: boolean;
  readonly targetUrl: string | null;
  readonly status: string;
  readonly wireStatus: string | null;
  readonly statusReason: string | null;
  readonly statusChangedAt: number;
  readonly createdAt: number | null;
  readonly verifyStatus: VerifyStatus;
  readonly evidenceId: string | null;
}

/** The call a ticket is about, when there is no order or the call is the trouble. */
export interface TicketCall {
  readonly operation: CallOperation;
  readonly at: number;
  readonly httpStatus: number | null;
  readonly outcome: CallOutcome;
  readonly correlationId: string | null;
  /** Display name of the method that was called for, where one was. */
  readonly method: string | null;
}

/** Everything a hand-over may hold. */
export interface HandoverRequest {
  readonly step: StepNumber;
  readonly issue: IssueId | null;
  readonly language: Language;
  readonly proNumber: string | null;
  readonly order: TicketOrder | null;
  readonly call: TicketCall | null;
  /** The person's number; `masked` when the text shall not name the person in clear. */
  readonly msisdn: { readonly text: string; readonly masked: boolean } | null;
  /** Who at the Service Provider can be asked, and how. */
  readonly contact: string | null;
  /** In the agent's words; without them the issue's own description stands. */
  readonly problem: string | null;
  /** The desk's reason in a sentence (see `sayWhy`). */
  readonly why: string | null;
  /** What has been checked already, in sentences. */
  readonly checked: readonly string[];
  /** Overrides the step's team, for a call that is the Service Provider's own to fix. */
  readonly team?: SupportTeam | undefined;
}

/** A ticket ready to copy or mail. */
export interface HandoverTicket {
  readonly subject: string;
  readonly body: string;
  readonly team: SupportTeam;
  /** Data the guide demands for this step that the ticket does not hold. */
  readonly missing: readonly TicketField[];
  /** The step's success parameters that are not met (guide §6.2). */
  readonly unmet: readonly SuccessId[];
  readonly includesPersonalData: boolean;
}

const OWN_TICKET_FIELDS: readonly TicketField[] = ['refId', 'orderId', 'method', 'problem', 'time'];

/**
 * The ticket for a step's team with the data guide §6.2 demands, the success parameter that is not met, and
 * a list of what is missing. Works without an order, from a failed call alone.
 */
export function handoverTicket(request: HandoverRequest, format: FormatInstant): HandoverTicket {
  const { language } = request;
  const texts = TICKET_TEXTS[language];
  const step = processStep(request.step);
  const team = request.team ?? step.team;
  const values = ticketValues(request, format);
  const demanded = step.ticketFields;
  const shown = fieldsShown(demanded, request);
  const missing = demanded.filter((field) => values[field] === null);
  const unmet = unmetParameters(request);
  const lines = shown.map((field) => {
    const value = values[field] ?? texts.notKnown;
    return `${WORDS[language].ticketField[field]}: ${value}`;
  });
  const body = [
    texts.salutation(WORDS[language].team[team]),
    '',
    ...lines,
    '',
    `${texts.step}: ${request.step} – ${step.title[language]}`,
    `${texts.notMet}: ${unmet.length === 0 ? texts.allMet : unmet.map((id) => SUCCESS_TEXTS[id][language]).join('; ')}`,
    ...orderLines(request, format),
    ...callLines(request, format),
    ...(request.why === null ? [] : [`${texts.assessment}: ${request.why}`]),
    ...(request.checked.length === 0
      ? []
      : [`${texts.checked}:`, ...request.checked.map((item) => `- ${item}`)]),
  ].join('\n');
  return {
    subject: ticketSubject(request),
    body,
    team,
    missing,
    unmet,
    includesPersonalData: shown.includes('msisdn') && request.msisdn !== null && !request.msisdn.masked,
  };
}

/** The demanded fields first; an internal ticket, for which §6.2 demands nothing, gets the plain ones. */
function fieldsShown(demanded: readonly TicketField[], request: HandoverRequest): readonly TicketField[] {
  if (demanded.length === 0) return OWN_TICKET_FIELDS;
  const extra: TicketField[] = request.step === 5 ? ['orderId', 'time'] : [];
  if (request.contact !== null && !demanded.includes('contact')) extra.push('contact');
  return [...demanded, ...extra];
}

function ticketValues(request: HandoverRequest, format: FormatInstant): Record<TicketField, string | null> {
  const { order, call, language } = request;
  const texts = TICKET_TEXTS[language];
  const filled = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim());
  // A call that failed before SRS gave an id has none to name: that is the case, not an omission.
  const noIdYet = order === null && call !== null ? texts.noIdYet : null;
  const time = call?.at ?? order?.statusChangedAt ?? null;
  return {
    proNumber: filled(request.proNumber),
    refId: order?.refId ?? noIdYet,
    orderId: order === null ? noIdYet : (order.orderId ?? (order.givesOrderId ? null : texts.givesNone)),
    method: order?.method ?? call?.method ?? (call === null ? null : texts.noMethod),
    msisdn: request.msisdn?.text ?? null,
    evidenceId:
      order?.evidenceId ?? (request.issue === 'declaration_of_will' ? null : evidenceAbsent(request)),
    problem: filled(request.problem) ?? (request.issue === null ? null : issueText(request.issue, language)),
    time: time === null ? null : format(time),
    contact: filled(request.contact),
  };
}

/** Why there is no Evidence ID to name. */
function evidenceAbsent({ order, language }: HandoverRequest): string {
  const texts = TICKET_TEXTS[language];
  switch (order?.verifyStatus) {
    case 'no_evidence':
      return texts.noEvidence;
    case undefined:
    case 'not_due':
    case 'due':
      return texts.noVerifyCall;
    default:
      return texts.evidenceNotGiven;
  }
}

function issueText(id: IssueId, language: Language): string {
  const issue = issueById(id);
  return `${issue.title[language]}. ${issue.text[language]}`;
}

/** Success parameters of the step that are not met, as far as the desk can tell. */
function unmetParameters(request: HandoverRequest): SuccessId[] {
  const { order, step } = request;
  const met: Partial<Record<SuccessId, boolean>> = {
    target_url: order?.targetUrl !== null && order !== null,
    ref_id: order !== null && request.issue !== 'ids_missing',
    order_id: order !== null && (order.orderId !== null || !order.givesOrderId),
    evidence_id: order !== null && order.evidenceId !== null,
    verify_successful: order?.verifyStatus === 'valid',
  };
  return processStep(step)
    .success.map((parameter) => parameter.id)
    .filter((id) => met[id] !== true);
}

function orderLines({ order, language }: HandoverRequest, format: FormatInstant): string[] {
  if (order === null) return [];
  const texts = TICKET_TEXTS[language];
  return [
    `${texts.status}: ${order.wireStatus ?? order.status} (${texts.since} ${format(order.statusChangedAt)})`,
    ...(order.createdAt === null ? [] : [`${texts.placed}: ${format(order.createdAt)}`]),
    ...(order.statusReason === null || order.statusReason === ''
      ? []
      : [`${texts.reason}: ${order.statusReason}`]),
  ];
}

function callLines({ call, language }: HandoverRequest, format: FormatInstant): string[] {
  if (call === null) return [];
  const texts = TICKET_TEXTS[language];
  const { operation, outcome } = WORDS[language];
  const answer = call.httpStatus === null ? outcome[call.outcome] : `HTTP ${call.httpStatus}`;
  return [
    `${texts.call}: ${operation[call.operation]}, ${format(call.at)}, ${answer}`,
    ...(call.correlationId === null ? [] : [`x-correlation-id: ${call.correlationId}`]),
  ];
}

function ticketSubject(request: HandoverRequest): string {
  const { language, order, proNumber, issue, step } = request;
  const what = issue === null ? processStep(step).title[language] : issueById(issue).title[language];
  return [
    ...(proNumber === null ? [] : [`PRO-Nr ${proNumber}`]),
    what,
    ...(order === null ? [] : [`Ref ID ${order.refId}`]),
  ].join(' · ');
}
