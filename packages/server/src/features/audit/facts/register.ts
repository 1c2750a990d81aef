import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { and, asc, ne } from 'drizzle-orm';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Connection, Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entryOf, storedEntry } from '../../../platform/ledger/stored-entry.ts';
import { entries } from '../../../platform/ledger/table.ts';
import {
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
  /** The rows as they stand, by the same keys. */
  stored(db: Db): Map<string, StoredRow>;
}

const entriesOf = statement({ actions: 'text' }, (db, { actions }) =>
  db
    .select(storedEntry(entries))
    .from(entries)
    .where(and(inJsonList(entries.action, actions), ne(entries.kind, 'call').inlineParams()))
    .orderBy(asc(entries.seq)),
);

/** Compares a table with what the log says; to be run in one moment. `pruned`: rows may have begun before the log does. */
export function compareRegister(
  db: Connection,
  register: Register,
  pruned: boolean,
): { rows: number; begunBefore: number; differences: FactDifference[] } {
  const { table } = register;
  const logged = new LoggedRows();
  for (const row of entriesOf(db).all({ actions: JSON.stringify(register.actions) }))
    register.replay(logged, entryOf(row));
  const stored = register.stored(db);
  const differences: FactDifference[] = [];
  let begunBefore = 0;
  for (const [key, row] of stored) {
    const told = logged.get(key);
    if (told !== undefined) differences.push(...told.differences(table, key, row));
    else if (pruned) begunBefore += 1;
    else if (!register.partial && !Object.values(row).some((value) => logged.moments.has(value)))
      differences.push(unknownRow(table, key));
  }
  for (const [key, { seq }] of logged) if (!stored.has(key)) differences.push(missingRow(table, key, seq));
  return { rows: stored.size, begunBefore, differences };
}
