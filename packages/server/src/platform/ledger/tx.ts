import type { Db } from '../db/connection.ts';
import type { EntryDraft, PlainObject } from './entry-draft.ts';
import type { Rewrapped } from './subject-keys.ts';

/** What a change sees of the writer: the open transaction, and nothing else. Synchronous throughout. */
export interface Tx extends Db {
  /** Time of the command, ms since epoch: the same for all its changes and entries. */
  readonly now: number;
  /** How many commands this writer took back so far: what was remembered of them did not happen. */
  readonly undone: number;
  /** Appends an entry in this transaction; gives its seq. */
  append(draft: EntryDraft): number;
  /** Makes the key of a subject if it has none yet (registering or placing an order). */
  ensureSubject(subjectId: string, personToken?: Uint8Array | null): void;
  /**
   * Seals what a row keeps secret under the key of its subject, bound to `context`; `Sealer.open` opens it with the context in
   * place of an entry's UUID. @throws LedgerMisuse when the subject was erased
   */
  seal(subjectId: string, context: string, plain: PlainObject): string;
  /** Destroys the key of a subject: what was sealed under it can never be read again. */
  eraseSubject(subjectId: string): boolean;
  /** Wraps the keys of the `limit` subjects after `after` by the wrapping key of now, where an earlier one wrapped them. */
  rewrapSubjects(after: string, limit: number): Rewrapped;
  /** Keyed token of a person's identifying text (number, or name and birth date): for look-ups without the text. */
  personToken(text: string): Uint8Array;
  /** Tells open pages, after the commit, that this row changed. */
  rowChanged(resource: string, id: string | number): void;
}
