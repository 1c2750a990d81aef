import type { OrderMessage, TriageAnswer } from '@srs-desk/shared/api/support.ts';
import { Horizon } from '@srs-desk/shared/process/horizon.ts';
import { linkFollows, livingLink } from '@srs-desk/shared/process/living-link.ts';
import type { MessageCase, MessageContext } from '@srs-desk/shared/process/message-context.ts';
import { ticketInstant } from '@srs-desk/shared/process/order-ticket.ts';
import type { Situation } from '@srs-desk/shared/process/situations.ts';
import { sayTriage } from '@srs-desk/shared/process/triage-answer.ts';
import { lackingFacts, messageCase, userMessage } from '@srs-desk/shared/process/user-message.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import type { Desk } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { readNeighbours, readTriage } from '../../orders/index.ts';
import { readSupportRules } from '../handovers/support-rules.ts';
import { isFollowedUp } from './queries.ts';

type Given = Readonly<Record<string, string>> | undefined;
type Case = ReturnType<typeof readTriage>;

function caseOf(desk: Desk, refId: string, { facts, reading, rules }: Case): MessageCase {
  const now = desk.clock.now();
  const { successor: newer, predecessor, comparedDataSent } = readNeighbours(desk, refId);
  const context = {
    successor: newer === null ? null : successorIn(desk, newer),
    predecessor,
    comparedDataSent,
    followedUp: isFollowedUp(desk.reader, refId),
  };
  return messageCase(facts, reading, context, rules, now);
}

/** The order in the place of another one. It is the last of them: none comes after it. */
function successorIn(desk: Desk, refId: string): MessageContext['successor'] {
  const found = readTriage(desk, refId);
  const { facts, rules } = found;
  const clock = new Horizon(desk.clock.now());
  return {
    link: livingLink(facts, rules, clock),
    linkFollows: linkFollows(facts, rules, clock),
    methodKey: facts.methodKey,
    says: readNeighbours(desk, refId).successor === null ? caseOf(desk, refId, found) : null,
  };
}

/**
 * Whose turn it is with an order in words: why, whether to wait, what to check and to ask, and which message fits. Answers that
 * are given count instead of those stored. @throws NotFound
 */
export function answerTriage(desk: Desk, refId: string, lang: Language, answers: Given): TriageAnswer {
  const found = readTriage(desk, refId, answers);
  const { situations } = caseOf(desk, refId, found);
  const format = (at: number) => ticketInstant(at, lang, desk.config.billingTimeZone);
  return { ...sayTriage(found.reading, lang, format), situation: situations[0] ?? null };
}

/**
 * The message to the user of an order: the one that fits best, or the one asked for. It states only what is known and hands out
 * no dead link. @throws NotFound, Conflict `order_erased`, Conflict `facts_missing` where the facts of the one asked for do not hold
 */
export function readMessage(
  desk: Desk,
  refId: string,
  wanted: { lang: Language; situation?: Situation | undefined; ownUse?: boolean | undefined },
): OrderMessage {
  const read = readTriage(desk, refId);
  if (read.facts.erasedAt !== null)
    throw new Conflict('order_erased', 'The person of this order was erased: there is nobody to write to.');
  const found = caseOf(desk, refId, read);
  const situation = wanted.situation ?? found.situations[0];
  const missing = situation === undefined ? [] : lackingFacts(found.facts, situation);
  if (situation === undefined || missing.length > 0)
    throw new Conflict('facts_missing', 'What this message states is not known of the order.', { missing });
  const { serviceProvider, ownUse, legalText } = readSupportRules(desk);
  const choice = {
    language: wanted.lang,
    serviceProvider,
    ownUse: wanted.ownUse ?? ownUse,
    legalText,
  };
  const message = userMessage(found, situation, choice, formatOf(wanted.lang, desk.config.billingTimeZone));
  return { ...message, situations: [...found.situations], missing: [...message.missing] };
}

function formatOf(lang: Language, timeZone: string) {
  const locale = lang === 'de' ? 'de-CH' : 'en-GB';
  const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  return {
    day: (at: number) => new Intl.DateTimeFormat(locale, day).format(at),
    time: (at: number) => new Intl.DateTimeFormat(locale, { ...day, ...clock }).format(at),
  };
}
