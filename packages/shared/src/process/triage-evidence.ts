import { timingsOf } from '../method/settings.ts';
import { verifyWindow } from '../method/verify-window.ts';
import type { CheckCode } from './codes.ts';
import type { Horizon } from './horizon.ts';
import { type AnswerOf, answerTo, ask } from './questions.ts';
import type { Draft, TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';

/** Terminated: evidence, terms, and whether the user can sign. */
export function readTerminated(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  switch (facts.verifyStatus) {
    case 'valid':
      return readValid(facts, clock);
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
    step: 2,
    issue: 'start_implementation',
    why: 'evidence_expired',
    params: facts.evidenceValidUntil === null ? {} : { since: { at: facts.evidenceValidUntil } },
    checks: ['newer_order', 'place_new_order'],
    tell: ['new_identification'],
    hold: 'identify_again',
  };
}

const SIGNING_CHECKS: Readonly<Record<AnswerOf<'signing_page'>, readonly CheckCode[]>> = {
  mobile_id: ['mobile_id_active', 'sim_changed'],
  password: ['password_set', 'sim_changed'],
  one_time_code: ['number_right', 'sim_changed'],
  other: ['mobile_id_active', 'password_set', 'sim_changed'],
};

function readValid(facts: TriageFacts, clock: Horizon): Draft {
  if (facts.evidenceValidUntil !== null && clock.passed(facts.evidenceValidUntil)) return readExpired(facts);
  if (answerTo(facts.answers, 'can_sign') === 'no') {
    return {
      step: 5,
      issue: 'declaration_of_will',
      why: 'cannot_sign',
      checks: SIGNING_CHECKS[answerTo(facts.answers, 'signing_page') ?? 'other'],
      tell: ['activate_mobile_id', 'we_are_asking'],
      questions: ask(facts.answers, 'can_sign', 'signing_page'),
    };
  }
  return {
    step: null,
    why: 'done',
    params: facts.evidenceValidUntil === null ? {} : { until: { at: facts.evidenceValidUntil } },
    checks: [],
    tell: ['can_sign'],
    hold: 'done',
    questions: ask(facts.answers, 'can_sign'),
  };
}

function readTerms(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const sms = answerTo(facts.answers, 'terms_sms');
  const limit = facts.statusChangedAt + rules.triage.termsWaitSeconds * 1000;
  const attentionFrom = facts.statusChangedAt + rules.triage.termsAttentionSeconds * 1000;
  const shared = {
    params: { since: { at: facts.statusChangedAt } },
    ...(clock.passed(attentionFrom) ? { attention: ['terms_pending'] as const } : {}),
  };
  if (sms === 'arrived') {
    return {
      ...shared,
      step: 4,
      issue: 'follow_up_implementation',
      why: 'terms_user_accepts',
      checks: ['wait'],
      tell: ['accept_terms'],
      hold: 'terms_user_accepts',
      questions: ask(facts.answers, 'terms_sms'),
    };
  }
  const missing = { ...shared, step: 5, issue: 'terms_sms_missing' } as const;
  if (sms === null) {
    return {
      ...missing,
      why: 'terms_sms_unasked',
      checks: ['ask_about_sms', 'number_right'],
      tell: ['accept_terms'],
      hold: 'ask_about_sms_first',
      ...(clock.passed(limit) ? {} : { holdUntil: limit }),
      questions: ask(facts.answers, 'terms_sms'),
      lateAt: limit,
    };
  }
  const questions = ask(facts.answers, 'terms_sms', 'number_right');
  if (answerTo(facts.answers, 'number_right') === 'no') {
    return {
      ...shared,
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
    why: 'terms_sms_missing',
    checks: ['number_right'],
    tell: ['terms_sms_checked'],
    ...(clock.passed(limit) ? {} : { hold: 'terms_wait' as const, holdUntil: limit }),
    questions,
    lateAt: limit,
  };
}

function readUnverified(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const timings = timingsOf(facts.methodKey, rules.methods);
  const anchors = { createdAt: facts.createdAt, terminatedAt: facts.statusChangedAt };
  const window = verifyWindow(timings, anchors);
  if (!clock.passed(window.from) || !clock.passed(window.until)) {
    const open = clock.passed(window.from);
    return {
      step: 4,
      issue: 'status_checking',
      why: open ? 'verify_in_window' : 'verify_not_due',
      params: { from: { at: window.from }, until: { at: window.until } },
      checks: ['wait'],
      tell: ['wait_for_registration'],
      hold: 'verify_window',
      holdUntil: window.until,
      lateAt: window.until,
    };
  }
  if (facts.verifyStatus !== 'no_evidence') {
    return {
      step: 4,
      issue: 'status_checking',
      why: 'verify_outstanding',
      params: { since: { at: window.from } },
      checks: ['verify_now'],
      tell: ['wait_for_registration'],
      hold: 'verify_first',
    };
  }
  const right = answerTo(facts.answers, 'verify_data_right');
  const questions = ask(facts.answers, 'verify_data_right');
  const checks: CheckCode[] = ['number_right', 'verify_name', 'verify_jurisdiction_loa'];
  if (right === 'no') {
    return {
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
    step: 5,
    issue: 'evidence_missing',
    why: 'evidence_missing',
    params: { since: { at: facts.statusChangedAt }, until: { at: window.until } },
    checks,
    tell: ['we_are_asking'],
    questions,
    lateAt: window.until,
  };
}
