import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrateFile } from '../../src/platform/ledger/open-for-writing.ts';

const MIGRATIONS = fileURLToPath(new URL('../../src/platform/db/migrations', import.meta.url));
const SEARCH = '0021_search';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'srs-reindex-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as it lay before the search by folded terms, with orders in it. */
function oldDatabase(): string {
  const [path, migrationsFolder] = [join(folder, 'desk.db'), join(folder, 'migrations')];
  cpSync(MIGRATIONS, migrationsFolder, { recursive: true });
  const journalFile = join(migrationsFolder, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { tag: string }[] };
  journal.entries = journal.entries.filter(({ tag }) => tag < SEARCH);
  writeFileSync(journalFile, JSON.stringify(journal));
  const database = new Database(path);
  migrate(drizzle(database), { migrationsFolder });
  database.exec(`
    INSERT INTO orders (ref_id, known_by, status, status_changed_at, created_at, registered_at, updated_at,
      verify_status, subject_id, external_id, first_name, last_name, email)
    VALUES ('a', 'desk', 'created', 1, 1, 1, 1, 'not_due', 's', 'ACME Zürich', 'Jürg', 'Müller', 'J@Example.com'),
      ('b', 'desk', 'created', 1, 1, 1, 1, 'not_due', 's', NULL, NULL, NULL, NULL),
      ('c', 'desk', 'created', 1, 1, 1, 1, 'not_due', 's', NULL, 'Anna', NULL, NULL);
    INSERT INTO person_terms VALUES ('n:muller', 'a');`);
  database.close();
  return path;
}

it('indexes anew what is there', () => {
  const path = oldDatabase();
  migrateFile(path);
  const database = new Database(path);
  const all = (sql: string) => database.prepare(sql).pluck().all();
  expect(all('SELECT term FROM person_terms ORDER BY term')).toEqual([
    'e:j@example.com',
    'n:anna',
    'n:juerg',
    'n:jurg',
    'n:mueller',
    'n:muller',
    'p:jurg muller',
  ]);
  expect(all("SELECT term FROM near_terms WHERE spelling = 'mller'")).toEqual(['n:muller']);
  expect(all(`SELECT rowid FROM external_id_parts WHERE external_id_parts MATCH '"me zur"'`)).toHaveLength(1);
  database.close();
});
