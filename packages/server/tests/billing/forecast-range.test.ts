import { describe, expect, it } from 'vitest';
import { backTest, COURSES } from '../../bench/forecast/back-test.ts';

describe('the range of a forecast, of which four of five months are to be in', () => {
  it.each(COURSES)('holds 75 to 90 %% of them when use is %s', (course) => {
    const { coverage, forecasts } = backTest(course, 12);
    expect(forecasts).toBe(600);
    expect(coverage).toBeGreaterThanOrEqual(0.75);
    expect(coverage).toBeLessThanOrEqual(0.9);
  });
});
