import type { ChangedRow } from '../events/changed-row.ts';
import type { CommandCall, ResultsOf } from './commands.ts';
import type { EntryDraft } from './entry-draft.ts';
import { LedgerMisuse, LedgerUnavailable } from './errors.ts';
import type { AuditKeys } from './key-file.ts';
import { WalBackfill } from './wal-backfill.ts';
import type {
  LedgerState,
  WriterAnswer,
  WriterCommand,
  WriterReport,
  WriterStart,
} from './writer-protocol.ts';

/** What came of a command: its changes' results and the entries it left, or the guard that refused it. */
export type Recorded<R> =
  | { ok: true; results: R; seqs: number[] }
  | { ok: false; code: string; detail: Record<string, unknown> };

interface Listen {
  (event: 'message', listener: (report: WriterReport) => void): unknown;
  (event: 'error', listener: (error: Error) => void): unknown;
  (event: 'exit', listener: (code: number) => void): unknown;
}

/** What the ledger needs of the thread that runs `run-writer.ts`. */
export interface WriterThread {
  on: Listen;
  once: Listen;
  postMessage(commands: readonly WriterCommand[]): void;
}

interface LedgerOptions {
  databasePath: string;
  /** Starts the writer thread: its entry knows the commands of the features, the ledger does not. */
  startWriter: (start: WriterStart) => WriterThread;
  keys: AuditKeys;
  clock: { now(): number };
  /** Another program replicates the write-ahead log: it is emptied by that one alone. */
  isReplicated?: boolean | undefined;
  /** Told after each commit which rows changed. */
  onChangedRows?: (changedRows: readonly ChangedRow[]) => void;
  /** Told of each checkpoint that was signed. */
  onCheckpoint?: (note: string) => void;
  /** Told when the state changes: the desk logs it and `/readyz` shows it. */
  onState?: (state: LedgerState) => void;
  maxPageCount?: number | undefined;
}

/** How long after a lock of another program the ledger tries again by itself, ms. */
const RETRY_MS = 2_000;

/** {@link openLedger} with a writer thread that knows the features' commands (`app/start-ledger.ts`). */
export type StartLedger = (options: Omit<LedgerOptions, 'startWriter'>) => Promise<Ledger>;

/** So many commands that are not answered yet make the writer a busy one. */
const BUSY = 8;
/** What comes for a busy writer is kept so long, ms, or until there is so much of it: a transaction costs as much as some commands. */
const GATHER_MS = 4;
const GATHERED = 32;

/** Answers of the writer that are handed on in one turn of the loop. */
const ANSWERED_PER_TURN = 4;

type Pending = { resolve: (answer: WriterAnswer) => void; reject: (error: Error) => void };

/** Opens the ledger on a migrated database. @throws Error when the writer thread cannot open it. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const ledger = new Ledger(options);
  await ledger.ready();
  return ledger;
}

/**
 * The one door for writes: sends commands to the writer thread, hands back its answers. Everything that is a fact goes through
 * `record`, together with the entries that tell of it; both are on disk (fsync) when the promise resolves, or neither is.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #worker: WriterThread;
  readonly #backfill: WalBackfill | null;
  readonly #pending = new Map<number, Pending>();
  readonly #ready: Promise<void>;
  readonly #ended: Promise<unknown>;
  #outbox: WriterCommand[] = [];
  #gathering: NodeJS.Timeout | null = null;
  /** Of the writer, not handed on yet. */
  #answers: WriterAnswer[] = [];
  #nextId = 1;
  #state: LedgerState = 'ok';
  #size = 0;
  #closed = false;
  #retry: NodeJS.Timeout | null = null;

  constructor(options: LedgerOptions) {
    this.#options = options;
    const { databasePath, keys, maxPageCount, isReplicated } = options;
    const workerData: WriterStart = { databasePath, keys, maxPageCount, isReplicated };
    this.#backfill = isReplicated ? null : new WalBackfill(databasePath);
    this.#worker = options.startWriter(workerData);
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.once('message', () => {
        this.#worker.on('message', (report: WriterReport) => this.#take(report));
        resolve();
      });
      this.#worker.once('error', reject);
    });
    this.#ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the writer thread ended')));
  }

  ready(): Promise<void> {
    return this.#ready;
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** Changes that were handed in and not yet answered. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** Number of entries in the log, as of the last commit in this process. */
  get size(): number {
    return this.#size;
  }

  /**
   * Carries out `changes` in order and appends `entries` after those the changes appended themselves, all in one
   * durable transaction. At least one entry must come of it.
   * @throws LedgerUnavailable when nothing can be written: disk full, locked by another, latched, closed; or `unknown`.
   * @throws LedgerMisuse when the command is a programming error (no entry, unknown change, bad draft).
   */
  async record<const C extends readonly CommandCall[]>(
    changes: C,
    entries: readonly EntryDraft[],
  ): Promise<Recorded<ResultsOf<C>>> {
    return toRecorded<ResultsOf<C>>(await this.#send({ kind: 'record', changes, entries }));
  }

  /** Carries out changes of the closed list that are no facts (polling times, session last seen, …): no entry. */
  async recordWithoutEntry<const C extends readonly CommandCall[]>(
    changes: C,
  ): Promise<Recorded<ResultsOf<C>>> {
    return toRecorded<ResultsOf<C>>(await this.#send({ kind: 'recordWithoutEntry', changes, entries: [] }));
  }

  /** Signs a checkpoint over all entries so far; null when there is nothing new to sign. */
  async checkpoint(): Promise<{ size: number; note: string } | null> {
    const answer = toRecorded<[{ size: number; note: string } | null]>(
      await this.#send({ kind: 'checkpoint' }),
    );
    const signed = answer.ok ? answer.results[0] : null;
    if (signed !== null) this.#options.onCheckpoint?.(signed.note);
    return signed;
  }

  async maintain(name: string, args: unknown = null): Promise<unknown> {
    const answer = toRecorded<unknown[]>(await this.#send({ kind: 'maintain', name, args }));
    return answer.ok ? answer.results[0] : undefined;
  }

  /** Waits for what was accepted, signs a last checkpoint, closes the file. */
  async close(): Promise<void> {
    if (this.#closed) return;
    if (this.#state === 'ok') await this.checkpoint();
    await this.#backfill?.stop();
    const sent = this.#send({ kind: 'close' });
    this.#closed = true;
    sent.catch(() => undefined);
    await this.#ended;
  }

  #send(task: WriterCommand['task']): Promise<WriterAnswer> {
    if (this.#closed) return Promise.reject(new LedgerUnavailable('closed', 'the desk is stopping'));
    if (this.#state === 'latched' && task.kind !== 'close')
      return Promise.reject(new LedgerUnavailable('latched', 'an earlier write failed; restart and verify'));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      if (this.#outbox.length === 0) this.#postSoon();
      this.#pending.set(id, { resolve, reject });
      this.#outbox.push({ id, now: this.#options.clock.now(), task });
      if (this.#gathering !== null && this.#outbox.length >= GATHERED) this.#post();
    });
  }

  // An idle writer gets what this callback asks for as soon as it ends, another all that comes in a turn of the loop, a busy one
  // what comes in some of them, as one message.
  #postSoon(): void {
    if (this.#pending.size === 0) process.nextTick(() => this.#post());
    else if (this.#pending.size < BUSY) setImmediate(() => this.#post());
    else this.#gathering = setTimeout(() => this.#post(), GATHER_MS);
  }

  #post(): void {
    if (this.#gathering !== null) clearTimeout(this.#gathering);
    this.#gathering = null;
    const commands = this.#outbox;
    this.#outbox = [];
    try {
      this.#worker.postMessage(commands);
    } catch (error) {
      for (const { id } of commands) {
        this.#pending.get(id)?.reject(new LedgerMisuse(`a command is not plain data: ${String(error)}`));
        this.#pending.delete(id);
      }
    }
  }

  #take(report: WriterReport): void {
    this.#size = report.size;
    this.#backfill?.noteSize(report.size);
    if (report.state !== this.#state) {
      this.#state = report.state;
      this.#options.onState?.(report.state);
    }
    if (report.state === 'busy') this.#tryAgainSoon();
    if (this.#answers.push(...report.answers) === report.answers.length) this.#answer();
    if (report.changedRows.length > 0) this.#options.onChangedRows?.(report.changedRows);
  }

  // What follows from an answer runs at once, up to a millisecond of work each; a whole group's would hold up the event loop.
  #answer(): void {
    for (const answer of this.#answers.splice(0, ANSWERED_PER_TURN)) this.#handOn(answer);
    if (this.#answers.length > 0) setImmediate(() => this.#answer());
  }

  #handOn(answer: WriterAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    pending?.resolve(answer);
  }

  // Nobody may write for a while: without a try of its own the desk would go on saying that it cannot.
  #tryAgainSoon(): void {
    if (this.#retry !== null) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      if (!this.#closed && this.#state === 'busy')
        this.#send({ kind: 'recordWithoutEntry', changes: [], entries: [] }).catch(() => undefined);
    }, RETRY_MS).unref();
  }

  #fail(error: Error): void {
    if (!this.#closed && this.#state !== 'latched') {
      this.#state = 'latched';
      this.#options.onState?.('latched');
    }
    // What the writer has answered before it ended stands.
    for (const answer of this.#answers.splice(0)) this.#handOn(answer);
    // What was still gathered has not reached it.
    for (const { id } of this.#outbox.splice(0)) {
      this.#pending.get(id)?.reject(new LedgerUnavailable('latched', error.message));
      this.#pending.delete(id);
    }
    for (const pending of this.#pending.values())
      pending.reject(new LedgerUnavailable('unknown', error.message));
    this.#pending.clear();
  }
}

function toRecorded<R>(answer: WriterAnswer): Recorded<R> {
  switch (answer.kind) {
    case 'done':
      return { ok: true, results: answer.results as R, seqs: answer.seqs };
    case 'refused':
      return { ok: false, code: answer.code, detail: answer.detail };
    case 'unavailable':
      throw new LedgerUnavailable(answer.reason, answer.detail);
    case 'misuse':
      throw new LedgerMisuse(answer.detail);
  }
}
