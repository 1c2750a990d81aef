import { setFlagsFromString } from 'node:v8';

/** How much a heap may grow beyond what is in use before its garbage is collected, percent: V8 by itself lets it grow fourfold. */
const GROWTH_PERCENT = 25;
/** Half of what is new in a thread's heap, MB: V8 by itself takes 16. */
const THREAD_SEMI_SPACE_MB = 1;
/** What a thread's heap may hold before its first whole collection, MB. */
const THREAD_FIRST_MB = 8;

/**
 * Keeps the heaps of this process near what is in use: of the main thread from now on, of each thread from its start. How large
 * the main thread's new space may grow is settled before anything of ours runs: the command line says it (`--max-semi-space-size`).
 */
export function boundHeaps(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setFlagsFromString(`--max-semi-space-size=${THREAD_SEMI_SPACE_MB}`);
  setFlagsFromString(`--initial-old-space-size=${THREAD_FIRST_MB}`);
}
