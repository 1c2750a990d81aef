import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import { troubleOf } from '@srs-desk/shared/health/trouble.ts';
import { describe, expect, it } from 'vitest';
import type { Permit, Urgency } from './lane.ts';
import { type AttemptOutcome, Limiter } from './limiter.ts';

const FAILED: AttemptOutcome = { kind: 'overload', retryAfterMs: null, code: 'http_error', status: 500 };
const NEVER = new AbortController().signal;

function limiter(maxConcurrency = 16) {
  const steady = { at: 0, now: () => steady.at };
  const pace = new Limiter({
    rateLimit: 20_000,
    maxConcurrency,
    random: () => 0.5,
    steady: steady.now,
    wall: steady.now,
  });
  return { steady, pace };
}

async function permit(
  pace: Limiter,
  urgency: Urgency = 'sync',
  operation: CallOperation = 'get_status',
): Promise<Permit> {
  const given = await pace.acquire(operation, urgency);
  if ('kind' in given) throw new Error(`no permit: ${given.kind}`);
  return given;
}

async function oneCall(
  pace: Limiter,
  steady: { at: number },
  outcome: AttemptOutcome,
  operation: CallOperation = 'get_status',
): Promise<void> {
  steady.at += 10;
  const given = await permit(pace, 'sync', operation);
  steady.at += 1;
  pace.done(given, outcome);
}

function factsOf(pace: Limiter, operation: CallOperation) {
  const facts = pace.operations().find((one) => one.operation === operation);
  if (facts === undefined) throw new Error(`${operation} was never called`);
  return facts;
}

describe('the limiter', () => {
  it('halves how many calls run at once on trouble, never below two, and widens again one by one', async () => {
    const { steady, pace } = limiter(16);
    for (const expected of [8, 4, 2, 2]) {
      await oneCall(pace, steady, FAILED);
      expect(pace.concurrencyOf('get_status')).toBe(expected);
    }
    for (let passed = 0; passed < 2; passed++) await oneCall(pace, steady, { kind: 'alive' });
    expect(pace.concurrencyOf('get_status')).toBe(3);
    expect(pace.concurrencyOf('verify')).toBe(16);
  });

  it('takes many failures of calls sent together for one piece of news', async () => {
    const { steady, pace } = limiter(16);
    steady.at = 100;
    const together: Permit[] = [];
    for (let n = 0; n < 4; n++) {
      together.push(await permit(pace));
      steady.at += 1;
    }
    for (const one of together) pace.done(one, FAILED);
    expect(pace.concurrencyOf('get_status')).toBe(8);
  });

  it('pauses the operation until Retry-After is over, and tells people at once when that is long', async () => {
    const { steady, pace } = limiter();
    await oneCall(pace, steady, { kind: 'rate_limited', retryAfterMs: 30_000 });
    expect(factsOf(pace, 'get_status').paused?.until).toBeGreaterThanOrEqual(steady.at + 30_000);
    for (const urgency of ['user', 'job'] as const)
      expect(await pace.acquire('get_status', urgency)).toMatchObject({ kind: 'paused' });
    const given = new AbortController();
    const waiting = pace.acquire('get_status', 'sync', given.signal);
    expect(troubleOf(factsOf(pace, 'get_status'), steady.at)).toMatchObject({ code: 'asked_to_wait' });
    steady.at += 10;
    await permit(pace, 'sync', 'verify');
    given.abort();
    expect(await waiting).toEqual({ kind: 'aborted' });
    steady.at += 30_100;
    expect(factsOf(pace, 'get_status').paused).toBeNull();
    await permit(pace, 'user');
  });

  it('holds back an operation that fails, and no other', async () => {
    const { steady, pace } = limiter();
    for (let n = 0; n < 10; n++) await oneCall(pace, steady, FAILED, 'cancel_order');
    const { breaker, openUntil } = factsOf(pace, 'cancel_order');
    expect(breaker).toBe('open');
    expect(await pace.acquire('cancel_order', 'job')).toEqual({ kind: 'breaker_open', until: openUntil });
    for (const operation of ['get_status', 'verify', 'place_order'] as const) {
      await oneCall(pace, steady, { kind: 'alive' }, operation);
      expect(factsOf(pace, operation).breaker).toBe('closed');
      expect(pace.concurrencyOf(operation)).toBe(16);
    }
    expect(await pace.untilOpen('cancel_order', 1, NEVER)).toBe(false);
    steady.at = openUntil ?? 0;
    expect(await pace.untilOpen('cancel_order', 1, NEVER)).toBe(true);
    const probe = await permit(pace, 'job', 'cancel_order');
    expect(await pace.acquire('cancel_order', 'job')).toMatchObject({ kind: 'breaker_open' });
    pace.done(probe, { kind: 'alive' });
    expect(factsOf(pace, 'cancel_order')).toMatchObject({ breaker: 'closed', failing: null });
  });

  it('takes an operation that is always refused for a matter of its own: the pace of the others stays', async () => {
    const { steady, pace } = limiter();
    const before = pace.rate;
    for (let n = 0; n < 20; n++) {
      await oneCall(pace, steady, { kind: 'rate_limited', retryAfterMs: 5 }, 'cancel_order');
      steady.at += 40;
    }
    expect(pace.rate).toBeGreaterThan(before * 0.6);
    await oneCall(pace, steady, { kind: 'alive' });
  });

  it('gives a turn at once only where a call may go now and nobody waits', async () => {
    const { steady, pace } = limiter(2);
    steady.at = 100;
    const first = pace.acquireNow('get_status', 'sync');
    if (first === null) throw new Error('nothing was under way');
    await permit(pace);
    expect(pace.acquireNow('get_status', 'sync'), 'as many as may run at once').toBeNull();
    const given = new AbortController();
    const waiting = pace.acquire('get_status', 'sync', given.signal);
    expect(pace.acquireNow('verify', 'sync'), 'others came before').toBeNull();
    pace.done(first, { kind: 'rate_limited', retryAfterMs: 30_000 });
    expect(pace.acquireNow('get_status', 'job'), 'SRS asks to wait').toBeNull();
    given.abort();
    expect(await waiting).toEqual({ kind: 'aborted' });
    steady.at += 31_000;
    expect(pace.acquireNow('get_status', 'job')).not.toBeNull();
  });

  it('lets calls that waited for the same disk leave one by one', () => {
    const steady = { at: 1_000 };
    const pace = new Limiter({ rateLimit: 100, steady: () => steady.at });
    // One more than there would be time for: what a delay has held up.
    for (let left = 0; left < 2; left++) expect(pace.turnToLeave()).toBeNull();
    expect(pace.turnToLeave()).toBeInstanceOf(Promise);
    steady.at += 50;
    expect(pace.turnToLeave()).toBeNull();
  });

  it('lets no second of a known limit have more calls than it allows, however late its turns come', async () => {
    const steady = { at: 0 };
    const pace = new Limiter({ rateLimit: 300, maxConcurrency: 1_000, steady: () => steady.at });
    const left: number[] = [];
    while (steady.at < 5_000) {
      while (pace.acquireNow('get_status', 'sync') !== null) left.push(steady.at);
      steady.at += steady.at % 7 === 0 ? 40 : 1;
    }
    const most = Math.max(...left.map((from) => left.filter((at) => at >= from && at < from + 1_000).length));
    expect(most).toBeLessThanOrEqual(300);
    expect(left.length).toBeGreaterThan(5 * 150);
  });

  it('tells the pace as it was granted', async () => {
    const { steady, pace } = limiter();
    for (let n = 0; n < 30; n++) {
      await oneCall(pace, steady, { kind: 'alive' });
      steady.at += 989;
    }
    expect(pace.grantedRate).toBeCloseTo(1, 1);
    steady.at += 60_000;
    expect(pace.grantedRate).toBe(0);
  });
});
