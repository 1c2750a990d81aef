import { availableParallelism, freemem } from 'node:os';
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
/** What a worker takes at most, with its desk, its browser and the processes that it starts. */
const BYTES_OF_WORKER = 1.5 * 1024 ** 3;

/** More than there are processors, for tests wait: for a disk, an answer, another process. Fewer where memory is short. */
function workers(): number {
  return Math.max(1, Math.min(availableParallelism() + 2, Math.floor(freemem() / BYTES_OF_WORKER)));
}

const BUNDLES = here('scripts/bundle-under-test.mjs');

export default defineConfig({
  test: {
    maxWorkers: workers(),
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
          testTimeout: 120_000,
          expect: { poll: PATIENT },
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
