import { methodSheet } from '../method/catalogue.ts';
import type { MethodFlow, MethodKey } from '../method/sheet.ts';
import { MESSAGES_DE } from '../words/de/messages.ts';
import { MESSAGES_EN } from '../words/en/messages.ts';
import type { Bilingual, Language } from '../words/language.ts';
import type { MessageTexts, ParagraphId } from '../words/texts.ts';
import type { Situation } from './situations.ts';
import { fillIn } from './texts.ts';
import type { TriageReading } from './triage-facts.ts';

/** Messages to end users in both languages. */
export const MESSAGE_TEXTS: Readonly<Record<Language, MessageTexts>> = { en: MESSAGES_EN, de: MESSAGES_DE };

/** What a message is made from. */
export interface UserMessageRequest {
  readonly situation: Situation;
  readonly methodKey: MethodKey | null;
  readonly language: Language;
  /** The link to use: the order's own, or that of the order which replaces it. */
  readonly targetUrl: string | null;
  /** The Service Provider's name as its users know it. */
  readonly serviceProvider: string | null;
  /** The data is also used by the Service Provider itself, for instance against money laundering (§7.1). */
  readonly ownUse: boolean;
  /** The Service Provider's legal text; replaces the notice. May hold {url}, {provider}, {serviceProvider}. */
  readonly legalText: Bilingual | null;
}

/** A message ready to copy or mail. */
export interface UserMessage {
  readonly subject: string;
  readonly body: string;
  /** What the message should hold and does not. */
  readonly missing: readonly ('target_url' | 'service_provider')[];
}

/** Which paragraphs make up a message. */
interface Plan {
  readonly first: readonly ParagraphId[];
  /** The user is sent to the provider: the notice and the link follow. */
  readonly link?: true;
  readonly flow?: Readonly<Record<MethodFlow, readonly ParagraphId[]>>;
  /** Instead of the flow’s where the method is not known. */
  readonly otherwise?: readonly ParagraphId[];
  readonly last?: readonly ParagraphId[];
}

/** What the user needs, by flow. */
const FLOW: Readonly<Record<MethodFlow, readonly ParagraphId[]>> = {
  video: ['video_need', 'video_tech', 'video_again'],
  bank: ['bank_need', 'bank_session', 'bank_terms'],
};

const PLANS: Readonly<Record<Situation, Plan>> = {
  start: { first: ['invite'], link: true, flow: FLOW, last: ['mobile_id'] },
  reuse_link: { first: ['interrupted'], link: true, flow: { video: ['video_tech'], bank: ['bank_session'] } },
  app_or_browser: {
    first: ['app_trouble'],
    link: true,
    flow: { video: ['video_tech', 'video_app'], bank: ['bank_session'] },
  },
  wait_for_result: { first: [], flow: { video: ['wait_video'], bank: ['wait'] }, otherwise: ['wait'] },
  accept_terms: { first: ['terms', 'no_sms'] },
  check_data: {
    first: [],
    flow: { video: ['check_document'], bank: ['check_account'] },
    otherwise: ['check_document'],
  },
  new_identification: { first: ['failed'], link: true, flow: FLOW },
  link_cancelled: { first: ['cancelled'] },
  cannot_sign: { first: ['signing', 'change_nothing'] },
  can_sign: { first: ['ready'] },
};

/**
 * A message that tells the end user what to do next. Where it leads to the identification provider it holds
 * the target URL and the notice of guide §7.1: where the link leads, on whose behalf, and what the data is
 * used for; in the variant with own use too, or in the Service Provider's own legal text.
 */
export function userMessage(request: UserMessageRequest): UserMessage {
  const { language, situation } = request;
  const texts = MESSAGE_TEXTS[language];
  const sheet = methodSheet(request.methodKey);
  const plan = PLANS[situation];
  const params = {
    url: request.targetUrl ?? texts.linkMissing,
    provider: sheet?.provider ?? '',
    serviceProvider: request.serviceProvider ?? texts.someServiceProvider,
  };
  const notice = request.legalText?.[language] ?? (request.ownUse ? texts.noticeOwnUse : texts.notice);
  const say = (ids: readonly ParagraphId[] = []) => ids.map((id) => texts.paragraphs[id]);
  const parts = [
    texts.greeting,
    ...say(plan.first),
    ...(plan.link ? [notice, texts.paragraphs.link] : []),
    ...say(sheet === null ? plan.otherwise : plan.flow?.[sheet.flow]),
    ...say(plan.last),
    texts.closing,
  ];
  // A provider nobody knows is not named.
  const fill = (text: string) =>
    fillIn(sheet === null ? text.replaceAll(' {provider}', '') : text, params, String);
  return {
    subject: texts.subjects[situation],
    body: parts.map(fill).join('\n\n'),
    missing: [
      ...(plan.link && request.targetUrl === null ? (['target_url'] as const) : []),
      ...(request.serviceProvider === null ? (['service_provider'] as const) : []),
    ],
  };
}

/** The message that fits a reading best; the agent may choose another. */
export function situationFor(reading: Pick<TriageReading, 'why' | 'issue'>): Situation {
  switch (reading.why.code) {
    case 'trouble_during_identification':
      return reading.issue === 'app_not_working' ? 'app_or_browser' : 'reuse_link';
    case 'bank_trouble_in_session':
      return reading.issue === 'identity_data_forwarding' ? 'check_data' : 'reuse_link';
    case 'identification_running':
      return 'reuse_link';
    case 'result_in_preparation':
    case 'result_overdue':
    case 'user_says_successful':
    case 'verify_not_due':
    case 'verify_in_window':
    case 'verify_outstanding':
    case 'evidence_missing':
    case 'error_import_failed':
      return 'wait_for_result';
    case 'terms_sms_unasked':
    case 'terms_user_accepts':
    case 'terms_sms_missing':
      return 'accept_terms';
    case 'terms_number_wrong':
      return 'check_data';
    case 'error_negative':
    case 'error_without_reason':
    case 'error_in_identification':
    case 'user_says_unsuccessful':
    case 'bank_session_over':
    case 'bank_never_negative':
    case 'evidence_expired':
      return 'new_identification';
    case 'cancelled':
    case 'cancelled_old_link':
      return 'link_cancelled';
    case 'cannot_sign':
      return 'cannot_sign';
    case 'done':
      return 'can_sign';
    default:
      return 'start';
  }
}
