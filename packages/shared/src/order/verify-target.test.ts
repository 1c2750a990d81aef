import { expect, it } from 'vitest';
import { verifyTargetOf, verifyTargetsSchema } from './verify-target.ts';

const order = { jurisdiction: null, loa: null, externalId: 'ACME', issuer: 'IDENTITY.TM', method: 'video' };
const set = verifyTargetsSchema.parse({
  default: { jurisdiction: 'zertes', loa: '4' },
  byExternalId: { ACME: { jurisdiction: 'eidas', loa: '3' } },
});

it('an order is verified for what it was placed for, else by its External ID, else by default, else by its method', () => {
  expect(verifyTargetOf({ ...order, jurisdiction: 'CH', loa: 'LOA4' }, set)).toEqual({
    jurisdiction: 'zertes',
    loa: '4',
  });
  expect(verifyTargetOf(order, set)).toEqual({ jurisdiction: 'eidas', loa: '3' });
  expect(verifyTargetOf({ ...order, externalId: null }, set)).toEqual({ jurisdiction: 'zertes', loa: '4' });
  expect(verifyTargetOf(order, verifyTargetsSchema.parse({}))).toEqual({ jurisdiction: 'eidas', loa: '4' });
  expect(verifyTargetOf({ ...order, jurisdiction: 'somewhere' }, set).jurisdiction).toBe('eidas');
});
