import { describe, expect, it } from 'vitest';
import type { OrderStatus } from '../order/status.ts';
import { checkTypedCount, needsApproval } from './approval.ts';
import {
  hasEnded,
  JOB_EVENTS,
  JOB_STATES,
  type JobEvent,
  type JobState,
  progressOf,
  stateAfter,
  statesBefore,
} from './job.ts';
import { classifyForPlan, countPlan, decideLive, type PlannedOrder, type PlanTerms } from './plan.ts';
import { foldName, type PersonFacts, samePerson } from './same-person.ts';
import { callMayRunUntil, laterThanFailed, type SupersessionOrder, supersessionOf } from './superseded.ts';
import { planInput } from './wire.ts';

const NOW = Date.UTC(2026, 2, 10, 12);
const HOUR = 3_600_000;
const REF = '3fa9b0c2-0000-4000-8000-000000000001';

const nobody: PersonFacts = { msisdn: null, firstName: null, lastName: null, birthDate: null };

describe('the same person', () => {
  it.each([
    ['the same number', { msisdn: '+41790000001' }, { msisdn: '+41790000001' }, 'number'],
    ['another number', { msisdn: '+41790000001' }, { msisdn: '+41790000002' }, null],
    ['no number twice', { msisdn: null }, { msisdn: null }, null],
    ['an empty number twice', { msisdn: '' }, { msisdn: '' }, null],
    [
      'name and birth date, spelled differently',
      { firstName: 'Zoë Anna', lastName: 'MÜLLER', birthDate: '1980-04-12' },
      { firstName: 'Anna Zoe', lastName: 'Müller', birthDate: '1980-04-12' },
      'name_and_birth_date',
    ],
    [
      'the name alone',
      { firstName: 'Anna', lastName: 'Muster' },
      { firstName: 'Anna', lastName: 'Muster' },
      null,
    ],
    [
      'surname and birth date alone',
      { lastName: 'Muster', birthDate: '1980-04-12' },
      { lastName: 'Muster', birthDate: '1980-04-12' },
      null,
    ],
    [
      'another birth date',
      { firstName: 'Anna', lastName: 'Muster', birthDate: '1980-04-12' },
      { firstName: 'Anna', lastName: 'Muster', birthDate: '1980-04-13' },
      null,
    ],
    [
      'a new number but the same name and birth date',
      { msisdn: '+41790000001', firstName: 'Anna', lastName: 'Muster', birthDate: '1980-04-12' },
      { msisdn: '+41790000002', firstName: 'Anna', lastName: 'Muster', birthDate: '1980-04-12' },
      'name_and_birth_date',
    ],
  ])('%s', (_, a, b, by) => {
    expect(samePerson({ ...nobody, ...a }, { ...nobody, ...b })).toBe(by);
    expect(samePerson({ ...nobody, ...b }, { ...nobody, ...a })).toBe(by);
  });

  it('folds ß and accents', () => expect(foldName('Groß, José')).toBe('gross jose'));
});

function order(refId: string, over: Partial<SupersessionOrder> = {}): SupersessionOrder {
  const { createdAt = NOW - 10 * HOUR } = over;
  return {
    ...nobody,
    msisdn: '+41790000001',
    refId,
    status: 'initialized',
    issuer: 'IDENTITY.TM',
    method: 'video',
    jurisdiction: 'ZERTES',
    createdAt,
    createdNotBefore: createdAt,
    startedAt: null,
    statusChangedAt: NOW - 10 * HOUR,
    goneAt: null,
    predecessorRefId: null,
    ...over,
  };
}

describe('superseded', () => {
  const later = (over: Partial<SupersessionOrder> = {}) =>
    order('later', { createdAt: NOW - 2 * HOUR, ...over });

  it('finds the later order of the same person', () => {
    expect(supersessionOf(order('a'), [order('a'), later()])).toEqual({
      by: 'later',
      person: 'number',
      differs: [],
    });
  });
  it('never by an earlier order, nor by one of the same moment', () => {
    expect(supersessionOf(later(), [order('a')])).toBeNull();
    expect(supersessionOf(order('a'), [order('b')])).toBeNull();
  });
  it('never by one of which nobody knows when it was created; such a one may be older than a later order', () => {
    expect(supersessionOf(order('a'), [later({ createdNotBefore: null })])).toBeNull();
    expect(supersessionOf(order('a', { createdNotBefore: null }), [later()])?.by).toBe('later');
    const failed = order('a', { status: 'error' });
    expect(laterThanFailed(failed, [later({ createdNotBefore: null })])).toBeNull();
    const instead = later({ createdNotBefore: null, predecessorRefId: 'a' });
    expect(supersessionOf(order('a'), [instead])?.by).toBe('later');
  });
  it('by one that was placed here after all that is known of it, also where SRS tells no time', () => {
    const placed = later({ createdNotBefore: NOW - 3 * HOUR });
    expect(supersessionOf(order('a'), [placed])?.by).toBe('later');
    expect(supersessionOf(order('a', { createdNotBefore: null }), [placed])?.by).toBe('later');
    // Which of them came first nobody knows.
    expect(supersessionOf(order('a', { createdAt: NOW - 2.5 * HOUR }), [placed])).toBeNull();
  });
  it('by the one placed in its place, whoever that is for, and by what was placed in that one’s place', () => {
    const others = { msisdn: '+41790000009', createdNotBefore: null };
    const instead = later({ ...others, predecessorRefId: 'a' });
    expect(supersessionOf(order('a'), [instead])).toMatchObject({ by: 'later', person: 'placed_instead' });
    const next = later({ ...others, refId: 'next', predecessorRefId: 'later' });
    expect(supersessionOf(order('a'), [{ ...instead, status: 'cancelled' }])).toBeNull();
    expect(supersessionOf(order('a'), [{ ...instead, status: 'cancelled' }, next])?.by).toBe('next');
    expect(supersessionOf(order('b'), [instead, next])).toBeNull();
  });
  it('never by somebody else’s', () => {
    expect(supersessionOf(order('a'), [later({ msisdn: '+41790000009' })])).toBeNull();
  });
  it('shows another method or jurisdiction as such, unknown is no difference', () => {
    const differs = (over: Partial<SupersessionOrder>) => supersessionOf(order('a'), [later(over)])?.differs;
    expect(differs({ method: 'bank', issuer: 'KLARNA' })).toEqual(['method']);
    expect(differs({ jurisdiction: 'EIDAS' })).toEqual(['jurisdiction']);
    expect(differs({ jurisdiction: 'zertes' })).toEqual([]);
    expect(differs({ method: null, issuer: null, jurisdiction: null })).toEqual([]);
  });
  it('prefers the like order over a newer unlike one, then the newest', () => {
    const like = later({ refId: 'like' });
    const unlike = later({ refId: 'unlike', jurisdiction: 'EIDAS', createdAt: NOW - HOUR });
    const newest = later({ refId: 'newest', createdAt: NOW - HOUR });
    expect(supersessionOf(order('a'), [unlike, like])?.by).toBe('like');
    expect(supersessionOf(order('a'), [like, newest])?.by).toBe('newest');
  });
  it('not by an order that was cancelled or that SRS no longer knows', () => {
    expect(supersessionOf(order('a'), [later({ status: 'cancelled' }), later({ goneAt: NOW })])).toBeNull();
  });
  it.each<[OrderStatus, boolean]>([
    ['created', true],
    ['initialized', true],
    ['identification_done', true],
    ['data_ready', true],
    ['unknown', true],
    ['terminated', false],
    ['error', false],
    ['cancelled', false],
  ])('an order that is %s can be superseded: %s', (status, can) => {
    expect(supersessionOf(order('a', { status }), [later()]) !== null).toBe(can);
  });

  it('finds the later order of one that has failed, itself failed or not, and of no other', () => {
    const failed = order('a', { status: 'error' });
    expect(laterThanFailed(failed, [failed, later({ status: 'error' })])?.by).toBe('later');
    expect(laterThanFailed(failed, [later({ status: 'cancelled' }), later({ goneAt: NOW })])).toBeNull();
    expect(laterThanFailed(order('a', { status: 'cancelled' }), [later()])).toBeNull();
  });

  it('tells until when a call may be running', () => {
    expect(callMayRunUntil(order('a'), NOW)).toBeNull();
    expect(callMayRunUntil(order('a', { startedAt: NOW - HOUR / 2 }), NOW)).toBe(NOW + HOUR / 2);
    expect(callMayRunUntil(order('a', { statusChangedAt: NOW - HOUR / 2 }), NOW, 20)).toBeNull();
    expect(callMayRunUntil(order('a', { startedAt: NOW - HOUR }), NOW)).toBeNull();
    const done = order('a', { status: 'identification_done', statusChangedAt: NOW });
    expect(callMayRunUntil(done, NOW)).toBeNull();
  });
});

describe('the plan', () => {
  const planned: PlannedOrder = {
    status: 'initialized',
    statusChangedAt: NOW - HOUR,
    goneAt: null,
    inOtherJob: false,
    callMayRun: false,
  };
  const terms: PlanTerms = { includeFinished: false, leaveRunningCalls: false, asOf: null };
  const verdict = (over: Partial<PlannedOrder>, termsOver: Partial<PlanTerms> = {}) => {
    const { class: sort, reason } = classifyForPlan({ ...planned, ...over }, { ...terms, ...termsOver });
    return reason ?? sort;
  };

  it.each<[OrderStatus, string, string]>([
    ['created', 'will_cancel', 'will_cancel'],
    ['initialized', 'will_cancel', 'will_cancel'],
    ['identification_done', 'finished_work', 'will_cancel'],
    ['data_ready', 'finished_work', 'will_cancel'],
    ['unknown', 'will_cancel', 'will_cancel'],
    ['terminated', 'already_final', 'already_final'],
    ['error', 'already_final', 'already_final'],
    ['cancelled', 'already_final', 'already_final'],
  ])('an order that is %s: %s, with finished work %s', (status, usual, onPurpose) => {
    expect(verdict({ status })).toBe(usual);
    expect(verdict({ status }, { includeFinished: true })).toBe(onPurpose);
  });
  it('leaves out what cannot or should not be cancelled, with the reason', () => {
    expect(classifyForPlan(null, terms)).toEqual({ class: 'not_allowed', reason: 'unknown_ref_id' });
    expect(verdict({ goneAt: NOW })).toBe('gone_at_srs');
    expect(verdict({ inOtherJob: true })).toBe('in_other_job');
    expect(verdict({ callMayRun: true })).toBe('will_cancel');
    expect(verdict({ callMayRun: true }, { leaveRunningCalls: true })).toBe('call_may_run');
    expect(verdict({}, { asOf: NOW - HOUR })).toBe('will_cancel');
    expect(verdict({}, { asOf: NOW - HOUR - 1 })).toBe('changed');
  });
  it('counts so that the four add up', () => {
    const counts = countPlan(['will_cancel', 'finished_work', 'changed', 'already_final', 'not_allowed']);
    expect(counts).toEqual({ willCancel: 1, alreadyFinal: 1, changed: 1, notAllowed: 2, finishedWork: 1 });
  });
  it.each<[OrderStatus, OrderStatus, string]>([
    ['initialized', 'initialized', 'cancel'],
    ['created', 'initialized', 'cancel'],
    ['initialized', 'unknown', 'cancel'],
    ['initialized', 'identification_done', 'changed'],
    ['identification_done', 'data_ready', 'cancel'],
    ['initialized', 'terminated', 'already_final'],
    ['initialized', 'error', 'already_final'],
    ['initialized', 'cancelled', 'already_cancelled'],
  ])('planned as %s, found %s: %s', (from, live, decision) => expect(decideLive(from, live)).toBe(decision));
});

describe('approval and the typed count', () => {
  it('asks for a second admin above the size', () => {
    expect(needsApproval(1000, 1000)).toBe(false);
    expect(needsApproval(1001, 1000)).toBe(true);
    expect(needsApproval(1_000_000, null)).toBe(false);
  });
  it('wants the exact count, and something to do', () => {
    expect(checkTypedCount(12, 12)).toBe('ok');
    expect(checkTypedCount(11, 12)).toBe('count_mismatch');
    expect(checkTypedCount(0, 0)).toBe('nothing_to_cancel');
  });
});

describe('the life of a job', () => {
  it('leads from the plan to an end, and never out of one', () => {
    const next = (state: JobState, event: JobEvent) =>
      statesBefore(event).includes(state) ? stateAfter(event) : null;
    expect(next('planned', 'request')).toBe('approved');
    expect(next('planned', 'request_approval')).toBe('awaiting_approval');
    expect(next('awaiting_approval', 'approve')).toBe('approved');
    expect(next('awaiting_approval', 'begin')).toBeNull();
    expect(next('running', 'pause')).toBe('paused');
    expect(next('paused', 'resume')).toBe('approved');
    expect(next('planned', 'begin')).toBeNull();
    for (const state of JOB_STATES.filter(hasEnded))
      for (const event of JOB_EVENTS) expect(next(state, event)).toBeNull();
  });
  it('tells how far it is', () => {
    expect(progressOf({ pending: 3, in_progress: 1, cancelled: 4, left: 2 })).toEqual({
      total: 10,
      done: 6,
      open: 4,
    });
  });
});

describe('what a plan may be asked for', () => {
  const accepts = (input: unknown) => planInput.safeParse(input).success;
  it('names orders in exactly one way, with a reason', () => {
    expect(accepts({ refIds: [REF], reason: 'old links' })).toBe(true);
    expect(accepts({ filter: { status: 'created' }, reason: 'old links' })).toBe(true);
    expect(accepts({ superseded: {}, reason: 'old links' })).toBe(true);
    expect(accepts({ stale: { olderThanDays: 30 }, reason: 'old links' })).toBe(true);
    expect(accepts({ reason: 'old links' })).toBe(false);
    expect(accepts({ refIds: [REF], filter: {}, reason: 'old links' })).toBe(false);
    expect(accepts({ refIds: [], reason: 'old links' })).toBe(false);
    expect(accepts({ refIds: [REF] })).toBe(false);
  });
});
