import { describe, expect, it } from 'vitest';
import { clockText, dateText, durationText, exactText, nextTick, spanText } from './time.ts';

const AT = Date.UTC(2026, 2, 4, 13, 2, 11);

describe('spanText', () => {
  it.each([
    [-5, '0 s'],
    [4_999, '4 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_000, '59 min'],
    [3_600_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('%d ms reads %s', (ms, text) => expect(spanText(ms, 'en')).toBe(text));

  it('speaks German', () => {
    expect(spanText(7_200_000, 'de')).toBe('2 Std.');
    expect(spanText(120_000, 'de-CH')).toBe('2 Min.');
  });
});

it('shows durations of calls', () => {
  expect(durationText(84.4, 'en')).toBe('84 ms');
  expect(durationText(2_430, 'en')).toBe('2.4 s');
  expect(durationText(2_430, 'de')).toBe('2.4 s');
});

it('ticks fast only while the text changes fast', () => {
  expect(nextTick(3_000)).toBe(1_000);
  expect(nextTick(-3_000)).toBe(1_000);
  expect(nextTick(120_000)).toBe(30_000);
  expect(nextTick(7_200_000)).toBe(600_000);
});

it('writes exact times in a given zone', () => {
  expect(exactText(AT, 'de', 'UTC')).toBe('04.03.2026, 13:02:11');
  expect(exactText(AT, 'en', 'Europe/Zurich')).toContain('14:02:11');
});

it('leaves the date out on the same day', () => {
  expect(clockText(AT, AT + 1_000, 'en', 'UTC')).toBe('13:02');
  expect(clockText(AT, AT + 86_400_000, 'de', 'UTC')).toBe('04.03.2026 13:02');
});

it('writes dates', () => {
  expect(dateText(AT, 'de', 'UTC')).toBe('04.03.2026');
  expect(dateText(AT, 'en', 'UTC')).toBe('4 Mar 2026');
});
