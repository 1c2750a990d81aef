import { describe, expect, it } from 'vitest';
import { type AttemptOutcome, Limiter, type Permit } from './limiter.ts';

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

async function permit(pace: Limiter, urgency: 'user' | 'sync' = 'sync'): Promise<Permit> {
  const given = await pace.acquire(urgency);
  if ('kind' in given) throw new Error(`no permit: ${given.kind}`);
  return given;
}

async function oneCall(pace: Limiter, steady: { at: number }, outcome: AttemptOutcome): Promise<void> {
  steady.at += 10;
  const given = await permit(pace);
  steady.at += 1;
  pace.done(given, outcome);
}

describe('the limiter', () => {
  it('halves how many calls run at once on trouble, never below two, and widens again one by one', async () => {
    const { steady, pace } = limiter(16);
    for (const expected of [8, 4, 2, 2]) {
      await oneCall(pace, steady, { kind: 'overload', retryAfterMs: null });
      expect(pace.concurrency).toBe(expected);
    }
    for (let passed = 0; passed < 2; passed++) await oneCall(pace, steady, { kind: 'alive' });
    expect(pace.concurrency).toBe(3);
  });

  it('takes many failures of calls sent together for one piece of news', async () => {
    const { steady, pace } = limiter(16);
    steady.at = 100;
    const together: Permit[] = [];
    for (let n = 0; n < 4; n++) {
      together.push(await permit(pace));
      steady.at += 1;
    }
    for (const one of together) pace.done(one, { kind: 'overload', retryAfterMs: null });
    expect(pace.concurrency).toBe(8);
  });

  it('pauses everybody until Retry-After is over, and tells people at once when that is long', async () => {
    const { steady, pace } = limiter();
    await oneCall(pace, steady, { kind: 'rate_limited', retryAfterMs: 30_000 });
    expect(pace.pausedUntil).toBeGreaterThanOrEqual(steady.at + 30_000);
    expect(await pace.acquire('user')).toMatchObject({ kind: 'paused' });
    const given = new AbortController();
    const waiting = pace.acquire('sync', given.signal);
    given.abort();
    expect(await waiting).toEqual({ kind: 'aborted' });
    steady.at += 30_100;
    expect(pace.pausedUntil).toBeNull();
    await permit(pace, 'user');
  });
});
