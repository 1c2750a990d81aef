import type { ChangedRow } from '../events/changed-row.ts';
import type { EntryDraft } from './entry-draft.ts';
import type { WhyUnwritten } from './errors.ts';
import type { AuditKeys } from './key-file.ts';

/**
 * `ok`: writing. `full`: the last group found no space, the next one tries again. `busy`: another program held the
 * database locked, the next one tries again. `latched`: nothing is written any more.
 */
export type LedgerState = 'ok' | 'full' | 'busy' | 'latched';

/** What the writer thread is started with. */
export interface WriterStart {
  databasePath: string;
  keys: AuditKeys;
  /** Another program copies the write-ahead log elsewhere and empties it: see `WAL_REPLICATED`. */
  isReplicated?: boolean | undefined;
  /** Pages; for tests of a full disk. */
  maxPageCount?: number | undefined;
}

/** One command to the writer. */
export interface WriterCommand {
  id: number;
  now: number;
  task:
    | {
        kind: 'record' | 'recordWithoutEntry';
        changes: readonly { name: string; args: unknown }[];
        entries: readonly EntryDraft[];
      }
    | { kind: 'checkpoint' }
    | { kind: 'maintain'; name: string; args: unknown }
    | { kind: 'close' };
}

export type WriterAnswer =
  | { id: number; kind: 'done'; results: unknown[]; seqs: number[] }
  | { id: number; kind: 'refused'; code: string; detail: Record<string, unknown> }
  | { id: number; kind: 'unavailable'; reason: WhyUnwritten; detail: string }
  | { id: number; kind: 'misuse'; detail: string };

/** What the writer says after each group: its answers, what changed, and how it stands. */
export interface WriterReport {
  answers: WriterAnswer[];
  changedRows: ChangedRow[];
  state: LedgerState;
  size: number;
}
