import { describe, expect, it } from 'vitest';
import { Breaker } from './breaker.ts';

function opened(random: () => number): Breaker {
  const breaker = new Breaker(random);
  for (let i = 0; i < 10; i++) breaker.onFailure(i, false);
  return breaker;
}

describe('the breaker', () => {
  it('opens after ten failures in a row, not before, and an answer between them counts anew', () => {
    const breaker = new Breaker(() => 0.5);
    for (let i = 0; i < 9; i++) breaker.onFailure(i, false);
    expect(breaker.state(9)).toBe('closed');
    breaker.onAlive();
    for (let i = 0; i < 9; i++) breaker.onFailure(i, false);
    expect(breaker.state(9)).toBe('closed');
    breaker.onFailure(9, false);
    expect(breaker.state(10)).toBe('open');
  });

  it('lets one call try after a random wait below a bound that doubles, up to a minute', () => {
    const breaker = opened(() => 0.999);
    let now = 9;
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      const until = breaker.openUntil ?? 0;
      waits.push(Math.round(until - now));
      now = until;
      expect(breaker.state(now)).toBe('half_open');
      breaker.startProbe();
      breaker.onFailure(now, true);
    }
    expect(waits.slice(0, 4)).toEqual([999, 1_998, 3_996, 7_992]);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    expect(opened(() => 0).openUntil).toBe(109);
  });

  it('closes with the first answer', () => {
    const breaker = opened(() => 0.5);
    breaker.startProbe();
    breaker.onAlive();
    expect(breaker.state(0)).toBe('closed');
  });
});
