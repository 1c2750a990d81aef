import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHex } from '@srs-desk/shared/audit/byte-text.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openStamp } from '../../src/features/audit/stamp/open-stamp.ts';
import { treeOfStub } from '../../src/features/audit/verify/check-stub.ts';
import type { Verification } from '../../src/features/audit/verify/finding.ts';
import { LogHistory } from '../../src/features/audit/verify/log-history.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyConsistencyText } from '../../src/features/audit/verify/verify-consistency.ts';
import { verifyJsonl } from '../../src/features/audit/verify/verify-jsonl.ts';
import { verifyPack } from '../../src/features/audit/verify/verify-pack.ts';
import { decrypt } from '../../src/platform/ledger/seal.ts';
import { type IndependentCheck, type IndependentVerdict, verifyAllIndependently } from './independent.ts';

const at = (name: string): string => join(import.meta.dirname, '../../../../docs/vectors', name);
const text = (name: string): string => readFileSync(at(name), 'utf8');
const base64 = z.string().transform((value) => Buffer.from(value, 'base64'));

/*
 * Frozen, as those of `shared/audit/vectors.test.ts`: who wrote a verifier by the documents checks it by these. A red test means
 * that files which were handed out would no longer verify; the code is to be changed back, not the file.
 */
describe('the vectors in docs/vectors', () => {
  const log = 'log.jsonl';
  const notes = ['checkpoint-before.note', 'checkpoint-lost.note', 'checkpoint-after.note'];
  const check = (
    kind: IndependentCheck['source'][0],
    file: string,
    key: string,
    checkpoints: string[] = [],
  ) => ({
    source: [kind, at(file)] as const,
    key: text(key),
    checkpoints: checkpoints.map(text),
  });
  const checks: IndependentCheck[] = [
    check('--jsonl', log, 'log.vkey', notes),
    check('--jsonl', log, 'log-new.vkey'),
    check('--consistency', 'consistency.txt', 'log-new.vkey', ['checkpoint-older.note']),
    check('--pack', 'pack.json', 'pack.vkey'),
    check('--pack', 'pack-opened.html', 'pack.vkey'),
  ];
  let folder: string;
  let independent: IndependentVerdict[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'srs-desk-vectors-'));
    independent = verifyAllIndependently(folder, checks);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function productOn({
    source: [kind, path],
    key,
    checkpoints = [],
  }: IndependentCheck): Promise<Verification> {
    const verifier = readVerifierKey(key);
    if (kind === '--jsonl') return verifyJsonl({ path, key: verifier, checkpoints });
    const content = readFileSync(path, 'utf8');
    return kind === '--pack'
      ? verifyPack(content, verifier)
      : verifyConsistencyText(content, checkpoints[0] ?? '', [verifier]);
  }

  it('verify, by the product and by tools/verify.py', async () => {
    expect(independent.map(({ code, out }) => (code === 0 ? 0 : out))).toEqual(checks.map(() => 0));
    // A page is compared as a whole with that of its own edition: another one says that it was not.
    for (const one of checks) {
      const { outcome, finding, problem } = await productOn(one);
      expect([finding, problem === null || problem.includes('of another edition')]).toEqual([null, true]);
      if (!one.source[0].includes('pack')) expect(outcome).toBe('intact');
    }
  });

  it('tell of the epoch, the rotation and what was lost', async () => {
    const [first] = checks;
    const told = first === undefined ? null : await productOn(first);
    expect(told).toMatchObject({
      epochs: [{ epoch: 2, begins: 7, lost: { epoch: 1, size: 12 } }],
      rotations: [{ seq: 11 }],
      givenCheckpoints: [{ status: 'matched' }, { status: 'lost' }, { status: 'matched' }],
      warnings: [expect.stringContaining('time runs back')],
    });
    expect(independent[0]?.out).toContain('the checkpoint at 12 belongs to the lost end of epoch 1');
  });

  it('open what is sealed', () => {
    const form = z.object({
      wrappingKey: base64,
      subject: z.string(),
      wrapped: base64,
      subjectKey: base64,
      uuid: z.string(),
      sealed: z.string().transform((value) => Buffer.from(value, 'base64url')),
      opened: z.string(),
    });
    const { wrappingKey, subject, wrapped, subjectKey, uuid, sealed, opened } = form.parse(
      JSON.parse(text('sealing.json')),
    );
    expect(decrypt(wrappingKey, subject, wrapped)).toEqual(subjectKey);
    expect(decrypt(subjectKey, uuid, sealed).toString()).toBe(opened);
  });

  it('hold a stub and a time stamp', async () => {
    const form = z.object({
      firstSeq: z.int(),
      frontier: z.string(),
      lastHash: z.string(),
      note: z.string(),
    });
    const { lastHash, ...stub } = form.parse(JSON.parse(text('stub.json')));
    const history = new LogHistory(readVerifierKey(text('log-new.vkey')), []);
    const row = { ...stub, lastHash: Buffer.from(fromHex(lastHash)), prunedAt: 0 };
    expect(treeOfStub(row, history)).toMatchObject({ size: 6 });
    expect(treeOfStub({ ...row, firstSeq: 8 }, history)).toMatchObject({ code: 'stub' });
    const note = text('checkpoint-after.note');
    const wanted = { note, nonce: 'f0e1d2c3b4a59687', policy: null, trusted: [text('time-stamp-ca.pem')] };
    expect(await openStamp(readFileSync(at('time-stamp.tsr')), wanted)).toMatchObject({
      authority: 'Test TSA',
      isTrusted: true,
    });
  });
});

describe('the actions that tools/verify.py knows', () => {
  it('are those of the product', async () => {
    const { ACTIONS } = await import('@srs-desk/shared/audit/actions.ts');
    const tool = readFileSync(join(import.meta.dirname, '../../../../tools/verify.py'), 'utf8');
    const lists = [...tool.matchAll(/^ {4}'(call|act|read|system)': '''([^']*)'''/gm)];
    const known = lists.flatMap(([, kind, names = '']) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, kind]),
    );
    expect(Object.fromEntries(known)).toEqual(ACTIONS);
  });
});
