import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import { allActions } from '@srs-desk/shared/audit/actions.ts';
import Database from 'better-sqlite3';
import { between, count, sql } from 'drizzle-orm';
import { Connection, type Db } from '../../../platform/db/connection.ts';
import type { DerivedDifference } from '../../../platform/db/derived-difference.ts';
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

/**
 * Where the search index knows of fewer or more entries of an action than the log has, up to where the index goes: what it lacks
 * nobody finds by searching.
 */
export function indexDifferences(log: Db, index: Db): DerivedDifference[] {
  const kept = stateOf(index).get();
  const from = logEnds(log).first;
  if (kept === undefined || from === null || kept.indexed < from) return [];
  const range = { from, to: kept.indexed };
  const there = new Map<string, number>(
    ofAction(log)
      .all(range)
      .map(({ action, n }) => [action, n]),
  );
  const known: readonly AuditAction[] = allActions();
  return [...new Set([...known, ...there.keys()])].flatMap((action): DerivedDifference[] => {
    const anew = there.get(action) ?? 0;
    const stored = withTerm(index).get({ term: fieldTerm('action', action), ...range })?.n ?? 0;
    if (anew === stored) return [];
    return [
      { table: 'audit-index', row: action, field: 'entries', anew: String(anew), stored: String(stored) },
    ];
  });
}

/** The same of an index file beside a database. One that is of another log or form is made anew before it is searched. */
export function searchIndexDifferences(
  log: Db,
  indexPath: string,
): { rows: number; differences: DerivedDifference[] } {
  let database: Database.Database | undefined;
  try {
    database = openReadOnly(indexPath);
    const index = new Connection(database);
    const kept = stateOf(index).get();
    const isOurs = kept !== undefined && entryRow(log, kept.indexed)?.hash.equals(kept.lastHash) === true;
    if (!isOurs) return { rows: 0, differences: [] };
    return { rows: kept.indexed, differences: indexDifferences(log, index) };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const differences = [
      { table: 'audit-index', row: 'the index', field: null, anew: 'a row', stored: null },
    ];
    return { rows: 0, differences };
  } finally {
    database?.close();
  }
}
