import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { is, SQL } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, SQLiteSyncDialect, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchIndexWriter } from '../features/audit/log/search-index.ts';
import { migrateFile } from '../platform/ledger/open-for-writing.ts';

/** What lies in the databases without a table of drizzle's: its own, and the full-text indexes with their shadows. */
const UNDESCRIBED = {
  desk: [
    '__drizzle_migrations',
    'external_id_parts',
    'external_id_parts_config',
    'external_id_parts_data',
    'external_id_parts_docsize',
    'external_id_parts_idx',
  ],
  index: ['terms', 'terms_config', 'terms_data', 'terms_idx'],
};
const OF_THE_INDEX = 'search-index-table.ts';

const dialect = new SQLiteSyncDialect();
const SRC = new URL('../', import.meta.url);

async function describedTables(): Promise<Record<'desk' | 'index', SQLiteTable[]>> {
  const found = { desk: [] as SQLiteTable[], index: [] as SQLiteTable[] };
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (!/(^|[/-])table\.ts$/.test(file)) continue;
    const exported = Object.values(await import(new URL(file, SRC).href));
    const tables = exported.filter((value): value is SQLiteTable => is(value, SQLiteTable));
    found[file.endsWith(OF_THE_INDEX) ? 'index' : 'desk'].push(...tables);
  }
  return found;
}

/** SQL in one spelling: no quotes around names, one space, keywords small, lists of values sorted. */
function plain(sql: string): string {
  return sql
    .replace(/'[^']*'|[^']+/g, (part) => (part.startsWith("'") ? part : part.toLowerCase()))
    .replace(/"/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ in \(([^)]*)\)/g, (_, list: string) => ` in (${list.split(/,\s*/).sort().join(', ')})`)
    .replace(/^\((.*)\)$/, '$1')
    .trim();
}

const rendered = (part: SQL): string => plain(dialect.sqlToQuery(part, 'indexes').sql);
const columnNames = (columns: readonly SQLiteColumn[]): string => columns.map(({ name }) => name).join(', ');

function defaultOf(column: SQLiteColumn): string | null {
  if (column.default === undefined) return null;
  const value = column.mapToDriverValue(column.default);
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** A table as drizzle describes it, line by line. */
function described(table: SQLiteTable): string[] {
  const { name, columns, indexes, foreignKeys, checks, primaryKeys, uniqueConstraints } =
    getTableConfig(table);
  const single = columns.filter(({ primary }) => primary);
  const key = primaryKeys[0]?.columns ?? single;
  return [
    ...columns.map((column) => {
      const notNull = column.notNull || key.includes(column);
      return `${column.name} ${column.getSQLType()} ${notNull ? 'not null' : 'null'} default ${defaultOf(column)}`;
    }),
    `key ${columnNames(key)}`,
    ...columns.filter(({ isUnique }) => isUnique).map((column) => `unique ${column.name}`),
    ...uniqueConstraints.map((constraint) => `unique ${columnNames(constraint.columns)}`),
    ...foreignKeys.map((foreignKey) => {
      const { columns: from, foreignTable, foreignColumns } = foreignKey.reference();
      const to = getTableConfig(foreignTable).name;
      return `${columnNames(from)} of ${to} (${columnNames(foreignColumns)}) ${foreignKey.onUpdate ?? 'no action'} ${foreignKey.onDelete ?? 'no action'}`;
    }),
    ...checks.map(({ value }) => `check ${rendered(value)}`),
    ...indexes.map(({ config }) => {
      const parts = config.columns.map((part) => (is(part, SQL) ? rendered(part) : part.name)).join(', ');
      const where = config.where === undefined ? '' : ` where ${rendered(config.where)}`;
      return `create ${config.unique ? 'unique ' : ''}index ${config.name} on ${name} (${parts})${where}`;
    }),
  ].sort();
}

type Column = { name: string; type: string; notnull: number; dflt_value: string | null; pk: number };
type ForeignKey = { from: string; table: string; to: string; on_update: string; on_delete: string };

/** The same lines of a table as it lies in a database. */
function found(database: Database.Database, name: string): string[] {
  const rows = <Row>(sql: string): Row[] => database.prepare<[string], Row>(sql).all(name);
  const columns = rows<Column>('SELECT * FROM pragma_table_info(?)');
  const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const uniques = rows<{ columns: string }>(
    `SELECT (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) AS columns
     FROM pragma_index_list(?) i WHERE origin = 'u'`,
  );
  const [made] = rows<{ sql: string }>(`SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?`);
  const indexes = rows<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL`,
  );
  return [
    ...columns.map(
      ({ name, type, notnull, pk, dflt_value }) =>
        `${name} ${type.toLowerCase()} ${notnull || pk ? 'not null' : 'null'} default ${dflt_value}`,
    ),
    `key ${key.map(({ name }) => name).join(', ')}`,
    ...uniques.map((unique) => `unique ${unique.columns}`),
    ...rows<ForeignKey>('SELECT * FROM pragma_foreign_key_list(?)').map((foreignKey) =>
      `${foreignKey.from} of ${foreignKey.table} (${foreignKey.to}) ${foreignKey.on_update} ${foreignKey.on_delete}`.toLowerCase(),
    ),
    ...checksIn(made?.sql ?? '').map((check) => `check ${plain(check)}`),
    ...indexes.map(({ sql }) => plain(sql)),
  ].sort();
}

function checksIn(sql: string): string[] {
  return sql
    .split('CHECK (')
    .slice(1)
    .map((rest) => {
      let depth = 1;
      let end = 0;
      for (; depth > 0; end++) depth += rest[end] === '(' ? 1 : rest[end] === ')' ? -1 : 0;
      return rest.slice(0, end - 1);
    });
}

const tableNames = (database: Database.Database): string[] =>
  database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('sqlite_'));

/** A statement per breakpoint, as drizzle runs them. */
const migration = (tag: string): string[] =>
  readFileSync(new URL(`platform/db/migrations/${tag}.sql`, SRC), 'utf8').split('--> statement-breakpoint');

it('makes room for the auditor and keeps users, their sessions and links, and the keys', () => {
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  for (const sql of ['0002_access', '0032_account_links'].flatMap(migration)) database.exec(sql);
  database.exec(`
    INSERT INTO users VALUES (7, 'Nina', 'Nina N.', 'finance', 'hash', NULL, 1, 2);
    INSERT INTO sessions VALUES (9, x'01', 7, 3, 4, NULL, 'a browser');
    INSERT INTO account_links VALUES (x'03', 7, 8, 9, NULL);
    INSERT INTO api_keys VALUES (5, 'reports', 'support', x'02', 'srs_ab', 'user:nina', 6, NULL, NULL);`);
  const all = (): unknown[] =>
    ['users', 'sessions', 'account_links', 'api_keys'].map((table) =>
      database.prepare(`SELECT * FROM ${table}`).all(),
    );
  const before = all();
  database.transaction(() => {
    for (const sql of migration('0033_auditor')) database.exec(sql);
  })();
  expect(all()).toEqual(before);
  expect(database.pragma('foreign_key_check')).toEqual([]);
  database.exec("UPDATE users SET role = 'auditor'; UPDATE api_keys SET role = 'auditor'");
  expect(() => database.exec('DELETE FROM users')).toThrow('FOREIGN KEY');
  expect(() => database.exec("UPDATE users SET role = 'boss'")).toThrow('CHECK');
  database.close();
});

describe('the tables in table.ts', async () => {
  const tables = await describedTables();
  let folder: string;
  let databases: Record<'desk' | 'index', Database.Database>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-schema-'));
    const [desk, index] = [join(folder, 'desk.db'), join(folder, 'index.db')];
    migrateFile(desk);
    new SearchIndexWriter(desk, index).close();
    databases = { desk: new Database(desk), index: new Database(index) };
  });
  afterAll(() => {
    databases.desk.close();
    databases.index.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['desk', 'index'] as const)('are those of the migrated %s database', (which) => {
    const names = tables[which].map((table) => getTableConfig(table).name);
    expect([...names, ...UNDESCRIBED[which]].sort()).toEqual(tableNames(databases[which]));
  });

  for (const which of ['desk', 'index'] as const) {
    for (const table of tables[which]) {
      const { name } = getTableConfig(table);
      it(`describe ${name} column by column, index by index`, () => {
        expect(described(table)).toEqual(found(databases[which], name));
      });
    }
  }

  it.each([
    'ALTER TABLE orders ADD COLUMN extra TEXT',
    'ALTER TABLE orders RENAME COLUMN msisdn TO number',
    'DROP INDEX orders_updated; CREATE INDEX orders_updated ON orders (updated_at, id DESC)',
    'DROP INDEX orders_gone; CREATE INDEX orders_gone ON orders (created_at)',
    'CREATE INDEX orders_extra ON orders (loa)',
  ])('and a difference is seen: %s', (sql) => {
    const orders = tables.desk.find((table) => getTableConfig(table).name === 'orders');
    databases.desk.exec(`BEGIN; ${sql}`);
    expect(orders && described(orders)).not.toEqual(found(databases.desk, 'orders'));
    databases.desk.exec('ROLLBACK');
  });
});
