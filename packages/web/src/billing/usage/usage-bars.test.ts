import { describe, expect, it } from 'vitest';
import type { UsageView } from './usage-address.ts';
import { changeShare, emptyRow, failureShare, usageBars } from './usage-bars.ts';

const view: UsageView = {
  from: '2026-09',
  to: '2026-11',
  externalId: null,
  axis: 'period',
  stack: 'outcome',
  against: null,
};

const row = (
  period: string | null,
  externalId: string | null,
  placed: number,
  method: string | null = null,
) => ({
  ...emptyRow(period, externalId),
  method,
  placed,
  terminated: placed - 1,
  error: 1,
});

describe('the bars of the usage page', () => {
  it('hold every month of the span, also those without use', () => {
    const { bars } = usageBars(view, [row('2026-11', null, 5), row('2026-09', null, 3)], []);
    expect(bars.map(({ key, row: { placed } }) => [key, placed])).toEqual([
      ['2026-09', 3],
      ['2026-10', 0],
      ['2026-11', 5],
    ]);
    expect(bars[2]?.parts).toEqual({ terminated: 4, error: 1, cancelled: 0, pending: 0 });
  });

  it('put the largest External ID first', () => {
    const by: UsageView = { ...view, axis: 'externalId' };
    const { bars } = usageBars(by, [row(null, 'B', 2), row(null, null, 9), row(null, 'A', 2)], []);
    expect(bars.map(({ key }) => key)).toEqual(['', 'A', 'B']);
  });

  it('add up to the orders placed when stacked by method, with the small methods together', () => {
    const by: UsageView = { ...view, stack: 'method' };
    const methods = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'];
    const rows = methods.map((method, at) => row('2026-10', null, 10 - at, method));
    const total = row(
      '2026-10',
      null,
      rows.reduce((sum, each) => sum + each.placed, 0),
    );
    const { series, bars } = usageBars(by, [total], rows);
    expect(series.map(({ key }) => key)).toEqual(['|m1', '|m2', '|m3', '|m4', '|m5', 'others']);
    const october = bars[1];
    const sum = Object.values(october?.parts ?? {}).reduce((a, b) => a + b, 0);
    expect(sum).toBe(october?.row.placed);
    expect(october?.parts.others).toBe(5 + 4);
  });
});

describe('shares', () => {
  it('count failures among the orders that ended', () => {
    expect(failureShare({ placed: 10, pending: 5, error: 1 })).toBe(0.2);
    expect(failureShare({ placed: 5, pending: 5, error: 0 })).toBeNull();
  });

  it('compare months, and say nothing where there is nothing to compare with', () => {
    expect(changeShare(15, 10)).toBe(0.5);
    expect(changeShare(5, 0)).toBeNull();
    expect(changeShare(5, undefined)).toBeNull();
  });
});
