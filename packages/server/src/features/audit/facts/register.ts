import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { and, asc, between, ne } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entryOf, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { logEnds } from '../log/queries.ts';
import {
  type Compared,
  type FactDifference,
  type FactValue,
  LoggedRow,
  missingRow,
  type StoredRow,
  unknownRow,
} from './logged-row.ts';

/** The rows of a table as the log tells them, by their keys. */
export class LoggedRows extends Map<string, LoggedRow> {
  /** Moments (ms) of entries that tell of rows without naming them (earlier versions). */
  readonly moments = new Set<FactValue>();

  /** A row begins, or is written over as a whole. */
  begin(key: string | number, { seq }: EntryV1, values: Readonly<Record<string, unknown>>): void {
    this.set(String(key), new LoggedRow(seq).state(seq, values));
  }

  /** A row changes. One that the log does not show the beginning of (pruned) is known from here on. */
  change(key: string | number, { seq }: EntryV1, values: Readonly<Record<string, unknown>>): void {
    const row = this.get(String(key)) ?? new LoggedRow(seq);
    this.set(String(key), row.state(seq, values));
  }

  end(key: string | number): void {
    this.delete(String(key));
  }

  /** The number that SQLite gives the next row where numbers are keys. */
  nextId(): number {
    let last = 0;
    for (const key of this.keys()) last = Math.max(last, Number(key));
    return last + 1;
  }
}

/** A table that is small enough to be replayed as a whole. */
export interface Register {
  table: string;
  /** The entries that tell of its rows. */
  actions: readonly AuditAction[];
  /** The log does not tell of every row: those that it does not know are passed over. */
  partial?: true;
  /** Takes up what an entry says of its rows. */
  replay(rows: LoggedRows, entry: EntryV1): void;
  /** The rows as they stand, by the same keys; of a partial register those that the log tells of. */
  stored(db: Db, logged: LoggedRows): Map<string, StoredRow>;
}

const entriesOf = statement(
  { actions: 'text', from: entries.seq, to: entries.seq },
  (db, { actions, from, to }) =>
    db
      .select(storedEntry(entries))
      .from(entries)
      .where(
        and(
          inJsonList(entries.action, actions),
          ne(entries.kind, 'call').inlineParams(),
          between(entries.seq, from, to),
        ),
      )
      .orderBy(asc(entries.seq)),
);

/** So much of the log is gone through in one look. */
const AT_ONCE = 20_000;

/**
 * The entries that tell of something, in their order, a stretch of the log at a time, each to be read in one moment. `isLast`: there
 * is nothing behind it at that moment.
 */
export function* entriesIn(
  db: Db,
  actions: readonly AuditAction[],
  firstSeq: number,
): Generator<{ told: EntryV1[]; isLast: boolean }> {
  for (let from = firstSeq, isLast = false; !isLast; from += AT_ONCE) {
    const to = from + AT_ONCE - 1;
    isLast = to >= (logEnds(db).last ?? 0);
    const rows = entriesOf(db).all({ actions: JSON.stringify(actions), from, to });
    yield { told: rows.map(entryOf), isLast };
  }
}

/** Compares a table with what the log says from entry `firstSeq` on; each piece is to be read in one moment. */
export function* compareRegister(db: Db, register: Register, firstSeq: number): Generator<Compared> {
  const logged = new LoggedRows();
  for (const { told, isLast } of entriesIn(db, register.actions, firstSeq)) {
    for (const entry of told) register.replay(logged, entry);
    if (isLast) yield compared(register, logged, register.stored(db, logged), firstSeq > 1);
    else yield { rows: 0, begunBefore: 0, differences: [] };
  }
}

/** `pruned`: rows may have begun before the log does. */
function compared(
  { table, partial }: Register,
  logged: LoggedRows,
  stored: ReadonlyMap<string, StoredRow>,
  pruned: boolean,
): Compared {
  const differences: FactDifference[] = [];
  let begunBefore = 0;
  for (const [key, row] of stored) {
    const told = logged.get(key);
    if (told !== undefined) differences.push(...told.differences(table, key, row));
    else if (pruned) begunBefore += 1;
    else if (!partial && !Object.values(row).some((value) => logged.moments.has(value)))
      differences.push(unknownRow(table, key));
  }
  for (const [key, { seq }] of logged) if (!stored.has(key)) differences.push(missingRow(table, key, seq));
  return { rows: stored.size, begunBefore, differences };
}
