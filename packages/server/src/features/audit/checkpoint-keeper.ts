import type { Logger } from 'pino';
import type { Config } from '../../platform/config/config.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { LedgerUnavailable } from '../../platform/ledger/errors.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import type { Recorder } from '../../platform/recorder/recorder.ts';
import { exportToDirectory } from './checkpoint-file.ts';
import { newestCheckpoint, newestExported } from './log/queries.ts';
import { CALL_ENTRIES, TimeStamper } from './stamp/time-stamper.ts';

/** Entries may stand unsigned this long, ms. */
const SIGN_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
const SEND_TIMEOUT_MS = 10_000;

interface KeeperParts {
  config: Pick<Config, 'checkpoints' | 'timeStamps'>;
  clock: { now(): number };
  log: Logger;
  reader: Reader;
  ledger: Ledger;
  recorder: Recorder;
  publicKey: string;
}

/**
 * Signs the log at intervals while it grows, and takes the checkpoints out of the house. An idle log is left alone: the
 * entries that the export itself makes do not count as growth.
 */
export class CheckpointKeeper {
  readonly #parts: KeeperParts;
  readonly #stamper: TimeStamper;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #stamping: Promise<void> | null = null;
  #quietSize = 0;
  #growingSince: number | null = null;
  #problem: string | null = null;
  #retryAt = 0;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#stamper = new TimeStamper(parts);
  }

  /** Why the last export failed; null when it went well or there is none. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Why the newest checkpoint could not be time-stamped; null when it could, or none is wanted. */
  get stampProblem(): string | null {
    return this.#stamper.problem;
  }

  start(): void {
    this.#quietSize = newestCheckpoint(this.#parts.reader)?.size ?? 0;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
    void this.#run(() => this.#exportAgain());
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stamping;
    await this.#running;
    if (this.#parts.ledger.state !== 'ok') return;
    await this.#run(() => this.#signAndExport());
  }

  /**
   * Signs and exports at once; gives the newest checkpoint's note. That it cannot be exported is {@link problem}.
   * @throws LedgerUnavailable when it cannot be signed
   */
  async now(): Promise<{ size: number; note: string } | null> {
    await this.#running;
    const failure = await this.#run(() => this.#signAndExport());
    if (failure instanceof LedgerUnavailable) throw failure;
    const newest = newestCheckpoint(this.#parts.reader);
    return newest === undefined ? null : { size: newest.size, note: newest.note };
  }

  async #look(): Promise<void> {
    const { ledger, clock } = this.#parts;
    const now = clock.now();
    if (this.#running !== null || ledger.state !== 'ok') return;
    await this.#signWhenDue(now);
    this.#stampWhenDue(now);
  }

  async #signWhenDue(now: number): Promise<void> {
    const { ledger } = this.#parts;
    if (ledger.size <= this.#quietSize) {
      this.#growingSince = null;
      if (this.#problem !== null && now >= this.#retryAt) await this.#run(() => this.#exportAgain());
      return;
    }
    // A clock that was set back must not put the next signature off.
    this.#growingSince = Math.min(this.#growingSince ?? now, now);
    this.#retryAt = Math.min(this.#retryAt, now + SIGN_EVERY_MS);
    if (now - this.#growingSince >= SIGN_EVERY_MS) await this.#run(() => this.#signAndExport());
  }

  async #run(work: () => Promise<void>): Promise<unknown> {
    let failure: unknown = null;
    this.#running = work().catch((error: unknown) => {
      failure = error;
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#retryAt = this.#parts.clock.now() + SIGN_EVERY_MS;
      this.#parts.log.error({ err: error }, 'a checkpoint could not be signed or exported');
    });
    await this.#running;
    this.#running = null;
    return failure;
  }

  async #signAndExport(): Promise<void> {
    const { ledger, reader } = this.#parts;
    const isGrown = ledger.size > this.#quietSize;
    if (isGrown) await ledger.checkpoint();
    this.#growingSince = null;
    const signed = isGrown ? (newestCheckpoint(reader)?.size ?? 0) : this.#quietSize;
    this.#settle(signed, await this.#exportNewest());
  }

  async #exportAgain(): Promise<void> {
    this.#settle(this.#quietSize, await this.#exportNewest());
  }

  // Apart from what is signed and exported, so that an authority that does not answer holds nothing up.
  #stampWhenDue(now: number): void {
    if (this.#stamping !== null || !this.#stamper.isDue(now)) return;
    const size = Math.max(this.#quietSize, this.#parts.ledger.size);
    const wasQuiet = size === this.#quietSize;
    this.#stamping = this.#stamper.stampNewest().then((written) => {
      if (wasQuiet) this.#settle(size, written);
      this.#stamping = null;
    });
  }

  /** What was written here itself is no growth of the log; whatever else came meanwhile is. */
  #settle(size: number, written: number): void {
    this.#quietSize = this.#parts.ledger.size === size + written ? size + written : size;
  }

  /** Gives how many entries it wrote. */
  async #exportNewest(): Promise<number> {
    const { reader, ledger, config } = this.#parts;
    const newest = newestCheckpoint(reader);
    if (newest === undefined || newest.exportedAt !== null) return 0;
    const { dir, url } = config.checkpoints;
    if (dir === null && url === null) return 0;
    if ((newestExported(reader)?.size ?? 0) >= newest.size) return 0;
    if (dir !== null) exportToDirectory(dir, newest.note, this.#parts.publicKey);
    if (url !== null) await this.#send(newest.note);
    await ledger.record(
      [{ name: 'checkpoint.exported', args: { size: newest.size } }],
      [
        {
          action: 'audit.checkpoint_export',
          actor: 'system',
          origin: 'system',
          detail: { size: newest.size, directory: dir !== null, endpoint: url !== null },
        },
      ],
    );
    this.#problem = null;
    return url === null ? 1 : CALL_ENTRIES + 1;
  }

  async #send(note: string): Promise<void> {
    const { exchange } = await this.#parts.recorder.call(
      {
        upstream: 'checkpoint',
        method: 'POST',
        path: '',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: note,
        timeoutMs: SEND_TIMEOUT_MS,
      },
      { operation: 'other', actor: 'system', origin: 'system', subject: null, attempt: 1 },
      () => ({}),
    );
    if (exchange.kind !== 'answer')
      throw new Error(`the checkpoint endpoint did not answer (${exchange.kind})`);
    if (exchange.status >= 300) throw new Error(`the checkpoint endpoint answered ${exchange.status}`);
  }
}
