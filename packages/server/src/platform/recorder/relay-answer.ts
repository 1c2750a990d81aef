import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';

/** Part of an answer that is kept in memory to be recorded and understood, in bytes. */
export const KEPT_BYTES = 1024 * 1024;

/** Where the answer goes while it comes in. */
export interface AnswerSink {
  head(status: number, rawHeaders: readonly string[]): void;
  /** Null when the next piece may come at once, else resolves when it may. */
  piece(bytes: Buffer): Promise<void> | null;
  end(): void;
  /** The answer broke off after its head: the receiver must not take it for a whole one. */
  broken(): void;
}

/** An answer that was handed over, or how far it came. */
type Relayed =
  | {
      ok: true;
      status: number;
      rawHeaders: readonly string[];
      /** Its first bytes. */
      kept: Buffer;
      whole: { bytes: number; sha256: string };
    }
  | { ok: false; status: number | null; error: unknown };

/**
 * Sends a request and hands the answer to `sink` in the same turn in which it is read, without a stream between. Never
 * throws, never follows a redirect, never decompresses. `allowed` says which headers go on.
 */
export function relayAnswer(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  sink: AnswerSink,
  allowed: (rawHeaders: readonly string[]) => readonly string[],
): Promise<Relayed> {
  return new Promise((resolve) => {
    dispatcher.dispatch(request, new Relay(sink, allowed, resolve));
  });
}

class Relay implements Dispatcher.DispatchHandler {
  readonly #sink: AnswerSink;
  readonly #allowed: (rawHeaders: readonly string[]) => readonly string[];
  readonly #settle: (relayed: Relayed) => void;
  readonly #hash = createHash('sha256');
  #status: number | null = null;
  #rawHeaders: readonly string[] = [];
  #kept: Buffer[] = [];
  #bytes = 0;
  #ended = false;

  constructor(
    sink: AnswerSink,
    allowed: (rawHeaders: readonly string[]) => readonly string[],
    settle: (relayed: Relayed) => void,
  ) {
    this.#sink = sink;
    this.#allowed = allowed;
    this.#settle = settle;
  }

  // Its presence tells undici which form of handler this is.
  onRequestStart(): void {}

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    // 1xx only announce.
    if (status < 200) return;
    this.#status = status;
    this.#rawHeaders = textsOf(controller.rawHeaders);
    this.#sink.head(status, this.#allowed(this.#rawHeaders));
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    const room = this.#sink.piece(piece);
    if (this.#bytes < KEPT_BYTES) this.#kept.push(piece.subarray(0, KEPT_BYTES - this.#bytes));
    this.#bytes += piece.length;
    this.#hash.update(piece);
    if (room === null) return;
    controller.pause();
    void room.then(() => controller.resume());
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.#sink.end();
    this.#settle({
      ok: true,
      status: this.#status ?? 0,
      rawHeaders: this.#rawHeaders,
      kept: Buffer.concat(this.#kept),
      whole: { bytes: this.#bytes, sha256: this.#hash.digest('hex') },
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: unknown): void {
    if (this.#status !== null && !this.#ended) this.#sink.broken();
    this.#settle({ ok: false, status: this.#status, error });
  }
}

// Byte for byte: HTTP's headers are Latin-1, and so are they written on.
function textsOf(raw: Dispatcher.DispatchController['rawHeaders']): string[] {
  if (!Array.isArray(raw)) return [];
  return raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
}
