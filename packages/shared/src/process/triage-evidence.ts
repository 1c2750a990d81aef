import { evidenceValidUntil } from '../method/evidence.ts';
import { timingsOf } from '../method/settings.ts';
import { type VerifyWindow, verifyWindow } from '../method/verify-window.ts';
import type { CheckCode } from './codes.ts';
import type { Horizon } from './horizon.ts';
import { answerTo, ask } from './questions.ts';
import { type Draft, statusSince, type TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';
import { readCannotSign } from './triage-signing.ts';

/**
 * No evidence is found, and any there was must have run out: Terminated is longer ago than the method's evidence lasts (guide
 * §7.2, §7.3).
 */
export function mustHaveRunOut(facts: TriageFacts, rules: TriageRules, clock: Horizon): boolean {
  if (facts.status !== 'terminated' || facts.verifyStatus !== 'no_evidence') return false;
  return clock.passed(evidenceValidUntil(facts.methodKey, facts.statusChangedAt, rules.methods));
}

/** Terminated: evidence, terms, and whether the user can sign. */
export function readTerminated(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  if (mustHaveRunOut(facts, rules, clock)) return readExpired(facts);
  switch (facts.verifyStatus) {
    case 'valid':
      return readValid(facts, rules, clock);
    case 'expired':
      return readExpired(facts);
    case 'terms_not_accepted':
      return readTerms(facts, rules, clock);
    default:
      return readUnverified(facts, rules, clock);
  }
}

function readExpired(facts: TriageFacts): Draft {
  return {
    turn: 'user',
    step: 2,
    issue: 'start_implementation',
    why: 'evidence_expired',
    params: facts.evidenceValidUntil === null ? {} : { since: { at: facts.evidenceValidUntil } },
    checks: ['newer_order', 'place_new_order'],
    tell: ['new_identification'],
    hold: 'identify_again',
  };
}

function readValid(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  if (facts.evidenceValidUntil !== null && clock.passed(facts.evidenceValidUntil))
    return facts.evidenceIsEarlier ? readOutstanding(facts.evidenceValidUntil) : readExpired(facts);
  if (answerTo(facts.answers, 'can_sign') === 'no') return readCannotSign(facts, rules, clock);
  return {
    turn: null,
    step: null,
    why: 'done',
    params: facts.evidenceValidUntil === null ? {} : { until: { at: facts.evidenceValidUntil } },
    checks: [],
    tell: ['can_sign'],
    hold: 'done',
    questions: ask(facts.answers, 'can_sign'),
  };
}

/** The SMS arrived: the user has only to accept. */
function userAccepts(facts: TriageFacts): Draft {
  return {
    turn: 'user',
    step: 4,
    issue: 'follow_up_implementation',
    why: 'terms_user_accepts',
    checks: ['wait'],
    tell: ['accept_terms'],
    hold: 'terms_user_accepts',
    questions: ask(facts.answers, 'terms_sms'),
  };
}

/** Nobody accepted the terms for so long that nobody will: closed in the queue, still found by its verify status. */
function readLapsed(facts: TriageFacts): Draft {
  return {
    turn: null,
    step: null,
    why: 'terms_lapsed',
    params: statusSince(facts),
    checks: ['newer_order', 'verify_now'],
    tell: ['session_over'],
    hold: 'terms_lapsed',
  };
}

/** When terms that nobody accepted lapse, in ms. */
export function termsLapseAt(facts: TriageFacts, rules: TriageRules): number {
  return facts.statusChangedAt + rules.triage.termsLapseSeconds * 1000;
}

function readTerms(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  if (clock.passed(termsLapseAt(facts, rules))) return readLapsed(facts);
  const sms = answerTo(facts.answers, 'terms_sms');
  const limit = facts.statusChangedAt + rules.triage.termsWaitSeconds * 1000;
  const attentionFrom = facts.statusChangedAt + rules.triage.termsAttentionSeconds * 1000;
  const shared = {
    params: statusSince(facts),
    ...(clock.passed(attentionFrom) ? { attention: ['terms_pending'] as const } : {}),
  };
  if (sms === 'arrived') return { ...shared, ...userAccepts(facts) };
  const missing = { ...shared, step: 5, issue: 'terms_sms_missing' } as const;
  if (sms === null) {
    const waited = clock.passed(limit);
    return {
      ...missing,
      turn: waited ? 'swisscom' : 'user',
      why: 'terms_sms_unasked',
      checks: ['ask_about_sms', 'number_right'],
      tell: ['accept_terms'],
      hold: 'ask_about_sms_first',
      ...(waited ? {} : { holdUntil: limit }),
      questions: ask(facts.answers, 'terms_sms'),
      lateAt: limit,
    };
  }
  const questions = ask(facts.answers, 'terms_sms', 'number_right');
  if (answerTo(facts.answers, 'number_right') === 'no') {
    return {
      ...shared,
      turn: 'us',
      step: 4,
      issue: 'follow_up_implementation',
      why: 'terms_number_wrong',
      checks: ['number_right', 'place_new_order'],
      tell: ['check_data', 'new_identification'],
      hold: 'number_wrong',
      questions,
    };
  }
  return {
    ...missing,
    turn: 'swisscom',
    why: 'terms_sms_missing',
    checks: ['number_right'],
    tell: clock.passed(limit) ? ['terms_sms_checked'] : ['sms_may_come'],
    ...(clock.passed(limit) ? {} : { hold: 'terms_wait' as const, holdUntil: limit }),
    questions,
    lateAt: limit,
  };
}

/** Too early for a verify call to tell anything; an SMS may have arrived already, which the user has to accept (guide §4). */
function beforeVerify(facts: TriageFacts, window: VerifyWindow, clock: Horizon): Draft {
  const open = clock.passed(window.from);
  const shared = {
    turn: 'user',
    params: { from: { at: window.from }, until: { at: window.until } },
    hold: 'verify_window',
    holdUntil: window.until,
    lateAt: window.until,
  } as const;
  if (open) {
    return {
      ...shared,
      step: 4,
      issue: 'status_checking',
      why: 'verify_in_window',
      checks: ['wait'],
      tell: ['accept_if_sms', 'wait_for_registration'],
    };
  }
  const sms = answerTo(facts.answers, 'terms_sms');
  if (sms === 'arrived') return { ...userAccepts(facts), ...shared };
  if (sms === 'not_arrived') {
    return {
      ...shared,
      turn: 'us',
      step: 5,
      issue: 'terms_sms_missing',
      why: 'verify_not_due',
      checks: ['wait'],
      tell: ['wait_for_registration'],
      questions: ask(facts.answers, 'terms_sms'),
    };
  }
  return {
    ...shared,
    step: 5,
    issue: 'terms_sms_missing',
    why: 'verify_not_due',
    checks: ['ask_about_sms', 'wait'],
    tell: ['accept_if_sms', 'wait_for_registration'],
    questions: ask(facts.answers, 'terms_sms'),
  };
}

/** Only the RA service can tell: it was not asked since then, in ms. */
function readOutstanding(since: number): Draft {
  return {
    turn: 'us',
    step: 4,
    issue: 'status_checking',
    why: 'verify_outstanding',
    params: { since: { at: since } },
    checks: ['verify_now'],
    tell: ['wait_for_registration'],
    hold: 'verify_first',
  };
}

function readUnverified(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const timings = timingsOf(facts.methodKey, rules.methods);
  const anchors = { createdAt: facts.createdAt, terminatedAt: facts.statusChangedAt };
  const window = verifyWindow(timings, anchors);
  if (!clock.passed(window.from) || !clock.passed(window.until)) return beforeVerify(facts, window, clock);
  if (facts.verifyStatus !== 'no_evidence') return readOutstanding(window.from);
  const right = answerTo(facts.answers, 'verify_data_right');
  const questions = ask(facts.answers, 'verify_data_right');
  const checks: CheckCode[] = ['number_right', 'verify_name', 'verify_jurisdiction_loa'];
  if (right === 'no') {
    return {
      turn: 'us',
      step: 4,
      issue: 'follow_up_implementation',
      why: 'verify_data_wrong',
      checks: [...checks, 'verify_now'],
      tell: ['wait_for_registration'],
      hold: 'own_matter',
      questions,
      lateAt: window.until,
    };
  }
  return {
    turn: 'swisscom',
    step: 5,
    issue: 'evidence_missing',
    why: 'evidence_missing',
    params: { ...statusSince(facts), until: { at: window.until } },
    checks,
    tell: ['we_are_asking'],
    questions,
    lateAt: window.until,
  };
}
