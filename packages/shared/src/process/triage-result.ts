import { methodSheet } from '../method/catalogue.ts';
import { timingsOf } from '../method/settings.ts';
import { type ErrorCause, readErrorReason } from './error-reason.ts';
import type { Horizon } from './horizon.ts';
import { answerTo, ask } from './questions.ts';
import { readSessionOver } from './triage-bank.ts';
import { type Draft, statusSince, type TriageFacts } from './triage-facts.ts';
import type { TriageRules } from './triage-settings.ts';
import { issueOfAnswer, isTrouble, readStep3Issue } from './triage-trouble.ts';

/** Identification done, or data ready: the provider is preparing the result. */
export function readPreparation(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  const timings = timingsOf(facts.methodKey, rules.methods);
  const from =
    timings.sessionSeconds === null ? facts.statusChangedAt : (facts.startedAt ?? facts.statusChangedAt);
  const limit = from + timings.resultWithinSeconds * 1000;
  // Else the latest that it can be: it may be over before.
  const known = facts.statusChangedAtKnown || from !== facts.statusChangedAt;
  if (!clock.passed(limit)) {
    return {
      turn: 'isp',
      step: 4,
      issue: 'status_checking',
      why: 'result_in_preparation',
      params: { ...statusSince(facts), ...(known ? { until: { at: limit } } : {}) },
      checks: ['sync_again'],
      tell: ['wait_for_result'],
      ...(known ? { hold: 'result_window' as const, holdUntil: limit } : {}),
      lateAt: limit,
    };
  }
  if (timings.sessionSeconds !== null) return readSessionOver(facts, limit, rules, clock);
  return {
    turn: 'isp',
    step: 3,
    issue: 'result_overdue',
    why: 'result_overdue',
    params: { ...statusSince(facts), until: { at: limit } },
    checks: ['sync_again', 'status_history'],
    tell: ['we_are_asking', 'wait_for_result'],
    lateAt: limit,
  };
}

function toldOnVideo(facts: TriageFacts): ErrorCause | null {
  const told = answerTo(facts.answers, 'error_cause');
  return told === null ? null : isTrouble(told) ? issueOfAnswer(told) : 'negative';
}

/** No officer takes part at a bank; a login that failed, or data that differs, is a negative result like any other. */
function toldAtBank(facts: TriageFacts): ErrorCause | null {
  const told = answerTo(facts.answers, 'bank_error_cause');
  if (told === null) return null;
  if (told === 'page_failed') return 'app_not_working';
  return isTrouble(told) ? issueOfAnswer(told) : 'negative';
}

/**
 * Error: a negative result is the user's next try; an import or one of step 3's issues is somebody else's. With a later
 * order it is nobody's: what to tell the user depends on that one, which may have failed, too.
 */
export function readError(facts: TriageFacts): Draft {
  const draft = readErrorAlone(facts);
  if (facts.supersededBy === null) return draft;
  const { why, params = {} } = draft;
  return { turn: null, step: null, why, params, checks: ['newer_order'], tell: [] };
}

function readErrorAlone(facts: TriageFacts): Draft {
  const bank = methodSheet(facts.methodKey)?.flow === 'bank';
  const asked = bank ? 'bank_error_cause' : 'error_cause';
  const told = bank ? toldAtBank(facts) : toldOnVideo(facts);
  const cause = told ?? readErrorReason(facts.statusReason);
  if (cause === 'import_failed') {
    return {
      turn: 'swisscom',
      step: 5,
      issue: 'import_failed',
      why: 'error_import_failed',
      params: { reason: facts.statusReason ?? '' },
      checks: ['raw_reason'],
      tell: ['we_are_asking'],
    };
  }
  // A bank session that runs out is a negative result by the guide (§7.3), whatever its reason calls it.
  if (cause !== 'negative' && !(bank && cause === 'timeout' && told === null)) {
    return readStep3Issue(cause, facts, 'error_in_identification', asked, ['new_identification']);
  }
  const reason = facts.statusReason?.trim() ?? '';
  return {
    turn: 'us',
    step: 4,
    issue: 'follow_up_implementation',
    why: reason === '' ? 'error_without_reason' : 'error_negative',
    params: reason === '' ? {} : { reason },
    checks: bank
      ? ['data_as_on_account', 'bank_supported', 'place_new_order']
      : ['data_correct', 'document', 'device', 'place_new_order'],
    tell: ['check_data', 'new_identification'],
    hold: 'negative_result',
    questions: ask(facts.answers, asked),
  };
}

/** Somebody here says that the cancellation was a mistake. */
export function wasCancelledByMistake({ status, answers }: TriageFacts): boolean {
  return status === 'cancelled' && answerTo(answers, 'cancelled_by_mistake') === 'yes';
}

/** Cancelled: nobody's turn, unless the user still holds the old link, or nothing has come in its place by mistake. */
export function readCancelled(facts: TriageFacts): Draft {
  const mistaken = wasCancelledByMistake(facts);
  const onOldLink = answerTo(facts.answers, 'on_old_link') === 'yes';
  const replaced = facts.supersededBy !== null;
  const ours = onOldLink || (mistaken && !replaced);
  return {
    turn: ours ? 'us' : null,
    step: ours ? 2 : null,
    ...(ours ? { issue: 'user_redirect' as const } : {}),
    why: mistaken ? 'cancelled_by_mistake' : onOldLink ? 'cancelled_old_link' : 'cancelled',
    params: statusSince(facts),
    checks: [mistaken && !replaced ? 'place_new_order' : 'newer_order'],
    tell: mistaken || onOldLink ? [replaced ? 'link_replaced' : 'link_no_longer_valid'] : ['nothing_to_do'],
    hold: 'cancelled',
    questions: ask(facts.answers, 'on_old_link', 'cancelled_by_mistake'),
  };
}
