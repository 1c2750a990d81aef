import { setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SearchIndexWriter } from './search-index.ts';

const BATCH = 500;
/** How often an idle index looks for new entries, ms. */
const LOOK_EVERY = 500;

/** A running desk does not fall behind by so many entries: the index is made from nothing, after `desk seed` or a restore. */
const MADE_ANEW = 50_000;
/** In terms of `nice`. */
const YIELDING = 10;

const { databasePath, indexPath } = workerData as { databasePath: string; indexPath: string };
const port = parentPort as MessagePort;
const index = new SearchIndexWriter(databasePath, indexPath);
// On Linux the priority is the thread's own: a tenth of a processor that others want, all of one that nobody does.
if (process.platform === 'linux' && index.behind() > MADE_ANEW) setPriority(YIELDING);
let timer: NodeJS.Timeout | undefined;

function work(): void {
  const done = index.catchUp(BATCH);
  // Between batches the thread listens, and leaves the processor to whoever waits for it.
  timer = setTimeout(work, done < BATCH ? LOOK_EVERY : 1);
}

port.on('message', (message: 'hurry' | 'end') => {
  clearTimeout(timer);
  if (message === 'hurry') return work();
  index.close();
  port.close();
});

port.postMessage({ lacked: index.lacked });
work();
