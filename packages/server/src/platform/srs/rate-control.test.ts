import { describe, expect, it } from 'vitest';
import { RateControl } from './rate-control.ts';

const LIMIT = 100;
const LATENCY_MS = 8;

type Window = (at: number) => { ok: boolean; retryMs: number };

/** So many calls in each whole second, the rest refused until the next. */
function fixedWindow(): Window {
  let [second, count] = [-1, 0];
  return (at) => {
    const now = Math.floor(at / 1_000);
    if (now !== second) [second, count] = [now, 0];
    count += 1;
    return count <= LIMIT ? { ok: true, retryMs: 0 } : { ok: false, retryMs: 1_000 };
  };
}

function tokenBucket(): Window {
  let [tokens, last] = [LIMIT, 0];
  return (at) => {
    tokens = Math.min(LIMIT, tokens + ((at - last) / 1_000) * LIMIT);
    last = at;
    if (tokens < 1) return { ok: false, retryMs: 1_000 };
    tokens -= 1;
    return { ok: true, retryMs: 0 };
  };
}

/** Sends for a minute as fast as the control allows: the share of the limit used in its second half, and of 429. */
function runMinute(control: RateControl, take: Window): { used: number; refused: number } {
  const answers: { at: number; sentAt: number; ok: boolean; retryMs: number }[] = [];
  let [next, pausedUntil, calls, refused, late] = [0, 0, 0, 0, 0];
  for (;;) {
    const sentAt = Math.max(next, pausedUntil);
    if (sentAt >= 60_000) break;
    const answer = answers[0];
    if (answer !== undefined && answer.at <= sentAt) {
      answers.shift();
      if (answer.ok) control.onPassed(answer.at, true);
      else {
        control.onRateLimited(answer.at, answer.sentAt);
        pausedUntil = answer.at + answer.retryMs + 25;
      }
      continue;
    }
    next = sentAt + 1_000 / control.rate;
    const { ok, retryMs } = take(sentAt);
    answers.push({ at: sentAt + LATENCY_MS, sentAt, ok, retryMs });
    calls += 1;
    if (!ok) refused += 1;
    else if (sentAt >= 30_000) late += 1;
  }
  return { used: late / 30 / LIMIT, refused: refused / calls };
}

describe('the rate', () => {
  it.each([
    ['fixed windows', fixedWindow],
    ['a token bucket', tokenBucket],
  ])('finds an unknown limit by %s: over 75 %% of it, under 0.5 %% refused', (_, limit) => {
    const { used, refused } = runMinute(new RateControl(null), limit());
    expect(used).toBeGreaterThan(0.75);
    expect(refused).toBeLessThan(0.005);
    expect(refused).toBeGreaterThan(0);
  });

  it.each([
    ['fixed windows', fixedWindow],
    ['a token bucket', tokenBucket],
  ])('keeps a known limit by %s: over 90 %% of it, nothing refused', (_, limit) => {
    const { used, refused } = runMinute(new RateControl(LIMIT), limit());
    expect(used).toBeGreaterThan(0.9);
    expect(refused).toBe(0);
  });

  it('falls to 85 % at a 429, once for all calls that were under way', () => {
    const control = new RateControl(LIMIT);
    const before = control.rate;
    control.onRateLimited(1_000, 900);
    control.onRateLimited(1_010, 950);
    expect(control.rate).toBeCloseTo(before * 0.85);
  });
});
