import type { CommandCall, ResultsOf } from './commands.ts';
import type { EntryDraft } from './entry-draft.ts';

/** What came of a command: its changes' results and the entries it left, or the guard that refused it. */
export type Recorded<R> =
  | { ok: true; results: R; seqs: number[] }
  | { ok: false; code: string; detail: Record<string, unknown> };

/**
 * `ok`: writing. `full`: the last group found no space, the next one tries again. `busy`: another program held the
 * database locked, the next one tries again. `latched`: nothing is written any more.
 */
export type LedgerState = 'ok' | 'full' | 'busy' | 'latched';

/**
 * The one door for writes. Everything that is a fact goes through `record`, together with the entries that tell
 * of it; both are on disk (fsync) when the promise resolves, or neither is.
 */
export interface Ledger {
  /**
   * Carries out `changes` in order and appends `entries` after those the changes appended themselves, all in one
   * durable transaction. At least one entry must come of it.
   * @throws LedgerUnavailable when nothing can be written (disk full, locked by another, latched, closed): nothing happened.
   * @throws LedgerMisuse when the command is a programming error (no entry, unknown change, bad draft).
   */
  record<const C extends readonly CommandCall[]>(
    changes: C,
    entries: readonly EntryDraft[],
  ): Promise<Recorded<ResultsOf<C>>>;

  /** Carries out changes of the closed list that are no facts (polling times, session last seen, …): no entry. */
  recordWithoutEntry<const C extends readonly CommandCall[]>(changes: C): Promise<Recorded<ResultsOf<C>>>;

  /** Signs a checkpoint over all entries so far; null when there is nothing new to sign. */
  checkpoint(): Promise<{ size: number; note: string } | null>;

  readonly state: LedgerState;

  /** Waits for what was accepted, signs a last checkpoint, closes the file. */
  close(): Promise<void>;
}
