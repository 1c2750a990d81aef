import { expect, it } from 'vitest';
import type { ChangedRow } from '../../../platform/events/changed-row.ts';
import { Viewers } from './viewers.ts';

function viewersAt(start = 0) {
  let now = start;
  const told: ChangedRow[] = [];
  const viewers = new Viewers({ now: () => now }, { publish: (rows) => told.push(...rows) });
  return {
    told,
    wait: (ms: number) => (now += ms),
    anna: (refId: string) => viewers.note(refId, 'user:anna', 'Anna A.'),
    beat: (refId: string) => viewers.note(refId, 'user:beat', 'Beat B.'),
  };
}

it('tells each of two agents of the other, by display name, on the same order only', () => {
  const { anna, beat } = viewersAt();
  expect(anna('a')).toEqual([]);
  expect(beat('b')).toEqual([]);
  expect(beat('a')).toEqual([{ id: 'user:anna', name: 'Anna A.', since: '1970-01-01T00:00:00.000Z' }]);
  expect(anna('a').map(({ name }) => name)).toEqual(['Beat B.']);
});

it('forgets whose page has fallen silent; since when somebody is there stays', () => {
  const { anna, beat, wait } = viewersAt();
  anna('a');
  wait(40_000);
  anna('a');
  wait(40_000);
  expect(beat('a')).toMatchObject([{ name: 'Anna A.', since: '1970-01-01T00:00:00.000Z' }]);
  wait(120_000);
  expect(beat('a')).toEqual([]);
});

it('tells open pages when somebody comes to where others are, and when one is noticed to have gone', () => {
  const { anna, beat, told, wait } = viewersAt();
  anna('a');
  anna('a');
  expect(told).toEqual([]);
  beat('a');
  beat('a');
  expect(told).toEqual([{ resource: 'viewers', id: 'a' }]);
  wait(40_000);
  beat('a');
  wait(20_000);
  beat('a');
  expect(told).toEqual([
    { resource: 'viewers', id: 'a' },
    { resource: 'viewers', id: 'a' },
  ]);
});
