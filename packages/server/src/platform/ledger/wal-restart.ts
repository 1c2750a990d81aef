import { statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { checkpointWal } from './wal-state.ts';

/** How often the writer looks at the write-ahead log, ms. */
const LOOK_MS = 100;
/** … and after it waited in vain, ms. */
const LOOK_AGAIN_MS = 1_000;
/** How long the writer waits for readers that are in an older part of the log, ms: theirs are short, one that is not is left alone. */
const PATIENCE_MS = 50;

/** How long the log may be, in pages of 4 KiB. */
interface WalLength {
  /** It may begin anew from this length on, … */
  long: number;
  /** … once so few pages are left to copy, … */
  few: number;
  /** … and from this one on whatever is left. */
  tooLong: number;
}

const LENGTH: WalLength = { long: 12_000, few: 1_000, tooLong: 20_000 };
const PAGE_BYTES = 4096;

/** How long whoever reads for minutes in short transactions rests between them, ms. */
const REST_MS = 20;

/**
 * How long such a reader is to rest now, ms: while the write-ahead log of this database is too long until the writer has tried once
 * more, for with several readers on a busy machine one or the other is in it whenever the writer looks.
 */
export function restBesideWriter(databasePath: string): number {
  const size = statSync(`${databasePath}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  return size > LENGTH.tooLong * PAGE_BYTES ? LOOK_AGAIN_MS + LOOK_MS : REST_MS;
}

/**
 * Lets the write-ahead log begin anew while commands keep coming. SQLite does so by itself only at a commit before which all was
 * copied and nobody reads from the log: where writer and readers never rest that moment does not come, and the log grows for
 * as long as they go on. Between two of its groups the writer can bring it about, for readers that come meanwhile read the file.
 */
export class WalRestart {
  readonly #database: Database;
  readonly #length: WalLength;
  readonly #timeout: unknown;
  #next = 0;

  /** `database` is the writing connection. */
  constructor(database: Database, length = LENGTH) {
    this.#database = database;
    this.#length = length;
    this.#timeout = database.pragma('busy_timeout', { simple: true });
  }

  /** To be told after each group, when no transaction is open. `now` in ms, of any clock. */
  afterGroup(now: number): void {
    if (now < this.#next) return;
    this.#next = now + LOOK_MS;
    const { log, checkpointed } = checkpointWal(this.#database, 'NOOP');
    const { long, few, tooLong } = this.#length;
    if (log < long || (log < tooLong && log - checkpointed > few)) return;
    this.#database.pragma(`busy_timeout = ${PATIENCE_MS}`);
    try {
      if (checkpointWal(this.#database, 'RESTART').busy !== 0) this.#next = now + LOOK_AGAIN_MS;
    } finally {
      this.#database.pragma(`busy_timeout = ${this.#timeout}`);
    }
  }
}
