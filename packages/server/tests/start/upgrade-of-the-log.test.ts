import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryText, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { migrateDatabase, migrationsFolder } from '../../src/platform/db/migrate.ts';
import { migrateFile, openForWriting } from '../../src/platform/ledger/open-for-writing.ts';
import { copyOf, fill, intrude, type LogFixture, openLog } from '../audit/log-fixture.ts';
import { textsIn } from '../ledger/entry-texts.ts';

/** The log as desks kept it whose last migration was 0051: every text whole, beside the columns that repeat it. */
function olderForm(log: LogFixture, folder: string): string {
  const migrations = join(folder, 'migrations');
  cpSync(migrationsFolder(), migrations, { recursive: true });
  const journalPath = join(migrations, 'meta/_journal.json');
  const journal = JSON.parse(readFileSync(journalPath, 'utf8')) as { entries: { idx: number }[] };
  const entries = journal.entries.filter(({ idx }) => idx < 52);
  writeFileSync(journalPath, JSON.stringify({ ...journal, entries }));
  const path = join(folder, 'older.db');
  const database = openForWriting(path);
  migrateDatabase(database, migrations);
  const texts = textsIn(log.path);
  database.prepare('ATTACH ? AS now').run(log.path);
  for (const table of ['calls', 'tree_nodes', 'tree_frontier', 'checkpoints', 'subject_keys'])
    database.exec(`INSERT INTO main.${table} SELECT * FROM now.${table}`);
  database.function('text_of', (seq) => texts[Number(seq) - 1]);
  database.function('uuid_of', (seq) => parseEntry(texts[Number(seq) - 1] ?? '').uuid);
  database.exec(`INSERT INTO main.entries SELECT seq, at, uuid_of(seq), kind, action, actor, ref_id, order_id, external_id, call_id,
    subject_id, operation, outcome, target, text_of(seq), coalesce(lag(hash) OVER (ORDER BY seq), zeroblob(32)), hash
    FROM now.entries ORDER BY seq`);
  database.exec('DETACH now');
  database.close();
  return path;
}

describe('a log of before each fact stood once', () => {
  let log: LogFixture;
  let folder: string;
  let older: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'srs-upgrade-log-'));
    log = await openLog();
    await fill(log, 100);
    await log.ledger.checkpoint();
    await log.close();
    older = olderForm(log, folder);
  });
  afterAll(() => {
    log.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const upgraded = async (sql = '') => {
    const copy = copyOf(older);
    if (sql !== '') intrude(copy, sql);
    migrateFile(copy);
    return { path: copy, ...(await verifyDatabase({ path: copy, key: readVerifierKey(log.vkey) })) };
  };

  it('is the same log afterwards, byte for byte, in less than two thirds of the pages', async () => {
    const found = await upgraded();
    expect([found.outcome, found.finding, found.lastSeq]).toEqual(['intact', null, 300]);
    expect(textsIn(found.path)).toEqual(textsIn(log.path));
    const pages = (path: string): unknown => {
      const database = new Database(path);
      const size = database.prepare("SELECT sum(pgsize) FROM dbstat WHERE name = 'entries'").pluck().get();
      const kept = database
        .prepare('SELECT count(*) FROM sqlite_schema WHERE tbl_name = ?')
        .pluck()
        .get('entries');
      database.close();
      return { size, kept };
    };
    const [before, after] = [pages(older), pages(found.path)] as { size: number; kept: number }[];
    expect(after?.kept).toBe(before?.kept);
    expect(Number(after?.size)).toBeLessThan((2 / 3) * Number(before?.size));
  });

  it('whose text cannot be read is refused by a check that has not brought it up to date', async () => {
    expect(await verifyDatabase({ path: older, key: null })).toMatchObject({
      outcome: 'unchecked',
      problem: expect.stringContaining('of an earlier version of the desk'),
    });
  });

  const spoiltText = (seq: number, change: (text: string) => string): string => {
    const [text = ''] = textsIn(log.path, `seq = ${seq}`);
    return change(text).replaceAll("'", "''");
  };

  it.each([
    ['at', 'at = at + 1', 'column'],
    ['uuid', "uuid = '00000000-0000-4000-8000-000000000000'", 'column'],
    ['uuid, by none', "uuid = 'x'", 'column'],
    ['kind', "kind = 'read'", 'column'],
    ['action', "action = 'order.place'", 'column'],
    ['actor', "actor = 'user:other'", 'column'],
    ['ref_id', "ref_id = 'r-999'", 'column'],
    ['call_id', 'call_id = 99', 'column'],
    ['subject_id', 'subject_id = NULL', 'column'],
    ['target', 'target = NULL', 'column'],
    ['bytes', "bytes = replace(bytes, 'duplicate', 'triplicate')", 'hash'],
    ['bytes, by no JSON', "bytes = 'x'", 'hash'],
    ['bytes, by JSON that is no entry', "bytes = '[1]'", 'hash'],
    ['bytes, by blanks', "bytes = bytes || ' '", 'hash'],
    ['prev_hash', 'prev_hash = zeroblob(32)', 'column'],
    ['hash', 'hash = zeroblob(32)', 'hash'],
  ])('in which column %s was changed is still broken there', async (_, change, code) => {
    expect(await upgraded(`UPDATE entries SET ${change} WHERE seq = 150;`)).toMatchObject({
      outcome: 'broken',
      finding: { seq: 150, code },
    });
  });

  it('keeps a text that its columns do not spell, to the byte', async () => {
    const spoilt = spoiltText(150, (text) => text.replace('"duplicate"', '"duplicate" '));
    const { path } = await upgraded(`UPDATE entries SET bytes = '${spoilt}' WHERE seq = 150;`);
    expect(textsIn(path, 'seq = 150')).toEqual([spoilt]);
  });

  it('in which an entry was taken out, or made anew with its hash, is still broken there', async () => {
    expect(await upgraded('DELETE FROM entries WHERE seq = 150;')).toMatchObject({
      finding: { seq: 150, code: 'gap' },
    });
    const database = new Database(older, { readonly: true });
    const hash = database.prepare('SELECT hash FROM entries WHERE seq = 10').pluck().get() as Buffer;
    const bytes = database.prepare('SELECT bytes FROM entries WHERE seq = 10').pluck().get() as string;
    database.close();
    const entry = entryText({ ...parseEntry(bytes), seq: 150 });
    expect(entry).not.toBe(bytes);
    const sql = `UPDATE entries SET bytes = '${bytes}', hash = x'${hash.toString('hex')}' WHERE seq = 150;`;
    expect(await upgraded(sql)).toMatchObject({ outcome: 'broken', finding: { seq: 150 } });
  });
});
