import { describe, expect, it } from 'vitest';
import { dayText, isPeriod, periodOfNow, periodText } from './periods.ts';

describe('months and days', () => {
  it('are written in the language on screen', () => {
    expect(periodText('2026-03', 'en')).toBe('March 2026');
    expect(periodText('2026-03', 'de')).toBe('März 2026');
    expect(periodText('2026-11', 'en', true)).toBe('Nov 2026');
    expect(dayText('2026-11-03', 'en')).toBe('3 Nov 2026');
    expect(dayText('2026-11-03', 'de')).toBe('03.11.2026');
  });

  it('knows the month of now in the zone that bills, wherever the reader is', () => {
    const newYear = Date.parse('2025-12-31T23:30:00Z');
    expect(periodOfNow(newYear, 'Europe/Zurich')).toBe('2026-01');
    expect(periodOfNow(newYear, 'America/New_York')).toBe('2025-12');
  });

  it('knows a month from anything else', () => {
    expect(isPeriod('2026-12')).toBe(true);
    for (const wrong of [null, '', '2026-13', '2026-1', '26-01', '2026-01-01']) {
      expect(isPeriod(wrong)).toBe(false);
    }
  });
});
