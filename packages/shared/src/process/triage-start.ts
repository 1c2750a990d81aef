import { methodSheet } from '../method/catalogue.ts';
import { timingsOf } from '../method/settings.ts';
import { sessionEndsAt } from '../method/verify-window.ts';
import type { Horizon } from './horizon.ts';
import type { IssueId } from './issues.ts';
import { type AnswerOf, answerTo, ask } from './questions.ts';
import type { Draft, TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';
import { readTrouble, type TroubleAnswer } from './triage-trouble.ts';

type StartAnswer =
  | 'link_not_received'
  | 'link_does_not_open'
  | 'form_failed'
  | 'data_not_passed'
  | 'start_other';

const START_ISSUES: Readonly<Record<StartAnswer, IssueId>> = {
  link_not_received: 'user_redirect',
  link_does_not_open: 'user_redirect',
  form_failed: 'identity_data_gathering',
  data_not_passed: 'identity_data_forwarding',
  start_other: 'start_implementation',
};

/** Created, or initialised: steps 1 and 2, and for what the user tells step 3. */
export function readStart(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  if (facts.targetUrl === null) return readWithoutUrl(facts, rules, clock);
  if (facts.status === 'created') {
    return {
      step: 2,
      issue: 'user_redirect',
      why: 'created_with_url',
      params: { since: { at: facts.statusChangedAt } },
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
    step: 1,
    issue: 'target_url_missing',
    why: facts.status === 'created' ? 'created_without_url' : 'initialized_without_url',
    params: { since: { at: facts.createdAt } },
    checks: ['sync_again'],
    tell: late ? ['we_are_asking'] : ['link_follows'],
    ...(late
      ? { attention: ['no_target_url'] as const }
      : { hold: 'url_may_come' as const, holdUntil: limit }),
    lateAt: limit,
  };
}

function isStartAnswer(answer: string | null): answer is StartAnswer {
  return answer !== null && Object.hasOwn(START_ISSUES, answer);
}

function startTrouble(answer: StartAnswer, facts: TriageFacts): Omit<Draft, 'questions'> {
  return {
    step: 2,
    issue: START_ISSUES[answer],
    why: 'start_trouble',
    params: { since: { at: facts.statusChangedAt } },
    checks:
      answer === 'form_failed'
        ? ['own_form']
        : answer === 'data_not_passed'
          ? ['data_passed_on', 'surname_exact']
          : ['link_arrived', 'link_opened'],
    tell: ['send_link_again'],
    hold: 'own_matter',
  };
}

function readVideo(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const says = answerTo(facts.answers, 'video_user_says');
  const questions = ask(facts.answers, 'video_user_says');
  if (isStartAnswer(says)) return { ...startTrouble(says, facts), questions };
  if (says === 'not_opened' || (says === null && facts.startedAt === null)) {
    return {
      step: 2,
      issue: 'user_redirect',
      why: says === null ? 'start_unknown' : 'user_not_started',
      params: { since: { at: facts.statusChangedAt } },
      checks: ['link_arrived', 'link_opened', 'sync_again'],
      tell: ['open_link', 'prepare_video'],
      hold: 'video_never_by_age',
      questions,
    };
  }
  return { ...readVideoRun(says, facts, rules, clock), lateAt: runLimit(facts, rules) };
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
      step: overdue ? 3 : 4,
      issue: overdue ? 'result_overdue' : 'status_checking',
      why: 'user_says_successful',
      checks: ['sync_again', 'status_history'],
      tell: ['wait_for_result'],
      ...(overdue ? {} : (wait ?? { hold: 'sync_first' as const })),
      questions,
    };
  }
  if (says === null || says === 'still_running' || says === 'not_opened' || isStartAnswer(says)) {
    return {
      step: 3,
      why: 'identification_running',
      params: facts.startedAt === null ? {} : { since: { at: facts.startedAt } },
      checks: ['browser', 'network_ports', 'camera_microphone', 'surname_exact', 'reuse_url'],
      tell: ['finish_identification', 'reuse_link_video'],
      ...(wait ?? { hold: 'video_never_by_age' as const }),
      questions,
    };
  }
  return readTrouble(says, facts, 'video_user_says');
}

function readBank(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const says = answerTo(facts.answers, 'bank_user_says');
  const questions = ask(facts.answers, 'bank_user_says');
  if (isStartAnswer(says)) return { ...startTrouble(says, facts), questions };
  if (says === 'not_opened' && facts.startedAt === null) {
    return {
      step: 2,
      issue: 'user_redirect',
      why: 'user_not_started',
      params: { since: { at: facts.statusChangedAt } },
      checks: ['link_arrived', 'link_opened', 'bank_supported'],
      tell: ['open_link', 'prepare_bank'],
      hold: 'url_reusable',
      questions,
    };
  }
  // Without a known start the earliest possible one counts: from then on a session may have been running.
  const start = facts.startedAt ?? facts.statusChangedAt;
  const end = sessionEndsAt(timingsOf(facts.methodKey, rules.methods), start);
  if (end !== null && clock.passed(end)) return readSessionOver(facts, end, rules, clock);
  return { ...readBankSession(says, facts, end), lateAt: end };
}

function readBankSession(
  says: AnswerOf<'bank_user_says'> | null,
  facts: TriageFacts,
  end: number | null,
): Draft {
  const reusable = answerTo(facts.answers, 'tries_left') !== 'no';
  const hold = reusable ? { hold: 'url_reusable' as const, ...(end === null ? {} : { holdUntil: end }) } : {};
  const params = end === null ? {} : { until: { at: end } };
  const byProvider: TroubleAnswer | null =
    says === 'page_failed'
      ? 'app_not_working'
      : says === 'connection_lost' || says === 'timeout'
        ? says
        : null;
  if (byProvider !== null) {
    return {
      step: 3,
      issue: byProvider === 'app_not_working' ? 'app_not_working' : byProvider,
      why: 'bank_trouble_in_session',
      params,
      checks: ['reuse_url', 'tries_left', 'browser'],
      tell: ['reuse_link_bank'],
      ...hold,
      questions: ask(facts.answers, 'bank_user_says', 'tries_left'),
    };
  }
  const trouble = says === 'login_failed' || says === 'bank_not_listed' || says === 'data_differs';
  return {
    step: 2,
    issue:
      says === 'data_differs'
        ? 'identity_data_forwarding'
        : trouble
          ? 'start_implementation'
          : 'user_redirect',
    why: trouble ? 'bank_trouble_in_session' : 'bank_session_running',
    params,
    checks: trouble
      ? ['bank_supported', 'data_as_on_account', 'tries_left']
      : ['link_arrived', 'bank_supported', 'data_as_on_account', 'tries_left'],
    tell: trouble ? ['check_data', 'reuse_link_bank'] : ['open_link', 'prepare_bank'],
    hold: 'url_reusable',
    ...(end === null ? {} : { holdUntil: end }),
    questions: ask(facts.answers, 'bank_user_says'),
  };
}

/** Past the hour without Terminated: it should turn negative by itself (guide §7.3). */
export function readSessionOver(facts: TriageFacts, end: number, rules: TriageRules, clock: Horizon): Draft {
  const initialized = facts.status === 'initialized';
  const says = answerTo(facts.answers, 'bank_user_says');
  const startKnown = facts.startedAt !== null || !initialized || says !== null;
  const limit = end + rules.triage.sessionGraceSeconds * 1000;
  const shared = {
    params: { until: { at: end } },
    checks: ['sync_again', 'place_new_order', 'cancel_old_order'],
    tell: ['session_over', 'new_identification'],
    attention: ['expired_session'],
    lateAt: end,
    ...(initialized ? { questions: ask(facts.answers, 'bank_user_says') } : {}),
  } as const;
  if (startKnown && clock.passed(limit)) {
    return {
      ...shared,
      step: 3,
      issue: initialized ? 'timeout' : 'result_overdue',
      why: 'bank_never_negative',
    };
  }
  return {
    ...shared,
    step: 4,
    issue: 'follow_up_implementation',
    why: 'bank_session_over',
    ...(startKnown
      ? { hold: 'session_turns_negative' as const, holdUntil: limit }
      : { hold: 'ask_whether_started' as const }),
  };
}
