import { statfsSync } from 'node:fs';

const MIB = 1024 * 1024;
/** So long one reading counts, ms. */
const READ_EVERY_MS = 5_000;

/** Room on the disk of a folder. */
export class FreeSpace {
  readonly #folder: string;
  readonly #clock: { now(): number };
  #read = { at: Number.NEGATIVE_INFINITY, mib: 0 };

  constructor(folder: string, clock: { now(): number }) {
    this.#folder = folder;
    this.#clock = clock;
  }

  /** What is free for the desk, in MiB, as read within the last seconds. */
  mib(): number {
    const now = this.#clock.now();
    if (Math.abs(now - this.#read.at) >= READ_EVERY_MS) {
      const { bavail, bsize } = statfsSync(this.#folder);
      this.#read = { at: now, mib: Math.floor((bavail * bsize) / MIB) };
    }
    return this.#read.mib;
  }
}
