import { expect, it } from 'vitest';
import { type OrderQueue, placeIn } from './queue-memory.ts';

const queue: OrderQueue = {
  ids: ['a', 'b', 'c'],
  offset: 25,
  total: 37,
  capped: false,
  filter: {},
  sort: { field: 'updatedAt', order: 'DESC' },
  backTo: '/orders',
};

it('knows an order’s number in the whole list and its neighbours', () => {
  expect(placeIn(queue, 'b')).toEqual({ position: 27, previous: 'a', next: 'c' });
  expect(placeIn(queue, 'a')).toEqual({ position: 26, previous: null, next: 'b' });
  expect(placeIn(queue, 'c')?.next).toBeNull();
});

it('has no place for an order that came from elsewhere', () => {
  expect(placeIn(queue, 'x')).toBeNull();
  expect(placeIn(null, 'a')).toBeNull();
});
