import type { PlainObject } from './entry-draft.ts';

/** Opens what the writer sealed, on the main thread, with the wrapping key from the key file. */
export interface Sealer {
  /** The sealed part of an entry in clear; null when the subject was erased or nothing was sealed. */
  open(entry: {
    uuid: string;
    subject?: string | undefined;
    sealed?: string | undefined;
  }): PlainObject | null;
  /** Keyed token of a person's identifying text (a number in +… form, or `name|birth date`). */
  personToken(text: string): Uint8Array;
  /** Forgets cached keys (after an erasure). */
  forget(subjectId?: string): void;
}
