import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatConsistency } from '@srs-desk/shared/audit/consistency-text.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consistencyOf } from '../../src/features/audit/log/proof-nodes.ts';
import { checkpointAt } from '../../src/features/audit/log/queries.ts';
import type { Verification } from '../../src/features/audit/verify/finding.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyConsistencyText } from '../../src/features/audit/verify/verify-consistency.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { exportFile } from './export-file.ts';
import { rehashFrom } from './forge.ts';
import { verifyIndependently } from './independent.ts';
import { copyOf, fill, intrude, type LogFixture, openLog } from './log-fixture.ts';

const LAST = 36;
const SIGNED = 30;

/** Every kind of change that the log itself can show, by SQL as whoever holds the file may run it. */
const MUTATIONS: readonly [what: string, sql: string][] = [
  ['a text', `UPDATE entries SET bytes = replace(bytes, 'user:admin', 'user:other') WHERE seq = 9`],
  ['a hash', `UPDATE entries SET hash = x'${'00'.repeat(32)}' WHERE seq = 9`],
  ['a link', `UPDATE entries SET prev_hash = x'${'00'.repeat(32)}' WHERE seq = 9`],
  ['the first entry gone', 'DELETE FROM entries WHERE seq = 1'],
  ['one in the middle gone', 'DELETE FROM entries WHERE seq = 9'],
  ['the end gone', `DELETE FROM entries WHERE seq > ${SIGNED + 1}`],
  [
    'two swapped',
    'UPDATE entries SET seq = -1 WHERE seq = 8; UPDATE entries SET seq = 8 WHERE seq = 9; UPDATE entries SET seq = 9 WHERE seq = -1',
  ],
  ['a signature', `UPDATE checkpoints SET note = substr(note, 1, length(note) - 8) || 'AAAAAAA' || char(10)`],
];

describe('tools/verify.py, which shares nothing with the product', () => {
  let log: LogFixture;
  let key: string;
  let note: string;

  const kept = (name: string, text: string): string => {
    const path = join(log.folder, name);
    writeFileSync(path, text);
    return path;
  };
  const exported = (name: string, change?: (lines: string[]) => string[]): string =>
    exportFile(log.path, join(log.folder, name), change);
  const run = (kind: '--db' | '--jsonl' | '--pack' | '--consistency', path: string, ...notes: string[]) =>
    verifyIndependently({ ...log, vkey: key }, [kind, path], notes);

  beforeAll(async () => {
    log = await openLog();
    await fill(log, SIGNED / 3);
    note = (await log.ledger.checkpoint())?.note ?? '';
    await fill(log, (LAST - SIGNED) / 3, SIGNED / 3 + 1);
    await log.ledger.checkpoint();
    await log.close();
    key = log.vkey;
  });
  afterAll(() => log.remove());

  it('proves a clean database and a clean export', () => {
    expect(run('--db', log.path)).toMatchObject({ code: 0, out: expect.stringContaining('up to entry 36') });
    expect(run('--db', log.path, note)).toMatchObject({
      code: 0,
      out: expect.stringContaining('up to entry 30'),
    });
    expect(run('--jsonl', exported('clean.jsonl'))).toMatchObject({ code: 0 });
  });

  it.each(MUTATIONS)('finds %s changed in a database', (_, sql) => {
    const copy = copyOf(log.path);
    intrude(copy, `${sql};`);
    expect(run('--db', copy)).toMatchObject({ code: 1, out: expect.stringMatching(/^BROKEN/) });
  });

  it('finds a whole end written anew by a checkpoint from outside, and the range', () => {
    const copy = copyOf(log.path);
    rehashFrom(copy, 9, (text) => text.replace('user:admin', 'user:other'));
    intrude(copy, 'DELETE FROM checkpoints;');
    expect(run('--db', copy)).toMatchObject({ code: 2 });
    expect(run('--db', copy, note)).toMatchObject({
      code: 1,
      out: expect.stringContaining('entries 1 … 30'),
    });
  });

  it.each([
    ['a line gone', (lines: string[]) => lines.filter((_, at) => at !== 8)],
    ['a line changed', (lines: string[]) => lines.map((line) => line.replace('"ACME"', '"RIVAL"'))],
    ['another spelling', (lines: string[]) => lines.map((line) => line.replace('{"action"', '{ "action"'))],
    ['two lines swapped', ([a = '', b = '', ...more]: string[]) => [b, a, ...more]],
  ] as const)('finds %s in an export', (what, change) => {
    expect(run('--jsonl', exported(`${what}.jsonl`, change))).toMatchObject({ code: 1 });
  });

  /** The proof between the two checkpoints of this log, changed. */
  const consistency = (
    change: (text: string) => string = (text) => text,
  ): [mine: Verification, theirs: number | null] => {
    const reader = openReader(log.path);
    const proof = consistencyOf(reader, SIGNED, LAST);
    const newer = checkpointAt(reader, LAST)?.note ?? '';
    reader.close();
    const text = change(formatConsistency({ oldSize: SIGNED, proof, note: newer }));
    const { code } = run('--consistency', kept('consistency.txt', text), note);
    return [verifyConsistencyText(text, note, readVerifierKey(log.vkey)), code];
  };

  it.each([
    ['is consistent', 'intact', 0, (text: string) => text],
    ['has a hash changed', 'broken', 1, (text: string) => text.replace(/\n[A-Za-z]/, '\n9')],
    ['lacks a hash', 'broken', 1, (text: string) => text.replace(/\n.{44}\n/, '\n')],
    ['has a signature changed', 'broken', 1, (text: string) => text.replace(/.{8}\n$/, 'AAAAAAA=\n')],
    ['is from elsewhere', 'unchecked', 2, (text: string) => text.replace('old 30', 'old 29')],
    ['is none', 'unchecked', 2, () => 'junk'],
  ] as const)('agrees with the product on a consistency proof that %s', (_, mine, theirs, change) => {
    const [product, python] = consistency(change);
    expect([product.outcome, python]).toEqual([mine, theirs]);
  });

  it('says 2 for another key, and for what is no log', () => {
    const noLog = kept('no-log', 'PeterNeumann');
    key = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect(run('--db', log.path)).toMatchObject({ code: 2, out: expect.stringContaining('another key') });
    key = log.vkey;
    expect(run('--db', noLog)).toMatchObject({ code: 2 });
    expect(run('--jsonl', noLog)).toMatchObject({ code: 2 });
    expect(run('--pack', noLog)).toMatchObject({ code: 2 });
  });
});
