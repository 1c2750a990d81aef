import * as z from 'zod';
import type { OpenedCall, PreparedCall } from '../recorder/call.ts';
import type { Permit } from './lane.ts';

/** What `call.open` gives. */
const written = z.object({ callId: z.number(), subject: z.string().nullable() });

/** How a call that was made ready ends without being sent. */
interface Ends {
  /** Its intent was not written. */
  giveBack(): void;
  /** Its intent was written. */
  drop(opened: OpenedCall): Promise<void>;
}

/**
 * A call that may go at once: it has its turn and its token. Whoever asked for it writes its `intent` together with what comes before
 * it, says so (`written`) and has it made; {@link release} when all is done, whatever came of it.
 */
export class ReadyCall {
  readonly #prepared: PreparedCall;
  readonly #ends: Ends;
  readonly permit: Permit;
  /** As the source of tokens gives it; null where the call needs none. */
  readonly token: { readonly ok: true; readonly token: string } | null;
  #opened: OpenedCall | null = null;
  #isTaken = false;

  constructor(prepared: PreparedCall, permit: Permit, token: string | null, ends: Ends) {
    this.#prepared = prepared;
    this.permit = permit;
    this.token = token === null ? null : { ok: true, token };
    this.#ends = ends;
  }

  /** The command that writes the intent. */
  get intent(): PreparedCall['intent'] {
    return this.#prepared.intent;
  }

  /** The intent is durable; `result`: what the writer gave for it. */
  written(result: unknown): void {
    const { callId, subject } = written.parse(result);
    this.#opened = { ...this.#prepared, callId, intentSubject: subject };
  }

  /** Whether the call can be made: its intent is durable, and it was not made yet. */
  get isOpen(): boolean {
    return this.#opened !== null && !this.#isTaken;
  }

  /** For who makes the call, once. @throws Error when its intent is not durable, or it was made. */
  take(): OpenedCall {
    if (this.#opened === null || this.#isTaken) throw new Error('a call was to be made that is not open');
    this.#isTaken = true;
    return this.#opened;
  }

  /** Nothing if it was made; else its turn is given back, and an intent that was written is told to have come to nothing. */
  async release(): Promise<void> {
    if (this.#isTaken) return;
    this.#isTaken = true;
    if (this.#opened === null) this.#ends.giveBack();
    else await this.#ends.drop(this.#opened);
  }
}
