import { availableParallelism, freemem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.mjs';

/** How long `expect.poll` waits for what must come: much longer than it ever takes, for slow machines. */
const PATIENT = { timeout: 20_000, interval: 50 };

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What a worker takes at most, with its desk, its browser and the processes that it starts. */
const BYTES_OF_WORKER = 1.5 * 1024 ** 3;

/** More than there are processors, for tests wait: for a disk, an answer, another process. Fewer where memory is short. */
function workers(): number {
  return Math.max(1, Math.min(availableParallelism() + 2, Math.floor(freemem() / BYTES_OF_WORKER)));
}

/** One project for all: what a worker has loaded serves tests of every kind. */
export default defineConfig({
  resolve: {
    alias: [
      // Threads come from bundles made once.
      {
        find: /^.*\/threads\/start-worker\.ts$/,
        replacement: here('packages/server/tests/bundle/start-worker.ts'),
      },
    ],
  },
  test: {
    include: ['packages/*/{src,tests}/**/*.test.{ts,tsx}'],
    // Files share workers and what these have loaded, for loading cost more than the tests. No module of ours keeps state.
    isolate: false,
    maxWorkers: workers(),
    // Tests make much and keep little: room for it, MiB (docs/performance.md has what little was measured).
    execArgv: ['--max-semi-space-size=64'],
    sequence: { sequencer: LongestFirst },
    globalSetup: [here('scripts/test-folders.mjs'), here('scripts/bundle-under-test.mjs')],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: PATIENT },
  },
});
