import { expect, it } from 'vitest';
import type { ChangedRow } from './changed-row.ts';
import { createEvents } from './events.ts';
import { RECALL_MS } from './recent-news.ts';

function newsDesk() {
  let now = 1_000_000;
  const errors: unknown[] = [];
  const events = createEvents({ now: () => now }, (error) => errors.push(error));
  return { events, errors, wait: (ms: number) => (now += ms) };
}

it('tells every listener, also when one of them throws', () => {
  const { events, errors } = newsDesk();
  const heard: ChangedRow[] = [];
  events.subscribe(() => {
    throw new Error('deaf');
  });
  const leave = events.subscribe((changedRows) => heard.push(...changedRows));
  events.publish([{ resource: 'orders', id: 'a' }]);
  leave();
  events.publish([{ resource: 'orders', id: 'b' }]);
  expect(heard).toEqual([{ resource: 'orders', id: 'a' }]);
  expect(errors).toHaveLength(2);
});

it('remembers what just changed for those who come late, each row once, and forgets it again', () => {
  const { events, wait } = newsDesk();
  events.publish([
    { resource: 'orders', id: 'a' },
    { resource: 'orders', id: 'a' },
  ]);
  wait(RECALL_MS);
  events.publish([{ resource: 'calls', id: 1 }]);
  expect(events.recent()).toEqual([
    { resource: 'orders', id: 'a' },
    { resource: 'calls', id: 1 },
  ]);
  wait(1);
  expect(events.recent()).toEqual([{ resource: 'calls', id: 1 }]);
});

it('remembers a bounded number of rows, the newest', () => {
  const { events } = newsDesk();
  events.publish(Array.from({ length: 5_000 }, (_, id) => ({ resource: 'orders', id })));
  const recent = events.recent();
  expect(recent.length).toBeGreaterThan(200);
  expect(recent.length).toBeLessThan(300);
  expect(recent.at(-1)).toEqual({ resource: 'orders', id: 4_999 });
});
