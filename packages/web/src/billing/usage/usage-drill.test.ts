import { describe, expect, it } from 'vitest';
import type { UsageView } from './usage-address.ts';
import { emptyRow } from './usage-bars.ts';
import { drillAddress } from './usage-drill.ts';

const view: UsageView = {
  from: '2026-09',
  to: '2026-11',
  externalId: null,
  axis: 'period',
  stack: 'outcome',
  against: null,
};
const month = { key: '2026-10', row: emptyRow('2026-10', null), parts: {} };
const error = { key: 'error', name: null };

describe('where a figure of the usage page leads', () => {
  it('leads from a month to its orders, of everybody or of the chosen External ID', () => {
    expect(drillAddress(view, month)).toBe('/usage/orders?period=2026-10');
    expect(drillAddress({ ...view, externalId: 'A' }, month, error)).toBe(
      '/usage/orders?period=2026-10&externalId=A&outcome=error',
    );
    expect(drillAddress({ ...view, externalId: '' }, month)).toBe('/usage/orders?period=2026-10&externalId=');
  });

  it('leads from a customer over several months to its months, over one to its orders', () => {
    const bar = { key: 'A', row: emptyRow(null, 'A'), parts: {} };
    const by: UsageView = { ...view, axis: 'externalId' };
    expect(drillAddress(by, bar)).toBe('/usage?from=2026-09&to=2026-11&externalId=A');
    expect(drillAddress({ ...by, from: '2026-11' }, bar, error)).toBe(
      '/usage/orders?period=2026-11&externalId=A&outcome=error',
    );
    const nobody = { key: '', row: emptyRow(null, null), parts: {} };
    expect(drillAddress({ ...by, from: '2026-11' }, nobody)).toBe('/usage/orders?period=2026-11&externalId=');
  });

  it('names issuer and method of a part by method', () => {
    const by: UsageView = { ...view, stack: 'method' };
    const klarna = { key: 'KLARNA|Bank', name: 'Bank (Klarna)', issuer: 'KLARNA', method: 'Bank' };
    expect(drillAddress(by, month, klarna)).toBe('/usage/orders?period=2026-10&issuer=KLARNA&method=Bank');
    expect(drillAddress(by, month, { key: 'others', name: null })).toBe('/usage/orders?period=2026-10');
  });
});
