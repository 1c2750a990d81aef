import { expect, it } from 'vitest';
import { NO_FILTERS, providersPath } from './offered-methods.ts';

it('asks for all methods without filters, and names each of the seven that is chosen', () => {
  expect(providersPath(NO_FILTERS)).toBe('providers');
  const path = providersPath({
    issuer: 'KLARNA, IDENTITY.TM',
    jurisdiction: ['EIDAS', 'ZERTES'],
    loa: '4',
    method: 'Video',
    offline: 'false',
    webflow: 'true',
    realtime: 'true',
  });
  const query = new URLSearchParams(path.split('?')[1]);
  expect(query.getAll('issuer')).toEqual(['KLARNA', 'IDENTITY.TM']);
  expect(query.getAll('jurisdiction')).toEqual(['EIDAS', 'ZERTES']);
  expect(Object.fromEntries(query)).toMatchObject({
    loa: '4',
    method: 'Video',
    offline: 'false',
    webflow: 'true',
    realtime: 'true',
  });
});
