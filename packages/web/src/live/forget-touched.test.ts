import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { forgetTouched } from './forget-touched.ts';
import type { Touched } from './live-stream.ts';

const LIST = ['orders', 'getList', { filter: {} }];
const ONE = ['orders', 'getOne', { id: 'a' }];
const ITEMS = ['cancellations/12/items', 'getList', {}];
const ORPHANS = ['calls', 'orphans', {}];
const POLICIES = ['policies', 'getList', { meta: { touchedBy: ['cancellations'] } }];

/** Which of the cached answers are old after these news. */
function forgottenBy(...news: Touched[]): QueryKey[] {
  const client = new QueryClient();
  for (const queryKey of [LIST, ONE, ITEMS, POLICIES]) client.setQueryData(queryKey, {});
  client
    .getQueryCache()
    .build(client, { queryKey: ORPHANS, meta: { touchedBy: ['orders'] } })
    .setData({});
  forgetTouched(client, news);
  return client
    .getQueryCache()
    .getAll()
    .filter((query) => query.state.isInvalidated)
    .map((query) => query.queryKey);
}

it('forgets lists at any news of their resource, a row only at its own', () => {
  expect(forgottenBy({ resource: 'orders', ids: ['b'] })).toEqual([LIST, ORPHANS]);
  expect(forgottenBy({ resource: 'orders', ids: ['a'] })).toEqual([LIST, ONE, ORPHANS]);
  expect(forgottenBy({ resource: 'orders', ids: null })).toEqual([LIST, ONE, ORPHANS]);
});

it('knows the row that a resource below another belongs to', () => {
  expect(forgottenBy({ resource: 'cancellations', ids: [12] })).toEqual([ITEMS, POLICIES]);
  expect(forgottenBy({ resource: 'cancellations', ids: [3] })).toEqual([POLICIES]);
});

it('leaves alone what nothing is told about', () => {
  expect(forgottenBy({ resource: 'audit', ids: null })).toEqual([]);
});
