import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import { allActions } from '@srs-desk/shared/audit/actions.ts';
import Database from 'better-sqlite3';
import { between, count, sql } from 'drizzle-orm';
import { Connection, type Db } from '../../../platform/db/connection.ts';
import type { DerivedPiece } from '../../../platform/db/derived-difference.ts';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { entryRow, logEnds } from './queries.ts';
import { state } from './search-index-table.ts';
import { fieldTerm } from './search-terms.ts';

const stateOf = statement((db) => db.select().from(state));

const ofAction = statement({ from: entries.seq, to: entries.seq }, (db, { from, to }) =>
  db
    .select({ action: entries.action, n: count() })
    .from(entries)
    .where(between(entries.seq, from, to))
    .groupBy(entries.action),
);

const withTerm = statement({ term: 'text', from: 'integer', to: 'integer' }, (db, { term, from, to }) =>
  db.rows(
    { n: sql<number>`count(*)` },
    (columns) =>
      sql`SELECT ${columns} FROM terms WHERE terms MATCH ${term} AND rowid BETWEEN ${from} AND ${to}`,
  ),
);

/** Entries counted in one look: entries do not change, so that no moment has to hold all of them. */
const AT_ONCE = 10_000;

/**
 * Where the search index knows of fewer or more entries of an action than the log has, up to where the index goes: what it lacks
 * nobody finds by searching. Some thousand entries at a time, then an action at a time.
 */
export function* indexDifferences(log: Db, index: Db): Generator<DerivedPiece> {
  const kept = stateOf(index).get();
  const first = logEnds(log).first;
  if (kept === undefined || first === null || kept.indexed < first) return;
  const there = new Map<string, number>();
  for (let from = first; from <= kept.indexed; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE - 1, kept.indexed);
    for (const { action, n } of ofAction(log).all({ from, to }))
      there.set(action, (there.get(action) ?? 0) + n);
    yield { rows: to - from + 1, differences: [] };
  }
  const known: readonly AuditAction[] = allActions();
  for (const row of new Set([...known, ...there.keys()])) {
    const anew = there.get(row) ?? 0;
    const term = { term: fieldTerm('action', row), from: first, to: kept.indexed };
    const stored = withTerm(index).get(term)?.n ?? 0;
    const differs = {
      table: 'audit-index',
      row,
      field: 'entries',
      anew: String(anew),
      stored: String(stored),
    };
    yield { rows: 0, differences: anew === stored ? [] : [differs] };
  }
}

/** The same of an index file beside a database. One that is of another log or form is made anew before it is searched. */
export function* searchIndexDifferences(log: Db, indexPath: string): Generator<DerivedPiece> {
  let database: Database.Database | undefined;
  try {
    database = openReadOnly(indexPath);
    const index = new Connection(database);
    const kept = stateOf(index).get();
    const isOurs = kept !== undefined && entryRow(log, kept.indexed)?.hash.equals(kept.lastHash) === true;
    if (isOurs) yield* indexDifferences(log, index);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const differences = [
      { table: 'audit-index', row: 'the index', field: null, anew: 'a row', stored: null },
    ];
    yield { rows: 0, differences };
  } finally {
    database?.close();
  }
}
