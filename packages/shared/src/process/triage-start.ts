import { methodSheet } from '../method/catalogue.ts';
import { timingsOf } from '../method/settings.ts';
import type { Horizon } from './horizon.ts';
import { type AnswerOf, answerTo, ask } from './questions.ts';
import { isStartAnswer, startTrouble } from './start-trouble.ts';
import { readBank } from './triage-bank.ts';
import { type Draft, statusSince, type TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';
import { isTrouble, readTrouble } from './triage-trouble.ts';

/** Created, or initialised: steps 1 and 2, and for what the user tells step 3. */
export function readStart(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  if (facts.targetUrl === null) return readWithoutUrl(facts, rules, clock);
  if (facts.status === 'created') {
    return {
      turn: 'user',
      step: 2,
      issue: 'user_redirect',
      why: 'created_with_url',
      params: facts.createdAtKnown ? statusSince(facts) : {},
      checks: ['sync_again', 'link_arrived'],
      tell: ['open_link'],
      hold: 'own_matter',
    };
  }
  return methodSheet(facts.methodKey)?.flow === 'bank'
    ? readBank(facts, rules, clock)
    : readVideo(facts, rules, clock);
}

function readWithoutUrl(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const limit = facts.createdAt + rules.triage.noTargetUrlSeconds * 1000;
  const late = clock.passed(limit);
  return {
    turn: 'swisscom',
    step: 1,
    issue: 'target_url_missing',
    why: facts.status === 'created' ? 'created_without_url' : 'initialized_without_url',
    params: facts.createdAtKnown ? { since: { at: facts.createdAt } } : {},
    checks: ['sync_again'],
    tell: late ? ['we_are_asking'] : ['link_follows'],
    ...(late
      ? { attention: ['no_target_url'] as const }
      : { hold: 'url_may_come' as const, holdUntil: limit }),
    lateAt: limit,
  };
}

function readVideo(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const says = answerTo(facts.answers, 'video_user_says');
  const questions = ask(facts.answers, 'video_user_says');
  if (isStartAnswer(says)) return { ...startTrouble(says, facts), questions };
  if (says === 'data_wrong') return { ...dataWrong(), questions };
  if (says === 'not_opened' || (says === null && facts.startedAt === null)) {
    return {
      turn: 'user',
      step: 2,
      issue: 'user_redirect',
      why: says === null ? 'start_unknown' : 'user_not_started',
      params: statusSince(facts),
      checks: ['link_arrived', 'link_opened', 'sync_again'],
      tell: ['open_link', 'prepare_video'],
      hold: 'video_never_by_age',
      questions,
    };
  }
  return { ...readVideoRun(says, facts, rules, clock), lateAt: runLimit(facts, rules) };
}

/** Data unlike the document is taken for fraud (guide §7.2): only an order with the right data, or the surname alone, helps. */
function dataWrong(): Omit<Draft, 'questions'> {
  return {
    turn: 'us',
    step: 2,
    issue: 'identity_data_gathering',
    why: 'data_typed_wrong',
    checks: ['data_correct', 'surname_alone', 'place_new_order', 'cancel_old_order'],
    tell: ['check_data', 'new_identification'],
    hold: 'new_order_first',
  };
}

/** When a video that is known to have begun should be over, its back-office check included. */
function runLimit(facts: TriageFacts, rules: TriageRules): number | null {
  const { identificationMaxSeconds } = timingsOf(facts.methodKey, rules.methods);
  if (facts.startedAt === null || identificationMaxSeconds === null) return null;
  return facts.startedAt + identificationMaxSeconds * 1000;
}

function readVideoRun(
  says: AnswerOf<'video_user_says'> | null,
  facts: TriageFacts,
  rules: TriageRules,
  clock: Horizon,
): Draft {
  const limit = runLimit(facts, rules);
  const early = limit !== null && !clock.passed(limit);
  const wait = early ? { hold: 'identification_takes_time' as const, holdUntil: limit } : null;
  const questions = ask(facts.answers, 'video_user_says');
  if (says === 'said_unsuccessful') {
    return {
      turn: 'us',
      step: 4,
      issue: 'follow_up_implementation',
      why: 'user_says_unsuccessful',
      checks: ['sync_again', 'data_correct', 'document', 'device', 'place_new_order'],
      tell: ['check_data', 'new_identification'],
      hold: 'negative_result',
      questions,
    };
  }
  if (says === 'said_successful') {
    const overdue = limit !== null && !early;
    return {
      turn: 'isp',
      step: overdue ? 3 : 4,
      issue: overdue ? 'result_overdue' : 'status_checking',
      why: 'user_says_successful',
      checks: ['sync_again', 'status_history'],
      tell: ['wait_for_result'],
      ...(overdue ? {} : (wait ?? { hold: 'sync_first' as const })),
      questions,
    };
  }
  const trouble = says !== null && isTrouble(says) ? says : null;
  if (trouble === null) {
    return {
      turn: 'user',
      step: 3,
      why: 'identification_running',
      params: facts.startedAt === null ? {} : { since: { at: facts.startedAt } },
      checks: ['browser', 'network_ports', 'camera_microphone', 'surname_exact', 'reuse_url'],
      tell: ['finish_identification', 'reuse_link_video'],
      ...(wait ?? { hold: 'video_never_by_age' as const }),
      questions,
    };
  }
  return readTrouble(trouble, facts, 'video_user_says');
}
