import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';

/** Something that was done with the person's data, as the log has it, with what it sealed in clear. */
export interface PersonRecord
  extends Omit<EntryV1, 'v' | 'uuid' | 'kind' | 'subject' | 'sealed' | 'prevHash'> {
  opened?: PlainObject;
}

/** Everything the desk knows about a person (revDSG Art. 25, GDPR Art. 15). */
export interface PersonFile {
  format: 'srs-desk person file 1';
  madeAt: string;
  refIds: string[];
  orders: Readonly<Record<string, unknown>>[];
  /** Asked of SRS and answered by it. */
  calls: PersonRecord[];
  /** Handed over to a team. */
  tickets: PersonRecord[];
  notes: PersonRecord[];
  /** Who saw the person's data, and why. */
  shown: PersonRecord[];
  /** What else was done. */
  acts: PersonRecord[];
  missing: WhatIsMissing;
}

/** What the desk had of a person and has no more, so that no file tells of it. */
export interface WhatIsMissing {
  /** Entries of the log before this one were pruned, at that time (ISO): exports and backups may have them still. */
  pruned: { before: number; at: string } | null;
  /** Whether the desk erased anybody's data: it cannot tell any more whose that was. */
  erasures: boolean;
  /** Records in this file whose sealed part cannot be opened any more, since its key was erased. */
  closedRecords: number;
}
