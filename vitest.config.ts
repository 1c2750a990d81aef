import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.mjs';

/** How long `expect.poll` waits for what must come: much longer than it ever takes, for slow machines. */
const PATIENT = { timeout: 20_000, interval: 50 };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Projects that start desks take the threads from bundles made once. */
const BUNDLED_THREADS = {
  find: /^.*\/threads\/start-worker\.ts$/,
  replacement: here('packages/server/tests/bundle/start-worker.ts'),
};
/** Files share workers and what these have loaded, for loading cost more than the tests. No module of ours keeps state. */
const WORKERS = { isolate: false };
const BUNDLES = here('scripts/bundle-under-test.mjs');

export default defineConfig({
  test: {
    // More than there are processors: now and then a test waits, for a disk, an answer or another process.
    maxWorkers: availableParallelism() + 2,
    sequence: { sequencer: LongestFirst },
    globalSetup: [here('scripts/test-folders.mjs')],
    projects: [
      {
        test: {
          ...WORKERS,
          name: 'unit',
          include: [
            'packages/{shared,server,simulator}/src/**/*.test.ts',
            'packages/web/src/**/*.test.{ts,tsx}',
          ],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias: [BUNDLED_THREADS] },
        test: {
          ...WORKERS,
          name: 'api',
          globalSetup: [BUNDLES],
          include: ['packages/{server,simulator}/tests/**/*.test.ts'],
          testTimeout: 30_000,
          expect: { poll: PATIENT },
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { alias: [BUNDLED_THREADS] },
        test: {
          ...WORKERS,
          name: 'browser',
          globalSetup: [BUNDLES],
          include: ['packages/web/tests/**/*.test.ts'],
          testTimeout: 60_000,
          expect: { poll: PATIENT },
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
