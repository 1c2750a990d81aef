import type { CheckCode } from './codes.ts';
import type { Horizon } from './horizon.ts';
import { type AnswerOf, answerTo, ask } from './questions.ts';
import type { Draft, TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';

const SIGNING_CHECKS: Readonly<Record<AnswerOf<'signing_page'>, readonly CheckCode[]>> = {
  mobile_id: ['mobile_id_active', 'sim_changed'],
  password: ['password_set', 'sim_changed'],
  one_time_code: ['number_right', 'sim_changed'],
  not_registered: ['sim_changed', 'recovery_code', 'password_set'],
  other: ['mobile_id_active', 'password_set', 'sim_changed'],
};

/**
 * Evidence is valid and the user cannot sign. "Not registered" wants a fresh verify call before anything else. After a new app
 * without its recovery code, a new password, SIM card or number only a new identification helps (Swisscom's public help);
 * else it is the declaration of will (guide §6.2, step 5).
 */
export function readCannotSign(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const page = answerTo(facts.answers, 'signing_page');
  const changed = answerTo(facts.answers, 'what_changed');
  const questions = ask(facts.answers, 'can_sign', 'what_changed', 'signing_page');
  if (changed !== null && changed !== 'nothing' && changed !== 'app_with_code') {
    return {
      turn: 'us',
      step: 2,
      issue: 'start_implementation',
      why: 'identify_again',
      checks: ['recovery_code', 'place_new_order'],
      tell: ['new_identification'],
      hold: 'identify_again',
      questions,
    };
  }
  if (page === 'not_registered' && !isFresh(facts, rules, clock)) {
    return {
      turn: 'us',
      step: 4,
      issue: 'status_checking',
      why: 'not_registered',
      params: facts.verifiedAt === null ? {} : { since: { at: facts.verifiedAt } },
      checks: ['verify_now', 'sim_changed', 'recovery_code'],
      tell: ['we_are_asking'],
      hold: 'verify_first',
      questions,
    };
  }
  return {
    turn: 'swisscom',
    step: 5,
    issue: 'declaration_of_will',
    why: 'cannot_sign',
    checks: SIGNING_CHECKS[page ?? 'other'],
    // Who is not registered is not helped by Mobile ID.
    tell: page === 'not_registered' ? ['we_are_asking'] : ['activate_mobile_id', 'we_are_asking'],
    questions,
  };
}

function isFresh({ verifiedAt }: TriageFacts, rules: TriageRules, clock: Horizon): boolean {
  return verifiedAt !== null && !clock.passed(verifiedAt + rules.triage.verifyFreshSeconds * 1000);
}
