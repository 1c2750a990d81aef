import Database from 'better-sqlite3';
import { Connection } from '../../src/platform/db/connection.ts';
import type { Reader } from '../../src/platform/db/reader.ts';

/** A reader, and the texts of all statements that it was asked for. */
export function watchStatements(
  path: string,
  { readonly = true } = {},
): { watched: Reader; texts: Set<string>; close(): void } {
  const texts = new Set<string>();
  const database = new Database(path, { readonly });
  const prepare = database.prepare.bind(database);
  database.prepare = (text: string) => {
    texts.add(text);
    return prepare(text);
  };
  const connection = new Connection(database);
  const close = () => void database.close();
  return {
    watched: { path, connection, reopen: () => undefined, release: () => undefined, close },
    texts,
    close,
  };
}

/**
 * What statements read of the big tables (or their aliases) without being led, or sort, unless what they look at is bounded. An
 * index that is walked in its own order, or that has some rows alone, is a lead.
 */
export function bigReads(
  path: string,
  texts: Iterable<string>,
  tables: readonly string[],
  isBounded: (text: string) => boolean,
): string[] {
  const scan = new RegExp(
    `^SCAN (${tables.join('|')})\\b(?! USING (COVERING INDEX|INDEX orders_(left_open|held)))`,
  );
  const database = new Database(path, { readonly: true });
  const found = [...texts].flatMap((text) => {
    const plan = database
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all(Array(text.split('?').length - 1).fill(1)) as { detail: string }[];
    const big = plan.filter(({ detail }) => scan.test(detail) || detail.startsWith('USE TEMP B-TREE'));
    return isBounded(text) ? [] : big.map(({ detail }) => `${detail}: ${text}`);
  });
  database.close();
  return found;
}
