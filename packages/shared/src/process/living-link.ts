import { methodSheet } from '../method/catalogue.ts';
import { timingsOf } from '../method/settings.ts';
import { sessionEndsAt } from '../method/verify-window.ts';
import { WITH_USER_STATUSES } from '../order/status.ts';
import type { Horizon } from './horizon.ts';
import { answerTo } from './questions.ts';
import { isStartAnswer } from './start-trouble.ts';
import type { TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';

/**
 * The target URL of an order as long as it may be given to the user, else null. It is alive before the identification, while
 * SRS knows the order and no later one replaces it; for a bank within the session and while it can be used again (guide
 * §7.3). What the user tells of data that is wrong, or of a negative result, ends it as well: only a new order helps then.
 *
 */
export function livingLink(facts: TriageFacts, rules: TriageRules, clock: Horizon): string | null {
  const { targetUrl, status, goneAt, supersededBy, methodKey } = facts;
  if (targetUrl === null || goneAt !== null || supersededBy !== null) return null;
  if (!WITH_USER_STATUSES.includes(status)) return null;
  if (methodSheet(methodKey)?.flow !== 'bank') {
    const says = answerTo(facts.answers, 'video_user_says');
    return says === 'data_wrong' || says === 'said_unsuccessful' ? null : targetUrl;
  }
  if (isUsedUp(facts) || answerTo(facts.answers, 'bank_user_says') === 'data_differs') return null;
  const end = bankSessionEnd(facts, rules);
  if (end === null) return targetUrl;
  return isBankSessionKnown(facts) && !clock.passed(end) ? targetUrl : null;
}

/** SRS has not answered the link of this order yet, and it is not late: it will come. */
export function linkFollows(facts: TriageFacts, rules: TriageRules, clock: Horizon): boolean {
  const { targetUrl, status, goneAt, supersededBy, erasedAt } = facts;
  if (targetUrl !== null || goneAt !== null || supersededBy !== null || erasedAt !== null) return false;
  if (status !== 'created' && status !== 'initialized') return false;
  return !clock.passed(facts.createdAt + rules.triage.noTargetUrlSeconds * 1000);
}

/** The user says that the bank's link cannot be used again. */
export function isUsedUp(facts: TriageFacts): boolean {
  const says = answerTo(facts.answers, 'bank_user_says');
  return says === 'link_used_up' || answerTo(facts.answers, 'tries_left') === 'no';
}

/** The user tells of something that happened in the bank's session: so it has begun, whenever that was. */
export function tellsOfSession({ answers }: TriageFacts): boolean {
  const says = answerTo(answers, 'bank_user_says');
  return says !== null && says !== 'not_opened' && !isStartAnswer(says);
}

/** Else the session's earliest start is not known either: it may be over already. */
export function isBankSessionKnown({ startedAt, statusChangedAtKnown }: TriageFacts): boolean {
  return startedAt !== null || statusChangedAtKnown;
}

/**
 * When the session of an initialized bank order ends, in ms; null where it has not begun or the method knows none. Without a
 * known start the earliest possible one counts: from then on a session may have been running.
 */
export function bankSessionEnd(facts: TriageFacts, rules: TriageRules): number | null {
  if (facts.status !== 'initialized') return null;
  const says = answerTo(facts.answers, 'bank_user_says');
  const notOpened = says === 'not_opened' || says === 'link_not_received';
  if (facts.startedAt === null && notOpened) return null;
  const start = facts.startedAt ?? facts.statusChangedAt;
  return sessionEndsAt(timingsOf(facts.methodKey, rules.methods), start);
}
