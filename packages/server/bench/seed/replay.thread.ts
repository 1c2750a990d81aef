import { parentPort, workerData } from 'node:worker_threads';
import { replayHistory } from './replay-history.ts';
import type { RowBatch } from './row-batches.ts';
import type { ReplayMessage, ReplayStart, Stored } from './seed-protocol.ts';

/** Batches on their way: the replay waits when there are as many. */
const MOST_WAITING = 4;

const { keys, plan, to } = workerData as ReplayStart;
let waiting = 0;
let wake: (() => void) | null = null;

async function put(batch: RowBatch): Promise<void> {
  const message: ReplayMessage = { kind: 'rows', batch };
  to.postMessage(message, [batch.entries.leaves.buffer]);
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

await replayHistory(keys, plan, { put, progress: (done) => parentPort?.postMessage(done) });
to.postMessage({ kind: 'end' } satisfies ReplayMessage);
to.close();
