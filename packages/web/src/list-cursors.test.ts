import type { GetListParams } from 'react-admin';
import { expect, it } from 'vitest';
import { cursorFor, rememberEnds } from './list-cursors.ts';

const asked = (page: number, status = 'error'): GetListParams => ({
  filter: { status },
  sort: { field: 'updatedAt', order: 'DESC' },
  pagination: { page, perPage: 25 },
});
const ends = (first: string, last: string) => new Headers({ 'x-cursor-first': first, 'x-cursor-last': last });

it('goes on from the page that was seen, forth and back, where that lies deep', () => {
  rememberEnds('orders', asked(2), ends('a', 'b'));
  rememberEnds('orders', asked(60), ends('c', 'd'));
  expect(cursorFor('orders', asked(3))).toEqual({});
  expect(cursorFor('orders', asked(61))).toEqual({ after: 'd' });
  expect(cursorFor('orders', asked(59))).toEqual({ before: 'c' });
  expect(cursorFor('orders', asked(70))).toEqual({});
});

it('knows the pages of the same filter, and of lists that have cursors', () => {
  expect(cursorFor('orders', asked(61, 'cancelled'))).toEqual({});
  expect(cursorFor('calls', asked(61))).toEqual({});
});

it('forgets the lists that were not looked at for longest', () => {
  for (const status of ['a', 'b', 'c', 'd', 'e']) rememberEnds('orders', asked(60, status), ends('e', 'f'));
  expect(cursorFor('orders', asked(61))).toEqual({});
  expect(cursorFor('orders', asked(61, 'e'))).toEqual({ after: 'f' });
});
