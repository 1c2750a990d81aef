import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { and, count, eq, gte, isNotNull } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { subjectKeys } from '../../../platform/ledger/table.ts';
import { timeOfEntry } from '../log/queries.ts';
import { atOf, listOf } from './entry-detail.ts';
import { type Compared, storedBy } from './logged-row.ts';
import { compareRegister, entriesIn, type Register } from './register.ts';

const { subjectId, erasedAt } = subjectKeys;

const erasedKeys = statement((db) =>
  db.select({ subjectId, erasedAt }).from(subjectKeys).where(isNotNull(erasedAt)),
);

/** Keys that are gone, each with its erasure: there may be as many as orders that were ever erased. */
const DESTROYED: Register = {
  table: 'subject_keys',
  actions: ['order.erase'],
  replay(rows, entry) {
    for (const subject of listOf(entry.detail.destroyed))
      rows.begin(String(subject), entry, { erasedAt: atOf(entry) });
    // Entries of an earlier version name no keys: what was destroyed in their moment is theirs.
    if (!namesKeys(entry)) rows.moments.add(atOf(entry));
  },
  stored: (db) => storedBy(erasedKeys(db).all(), (row) => row.subjectId),
};

const namesKeys = (entry: EntryV1): boolean => 'destroyed' in entry.detail;

const erasedOf = statement({ id: subjectId }, (db, { id }) =>
  db.select({ at: erasedAt }).from(subjectKeys).where(eq(subjectId, id)),
);
const erasedIn = statement({ at: erasedAt }, (db, { at }) =>
  db
    .select({ n: count() })
    .from(subjectKeys)
    .where(and(isNotNull(erasedAt), eq(erasedAt, at))),
);
const erasedSince = statement({ at: erasedAt }, (db, { at }) =>
  db
    .select({ n: count() })
    .from(subjectKeys)
    .where(and(isNotNull(erasedAt), gte(erasedAt, at))),
);

/**
 * Holds the keys that are gone against their erasures from entry `firstSeq` on: each key that an entry names must have gone in its
 * moment, and there must be as many. Only where that does not come out even are all of them gathered, to name those that
 * differ. Each piece is to be read in one moment.
 */
export function* compareDestroyedKeys(db: Db, firstSeq: number): Generator<Compared> {
  const tally = new Tally();
  for (const { told, isLast } of entriesIn(db, DESTROYED.actions, firstSeq)) {
    for (const entry of told) tally.take(db, entry);
    if (!isLast) yield { rows: 0, begunBefore: 0, differences: [] };
  }
  tally.endMoment(db);
  const rows = erasedSince(db).get({ at: 0 })?.n ?? 0;
  // What was pruned is older than the first entry that is left.
  const since = firstSeq === 1 ? 0 : (timeOfEntry(db, firstSeq) ?? 0);
  const wanted = erasedSince(db).get({ at: since })?.n ?? 0;
  if (tally.isEven && tally.gone === wanted) yield { rows, begunBefore: rows - wanted, differences: [] };
  else yield* compareRegister(db, DESTROYED, firstSeq);
}

/** Counts the keys that went, a moment at a time. */
class Tally {
  /** Keys that went by the entries taken so far. */
  gone = 0;
  /** Every key that was named went in the moment of its entry. */
  isEven = true;
  #moment: number | null = null;
  #named = 0;
  #isWhole = true;

  take(db: Db, entry: EntryV1): void {
    const at = atOf(entry);
    if (at !== this.#moment) this.endMoment(db);
    this.#moment = at;
    this.#isWhole &&= namesKeys(entry);
    for (const subject of listOf(entry.detail.destroyed)) {
      this.#named += 1;
      this.isEven &&= erasedOf(db).get({ id: String(subject) })?.at === at;
    }
  }

  /** Of entries that name no keys, all that went in their moment are theirs. */
  endMoment(db: Db): void {
    if (this.#moment !== null)
      this.gone += this.#isWhole ? this.#named : (erasedIn(db).get({ at: this.#moment })?.n ?? 0);
    this.#moment = null;
    this.#named = 0;
    this.#isWhole = true;
  }
}
