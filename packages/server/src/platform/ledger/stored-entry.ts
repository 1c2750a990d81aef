import { type EntryV1, entryOfParts, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { type EntryParts, entryTime, spellEntry } from '@srs-desk/shared/audit/entry-parts.ts';
import { getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { entries } from './table.ts';

type Row = typeof entries.$inferSelect;

/** A row of the log with what its text is spelled from besides: the hash of the entry before it. */
export type StoredEntry = Readonly<Row & { prevHash: Buffer }>;

/** What a {@link StoredEntry} is read by; `table` is `entries`, or an alias of it. */
export function storedEntry<T extends SQLiteTable & { seq: SQLWrapper }>(
  table: T,
): T['_']['columns'] & { prevHash: SQL<Buffer> } {
  return { ...getTableColumns(table), prevHash: hashBefore(table.seq) };
}

/** The hash that entry `seq` follows: of the entry before it, of what was pruned, or zeros. */
export function hashBefore(seq: SQLWrapper): SQL<Buffer> {
  // Under another name within: where the outer table is the only one, its columns stand without its name.
  return sql<Buffer>`coalesce((SELECT hash FROM (SELECT seq AS place, hash FROM entries) WHERE place = ${seq} - 1),
    (SELECT last_hash FROM audit_stub WHERE first_seq = ${seq}), zeroblob(32))`;
}

/** The text of an entry, which was hashed. */
export function textOf(row: StoredEntry): string {
  return row.text ?? spellEntry(partsOf(row), row.prevHash.toString('hex'));
}

/** The entry in a row. @throws EntryFormatError where what is stored is none */
export function entryOf(row: StoredEntry): EntryV1 {
  return row.text === null ? entryOfParts(partsOf(row), row.prevHash.toString('hex')) : parseEntry(row.text);
}

/** What is open to read of an entry, from its column. @throws SyntaxError where that was spoilt */
export function readDetail(detail: string): EntryV1['detail'] {
  return JSON.parse(detail);
}

function partsOf({ at, callId, subjectId, ...same }: StoredEntry): EntryParts {
  return { ...same, at: entryTime(at), callId: callId === null ? null : String(callId), subject: subjectId };
}
