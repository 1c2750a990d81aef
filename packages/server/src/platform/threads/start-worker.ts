import { setTimeout as pause } from 'node:timers/promises';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The threads of this process that have not ended. */
const living = new Set<Worker>();

/**
 * Starts the thread whose module is `<name>.thread` beside the module at `besides` (its `import.meta.url`). Built, it lies there
 * as JavaScript; from source, tsx is registered inside the thread first, since Node 20 starts no thread from TypeScript.
 */
export function startWorker(
  name: string,
  besides: string,
  workerData: unknown,
  more: Pick<WorkerOptions, 'resourceLimits' | 'transferList'> = {},
): Worker {
  const worker = threadOf(name, besides, { workerData, ...more });
  living.add(worker);
  worker.once('exit', () => living.delete(worker));
  return worker;
}

function threadOf(name: string, besides: string, options: WorkerOptions): Worker {
  if (!besides.endsWith('.ts')) return new Worker(new URL(`./${name}.thread.js`, besides), options);
  const tsx = import.meta.resolve('tsx/esm/api');
  const entry = new URL(`./${name}.thread.ts`, besides).href;
  const boot = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
  return new Worker(boot, { eval: true, ...options });
}

/**
 * Ends every thread of this process, waiting `atMostMs`; false where one goes on. A thread that is inside a query of SQLite hears
 * of its end when the query has ended, however long that takes.
 */
export async function endThreads(atMostMs: number): Promise<boolean> {
  const ended = Promise.all([...living].map((worker) => worker.terminate()));
  await Promise.race([ended, pause(atMostMs)]);
  return living.size === 0;
}
