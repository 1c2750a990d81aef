import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { rehashFrom } from './forge.ts';
import { copyOf, fill, intrude, type LogFixture, openLog, runSql } from './log-fixture.ts';

const ROUNDS = 100;
const LAST = ROUNDS * 3;

describe('the verifier, against an intruder who holds the file', () => {
  let log: LogFixture;
  let oldBackup: string;
  let exported: string;

  beforeAll(async () => {
    log = await openLog();
    await fill(log, 20);
    await log.ledger.checkpoint();
    await log.ledger.maintain('compact');
    oldBackup = copyOf(log.path);
    await fill(log, ROUNDS - 20, 21);
    exported = (await log.ledger.checkpoint())?.note ?? '';
    await log.close();
  });
  afterAll(() => log.remove());

  const verify = (path: string, checkpoints: string[] = []) =>
    verifyDatabase({ path, key: readVerifierKey(log.vkey), checkpoints });

  it('finds an untouched log intact, with and without the exported checkpoint', async () => {
    const alone = await verify(log.path);
    expect(alone).toMatchObject({
      problem: null,
      outcome: 'intact',
      finding: null,
      firstSeq: 1,
      lastSeq: LAST,
    });
    expect(alone.storedCheckpoints.checked).toBe(2);
    const held = await verify(log.path, [exported]);
    expect(held.givenCheckpoints).toMatchObject([{ size: LAST, status: 'matched', signed: true }]);
    expect(held.warnings).toEqual([]);
  });

  const columns: [string, string, number][] = [
    ['at', 'at + 1', 61],
    ['uuid', "'00000000-0000-4000-8000-000000000000'", 61],
    ['kind', "'read'", 61],
    ['action', "'order.place'", 63],
    ['actor', "'user:other'", 63],
    ['ref_id', "'r-999'", 63],
    ['order_id', "'o-999'", 63],
    ['external_id', "'OTHER'", 63],
    ['call_id', '99', 62],
    ['subject_id', "'someone'", 63],
    ['operation', "'verify'", 63],
    ['outcome', "'failed'", 62],
    ['target', "'/elsewhere'", 63],
    ['bytes', "replace(bytes, 'cancelled', 'confirmed')", 63],
    ['prev_hash', 'zeroblob(32)', 63],
    ['hash', 'zeroblob(32)', 63],
  ];
  for (const [name, value, seq] of columns) {
    it(`sees that column ${name} of an entry was changed`, async () => {
      const copy = copyOf(log.path);
      intrude(copy, `UPDATE entries SET ${name} = ${value} WHERE seq = ${seq};`);
      const { outcome, finding } = await verify(copy);
      expect(outcome).toBe('broken');
      expect(finding?.seq).toBe(seq);
    });
  }
  for (const name of [
    'ref_id',
    'order_id',
    'external_id',
    'call_id',
    'subject_id',
    'operation',
    'outcome',
    'target',
  ]) {
    it(`sees that column ${name} was emptied`, async () => {
      const copy = copyOf(log.path);
      const seq = name === 'call_id' || name === 'outcome' ? 62 : 63;
      intrude(copy, `UPDATE entries SET ${name} = NULL WHERE seq = ${seq};`);
      expect((await verify(copy)).finding).toMatchObject({ seq, code: 'column' });
    });
  }

  const calls: [string, string][] = [
    ['started_at', '1'],
    ['finished_at', '1'],
    ['operation', "'verify'"],
    ['http_method', "'POST'"],
    ['url', "'http://elsewhere'"],
    ['ref_id', "'r-999'"],
    ['order_id', 'NULL'],
    ['external_id', "'OTHER'"],
    ['actor', "'user:x'"],
    ['origin', "'user'"],
    ['http_status', '500'],
    ['outcome', "'timeout'"],
    ['answer', "'no_evidence'"],
    ['duration_ms', '0'],
    ['attempt', '2'],
    ['correlation_id', "'x'"],
    ['subject_id', 'NULL'],
    ['seq_intent', '1'],
    ['seq_outcome', '5'],
  ];
  for (const [name, value] of calls) {
    it(`sees that column ${name} of the calls projection was changed`, async () => {
      const copy = copyOf(log.path);
      intrude(copy, `UPDATE calls SET ${name} = ${value} WHERE id = 7;`);
      expect((await verify(copy)).finding).toMatchObject({ code: 'call_row' });
    });
  }

  const cuts: [string, string, object][] = [
    ['the first entry was deleted', 'DELETE FROM entries WHERE seq = 1;', { seq: 1, code: 'gap' }],
    ['a middle entry was deleted', 'DELETE FROM entries WHERE seq = 150;', { seq: 150, code: 'gap' }],
    ['the last entry was deleted', `DELETE FROM entries WHERE seq = ${LAST};`, { code: 'cut_tail' }],
    ['the log was emptied', 'DELETE FROM entries;', { code: 'cut_tail' }],
    [
      'two entries were swapped',
      'UPDATE entries SET seq = -1 WHERE seq = 90; UPDATE entries SET seq = 90 WHERE seq = 91; UPDATE entries SET seq = 91 WHERE seq = -1;',
      { seq: 90 },
    ],
    [
      'an entry was put in',
      `INSERT INTO entries SELECT ${LAST + 1}, at, uuid, kind, action, actor, ref_id, order_id, external_id, call_id, subject_id,
        operation, outcome, target, bytes, prev_hash, hash FROM entries WHERE seq = ${LAST};`,
      { seq: LAST + 1 },
    ],
    [
      'a deleted entry was closed up',
      'DELETE FROM entries WHERE seq = 100; UPDATE entries SET seq = seq - 1 WHERE seq > 100;',
      { seq: 100 },
    ],
    [
      'an entry was replaced by its neighbour',
      'UPDATE entries SET bytes = (SELECT bytes FROM entries WHERE seq = 100), hash = (SELECT hash FROM entries WHERE seq = 100) WHERE seq = 101;',
      { seq: 101, code: 'chain' },
    ],
    [
      'the log was forked',
      `DELETE FROM entries WHERE seq > 250; INSERT INTO entries SELECT seq + 190, at, uuid, kind, action, actor, ref_id, order_id,
        external_id, call_id, subject_id, operation, outcome, target, bytes, prev_hash, hash FROM entries WHERE seq BETWEEN 61 AND 110;`,
      { seq: 251 },
    ],
    ['a call row was deleted', 'DELETE FROM calls WHERE id = 7;', { code: 'call_row' }],
    [
      'a call row was put in',
      `INSERT INTO calls SELECT 999, started_at, finished_at, operation, http_method, url, ref_id, order_id, external_id, actor, origin,
        http_status, outcome, duration_ms, attempt, correlation_id, subject_id, seq_intent, seq_outcome, answer FROM calls WHERE id = 7;`,
      { code: 'call_row' },
    ],
    [
      'the kept edge was changed',
      "UPDATE tree_frontier SET frontier = replace(frontier, 'a', 'b');",
      { code: 'frontier' },
    ],
    ['the kept edge was deleted', 'DELETE FROM tree_frontier;', { code: 'frontier' }],
    [
      'a tree node was changed',
      'UPDATE tree_nodes SET hash = zeroblob(32);',
      { seq: 256, code: 'tree_node' },
    ],
    ['a tree node was deleted', 'DELETE FROM tree_nodes;', { seq: 256, code: 'tree_node' }],
    ['a tree node was put in', 'INSERT INTO tree_nodes VALUES (8, 7, zeroblob(32));', { code: 'tree_node' }],
    [
      'a checkpoint’s root was changed',
      'UPDATE checkpoints SET root = zeroblob(32);',
      { code: 'checkpoint_column' },
    ],
    ['a checkpoint’s time was changed', 'UPDATE checkpoints SET at = at + 1;', { code: 'checkpoint_column' }],
    [
      'a checkpoint’s size was changed',
      'UPDATE checkpoints SET size = size - 1 WHERE size = 60;',
      { code: 'checkpoint_column' },
    ],
    [
      'a checkpoint counts as exported that never was',
      'UPDATE checkpoints SET exported_at = at WHERE size = 60;',
      { code: 'checkpoint_column' },
    ],
    [
      'a checkpoint was signed by nobody',
      "UPDATE checkpoints SET note = replace(note, char(10) || 'at 20', char(10) || 'at 21');",
      { code: 'checkpoint_signature' },
    ],
    ['a checkpoint is gibberish', "UPDATE checkpoints SET note = 'x';", { code: 'checkpoint_format' }],
    [
      'a stub was made up',
      "INSERT INTO audit_stub VALUES (1, 101, '100:', zeroblob(32), 'x', 0); DELETE FROM entries WHERE seq <= 100;",
      { code: 'stub' },
    ],
  ];
  for (const [what, sql, wanted] of cuts) {
    it(`sees that ${what}`, async () => {
      const copy = copyOf(log.path);
      intrude(copy, sql);
      const { outcome, finding } = await verify(copy);
      expect(outcome).toBe('broken');
      expect(finding).toMatchObject(wanted);
    });
  }

  it('sees a re-hashed suffix by the checkpoints in the file, while they are there', async () => {
    const copy = copyOf(log.path);
    rehashFrom(copy, 150, (text) => text.replace('duplicate', 'triplicate'));
    expect((await verify(copy)).finding).toMatchObject({ seq: 61, code: 'checkpoint_root' });
  });

  describe('what only an exported checkpoint shows', () => {
    it('a suffix re-hashed whole, the checkpoints in the file removed', async () => {
      const copy = copyOf(log.path);
      rehashFrom(copy, 150, (text) => text.replace('duplicate', 'triplicate'));
      intrude(copy, 'DELETE FROM checkpoints;');
      const alone = await verify(copy);
      expect(alone.outcome).toBe('intact');
      expect(alone.warnings.join()).toContain('no exported checkpoint given');
      expect((await verify(copy, [exported])).finding).toMatchObject({ code: 'checkpoint_root' });
    });

    it('an old backup put back', async () => {
      const alone = await verify(oldBackup);
      expect(alone.outcome).toBe('intact');
      expect((await verify(oldBackup, [exported])).finding).toMatchObject({ seq: 60, code: 'cut_tail' });
    });
  });

  it('refuses a checkpoint of another log or another key', async () => {
    const other = await openLog();
    await fill(other, 1);
    const foreign = (await other.ledger.checkpoint())?.note ?? '';
    await other.close();
    expect((await verify(log.path, [foreign])).finding).toMatchObject({ code: 'checkpoint_foreign' });
    other.remove();
  });

  it('says that it could not check what is no log', async () => {
    expect((await verify(`${log.folder}/nothing.db`)).outcome).toBe('unchecked');
    expect((await verify(`${log.folder}/keys/audit-key.json`)).outcome).toBe('unchecked');
  });
});

describe('the append-only triggers', () => {
  it('stop updates, deletes, REPLACE, gaps and upserts ', async () => {
    const log = await openLog();
    await fill(log, 2);
    await log.close();
    const columns = `at, uuid, kind, action, actor, ref_id, order_id, external_id, call_id, subject_id, operation, outcome, target,
      bytes, prev_hash, hash`;
    const tries = [
      'UPDATE entries SET actor = 1',
      'DELETE FROM entries',
      `REPLACE INTO entries SELECT 3, ${columns} FROM entries WHERE seq = 2`,
      `INSERT OR REPLACE INTO entries SELECT 6, ${columns} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 9, ${columns} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 7, ${columns} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 6, ${columns} FROM entries WHERE seq = 6 ON CONFLICT (seq) DO UPDATE SET actor = 'x'`,
      `INSERT INTO entries SELECT 0, ${columns} FROM entries WHERE seq = 6`,
    ];
    for (const sql of tries) {
      expect(() => runSql(log.path, sql), sql).toThrow(/audit log/);
    }
    const key = readVerifierKey(log.vkey);
    expect((await verifyDatabase({ path: log.path, key })).outcome).toBe('intact');
    log.remove();
  });
});
