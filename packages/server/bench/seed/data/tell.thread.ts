import { parentPort, workerData } from 'node:worker_threads';
import type { RowBatch } from './row-batches.ts';
import type { Stored, TellStart, Told } from './seed-protocol.ts';
import { tellHistory } from './tell-history.ts';

/** Batches on their way: the telling waits when there are as many. */
const MOST_WAITING = 4;

const { keys, plan, to } = workerData as TellStart;
let waiting = 0;
let wake: (() => void) | null = null;

async function put(batch: RowBatch): Promise<void> {
  const told: Told = { kind: 'rows', batch };
  to.postMessage(told, [batch.entries.leaves.buffer]);
  waiting += 1;
  if (waiting < MOST_WAITING) return;
  await new Promise<void>((resolve) => {
    wake = resolve;
  });
}

to.on('message', (_: Stored) => {
  waiting -= 1;
  wake?.();
  wake = null;
});

await tellHistory(keys, plan, { put, progress: (done) => parentPort?.postMessage(done) });
to.postMessage({ kind: 'end' } satisfies Told);
to.close();
