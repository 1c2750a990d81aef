import type { SlowReads } from '../../src/platform/threads/reads.ts';

/** Whether a fault is planted that the benchmark must notice: `BENCH_PLANT=yes`. */
export const isPlanted = process.env.BENCH_PLANT === 'yes';

/** For a desk in a process of its own: its environment. */
export const PLANTED_ENVIRONMENT: Record<string, string> = isPlanted
  ? { NODE_OPTIONS: `--import ${new URL('./into-desk.mjs', import.meta.url).href}` }
  : {};

const HOLD_MS = 30;

/** For a desk in this process: whoever asks the read thread holds up the event loop. */
export function plantInto(reads: SlowReads): void {
  if (!isPlanted) return;
  const run = reads.run.bind(reads);
  reads.run = (name, args, gone) => {
    for (const until = performance.now() + HOLD_MS; performance.now() < until; );
    return run(name, args, gone);
  };
}
