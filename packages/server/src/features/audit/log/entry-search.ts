import { setTimeout as pause } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { Connection } from '../../../platform/db/connection.ts';
import { LASTING_CACHE_KIB, openReadOnly } from '../../../platform/db/open-read-only.ts';
import { Unavailable } from '../../../platform/errors.ts';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import { EntryFinder } from './entry-finder.ts';
import { indexLag } from './time-span.ts';

/** How long the thread is waited for when the search is closed, ms. */
const LAST_MS = 2_000;

/**
 * The search over the log: the thread that keeps its index, and what can be found without delay. All else is the read thread's
 * (`audit/log/reads.ts`): how long it takes goes by how often the words come.
 */
export class EntrySearch {
  readonly #database: Database;
  readonly #db: Connection;
  /** For pages of the whole log and entries by number: both take a moment wherever they lie. */
  readonly quick: EntryFinder;
  readonly indexPath: string;
  readonly #worker: Worker;
  /** @throws Unavailable `desk_stops` where it is closed before it is open */
  readonly ready: Promise<void>;
  #leave: (error: Error) => void = () => undefined;
  #lacked = 0;
  #open = false;
  #ended = false;
  #closed = false;

  constructor(databasePath: string, indexPath: string) {
    this.#database = openReadOnly(databasePath, LASTING_CACHE_KIB);
    this.#db = new Connection(this.#database);
    this.quick = new EntryFinder(this.#db);
    this.indexPath = indexPath;
    this.#worker = startWorker('search-index', import.meta.url, { databasePath, indexPath });
    this.ready = new Promise((resolve, reject) => {
      this.#leave = reject;
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => {
        this.#ended = true;
        reject(new Error('the thread of the search index ended'));
      });
      this.#worker.once('message', ({ lacked }: { lacked: number }) => {
        if (this.#closed) return;
        this.#lacked = lacked;
        this.#database.prepare('ATTACH ? AS idx').run(indexPath);
        this.#open = true;
        resolve();
      });
    });
  }

  /** Entries not in the index yet; 0 until it is open. */
  lag(): number {
    return this.#open ? indexLag(this.#db) : 0;
  }

  /** In how many entries the index that was found differed from the log; it was made anew. */
  get lacked(): number {
    return this.#lacked;
  }

  /** Whether the index is kept up to date no longer: then this search is to be closed and another one opened. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Waits until the index has caught up, at most `ms`; gives whether it has. */
  async caughtUp(ms: number): Promise<boolean> {
    await this.ready;
    const until = Date.now() + ms;
    for (this.#worker.postMessage('hurry'); this.lag() > 0; ) {
      if (this.#ended || Date.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return true;
  }

  /**
   * Lets go of the files; the search must be opened anew afterwards. The thread is not waited for longer than a moment: where it
   * is counting, what it has open is an index that can be made anew.
   */
  async close(): Promise<void> {
    this.#closed = true;
    this.#leave(new Unavailable('desk_stops', 'The desk stops.'));
    if (!this.#ended) {
      const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
      this.#worker.postMessage('end');
      await Promise.race([ended, pause(LAST_MS, undefined, { ref: false })]);
    }
    this.#database.close();
  }
}
