import { expect, it } from 'vitest';
import { SharedWork } from './shared-work.ts';

it('is stopped when the last who waits for it has left', () => {
  const work = new SharedWork();
  const [one, two] = [new AbortController(), new AbortController()];
  work.join(one.signal);
  work.join(two.signal);
  one.abort();
  expect(work.stopped.aborted).toBe(false);
  two.abort();
  expect(work.stopped.aborted).toBe(true);
});

it('goes on where somebody wants it in any case', () => {
  const work = new SharedWork();
  const one = new AbortController();
  work.join(one.signal);
  work.join(undefined);
  one.abort();
  expect(work.stopped.aborted).toBe(false);
});
