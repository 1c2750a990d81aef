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
}
