import { expect, it } from 'vitest';
import { relationOf } from './order-in-time.ts';

const EARLY = '2026-09-17T08:00:00.000Z';
const LATE = '2026-11-30T08:00:00.000Z';

type Order = Parameters<typeof relationOf>[0];

const order = (refId: string, createdAt: string | null, other: Partial<Order> = {}): Order => ({
  ...{ refId, createdAt, registeredAt: createdAt ?? LATE },
  ...{ predecessorRefId: null, supersededBy: null, successorRefIds: [], ...other },
});

it.each<[string, Order, Order, ReturnType<typeof relationOf>]>([
  ['created before', order('X', LATE), order('P', EARLY), 'earlier'],
  ['created after', order('P', EARLY), order('X', LATE), 'later'],
  ['created at the same time', order('X', LATE), order('P', LATE), 'unordered'],
  ['imported since, created nobody knows when', order('P', EARLY), order('X', null), 'unordered'],
  ['seen from that one', order('X', null), order('P', EARLY), 'unordered'],
  [
    'known before the other was created',
    order('P', LATE),
    order('X', null, { registeredAt: EARLY }),
    'earlier',
  ],
  [
    'replaced, as the desk knows, by one that was placed here',
    order('X', null),
    order('P', EARLY, { supersededBy: 'X' }),
    'earlier',
  ],
  [
    'replaced on purpose',
    order('X', null, { predecessorRefId: 'P' }),
    order('P', EARLY, { supersededBy: 'X' }),
    'predecessor',
  ],
  ['that took its place', order('P', EARLY, { supersededBy: 'X' }), order('X', null), 'successor'],
])('an order %s', (_, one, other, relation) => {
  expect(relationOf(one, other)).toBe(relation);
});
