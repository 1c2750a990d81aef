import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { boundHeaps } from './bound-heaps.ts';

/** Holds 20 MB for ever and makes five times as much garbage; tells the largest new space and heap it saw, MB. */
const BUSY = `
  const { parentPort } = require('node:worker_threads');
  const v8 = require('node:v8');
  const held = Array.from({ length: 200_000 }, (_, i) => ({ i, text: 'n' + i }));
  let [newSpace, heap] = [0, 0];
  for (let round = 0; round < 1_000_000; round += 1) {
    held[round % held.length] = { i: round, text: 'r' + round };
    if (round % 50_000 !== 0) continue;
    newSpace = Math.max(newSpace, v8.getHeapSpaceStatistics().find((s) => s.space_name === 'new_space').space_size);
    heap = Math.max(heap, v8.getHeapStatistics().total_heap_size);
  }
  parentPort.postMessage({ newSpace: newSpace / 1024 ** 2, heap: heap / 1024 ** 2 });
`;

async function busy(): Promise<{ newSpace: number; heap: number }> {
  const [told] = await once(new Worker(BUSY, { eval: true }), 'message');
  return told;
}

it('keeps the heap of a thread near what is in use, and its new space small', async () => {
  const before = await busy();
  boundHeaps();
  const after = await busy();
  expect(before.newSpace).toBeGreaterThan(8);
  // How much it is exactly differs with V8: Node 20 says 2 MB, Node 24 up to 4.
  expect(after.newSpace).toBeLessThan(before.newSpace / 3);
  expect(after.heap).toBeLessThan(before.heap * 0.75);
});
