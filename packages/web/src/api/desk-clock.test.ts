import { afterEach, describe, expect, it } from 'vitest';
import { deskNow, noteDeskTime } from './desk-clock.ts';

const at = (ms: number) => new Date(ms).toUTCString();
const MINUTE = 60_000;

describe('the desk’s clock', () => {
  afterEach(() => noteDeskTime(at(Date.now()), Date.now(), Date.now()));

  it.each([
    ['five minutes ahead', 5 * MINUTE],
    ['an hour behind', -60 * MINUTE],
  ])('is followed where it is %s of the reader’s', (_, difference) => {
    const now = Date.now();
    noteDeskTime(at(now + difference), now - 40, now);
    expect(Math.abs(deskNow() - Date.now() - difference)).toBeLessThan(1_100);
  });

  it('is the reader’s where both agree but for the whole seconds of a date, and again once they do', () => {
    const now = Date.now();
    noteDeskTime(at(now + MINUTE), now, now);
    noteDeskTime(at(now - 1_500), now - 900, now);
    expect(Math.abs(deskNow() - Date.now())).toBeLessThan(100);
  });

  it.each([2_600, 3_200, MINUTE])('does not sway with every answer, %s ms ahead', (difference) => {
    const now = Date.now();
    const shown = Array.from({ length: 1_000 }, (_, answer) => {
      const then = now + 37 * answer;
      noteDeskTime(at(then + difference), then, then);
      return deskNow() - Date.now();
    });
    const settled = shown.slice(30);
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(100);
  });

  it.each([
    ['of an answer that took long', at(0), 2_500],
    ['that is none', 'soon', 10],
    ['that is not there', null, 10],
  ])('is not learned from a date %s', (_, date, took) => {
    noteDeskTime(date, Date.now() - took, Date.now());
    expect(Math.abs(deskNow() - Date.now())).toBeLessThan(100);
  });
});
