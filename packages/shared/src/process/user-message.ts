import { isPending } from '../order/status.ts';
import { MESSAGES_DE } from '../words/de/messages.ts';
import { MESSAGES_EN } from '../words/en/messages.ts';
import type { Bilingual, Language } from '../words/language.ts';
import type { MessageFormat, MessageTexts, ParagraphText } from '../words/texts.ts';
import type { WhyCode } from './codes.ts';
import { fillIn } from './fill-in.ts';
import { flowFacts, messageFacts } from './known-facts.ts';
import type { MessageCase, MessageContext } from './message-context.ts';
import type { KnownFacts, MessageFact } from './message-facts.ts';
import {
  FULLER,
  PARAGRAPH_NEEDS,
  type ParagraphId,
  SITUATION_SPECS,
  SITUATIONS,
  type Situation,
} from './situations.ts';
import type { TriageFacts, TriageReading } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';

/** Messages to end users in both languages. */
export const MESSAGE_TEXTS: Readonly<Record<Language, MessageTexts>> = { en: MESSAGES_EN, de: MESSAGES_DE };

/** What a message is made from, beside what is known of the order. */
export interface MessageChoice {
  readonly language: Language;
  /** The Service Provider's name as its users know it. */
  readonly serviceProvider: string | null;
  /** The data is also used by the Service Provider itself, for instance against money laundering (guide §7.1). */
  readonly ownUse: boolean;
  /** The Service Provider's legal text; replaces the notice. May hold {url}, {provider}, {serviceProvider}. */
  readonly legalText: Bilingual | null;
}

/** A message ready to copy or mail. */
interface UserMessage {
  readonly situation: Situation;
  readonly subject: string;
  readonly body: string;
  /** The link that stands in it: always a living one. */
  readonly targetUrl: string | null;
  /** What the message should hold and does not. */
  readonly missing: readonly 'service_provider'[];
}

/** What is known, and which messages it allows. `now` in ms since epoch. */
export function messageCase(
  order: TriageFacts,
  reading: TriageReading,
  context: MessageContext,
  rules: TriageRules,
  now: number,
): MessageCase {
  const own = messageFacts(order, reading, context, rules, now);
  const newer = newerCase(order, own, context);
  if (newer !== null) return newer;
  const facts = { ...own, ...newFlow(own, context, rules) };
  const sayable = sayableOf(order, reading);
  const holding = sayable.filter((situation) => lackingFacts(facts, situation).length === 0);
  // A newer order whose link is still to come is all that matters to its user.
  const follows: readonly Situation[] = context.successor?.linkFollows === true ? ['link_pending'] : [];
  const wanted = [...FIRST, ...follows, ...(BY_WHY[reading.why.code] ?? [])].filter((one) =>
    holding.includes(one),
  );
  return { facts, situations: [...new Set([...wanted, ...holding])] };
}

/**
 * Of an order that a newer one has replaced, and whose user waits for no link: how the newer one stands is what counts. Null
 * where that is not known, or where this order's own result does.
 */
function newerCase(
  { status, supersededBy, erasedAt }: TriageFacts,
  own: KnownFacts,
  { successor }: MessageContext,
): MessageCase | null {
  if (successor === null || successor.link !== null || successor.linkFollows || erasedAt !== null)
    return null;
  const isOver = status === 'error' || status === 'cancelled' || (supersededBy !== null && isPending(status));
  if (!isOver || own.alreadyValid !== null || own.resultAwaited !== null) return null;
  return successor.says === null || successor.says.situations.length === 0 ? null : successor.says;
}

/** What may be said at all of an order: nothing of the living to who was erased, or whose order is gone or cancelled. */
function sayableOf({ erasedAt, status }: TriageFacts, { why }: TriageReading): readonly Situation[] {
  if (erasedAt !== null) return [];
  if (status === 'cancelled')
    return ['already_identified', 'newer_link', 'link_pending', 'link_cancelled', 'cancelled_by_mistake'];
  return why.code === 'gone'
    ? ['already_identified', 'newer_link', 'link_pending', 'looking_into']
    : SITUATIONS;
}

/** Where the successor's link is handed out, its flow is described. */
function newFlow({ link }: KnownFacts, { successor }: MessageContext, rules: TriageRules) {
  return link !== null || successor?.link == null ? {} : flowFacts(successor.methodKey, rules);
}

/** The facts that a situation needs and that are not known or do not hold. */
export function lackingFacts(facts: KnownFacts, situation: Situation): MessageFact[] {
  return SITUATION_SPECS[situation].needs.filter((fact) => facts[fact] === null);
}

/** What goes before anything else: who may sign needs no link, who has a newer link no older one. */
const FIRST: readonly Situation[] = ['already_identified'];

/** The situations that fit a reading, the best first; the first whose facts hold is offered. */
const BY_WHY: Readonly<Partial<Record<WhyCode, readonly Situation[]>>> = {
  created_without_url: ['newer_link', 'link_pending', 'looking_into'],
  initialized_without_url: ['newer_link', 'link_pending', 'looking_into'],
  created_with_url: ['newer_link', 'new_link', 'start', 'looking_into'],
  start_unknown: ['newer_link', 'new_link', 'start', 'looking_into'],
  user_not_started: ['newer_link', 'start', 'looking_into'],
  start_trouble: ['newer_link', 'start', 'looking_into'],
  identification_running: ['newer_link', 'looking_into', 'reminder'],
  bank_session_running: ['newer_link', 'looking_into', 'reminder'],
  trouble_during_identification: [
    'newer_link',
    'other_method',
    'app_or_browser',
    'reuse_link',
    'looking_into',
  ],
  browser_only: ['newer_link', 'app_or_browser'],
  bank_trouble_in_session: ['newer_link', 'other_method', 'app_or_browser', 'reuse_link', 'looking_into'],
  data_typed_wrong: ['newer_link', 'check_data'],
  bank_link_used_up: ['new_link', 'newer_link', 'failed'],
  bank_session_over: ['newer_link', 'session_over', 'looking_into', 'reminder'],
  result_in_preparation: ['wait_for_result'],
  user_says_successful: ['wait_for_result', 'looking_into'],
  user_says_unsuccessful: ['new_link', 'check_data', 'failed'],
  error_negative: ['new_link', 'check_data', 'failed'],
  error_without_reason: ['new_link', 'check_data', 'failed'],
  error_in_identification: ['new_link', 'other_method', 'failed'],
  verify_not_due: ['registering'],
  verify_in_window: ['registering'],
  verify_outstanding: ['registering'],
  terms_sms_unasked: ['accept_terms'],
  terms_user_accepts: ['accept_terms', 'registering'],
  terms_sms_missing: ['sms_may_come', 'terms_sms_missing'],
  terms_number_wrong: ['number_wrong'],
  terms_lapsed: ['failed'],
  identify_again: ['identify_again'],
  cannot_sign: ['cannot_sign'],
  done: ['can_sign'],
  evidence_expired: ['evidence_expired'],
  cancelled: ['newer_link', 'link_cancelled'],
  cancelled_old_link: ['newer_link', 'link_cancelled'],
  cancelled_by_mistake: ['cancelled_by_mistake', 'newer_link', 'link_cancelled'],
};

/**
 * The words for a situation whose facts hold: each paragraph stands only if all it states is known. Where the user is sent to
 * the identification provider, the notice of guide §7.1 comes before the link.
 */
export function userMessage(
  { facts }: MessageCase,
  situation: Situation,
  choice: MessageChoice,
  format: MessageFormat,
): UserMessage {
  const texts = MESSAGE_TEXTS[choice.language];
  const { hands, says } = SITUATION_SPECS[situation];
  const url = hands === undefined ? null : facts[hands];
  const known = { ...facts, url };
  const said = says.filter((id) => holds(id, known));
  const paragraphs = said
    .filter((id) => url !== null || !OF_THE_LINK.has(id))
    .filter((id) => !said.some((other) => other === FULLER[id]))
    .map((id) => (id === 'notice' ? notice(known, choice, format) : say(texts, id, known, format)));
  return {
    situation,
    subject: texts.subjects[situation],
    body: [
      texts.greeting,
      ...paragraphs,
      texts.closing(choice.serviceProvider ?? texts.someServiceProvider),
    ].join('\n\n'),
    targetUrl: url,
    missing: choice.serviceProvider === null ? ['service_provider'] : [],
  };
}

/** How an identification goes is told with the link only. */
const OF_THE_LINK: ReadonlySet<ParagraphId> = new Set<ParagraphId>([
  'notice',
  'need_video',
  'tech_video',
  'again_video',
  'need_bank',
  'session_bank',
  'terms_bank',
]);

function notice(facts: KnownFacts, choice: MessageChoice, format: MessageFormat): string {
  const texts = MESSAGE_TEXTS[choice.language];
  const own = choice.legalText?.[choice.language];
  if (own === undefined) return say(texts, choice.ownUse ? 'notice_own_use' : 'notice', facts, format);
  const params = {
    url: facts.url ?? '',
    provider: facts.partner?.name ?? '',
    serviceProvider: choice.serviceProvider ?? texts.someServiceProvider,
  };
  return fillIn(own, params, format.time);
}

/** True when every fact that a paragraph needs is known: from here on it receives them as known. */
function holds<P extends ParagraphId>(
  id: P,
  facts: KnownFacts,
): facts is KnownFacts & Parameters<ParagraphText<P>>[0] {
  return PARAGRAPH_NEEDS[id].every((fact) => facts[fact] !== null);
}

function say<P extends ParagraphId>(
  texts: MessageTexts,
  id: P,
  facts: KnownFacts,
  format: MessageFormat,
): string {
  if (!holds(id, facts)) throw new RangeError(`the facts of ${id} are not known`);
  return texts.paragraphs[id](facts, format);
}
