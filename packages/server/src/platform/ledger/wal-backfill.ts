import type { Worker } from 'node:worker_threads';
import { startWorker } from '../threads/start-worker.ts';

/** Entries after which the write-ahead log is worth a thread of its own: a short command needs none. */
const WORTH_A_THREAD = 1_000;

/**
 * Copies what was committed from the write-ahead log into the database file, beside the writer: its waits for the disk there
 * would hold up every call. Starts when there is enough to do; without it the writer does the same by itself, later.
 */
export class WalBackfill {
  readonly #databasePath: string;
  #firstSize: number | null = null;
  #thread: Worker | null = null;
  #mayStart = true;

  constructor(databasePath: string) {
    this.#databasePath = databasePath;
  }

  /** Told how many entries the log has after each commit. */
  noteSize(size: number): void {
    this.#firstSize ??= size;
    if (!this.#mayStart || size - this.#firstSize < WORTH_A_THREAD) return;
    this.#mayStart = false;
    const thread = startWorker('wal-backfill', import.meta.url, { databasePath: this.#databasePath });
    // Should the thread fail, the writer's own turn comes when the log has grown long enough.
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      this.#thread = null;
    });
    thread.unref();
    this.#thread = thread;
  }

  /** Ends the thread; resolves when its connection is closed. */
  async stop(): Promise<void> {
    this.#mayStart = false;
    const thread = this.#thread;
    if (thread === null) return;
    const ended = new Promise((resolve) => thread.once('exit', resolve));
    thread.ref();
    thread.postMessage('close');
    await ended;
  }
}
