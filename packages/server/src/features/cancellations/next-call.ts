import type { CommandCall } from '../../platform/ledger/commands.ts';
import type { ReadyCall } from '../../platform/srs/ready-call.ts';

/** The call that comes next for an order, where its intent is written with the outcome of the one before. */
export class NextCall {
  #ready: ReadyCall | null = null;

  /** What writes its intent; nothing where it cannot go at once. */
  intentOf(ready: ReadyCall | null): readonly CommandCall[] {
    this.#ready = ready;
    return ready === null ? [] : [ready.intent];
  }

  /** What the writer gave for the intent; undefined where there was none. */
  written(opened: unknown): void {
    if (opened !== undefined) this.#ready?.written(opened);
  }

  /** The call, if its intent is durable; else its turn is given back. */
  async take(): Promise<ReadyCall | undefined> {
    const ready = this.#ready;
    this.#ready = null;
    if (ready?.isOpen) return ready;
    await ready?.release();
    return undefined;
  }

  /** It is not made after all. */
  async drop(): Promise<void> {
    await this.#ready?.release();
    this.#ready = null;
  }
}
