import { randomInt } from 'node:crypto';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder on the disk, for tests of what survives; the others write into `tmpdir()`, which may lie in memory. */
    disk: string;
  }
}

/** Whether loops run in full length, as in `test --nightly`; else each goes round once or is kept small. */
export const NIGHTLY = process.env.NIGHTLY === 'yes';

/** Where a test of durability keeps its data: on the disk. */
export function diskFolder(): string {
  return inject('disk');
}

/** A seed for what a test leaves to chance, printed with it; `TEST_SEED` makes it the same again. */
export function printedSeed(test: string): number {
  const seed = Number(process.env.TEST_SEED ?? randomInt(2 ** 31));
  process.stdout.write(`  ${test}: TEST_SEED=${seed}\n`);
  return seed;
}
