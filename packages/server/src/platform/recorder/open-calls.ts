import type { Tx } from '../ledger/tx.ts';
import type { calls } from './table.ts';

/** What the outcome of a call takes over from its intent. */
type OpenedIntent = Pick<
  typeof calls.$inferSelect,
  'operation' | 'actor' | 'origin' | 'refId' | 'orderId' | 'externalId' | 'subjectId'
>;

interface Remembered {
  /** Of the writer: what was taken back is forgotten with all else. */
  undone: number;
  /** Number of the newest call; null: not known. */
  newest: number | null;
  intents: Map<number, OpenedIntent>;
}

/** The calls that were opened and not closed yet, as their rows have them: what would else be read at each outcome. */
export class OpenCalls {
  readonly #of = new WeakMap<Tx['connection'], Remembered>();

  /** The number of the newest call; `read` tells it where it is not known. */
  newest(tx: Tx, read: () => number): number {
    return this.#now(tx).newest ?? read();
  }

  opened(tx: Tx, callId: number, intent: OpenedIntent): void {
    const now = this.#now(tx);
    now.newest = callId;
    now.intents.set(callId, intent);
  }

  /** What was opened under this number, which is now closed; undefined where it is not known. */
  close(tx: Tx, callId: number): OpenedIntent | undefined {
    const { intents } = this.#now(tx);
    const intent = intents.get(callId);
    intents.delete(callId);
    return intent;
  }

  #now({ connection, undone }: Tx): Remembered {
    let found = this.#of.get(connection);
    if (found === undefined || found.undone !== undone) {
      found = { undone, newest: null, intents: new Map() };
      this.#of.set(connection, found);
    }
    return found;
  }
}
