import { Worker, type WorkerOptions } from 'node:worker_threads';

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
  const options = { workerData, ...more };
  if (!besides.endsWith('.ts')) return new Worker(new URL(`./${name}.thread.js`, besides), options);
  const tsx = import.meta.resolve('tsx/esm/api');
  const entry = new URL(`./${name}.thread.ts`, besides).href;
  const boot = `import(${JSON.stringify(tsx)}).then(({ register }) => { register(); return import(${JSON.stringify(entry)}); });`;
  return new Worker(boot, { eval: true, ...options });
}
