import Database from 'better-sqlite3';
import { steady } from './steady.ts';

type Row = Readonly<Record<string, unknown>>;

/** Every row of every table, by table and key. */
type Cells = ReadonlyMap<string, ReadonlyMap<string, Row>>;

/** Reads the whole database as it is now; virtual tables by the tables that they are kept in. */
export function readCells(path: string): Cells {
  const database = new Database(path, { readonly: true });
  try {
    const tables = database
      .prepare<[], { name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
      )
      .all();
    return new Map(tables.map(({ name }) => [name, rowsOf(database, name)]));
  } finally {
    database.close();
  }
}

function rowsOf(database: Database.Database, table: string): ReadonlyMap<string, Row> {
  const keys = database
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .all(table)
    .map(({ name }) => `quote("${name}")`);
  const key = keys.length === 0 ? 'rowid' : keys.join(` || ',' || `);
  const rows = database.prepare<[], Row>(`SELECT ${key} AS "row key", * FROM "${table}"`).all();
  return new Map(rows.map(({ 'row key': at, ...row }) => [String(at), row]));
}

/** A cell as a golden file holds it: blobs are sealed anew in each run, so that only their being there counts. */
function cellText(value: unknown): string {
  return Buffer.isBuffer(value) ? '<blob>' : steady(JSON.stringify(value));
}

function isSame(a: unknown, b: unknown): boolean {
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b;
}

/** Moves with every entry of the log, from wherever it comes. */
const LOG_END = 'tree_frontier';

/** What became of the cells: every one that changed, and how many rows of each table went. */
export function changedCells(before: Cells, after: Cells): string[] {
  const lines: string[] = [];
  for (const [table, rows] of before) {
    if (table === LOG_END) continue;
    const now = after.get(table) ?? new Map<string, Row>();
    for (const [key, row] of rows) {
      const kept = now.get(key);
      if (kept === undefined) continue;
      for (const [column, value] of Object.entries(row)) {
        if (isSame(value, kept[column])) continue;
        lines.push(`${table}[${steady(key)}].${column}: ${cellText(value)} -> ${cellText(kept[column])}`);
      }
    }
    const gone = [...rows.keys()].filter((key) => !now.has(key)).length;
    if (gone > 0) lines.push(`${table}: ${gone} rows gone`);
  }
  return lines;
}

/** Columns in which one of the texts stands in clear, each with the names of those texts. */
export function columnsWith(cells: Cells, texts: Readonly<Record<string, string>>): string[] {
  const found = new Map<string, Set<string>>();
  for (const [table, rows] of cells) {
    for (const row of rows.values()) {
      for (const [column, value] of Object.entries(row)) {
        const text = Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
        for (const [name, wanted] of Object.entries(texts)) {
          if (!text.includes(wanted)) continue;
          const place = `${table}.${column}`;
          found.set(place, (found.get(place) ?? new Set()).add(name));
        }
      }
    }
  }
  return [...found].map(([place, names]) => `${place}: ${[...names].sort().join(', ')}`);
}
