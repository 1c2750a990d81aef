import type { Horizon } from './horizon.ts';
import type { IssueId } from './issue-ids.ts';
import { bankSessionEnd, isBankSessionKnown, isUsedUp, tellsOfSession } from './living-link.ts';
import { methodSpans } from './method-spans.ts';
import { type AnswerOf, answerTo, ask } from './questions.ts';
import { isStartAnswer, startTrouble } from './start-trouble.ts';
import { type Draft, statusSince, type TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';

/** An initialized bank order: one session, in which the link can be used again (guide §7.3). */
export function readBank(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const says = answerTo(facts.answers, 'bank_user_says');
  const questions = ask(facts.answers, 'bank_user_says');
  if (says === 'not_opened' && facts.startedAt === null) {
    return {
      turn: 'user',
      step: 2,
      issue: 'user_redirect',
      why: 'user_not_started',
      params: statusSince(facts),
      checks: ['link_arrived', 'link_opened', 'bank_supported'],
      tell: ['open_link', 'prepare_bank'],
      hold: 'url_reusable',
      questions,
    };
  }
  const end = bankSessionEnd(facts, rules);
  if (end !== null && clock.passed(end)) return readSessionOver(facts, end, rules, clock);
  if (isStartAnswer(says)) return { ...startTrouble(says, facts), questions };
  return { ...readSession(says, facts, isBankSessionKnown(facts) ? end : null, rules), lateAt: end };
}

const SESSION_ISSUES: Readonly<Partial<Record<AnswerOf<'bank_user_says'>, IssueId>>> = {
  connection_lost: 'connection_lost',
  timeout: 'timeout',
  page_failed: 'app_not_working',
  login_failed: 'bank_login_failed',
  bank_not_listed: 'bank_login_failed',
  link_used_up: 'bank_login_failed',
};

function readSession(
  says: AnswerOf<'bank_user_says'> | null,
  facts: TriageFacts,
  end: number | null,
  rules: TriageRules,
): Draft {
  const until = end === null ? {} : { holdUntil: end };
  const tryAgain = isBankSessionKnown(facts) ? 'url_reusable' : 'ask_whether_started';
  const params = end === null || facts.supersededBy !== null ? {} : sessionParams(facts, end, rules);
  if (says === 'data_differs') return { ...dataDiffers(facts), params };
  const issue = says === null ? undefined : SESSION_ISSUES[says];
  if (issue === undefined) {
    return {
      turn: 'user',
      step: 2,
      issue: 'user_redirect',
      why: 'bank_session_running',
      params,
      checks: ['link_arrived', 'bank_supported', 'data_as_on_account', 'tries_left'],
      tell: ['open_link', 'prepare_bank'],
      hold: tryAgain,
      ...until,
      questions: ask(facts.answers, 'bank_user_says'),
    };
  }
  const trouble = {
    step: 3,
    issue,
    params,
    questions: ask(facts.answers, 'bank_user_says', ...(says === 'link_used_up' ? [] : TRIES)),
  } as const;
  if (isUsedUp(facts)) {
    return {
      ...trouble,
      turn: says === 'page_failed' ? 'isp' : 'us',
      why: 'bank_link_used_up',
      checks: ['tries_left', 'bank_supported', 'place_new_order', 'cancel_old_order'],
      tell: ['new_identification'],
    };
  }
  if (says === 'bank_not_listed') {
    return {
      ...trouble,
      turn: 'us',
      why: 'bank_trouble_in_session',
      checks: ['bank_supported'],
      tell: ['other_bank'],
      hold: 'bank_not_listed',
    };
  }
  return {
    ...trouble,
    turn: 'user',
    why: 'bank_trouble_in_session',
    checks: ['bank_supported', 'data_as_on_account', 'reuse_url', 'tries_left', 'browser'],
    tell: ['reuse_link_bank'],
    hold: tryAgain,
    ...until,
  };
}

const TRIES = ['tries_left'] as const;

const sessionParams = (facts: TriageFacts, end: number, rules: TriageRules) => ({
  ...methodSpans(facts.methodKey, rules),
  ...(isBankSessionKnown(facts) ? { until: { at: end } } : {}),
});

/** What was sent must match the account (guide §7.3): the link cannot be mended, a new order can. */
function dataDiffers(facts: TriageFacts): Draft {
  return {
    turn: 'us',
    step: 2,
    issue: 'identity_data_forwarding',
    why: 'data_typed_wrong',
    checks: ['data_as_on_account', 'place_new_order', 'cancel_old_order'],
    tell: ['check_data', 'new_identification'],
    hold: 'new_order_first',
    questions: ask(facts.answers, 'bank_user_says'),
  };
}

/** Past the hour without Terminated: it should turn negative by itself (guide §7.3). */
export function readSessionOver(facts: TriageFacts, end: number, rules: TriageRules, clock: Horizon): Draft {
  const initialized = facts.status === 'initialized';
  const startKnown = facts.startedAt !== null || !initialized || tellsOfSession(facts);
  const limit = end + rules.triage.sessionGraceSeconds * 1000;
  // Where nobody knows when the hour began it cannot be said to be over.
  const tell: Draft['tell'] = startKnown ? ['session_over', 'new_identification'] : ['new_identification'];
  const shared = {
    params: sessionParams(facts, end, rules),
    checks: ['sync_again', 'place_new_order', 'cancel_old_order'],
    tell,
    attention: ['expired_session'],
    lateAt: end,
    ...(initialized ? { questions: ask(facts.answers, 'bank_user_says') } : {}),
  } as const;
  if (startKnown && clock.passed(limit)) {
    return {
      ...shared,
      turn: 'isp',
      step: 3,
      issue: 'result_overdue',
      why: 'bank_never_negative',
    };
  }
  return {
    ...shared,
    turn: 'us',
    step: 4,
    issue: 'follow_up_implementation',
    why: 'bank_session_over',
    ...(startKnown
      ? { hold: 'session_turns_negative' as const, holdUntil: limit }
      : { hold: 'ask_whether_started' as const }),
  };
}
