import { isAuditAction } from '@srs-desk/shared/audit/actions.ts';
import { describe, expect, it } from 'vitest';
import { targetPage } from './target-page.ts';

describe('the page of what an entry names', () => {
  it.each([
    ['billing.invoice.correct', 'invoice 7', '/invoices/7'],
    ['billing.invoice.export', 'all', '/invoices'],
    ['billing.price.create', 'price 3', '/prices'],
    ['cancellation.approve', '12', '/cancellations/12'],
    ['user.role', 'anna', '/users'],
    ['session.denied', 'anna', '/users'],
    ['settings.change', 'polling', '/settings/values#polling'],
    ['period.close', '2026-10', '/periods/2026-10'],
    ['billing.accounting.export', '2026-10', '/periods/2026-10'],
    ['billing.margin.export', '2026-09..2026-10', '/usage/margin'],
    ['cancellation.export', 'history', '/cancellations'],
    ['cancellation_policy.update', '3', '/cancellation-policies'],
    ['personal_data.report', '2026-10', '/audit/reveals'],
  ])('%s of %s is %s', (action, target, to) => {
    expect(isAuditAction(action)).toBe(true);
    expect(targetPage({ action, target })?.to).toBe(to);
  });

  it('is none where an entry names nothing, or an address', () => {
    expect(targetPage({ action: 'user.role', target: null })).toBeNull();
    expect(targetPage({ action: 'call.intent', target: 'https://srs.test/x' })).toBeNull();
  });
});
