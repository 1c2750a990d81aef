import { describe, expect, it } from 'vitest';
import { drillQuery, moved, readSpan, readUsageView, usageAddress, usageQuery } from './usage-address.ts';

const read = (text: string) => readUsageView(new URLSearchParams(text), '2026-11');

describe('the address of the usage page', () => {
  it('shows six months over time by outcome unless told otherwise', () => {
    expect(read('')).toEqual({
      from: '2026-06',
      to: '2026-11',
      externalId: null,
      axis: 'period',
      stack: 'outcome',
      against: null,
    });
  });

  it('survives the way there and back', () => {
    const view = read('from=2025-01&to=2025-12&externalId=a%26b&by=externalId&stack=method&with=2024-12');
    expect(view.against).toBe('2024-12');
    expect(read(usageAddress(view).split('?')[1] ?? '')).toEqual(view);
    expect(usageQuery(view, 'period')).toBe('from=2025-01&to=2025-12&groupBy=period&externalId=a%26b');
  });

  it('keeps orders without External ID apart from all orders', () => {
    expect(read('externalId=').externalId).toBe('');
    expect(read('').externalId).toBeNull();
    expect(drillQuery({ period: '2026-11', externalId: null })).toBe('period=2026-11&externalId=');
    expect(drillQuery({ period: '2026-11' })).toBe('period=2026-11');
  });

  it('puts nonsense right', () => {
    expect(read('from=2026-12&to=2026-11')).toMatchObject({ from: '2026-11', to: '2026-11' });
    expect(read('from=now&to=2026-13')).toMatchObject({ from: '2026-06', to: '2026-11' });
    expect(read('from=2001-01&to=2026-11').from).toBe('2021-12');
    const span = (text: string) => readSpan(new URLSearchParams(text), '2026-11', 2);
    expect(span('')).toEqual({ from: '2026-10', to: '2026-11' });
    expect(span('from=2026-10&to=2026-09')).toEqual({ from: '2026-09', to: '2026-09' });
    expect(span('from=2001-01').from).toBe('2021-12');
  });

  it('lets one end of the months follow the other', () => {
    const view = { from: '2026-09', to: '2026-10', by: 'method' };
    expect(moved(view, { from: '2026-11' })).toEqual({ ...view, from: '2026-11', to: '2026-11' });
    expect(moved(view, { to: '2026-08' })).toEqual({ ...view, from: '2026-08', to: '2026-08' });
    expect(moved(view, { to: '2026-12' })).toEqual({ ...view, to: '2026-12' });
  });
});
