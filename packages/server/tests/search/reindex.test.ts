import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { migrateFile } from '../../src/platform/ledger/open-for-writing.ts';

/** Takes a database back to how it lay before the search by folded terms. */
function takeBack(path: string): void {
  const database = new Database(path);
  database.exec(`
    DROP TRIGGER orders_external_id_in; DROP TRIGGER orders_external_id_over; DROP INDEX orders_target_url_tail;
    DROP TABLE external_id_parts; DROP TABLE external_ids; DROP TABLE near_terms; DROP TABLE person_terms;
    CREATE TABLE person_terms (term TEXT NOT NULL, ref_id TEXT NOT NULL, PRIMARY KEY (term, ref_id)) WITHOUT ROWID;
    INSERT INTO person_terms VALUES ('n:muller', 'a');
    INSERT INTO orders (ref_id, known_by, status, status_changed_at, created_at, registered_at, updated_at,
      verify_status, subject_id, external_id, first_name, last_name, email)
    VALUES ('a', 'desk', 'created', 1, 1, 1, 1, 'not_due', 's', 'ACME Zürich', 'Jürg', 'Müller', 'J@Example.com'),
      ('b', 'desk', 'created', 1, 1, 1, 1, 'not_due', 's', NULL, NULL, NULL, NULL);
    DELETE FROM __drizzle_migrations WHERE created_at >= 1790000021000;`);
  database.close();
}

it('indexes anew what is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-reindex-'));
  try {
    const path = join(folder, 'desk.db');
    migrateFile(path);
    takeBack(path);
    migrateFile(path);
    const database = new Database(path);
    const all = (sql: string) => database.prepare(sql).pluck().all();
    expect(
      all("SELECT term FROM person_terms WHERE order_id = (SELECT id FROM orders WHERE ref_id = 'a')"),
    ).toEqual(['e:j@example.com', 'n:juerg', 'n:jurg', 'n:mueller', 'n:muller']);
    expect(all("SELECT term FROM near_terms WHERE spelling = 'mller'")).toEqual(['n:muller']);
    expect(all(`SELECT rowid FROM external_id_parts WHERE external_id_parts MATCH '"me zur"'`)).toHaveLength(
      1,
    );
    database.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
