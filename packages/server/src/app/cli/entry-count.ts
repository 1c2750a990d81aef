const LINE_END = 0x0a;
const QUOTE = 0x22;

/** Counts the entries of an exported log as it passes: a line each, but for the first, and in JSONL the last. */
export class EntryCount {
  readonly #isCsv: boolean;
  #lines = 0;
  #isQuoted = false;

  constructor(format: string) {
    this.#isCsv = format === 'csv';
  }

  take(chunk: Buffer): void {
    for (const byte of chunk) {
      // A cell of CSV may have lines of its own.
      if (byte === QUOTE && this.#isCsv) this.#isQuoted = !this.#isQuoted;
      else if (byte === LINE_END && !this.#isQuoted) this.#lines++;
    }
  }

  get entries(): number {
    return this.#lines - (this.#isCsv ? 1 : 2);
  }
}
