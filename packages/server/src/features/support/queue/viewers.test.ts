import { expect, it } from 'vitest';
import type { Principal } from '../../../platform/desk.ts';
import { Viewers } from './viewers.ts';

const agent = (name: string): Principal => ({
  kind: 'user',
  name,
  role: 'support',
  actor: `user:${name}`,
  origin: 'user',
});
const [anna, beat] = [agent('anna'), agent('beat')];

it('tells each of two agents of the other, on the same order only', () => {
  const viewers = new Viewers({ now: () => 0 });
  expect(viewers.note('a', anna)).toEqual([]);
  expect(viewers.note('b', beat)).toEqual([]);
  expect(viewers.note('a', beat)).toEqual([
    { id: 'user:anna', name: 'anna', since: '1970-01-01T00:00:00.000Z' },
  ]);
  expect(viewers.note('a', anna).map(({ name }) => name)).toEqual(['beat']);
});

it('forgets whose page has fallen silent; since when somebody is there stays', () => {
  let now = 0;
  const viewers = new Viewers({ now: () => now });
  viewers.note('a', anna);
  now = 40_000;
  viewers.note('a', anna);
  now = 80_000;
  expect(viewers.note('a', beat)).toMatchObject([{ name: 'anna', since: '1970-01-01T00:00:00.000Z' }]);
  now = 200_000;
  expect(viewers.note('a', beat)).toEqual([]);
});
