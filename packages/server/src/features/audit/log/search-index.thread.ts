import { readFileSync } from 'node:fs';
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
/** While the other threads take more than this share of a processor, an index that is being made rests so many times as long as it works. */
const OTHERS = { share: 0.1, rests: 2 } as const;

const { databasePath, indexPath } = workerData as { databasePath: string; indexPath: string };
const port = parentPort as MessagePort;
const index = new SearchIndexWriter(databasePath, indexPath);
let isMaking = process.platform === 'linux' && index.behind() > MADE_ANEW;
// On Linux the priority is the thread's own: a tenth of a processor that others want, all of one that nobody does.
if (isMaking) setPriority(YIELDING);
let timer: NodeJS.Timeout | undefined;
let spent = spentMs();

/** Processor time of this thread and of the others of the process, both ms. Linux only. */
function spentMs(): { own: number; others: number; at: number } {
  if (!isMaking) return { own: 0, others: 0, at: 0 };
  const own = Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  const { user, system } = process.cpuUsage();
  return { own, others: (user + system) / 1e3 - own, at: performance.now() };
}

/** How long to leave the processors to the others, who share their caches and units even where each has one of its own, ms. */
function restMs(): number {
  if (!isMaking) return 1;
  const before = spent;
  spent = spentMs();
  const areBusy = spent.others - before.others > (spent.at - before.at) * OTHERS.share;
  return areBusy ? (spent.own - before.own) * OTHERS.rests : 1;
}

function work(): void {
  const isDone = index.catchUp(BATCH) < BATCH;
  if (isDone) isMaking = false;
  // Between batches the thread listens, and leaves the processor to whoever waits for it.
  timer = setTimeout(work, isDone ? LOOK_EVERY : restMs());
}

port.on('message', (message: 'hurry' | 'end') => {
  clearTimeout(timer);
  if (message === 'hurry') return work();
  index.close();
  port.close();
});

port.postMessage({ lacked: index.lacked });
work();
