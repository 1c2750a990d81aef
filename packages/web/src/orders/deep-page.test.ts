import { expect, it } from 'vitest';
import { isDeepPage } from './deep-page.ts';

const ALL = { page: 401, perPage: 25, filterValues: {}, sort: { field: 'updatedAt' } };

it('says which pages are slow to jump to', () => {
  expect(isDeepPage(ALL)).toBe(true);
  expect(isDeepPage({ ...ALL, page: 400 })).toBe(false);
  expect(isDeepPage({ ...ALL, sort: { field: 'createdAt' } })).toBe(false);
  expect(isDeepPage({ ...ALL, sort: { field: 'createdAt' }, filterValues: { status: 'error' } })).toBe(true);
});
