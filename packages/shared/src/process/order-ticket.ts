import type { OrderDetail } from '../api/orders.ts';
import { methodDisplayName, methodKeyOf, methodSheet } from '../method/catalogue.ts';
import { VERIFIED_STATUSES } from '../order/status.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import type { CheckCode } from './codes.ts';
import { type HandoverTicket, handoverTicket, type TicketOrder } from './handover.ts';
import type { IssueId } from './issue-ids.ts';
import { issueById, processStep } from './steps.ts';
import type { StepNumber } from './teams.ts';
import { type Answered, isIssueNameTrue } from './ticket-report.ts';
import type { TriageReading } from './triage-facts.ts';

/** Stands in a ticket where the server is to put the number in clear; so it need not be revealed on the page. */
export const NUMBER_PLACEHOLDER = '{msisdn}';

/** Who hands over, and how the Service Provider is known at Swisscom's desk. */
interface TicketSender {
  readonly proNumber: string | null;
  readonly contact: string;
}

/** What the agent decides about a ticket. */
export interface TicketChoice {
  readonly language: Language;
  /** Another issue than the reading's; its step and team go with it. */
  readonly issue?: IssueId | null | undefined;
  /** In the agent's words. */
  readonly problem?: string | null | undefined;
  /** When the trouble happened, ms since epoch; null where nobody was asked. */
  readonly occurredAt?: number | null | undefined;
  /** Checks that the agent has made. */
  readonly checked?: readonly CheckCode[] | undefined;
  /** `clear`: the server fills the number in where the step demands it; `shown`: as the page shows it. */
  readonly number: 'clear' | 'shown';
}

/** A ticket for an order and the step it is for. */
export interface OrderTicket extends HandoverTicket {
  readonly step: StepNumber;
  readonly issue: IssueId | null;
  /** The body holds {@link NUMBER_PLACEHOLDER}. */
  readonly fillsNumber: boolean;
}

/**
 * The ticket for an order as it stands, with the data its step demands (guide §6.2): what SRS tells, what was answered and
 * what was ticked. When it is nobody's turn it is a note to the Service Provider's own support (step 4). `now` in ms.
 */
export function orderTicket(
  order: OrderDetail,
  reading: TriageReading,
  sender: TicketSender,
  choice: TicketChoice,
  format: FormatInstant,
  now: number,
): OrderTicket {
  const { language } = choice;
  const issue = choice.issue ?? reading.issue;
  const step = choice.issue ? issueById(choice.issue).step : (reading.step ?? 4);
  const demanded = processStep(step).ticketFields.includes('msisdn');
  const fillsNumber = choice.number === 'clear' && demanded && Boolean(order.msisdn);
  const clear = fillsNumber || (order.revealed?.fields.includes('msisdn') ?? false);
  const number = fillsNumber ? NUMBER_PLACEHOLDER : (order.msisdn ?? null);
  const ticket = handoverTicket(
    {
      step,
      issue,
      issueNamed: Boolean(choice.issue),
      language,
      proNumber: sender.proNumber,
      order: ticketOrder(order),
      call: null,
      msisdn: number === null ? null : { text: number, masked: !clear },
      contact: sender.contact,
      problem: choice.problem ?? null,
      occurredAt: choice.occurredAt ?? null,
      answers: answeredIn(reading),
      checked: choice.checked ?? [],
      now,
    },
    format,
  );
  return { ...ticket, step, issue, fillsNumber };
}

/** What was asked and answered. */
function answeredIn({ questions }: TriageReading): Answered {
  return Object.fromEntries(questions.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer]])));
}

/** The reading's issue where its name says no more than what was answered. */
export function namedIssue(reading: TriageReading): IssueId | null {
  const { issue } = reading;
  return issue !== null && isIssueNameTrue(issue, { answers: answeredIn(reading) }) ? issue : null;
}

/** True where a ticket can help: somebody has to act, and no new identification is all there is to do. */
export function hasTicket({ nextActor, why }: Pick<TriageReading, 'nextActor' | 'why'>): boolean {
  return nextActor !== null && why.code !== 'evidence_expired';
}

/** What a ticket tells of an order. */
export function ticketOrder(order: OrderDetail): TicketOrder {
  const sheet = methodSheet(methodKeyOf(order.issuer, order.method));
  const time = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    refId: order.refId,
    orderId: order.orderId,
    method: methodDisplayName(order.issuer, order.method),
    givesNoOrderId: sheet?.givesOrderId === false ? sheet.provider : null,
    byOfficer: sheet?.flow === 'video',
    targetUrl: order.targetUrl ?? null,
    wireStatus: order.wireStatus,
    statusReason: order.statusReason ?? null,
    statusChangedAt:
      order.triageFacts?.statusChangedAtKnown === false ? null : Date.parse(order.statusChangedAt),
    lastSyncedAt: time(order.lastSyncedAt),
    createdAt: time(order.createdAt),
    goneAt: time(order.goneAt),
    verifyStatus: order.verifyStatus,
    verifiedAt: order.triageFacts?.verifiedAt ?? time(order.verifiedAt),
    // Evidence of an earlier identification is not this order's.
    evidenceId:
      order.evidenceIsEarlier && !VERIFIED_STATUSES.includes(order.verifyStatus) ? null : order.evidenceId,
  };
}

/** How a team can reach back: the agent, then the Service Provider's own support line where it is known. */
export function contactLine(
  name: string,
  own: { readonly phone: string; readonly email: string } | undefined,
): string {
  return [name, own?.phone ?? '', own?.email ?? ''].filter((part) => part.trim() !== '').join(', ');
}

/** By language and zone: to make one takes a hundred times as long as to use it. */
const instantFormats = new Map<string, Intl.DateTimeFormat>();

function instantFormat(language: Language, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${language} ${timeZone ?? ''}`;
  const known = instantFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-CH' : 'en-GB', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  instantFormats.set(key, format);
  return format;
}

/** Date, time and zone in full: whoever reads a ticket sits elsewhere and reads it later. */
export function ticketInstant(at: number, language: Language, timeZone?: string): string {
  return instantFormat(language, timeZone).format(at);
}
