import type { EntryDraft } from '../../src/platform/ledger/entry-draft.ts';
import { type FreshSubject, FreshSubjects } from '../../src/platform/ledger/fresh-subjects.ts';
import type { AuditKeys } from '../../src/platform/ledger/key-file.ts';
import { EntryPacker, type PackedEntries } from '../../src/platform/ledger/pack-entries.ts';
import { prepareEntry } from '../../src/platform/ledger/prepare-entry.ts';
import { personToken } from '../../src/platform/ledger/seal.ts';
import type { CallValues, HistoryValues } from './seed-rows.ts';
import type { ReplayedOrder } from './write-order.ts';

/** Rows of the tables beside the log, in the order in which each table gets them. */
interface ReplayedRows {
  calls: CallValues[];
  history: HistoryValues[];
  orders: ReplayedOrder[];
  subjects: FreshSubject[];
}

/** What the replaying thread hands over at a time. */
export interface RowBatch {
  entries: PackedEntries;
  rows: ReplayedRows;
}

/** Entries in a batch: enough that handing it over costs little, few enough that several fit into memory. */
const BATCH = 2_000;

/**
 * Gathers what a scenario leaves: entries numbered, sealed and spelt here, chained where the database is; rows as plain
 * values. The order of entries is the order of the calls.
 */
export class RowBatches {
  readonly #keys: AuditKeys;
  readonly #subjects = new FreshSubjects();
  readonly #entries = new EntryPacker();
  #rows = noRows();
  /** Number of entries so far. */
  size = 0;
  /** The time, in ms since epoch, at which what follows is said to have happened. */
  now = 0;

  constructor(keys: AuditKeys) {
    this.#keys = keys;
  }

  /** Where rows are put. */
  get rows(): ReplayedRows {
    return this.#rows;
  }

  /** There is enough for a batch to be handed over. */
  get full(): boolean {
    return this.#entries.count >= BATCH;
  }

  /** What was gathered since the last time. */
  take(): RowBatch {
    const rows = this.#rows;
    this.#rows = noRows();
    return { entries: this.#entries.take(), rows };
  }

  /** Adds an entry; gives its seq. @throws LedgerMisuse for an impossible draft. */
  append(draft: EntryDraft): number {
    const seq = ++this.size;
    this.#entries.add(prepareEntry(draft, seq, this.now, this.#keyOf));
    return seq;
  }

  /** Makes the key of a subject where there is none. */
  ensureSubject(subjectId: string, token: Uint8Array | null = null): void {
    this.#subjects.ensure(subjectId, token, this.now);
  }

  /** Nothing more will be sealed for the subject. */
  closeSubject(subjectId: string): void {
    const row = this.#subjects.take(subjectId);
    if (row !== null) this.#rows.subjects.push(row);
  }

  /** Keyed token of a person's number. */
  personToken(msisdn: string): Buffer {
    return personToken(this.#keys.token, msisdn);
  }

  readonly #keyOf = (subject: string): Uint8Array => this.#subjects.ensure(subject, null, this.now);
}

function noRows(): ReplayedRows {
  return { calls: [], history: [], orders: [], subjects: [] };
}
