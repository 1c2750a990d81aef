import { randomBytes } from 'node:crypto';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Logger } from 'pino';
import type { Config } from '../../../platform/config/config.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { lengthAndHash } from '../../../platform/recorder/exchange.ts';
import type { Recorder } from '../../../platform/recorder/recorder.ts';
import { stampToDirectory } from '../checkpoint-file.ts';
import { newestCheckpoint, newestOfAction, timeOfEntry } from '../log/queries.ts';

/** A call leaves its intent and its outcome. */
export const CALL_ENTRIES = 2;
const ANSWER_TIMEOUT_MS = 10_000;
/** After a failure the wait doubles from the first to the last of these, ms. */
const RETRY_MS = { first: 60_000, last: 60 * 60_000 } as const;

interface StamperParts {
  config: Pick<Config, 'checkpoints' | 'timeStamps'>;
  clock: { now(): number };
  log: Logger;
  reader: Reader;
  ledger: Ledger;
  recorder: Recorder;
}

/** Has checkpoints stamped by a time-stamping authority. What fails is tried again; nothing waits for it. */
export class TimeStamper {
  readonly #parts: StamperParts;
  #problem: string | null = null;
  #failures = 0;
  #failedAt: number | null = null;
  #waitMs = 0;
  #written = 0;

  constructor(parts: StamperParts) {
    this.#parts = parts;
  }

  /** Why the last attempt failed; null when it went well or there was none. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Whether there is a checkpoint to be stamped, and it is time. */
  isDue(now: number): boolean {
    const { config, reader } = this.#parts;
    const rests = this.#failedAt !== null && !hasPassed(this.#waitMs, this.#failedAt, now);
    if (config.timeStamps.url === null || rests) return false;
    const last = newestOfAction(reader, 'audit.time_stamp')?.seq ?? 0;
    // A checkpoint over nothing but the last stamp's own entry is no news.
    if ((newestCheckpoint(reader)?.size ?? 0) <= last) return false;
    const lastAt = timeOfEntry(reader, last);
    return lastAt === null || hasPassed(config.timeStamps.everyMs, lastAt, now);
  }

  /** Has the newest checkpoint stamped; gives how many entries that took. Never throws. */
  async stampNewest(): Promise<number> {
    this.#written = 0;
    try {
      await this.#stamp();
      this.#problem = null;
      this.#failures = 0;
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#waitMs = Math.min(RETRY_MS.first * 2 ** this.#failures, RETRY_MS.last);
      this.#failures += 1;
      this.#failedAt = this.#parts.clock.now();
      this.#parts.log.error({ err: error }, 'a checkpoint could not be time-stamped');
    }
    return this.#written;
  }
  async #stamp(): Promise<void> {
    const { reader, config, ledger } = this.#parts;
    const checkpoint = newestCheckpoint(reader);
    if (checkpoint === undefined) return;
    const { size, note } = checkpoint;
    const { policy, trusted } = config.timeStamps;
    const nonce = newNonce();
    // Loaded only where stamps are asked for: ASN.1 takes a tenth of a second.
    const { openStamp } = await import('./open-stamp.ts');
    const { stampRequest } = await import('./stamp-request.ts');
    const answer = await this.#send(stampRequest(note, nonce, policy));
    const stamp = await openStamp(answer, { note, nonce, policy, trusted });
    const { authority, serial } = stamp;
    const { sha256 } = lengthAndHash(answer);
    const said = { authority, serial, policy: stamp.policy, stampedAt: new Date(stamp.at).toISOString() };
    await ledger.record([{ name: 'checkpoint.stamped', args: { size, answer, sha256, nonce, ...said } }], []);
    this.#written += 1;
    const { dir } = config.checkpoints;
    if (dir !== null) stampToDirectory(dir, note, answer);
  }

  async #send(request: Buffer): Promise<Buffer> {
    const { exchange } = await this.#parts.recorder.call(
      {
        upstream: 'tsa',
        method: 'POST',
        path: '',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: request.toString('base64'),
        base64: true,
        timeoutMs: ANSWER_TIMEOUT_MS,
      },
      { operation: 'other', actor: 'system', origin: 'system', subject: null, attempt: this.#failures + 1 },
      () => ({}),
    );
    this.#written += CALL_ENTRIES;
    if (exchange.kind !== 'answer')
      throw new Error(`the time-stamping authority did not answer (${exchange.kind})`);
    if (exchange.status >= 300) throw new Error(`the time-stamping authority answered ${exchange.status}`);
    return Buffer.from(exchange.body, 'base64');
  }
}

/** 64 bits in hex, the first of them set: a number has one spelling. */
function newNonce(): string {
  const bytes = randomBytes(8);
  bytes.writeUInt8(bytes.readUInt8(0) | 0x80, 0);
  return bytes.toString('hex');
}
