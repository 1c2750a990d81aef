// Stands in for src/platform/threads/start-worker.ts in the tests (vitest.config.ts): threads come from the bundles.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { inject } from 'vitest';
import type { startWorker as original } from '../../src/platform/threads/start-worker.ts';
import './bundles.ts';

export const startWorker: typeof original = (name, _besides, workerData, more = {}) =>
  new Worker(join(inject('bundles'), `${name}.thread.js`), { workerData, ...more });
