import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Reader } from '../db/reader.ts';
import { Conflict } from '../errors.ts';
import { type ReadAsked, ReadThread } from './reads.ts';
import { toldError } from './told-error.ts';

const testReads = { 'test.double': (_: Reader, n: number) => 2 * n };
type TestReads = typeof testReads;

declare module './reads.ts' {
  interface Reads extends TestReads {}
}

/** A thread that answers when the test says so. */
class HeldThread extends EventEmitter {
  readonly asked: ReadAsked[] = [];
  ended = false;
  /** It was told that there is no more for now. */
  rests = false;

  postMessage(asked: ReadAsked | null): void {
    if (asked === null) this.rests = true;
    else this.asked.push(asked);
  }

  answer(): void {
    const { id, args } = this.asked.shift() ?? { id: 0, args: 0 };
    this.emit('message', { id, result: 2 * Number(args) });
  }

  async terminate(): Promise<number> {
    this.ended = true;
    return 1;
  }

  unref(): void {}
}

const threads: HeldThread[] = [];
const start = (): Worker => {
  const thread = new HeldThread();
  threads.push(thread);
  return thread as unknown as Worker;
};

beforeEach(() => {
  threads.length = 0;
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('starts its thread with the first read and keeps it', async () => {
  const reads = new ReadThread(start, { longestMs: 1_000 });
  expect(threads).toHaveLength(0);
  const [one, two] = [reads.run('test.double', 1), reads.run('test.double', 2)];
  threads[0]?.answer();
  threads[0]?.answer();
  expect([await one, await two, threads.length]).toEqual([2, 4, 1]);
});

it('lets its thread end when nobody has asked for a minute, and starts another', async () => {
  const reads = new ReadThread(start, { longestMs: 1_000 });
  for (const rested of [false, true]) {
    const one = reads.run('test.double', 1);
    threads.at(-1)?.answer();
    await one;
    vi.advanceTimersByTime(59_000);
    expect([threads[0]?.rests, threads.length]).toEqual([rested, rested ? 2 : 1]);
    vi.advanceTimersByTime(1_000);
    threads[0]?.emit('exit', 0);
  }
  expect(threads.map(({ rests, ended }) => [rests, ended])).toEqual([
    [true, false],
    [true, false],
  ]);
});

it('gives up what takes too long, and carries the others out in another thread', async () => {
  const reads = new ReadThread(start, { longestMs: 1_000 });
  const slow = expect(reads.run('test.double', 1)).rejects.toMatchObject({ code: 'read_took_too_long' });
  const next = reads.run('test.double', 2);
  vi.advanceTimersByTime(1_000);
  await slow;
  expect([threads[0]?.ended, threads.length]).toEqual([true, 2]);
  threads[1]?.answer();
  expect(await next).toBe(4);
});

it('gives each read its own time', async () => {
  const reads = new ReadThread(start, { longestMs: 1_000 });
  const [one, two] = [reads.run('test.double', 1), reads.run('test.double', 2)];
  vi.advanceTimersByTime(900);
  threads[0]?.answer();
  vi.advanceTimersByTime(900);
  threads[0]?.answer();
  expect([await one, await two]).toEqual([2, 4]);
});

it('soon gives up what nobody waits for any more, unless it ends by itself, and does not begin it', async () => {
  const reads = new ReadThread(start);
  const leaving = new AbortController();
  const one = expect(reads.run('test.double', 1, leaving.signal)).rejects.toThrow('aborted');
  const two = expect(reads.run('test.double', 2, leaving.signal)).rejects.toThrow('aborted');
  const three = reads.run('test.double', 3);
  leaving.abort();
  await two;
  expect(threads[0]?.asked).toHaveLength(1);
  vi.advanceTimersByTime(500);
  await one;
  expect([threads[0]?.ended, threads.length]).toEqual([true, 2]);
  threads[1]?.answer();
  expect(await three).toBe(6);
  const soon = new AbortController();
  const four = reads.run('test.double', 4, soon.signal);
  soon.abort();
  threads[1]?.answer();
  expect(await four).toBe(8);
  await expect(reads.run('test.double', 5, leaving.signal)).rejects.toThrow('aborted');
});

it('lets as many go on at once as it has threads', async () => {
  const reads = new ReadThread(start, { threads: 2 });
  const all = [1, 2, 3].map((n) => reads.run('test.double', n));
  expect(threads.map(({ asked }) => asked.map(({ args }) => args))).toEqual([[1], [2]]);
  threads[1]?.answer();
  expect(await all[1]).toBe(4);
  threads[1]?.answer();
  threads[0]?.answer();
  expect(await Promise.all(all)).toEqual([2, 4, 6]);
});

it('leaves nobody waiting where no thread can be started, or what is asked is no plain data', async () => {
  const failing = new ReadThread(() => {
    throw new Error('no more threads');
  });
  await expect(failing.run('test.double', 1)).rejects.toThrow('no more threads');
  const reads = new ReadThread(start);
  const one = reads.run('test.double', 1);
  const clone = vi.spyOn(threads[0] ?? new HeldThread(), 'postMessage').mockImplementationOnce(() => {
    throw new Error('could not be cloned');
  });
  const two = expect(reads.run('test.double', 2)).rejects.toThrow('could not be cloned');
  const three = reads.run('test.double', 3);
  threads[0]?.answer();
  expect(await one).toBe(2);
  await two;
  clone.mockRestore();
  threads[0]?.answer();
  expect(await three).toBe(6);
  reads.close();
  await expect(reads.run('test.double', 4)).rejects.toMatchObject({ code: 'desk_stops' });
});

it('tells a refusal as one', async () => {
  const reads = new ReadThread(start);
  const refused = expect(reads.run('test.double', 1)).rejects.toSatisfy(
    (error) => error instanceof Conflict && error.code === 'changed' && error.members.period === '2026-03',
  );
  const told = toldError(new Conflict('changed', 'It changed.', { period: '2026-03' }));
  threads[0]?.emit('message', { id: threads[0]?.asked.shift()?.id, error: structuredClone(told) });
  await refused;
});

it('tells of a thread that ended, and of the desk that stops', async () => {
  const reads = new ReadThread(start, { longestMs: 1_000 });
  const lost = expect(reads.run('test.double', 1)).rejects.toThrow('the read thread ended');
  threads[0]?.emit('exit', 1);
  await lost;
  const stopped = expect(reads.run('test.double', 2)).rejects.toMatchObject({ code: 'desk_stops' });
  reads.close();
  await stopped;
});
