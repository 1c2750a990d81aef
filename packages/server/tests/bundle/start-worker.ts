// Stands in for src/threads/start-worker.ts in the tests (vitest.config.ts): threads come from the bundles.
import { join } from 'node:path';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { inject } from 'vitest';
import './bundles.ts';

export function startWorker(
  name: string,
  _besides: string,
  workerData: unknown,
  resourceLimits?: ResourceLimits,
): Worker {
  const options = { workerData, ...(resourceLimits ? { resourceLimits } : {}) };
  return new Worker(join(inject('bundles'), `${name}.thread.js`), options);
}
