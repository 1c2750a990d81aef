import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  createCalendar,
  daysOf,
  isTimeZone,
  periodSchema,
  periodsBetween,
} from './periods.ts';

const zurich = createCalendar('Europe/Zurich');

describe('months of Europe/Zurich', () => {
  it.each([
    ['2025-12-31T22:59:59.999Z', '2025-12'],
    ['2025-12-31T23:00:00.000Z', '2026-01'],
    ['2026-03-31T21:59:59.999Z', '2026-03'],
    ['2026-03-31T22:00:00.000Z', '2026-04'],
    ['2026-10-31T22:59:59.999Z', '2026-10'],
    ['2026-10-31T23:00:00.000Z', '2026-11'],
  ])('%s belongs to %s', (at, period) => {
    expect(zurich.periodOf(Date.parse(at))).toBe(period);
  });

  it('gives the months of both clock changes their true length', () => {
    const hours = (period: string) => {
      const { from, to } = zurich.boundsOf(period);
      return (to - from) / 3_600_000;
    };
    expect(hours('2026-03')).toBe(31 * 24 - 1);
    expect(hours('2026-10')).toBe(31 * 24 + 1);
    expect(hours('2026-01')).toBe(31 * 24);
  });

  it('keeps the day of both clock changes in one piece', () => {
    expect(zurich.startOf('2026-03-30') - zurich.startOf('2026-03-29')).toBe(23 * 3_600_000);
    expect(zurich.startOf('2026-10-26') - zurich.startOf('2026-10-25')).toBe(25 * 3_600_000);
    expect(zurich.dayOf(Date.parse('2026-10-25T00:30:00Z'))).toBe('2026-10-25');
    expect(zurich.dayOf(Date.parse('2026-10-25T01:30:00Z'))).toBe('2026-10-25');
  });
});

describe('zones whose clocks change at midnight', () => {
  it('starts a day without midnight at the jump', () => {
    const saoPaulo = createCalendar('America/Sao_Paulo');
    expect(new Date(saoPaulo.startOf('2018-11-04')).toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it('starts a month once, though its first minute comes twice', () => {
    const stJohns = createCalendar('America/St_Johns');
    const start = stJohns.startOf('2009-11-01');
    expect(new Date(start).toISOString()).toBe('2009-11-01T02:30:00.000Z');
    expect(stJohns.periodOf(start + 90_000)).toBe('2009-11');
  });
});

describe('any zone', () => {
  const zones = [
    'UTC',
    'Europe/Zurich',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'America/Sao_Paulo',
    'Africa/Casablanca',
    'Australia/Lord_Howe',
  ];
  const calendars = zones.map(createCalendar);
  const instant = fc.integer({ min: Date.UTC(2001, 0, 5), max: Date.UTC(2099, 11, 20) });

  it('puts every instant inside the bounds of its month and day, and agrees with the clock on the wall', () => {
    fc.assert(
      fc.property(fc.constantFrom(...calendars), instant, (calendar, at) => {
        const bounds = calendar.boundsOf(calendar.periodOf(at));
        expect(bounds.from <= at && at < bounds.to).toBe(true);
        const day = calendar.dayOf(at);
        expect(calendar.startOf(day) <= at && at < calendar.startOf(addDays(day, 1))).toBe(true);
        const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: calendar.timeZone, dateStyle: 'short' });
        expect(wall.format(at)).toBe(day);
      }),
      { numRuns: 400 },
    );
  });

  it('lets months follow each other without hole or overlap', () => {
    for (const calendar of calendars) {
      for (const period of periodsBetween('2015-01', '2035-12')) {
        expect(calendar.boundsOf(period).to).toBe(calendar.boundsOf(addMonths(period, 1)).from);
      }
    }
  });

  it('makes a month of its days', () => {
    for (const calendar of calendars) {
      for (const period of periodsBetween('2026-01', '2026-12')) {
        const days = daysOf(period);
        expect(calendar.startOf(days[0] ?? '')).toBe(calendar.boundsOf(period).from);
        expect(calendar.startOf(addDays(days.at(-1) ?? '', 1))).toBe(calendar.boundsOf(period).to);
      }
    }
  });
});

describe('months as text', () => {
  it('counts over the end of the year', () => {
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(periodsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(periodsBetween('2026-02', '2026-01')).toEqual([]);
  });

  it('refuses what is no month or zone', () => {
    for (const text of ['2026-13', '2026-00', '26-01', '2026-1', '2026-01-01', '']) {
      expect(periodSchema.safeParse(text).success).toBe(false);
    }
    expect(isTimeZone('Europe/Zurich')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(() => createCalendar('Mars/Olympus')).toThrow(RangeError);
  });
});
