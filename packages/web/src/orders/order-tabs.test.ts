import { describe, expect, it } from 'vitest';
import { ORDER_TABS, sortOf, TAB_FILTERS, tabOf, withoutTab, withTab } from './order-tabs.ts';

describe('tabs of the order list', () => {
  it.each(ORDER_TABS)('recognises %s by its filter, beside other filters', (tab) => {
    expect(tabOf({ externalId: 'ACME-042', ...TAB_FILTERS[tab] })).toBe(tab);
  });

  it('keeps the other filters when the tab changes', () => {
    const filter = withTab({ externalId: 'ACME-042', status: 'error' }, 'terms');
    expect(filter).toEqual({ externalId: 'ACME-042', verifyStatus: 'terms_not_accepted' });
    expect(withoutTab(filter)).toEqual({ externalId: 'ACME-042' });
  });

  it('keeps a status that narrows a tab, and takes one that is a tab', () => {
    const narrowed = { ...TAB_FILTERS.attention, status: 'error' };
    expect(tabOf(narrowed)).toBe('attention');
    expect(withTab(narrowed, 'terms')).toEqual({ ...TAB_FILTERS.terms, status: 'error' });
    expect(withTab(narrowed, 'done')).toEqual(TAB_FILTERS.done);
    expect(tabOf({ status: 'error' })).toBe('error');
    expect(tabOf({ status: 'opened' })).toBe('all');
  });

  it('sorts the queue by who waits longest', () => {
    expect(sortOf('attention')).toEqual({ field: 'statusChangedAt', order: 'ASC' });
    expect(sortOf('done')).toEqual({ field: 'updatedAt', order: 'DESC' });
    expect(sortOf(null)).toEqual({ field: 'updatedAt', order: 'DESC' });
  });

  it('claims no tab for a filter of another make', () => {
    expect(tabOf({ status: ['error', 'cancelled'] })).toBeNull();
    expect(tabOf({ attention: ['stuck'] })).toBeNull();
  });
});
