import { describe, expect, it } from 'vitest';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { fill, openLog, runSql } from './log-fixture.ts';

describe('the append-only triggers', () => {
  it('stop updates, deletes, REPLACE, gaps and upserts ', async () => {
    const log = await openLog();
    await fill(log, 2);
    await log.close();
    const columns = `at, uuid, kind, action, actor, origin, ref_id, order_id, external_id, call_id, subject_id, operation, outcome,
      target, detail, sealed, text, hash`;
    const tries = [
      'UPDATE entries SET actor = 1',
      'DELETE FROM entries',
      `REPLACE INTO entries SELECT 3, ${columns} FROM entries WHERE seq = 2`,
      `INSERT OR REPLACE INTO entries SELECT 6, ${columns} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 9, ${columns} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 7, ${columns.replace('text', "'{}'")} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 7, ${columns.replace(' hash', " x'00'")} FROM entries WHERE seq = 6`,
      `INSERT INTO entries SELECT 6, ${columns} FROM entries WHERE seq = 6 ON CONFLICT (seq) DO UPDATE SET actor = 'x'`,
      `INSERT INTO entries SELECT 0, ${columns} FROM entries WHERE seq = 6`,
    ];
    for (const sql of tries) {
      expect(() => runSql(log.path, sql), sql).toThrow(/audit log/);
    }
    const key = readVerifierKey(log.vkey);
    expect((await verifyDatabase({ path: log.path, key })).outcome).toBe('intact');
    // One that is like an entry gets past them, and is found.
    runSql(log.path, `INSERT INTO entries SELECT 7, ${columns} FROM entries WHERE seq = 6`);
    expect((await verifyDatabase({ path: log.path, key })).finding).toMatchObject({ seq: 7, code: 'hash' });
    log.remove();
  });
});
