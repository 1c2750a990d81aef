import { describe, expect, it } from 'vitest';
import { ORDER_TABS, TAB_FILTERS, tabOf, withoutTab, withTab } from './order-tabs.ts';

describe('tabs of the order list', () => {
  it.each(ORDER_TABS)('recognises %s by its filter, beside other filters', (tab) => {
    expect(tabOf({ externalId: 'ACME-042', ...TAB_FILTERS[tab] })).toBe(tab);
  });

  it('keeps the other filters when the tab changes', () => {
    const filter = withTab({ externalId: 'ACME-042', status: 'error' }, 'terms');
    expect(filter).toEqual({ externalId: 'ACME-042', verifyStatus: 'terms_not_accepted' });
    expect(withoutTab(filter)).toEqual({ externalId: 'ACME-042' });
  });

  it('claims no tab for a filter of another make', () => {
    expect(tabOf({ status: ['error', 'cancelled'] })).toBeNull();
    expect(tabOf({ attention: ['stuck'] })).toBeNull();
  });
});
