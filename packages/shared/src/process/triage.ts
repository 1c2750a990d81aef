import { type AttentionCode, inAttentionOrder } from '../order/attention.ts';
import { isPending, VERIFIED_STATUSES } from '../order/status.ts';
import type { CheckCode, Coded, HoldCode, NoteCode, TellCode } from './codes.ts';
import { Horizon } from './horizon.ts';
import { livingLink } from './living-link.ts';
import { type MethodSpans, methodSpans } from './method-spans.ts';
import { teamOf } from './teams.ts';
import { mustHaveRunOut, readTerminated, termsLapseAt } from './triage-evidence.ts';
import { type Draft, type Hold, statusSince, type TriageFacts, type TriageReading } from './triage-facts.ts';
import { readCancelled, readError, readPreparation } from './triage-result.ts';
import type { TriageRules } from './triage-settings.ts';
import { readStart } from './triage-start.ts';

export type { TriageFacts, TriageReading } from './triage-facts.ts';

/**
 * Whose turn it is: who moves next, step and team of guide §6, the probable issue, why, what to check and to tell, when not
 * to escalate, what to ask, and what calls for attention. Where the guide does not decide, the limits are
 * ours and stand in the settings. `now` in ms since epoch; the reading says until when it holds.
 */
export function triage(facts: TriageFacts, rules: TriageRules, now: number): TriageReading {
  const clock = new Horizon(now);
  const draft = read(facts, rules, clock);
  const lateAt = draft.lateAt ?? usualEnd(facts, rules);
  const attentionAll = attentionOf(facts, draft, lateAt, rules, clock);
  const notes = notesOf(facts, rules, clock);
  const spans = methodSpans(facts.methodKey, rules);
  return {
    nextActor: draft.turn,
    step: draft.step,
    team: draft.step === null ? null : teamOf(draft.step),
    issue: draft.issue ?? null,
    why: { code: draft.why, params: draft.params ?? {} },
    notes,
    firstChecks: checksOf(facts, draft),
    tellUser: tellOf(facts, draft, livingLink(facts, rules, clock) !== null),
    spans,
    doNotEscalate: holdOf(facts, draft, spans),
    questions: draft.questions ?? [],
    attention: attentionAll[0] ?? null,
    attentionAll,
    stale: facts.lastCallFailed !== null,
    lateAt,
    validUntil: clock.validUntil,
  };
}

function isSettled(facts: TriageFacts, rules: TriageRules, clock: Horizon): boolean {
  if (facts.status === 'cancelled') return true;
  if (facts.status !== 'terminated') return false;
  if (VERIFIED_STATUSES.includes(facts.verifyStatus) || mustHaveRunOut(facts, rules, clock)) return true;
  return isTermsPending(facts) && clock.passed(termsLapseAt(facts, rules));
}

/** True where somebody has evidence by another order: it may sign, and a new order would be for nothing. */
function signsByAnother(facts: TriageFacts): boolean {
  return facts.erasedAt === null && facts.otherEvidence !== null && facts.verifyStatus !== 'valid';
}

/** A later order has taken the place of this one, which still waits for the user; of an erased person nobody is advised. */
function isReplaced({ supersededBy, status, erasedAt }: TriageFacts): boolean {
  return supersededBy !== null && isPending(status) && erasedAt === null;
}

/** Work for who has no evidence: a try with the link, or a new order. */
const FOR_EVIDENCE: readonly CheckCode[] = [
  'place_new_order',
  'cancel_old_order',
  'link_arrived',
  'link_opened',
  'reuse_url',
  'tries_left',
  'browser_instead',
];

function checksOf(facts: TriageFacts, draft: Draft): readonly CheckCode[] {
  if (isReplaced(facts) && facts.goneAt === null && !signsByAnother(facts))
    return ['newer_order', 'cancel_old_order'];
  if (!signsByAnother(facts)) return draft.checks;
  const others = draft.checks.filter((check) => !FOR_EVIDENCE.includes(check));
  return ['other_evidence', ...others, ...(isPending(facts.status) ? (['cancel_this_order'] as const) : [])];
}

const OF_THE_LINK: readonly TellCode[] = [
  'open_link',
  'send_link_again',
  'prepare_video',
  'prepare_bank',
  'reuse_link_video',
  'reuse_link_bank',
  'other_browser',
  'browser_only',
  'finish_identification',
];

/** Nothing is said of a link that is dead, nor of a new identification to somebody who may sign already. */
function tellOf(facts: TriageFacts, draft: Draft, alive: boolean): readonly TellCode[] {
  if (signsByAnother(facts)) return ['already_identified'];
  const said = alive ? draft.tell : draft.tell.filter((tell) => !OF_THE_LINK.includes(tell));
  return isReplaced(facts) ? ['link_replaced'] : said;
}

/** Reasons to wait that count on a try with the link. */
const UNTIL_TRIED: readonly HoldCode[] = ['url_reusable', 'first_connection_lost', 'video_never_by_age'];

/** Why to wait: for no try with a link that is replaced, or that nobody needs. */
function holdOf(facts: TriageFacts, { hold, holdUntil }: Draft, params: MethodSpans): Hold | null {
  if (hold === undefined) return null;
  if (UNTIL_TRIED.includes(hold)) {
    if (signsByAnother(facts)) return { code: 'other_evidence', params, until: null };
    if (isReplaced(facts)) return { code: 'newer_order', params, until: null };
  }
  return { code: hold, params, until: holdUntil ?? null };
}

function read(facts: TriageFacts, rules: TriageRules, clock: Horizon): Draft {
  if (facts.erasedAt !== null) return readErased(facts, facts.erasedAt);
  const settled = isSettled(facts, rules, clock);
  if (facts.goneAt !== null && !settled) return readGone(facts.goneAt, rules, clock);
  if (facts.lastCallFailed?.othersFail === true && facts.status !== 'error' && !settled)
    return readOutage(facts.lastCallFailed.at);
  // A regression stays the point until the order has moved on from it.
  const regressed = facts.regressedAt !== null && facts.regressedAt >= facts.statusChangedAt;
  if (regressed && !settled)
    return readUnreadable('regression', facts.regressedAt ?? facts.statusChangedAt, facts, rules, clock);
  switch (facts.status) {
    case 'created':
    case 'initialized':
      return readStart(facts, rules, clock);
    case 'identification_done':
    case 'data_ready':
      return readPreparation(facts, rules, clock);
    case 'terminated':
      return readTerminated(facts, rules, clock);
    case 'error':
      return readError(facts);
    case 'cancelled':
      return readCancelled(facts);
    case 'unknown':
      return readUnreadable(
        'unknown_status',
        facts.firstUnknownAt ?? facts.statusChangedAt,
        facts,
        rules,
        clock,
      );
  }
}

/** What was known of its person is gone: nobody can do anything but, where SRS still holds it open, cancel it there. */
function readErased({ status, goneAt }: TriageFacts, at: number): Draft {
  const why = goneAt === null && isPending(status) ? 'erased_left_open' : 'erased';
  return { turn: null, step: null, why, params: { since: { at } }, checks: [], tell: [] };
}

function readUnreadable(
  why: 'unknown_status' | 'regression',
  seen: number,
  facts: TriageFacts,
  rules: TriageRules,
  clock: Horizon,
): Draft {
  const limit = seen + rules.triage.unreadableGraceSeconds * 1000;
  const told = why === 'unknown_status' ? statusSince(facts) : {};
  const shared = {
    why,
    params: { ...(told.since === undefined ? { seen: { at: seen } } : told), wire: facts.wireStatus ?? '' },
    checks: ['raw_answer', 'sync_again'],
    tell: ['we_are_asking'],
    attention: ['unknown_status'],
    lateAt: limit,
  } as const;
  return clock.passed(limit)
    ? { ...shared, turn: 'swisscom', step: 1, issue: 'unreadable_status' }
    : { ...shared, turn: 'us', step: 4, issue: 'status_checking', hold: 'first_sighting', holdUntil: limit };
}

function readGone(goneAt: number, rules: TriageRules, clock: Horizon): Draft {
  const limit = goneAt + rules.triage.goneGraceSeconds * 1000;
  return {
    turn: clock.passed(limit) ? 'swisscom' : 'us',
    step: 1,
    issue: 'ids_missing',
    why: 'gone',
    params: { since: { at: goneAt } },
    checks: ['right_environment', 'sync_again', 'raw_answer'],
    tell: ['we_are_asking'],
    ...(clock.passed(limit) ? {} : { hold: 'first_sighting' as const, holdUntil: limit }),
    lateAt: limit,
  };
}

function readOutage(at: number): Draft {
  return {
    turn: 'swisscom',
    step: 1,
    issue: 'service_not_responding',
    why: 'srs_failing',
    params: { since: { at } },
    checks: ['others_fail_too', 'own_credentials'],
    tell: ['we_are_asking'],
  };
}

/** When an order in a status without a limit in the guide has lasted longer than usual; learned, else set. */
function usualEnd(facts: TriageFacts, rules: TriageRules): number | null {
  const { triage: limits } = rules;
  if (facts.erasedAt !== null) return null;
  const set =
    facts.status === 'created'
      ? limits.stuckCreatedSeconds
      : facts.status === 'initialized'
        ? limits.stuckInitializedSeconds
        : facts.status === 'terminated' && facts.verifyStatus === 'terms_not_accepted'
          ? limits.stuckTermsSeconds
          : null;
  if (set === null) return null;
  return facts.statusChangedAt + (learnedSeconds(facts, rules) ?? set) * 1000;
}

function learnedSeconds(facts: TriageFacts, rules: TriageRules): number | null {
  const { learnedFactor, learnedFloorSeconds } = rules.triage;
  return facts.usualSeconds === null
    ? null
    : Math.max(learnedFloorSeconds, facts.usualSeconds * learnedFactor);
}

function attentionOf(
  facts: TriageFacts,
  draft: Draft,
  lateAt: number | null,
  rules: TriageRules,
  clock: Horizon,
): AttentionCode[] {
  if (facts.erasedAt !== null) return [];
  const found: AttentionCode[] = [...(draft.attention ?? [])];
  if (facts.goneAt !== null) found.push('gone');
  if (isReplaced(facts)) found.push('superseded');
  if (facts.status === 'error' && facts.supersededBy === null) {
    const until = facts.statusChangedAt + rules.triage.errorAttentionSeconds * 1000;
    if (!clock.passed(until)) found.push('error');
  }
  if (isStuck(facts, lateAt, rules, clock)) found.push('stuck');
  return inAttentionOrder(found);
}

/** Longer than the guide allows, or than is usual; an end or a wait for the user's own doing is not stuck. */
function isStuck(facts: TriageFacts, lateAt: number | null, rules: TriageRules, clock: Horizon): boolean {
  const awaited =
    isPending(facts.status) || (facts.status === 'terminated' && !isSettled(facts, rules, clock));
  if (!awaited) return false;
  const usual = usualEnd(facts, rules);
  const limits = [usual, facts.status === 'initialized' || isTermsPending(facts) ? null : lateAt];
  return limits.some((limit) => limit !== null && clock.passed(limit));
}

function isTermsPending(facts: TriageFacts): boolean {
  return facts.status === 'terminated' && facts.verifyStatus === 'terms_not_accepted';
}

function notesOf(facts: TriageFacts, rules: TriageRules, clock: Horizon): Coded<NoteCode>[] {
  if (facts.erasedAt !== null) return [];
  const notes: Coded<NoteCode>[] = [];
  const add = (code: NoteCode, params: Coded<NoteCode>['params'] = {}) => notes.push({ code, params });
  if (signsByAnother(facts) && facts.otherEvidence !== null)
    add('other_evidence', evidenceParams(facts.otherEvidence));
  if (facts.lastCallFailed !== null) add('last_call_failed', { at: { at: facts.lastCallFailed.at } });
  const validEarly = facts.verifyStatus === 'valid' && facts.status !== 'terminated';
  const isGone = facts.verifyStatus === 'no_evidence' || facts.verifyStatus === 'expired';
  if ((facts.evidenceIsEarlier && !isGone) || validEarly)
    add('earlier_evidence', { evidenceId: facts.evidenceId ?? '' });
  if (facts.supersededBy !== null) add('superseded', { refId: facts.supersededBy });
  if (facts.regressedAt !== null && facts.regressedAt < facts.statusChangedAt)
    add('regressed_before', { at: { at: facts.regressedAt } });
  const learned = learnedSeconds(facts, rules);
  if (learned !== null && isPending(facts.status)) {
    const end = facts.statusChangedAt + learned * 1000;
    if (clock.passed(end)) add('longer_than_usual', usualSpan(facts.usualSeconds ?? 0));
  }
  return notes;
}

/** A span in the unit in which a person reads it; the shortest is a minute. */
function usualSpan(seconds: number): Coded<NoteCode>['params'] {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 120) return { minutes };
  const hours = Math.round(minutes / 60);
  return hours < 48 ? { hours } : { days: Math.round(hours / 24) };
}

function evidenceParams({ refId, validUntil }: NonNullable<TriageFacts['otherEvidence']>) {
  return validUntil === null ? { refId } : { refId, until: { at: validUntil } };
}
