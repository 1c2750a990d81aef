import { writeFileSync } from 'node:fs';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { ZERO_HASH_HEX } from '@srs-desk/shared/audit/chain.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { LogFile } from '../../src/features/audit/log/log-file.ts';
import { coverOf, exitCodeOf, insistOnSignature } from '../../src/features/audit/verify/finding.ts';
import { EXPORT_FORMAT } from '../../src/features/audit/verify/jsonl-format.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { verifyJsonl } from '../../src/features/audit/verify/verify-jsonl.ts';
import { sha256 } from '../../src/platform/ledger/sha256.ts';
import { textsIn } from '../ledger/entry-texts.ts';
import { rehashFrom } from './forge.ts';
import { copyOf, fill, intrude, type LogFixture, openLog, runSql } from './log-fixture.ts';

const SIGNED = 30;
const LAST = 36;
const FOREIGN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

describe('the verdict for somebody outside', () => {
  let log: LogFixture;
  let note: string;
  let lastNote: string;
  let foreignNote: string;

  beforeAll(async () => {
    log = await openLog();
    await fill(log, SIGNED / 3);
    note = (await log.ledger.checkpoint())?.note ?? '';
    await fill(log, (LAST - SIGNED) / 3, SIGNED / 3 + 1);
    lastNote = (await log.ledger.checkpoint())?.note ?? '';
    await log.close();
    const other = await openLog();
    await fill(other, 1);
    foreignNote = (await other.ledger.checkpoint())?.note ?? '';
    await other.close();
    other.remove();
  });
  afterAll(() => log.remove());

  const unsigned = () => {
    const copy = copyOf(log.path);
    intrude(copy, 'DELETE FROM checkpoints;');
    return copy;
  };
  const verdict = async (path: string, key: string | null, checkpoints: string[] = []) =>
    insistOnSignature(
      await verifyDatabase({ path, key: key === null ? null : readVerifierKey(key), checkpoints }),
    );

  /** The log as an exported file, with this checkpoint in its trailer. */
  const exported = (checkpoint: string | null, upTo = LAST, from = log.path): string => {
    const lines = textsIn(from, `seq <= ${upTo}`);
    const prefix = MerkleFrontier.empty(sha256).serialise();
    const header = {
      origin: 'x',
      exportedAt: 'x',
      firstSeq: 1,
      prevHash: ZERO_HASH_HEX,
      prefix,
      filter: null,
    };
    const trailer = { end: EXPORT_FORMAT, entries: upTo, lastSeq: upTo, checkpoint, proof: [] };
    const path = `${log.folder}/export-${toHex(sha256(Buffer.from(`${checkpoint} ${upTo} ${from}`))).slice(0, 8)}.jsonl`;
    const whole = [JSON.stringify({ format: EXPORT_FORMAT, ...header }), ...lines, JSON.stringify(trailer)];
    writeFileSync(path, `${whole.join('\n')}\n`);
    return path;
  };

  it('is intact only under a signature, and names the entry up to which it reaches', async () => {
    const whole = await verdict(log.path, log.vkey);
    expect(exitCodeOf(whole)).toBe(0);
    expect(coverOf(whole)).toMatchObject({ size: LAST, signed: true });
    const begun = await verdict(unsigned(), log.vkey, [note]);
    expect(exitCodeOf(begun)).toBe(0);
    expect(coverOf(begun)).toMatchObject({ size: SIGNED, signed: true });
    expect(begun.lastSeq).toBe(LAST);
    const key = readVerifierKey(log.vkey);
    const file = insistOnSignature(await verifyJsonl({ path: exported(null), key, checkpoints: [note] }));
    expect(exitCodeOf(file)).toBe(0);
    expect(coverOf(file)).toMatchObject({ size: SIGNED });
  });

  it('is 2, with the reason, where no signature of the key given could be checked', async () => {
    const cases: [string, Awaited<ReturnType<typeof verdict>>, RegExp][] = [
      ['keyless', await verdict(log.path, null), /no signature over them/],
      ['unsigned', await verdict(unsigned(), log.vkey), /no signature over them/],
      ['foreign key', await verdict(log.path, FOREIGN), /signed by another key/],
      [
        'checkpoint of another log',
        await verdict(log.path, log.vkey, [foreignNote]),
        /signed by another key/,
      ],
      ['no checkpoint', await verdict(log.path, log.vkey, ['junk']), /a checkpoint cannot be read/],
      ['no log', await verdict(`${log.folder}/keys/audit-key.json`, log.vkey), /cannot be read as a log/],
      [
        'an unsigned export',
        insistOnSignature(await verifyJsonl({ path: exported(null), key: readVerifierKey(log.vkey) })),
        /no signature over them/,
      ],
    ];
    for (const [what, found, reason] of cases) {
      expect(exitCodeOf(found), what).toBe(2);
      expect(found.problem, what).toMatch(reason);
      expect(found.finding, what).toBeNull();
    }
  });

  it('reaches up to the end of an export, whatever a later checkpoint states', async () => {
    const key = readVerifierKey(log.vkey);
    const part = exported(null, SIGNED + 3);
    const later = await verifyJsonl({ path: part, key, checkpoints: [note, lastNote] });
    expect(insistOnSignature(later)).toMatchObject({ outcome: 'intact', lastSeq: SIGNED + 3 });
    expect(coverOf(later)).toMatchObject({ size: SIGNED });
    expect(later.givenCheckpoints.map(({ size, status }) => [size, status])).toEqual([
      [SIGNED, 'matched'],
      [LAST, 'beyond'],
    ]);
    expect(later.warnings.join()).toMatch(/ends at entry 33: what comes after is not covered/);
    const alone = await verifyJsonl({ path: part, key, checkpoints: [lastNote] });
    expect(exitCodeOf(insistOnSignature(alone))).toBe(2);
  });

  it('names the range in which who holds the key rewrote an entry, by one checkpoint from outside', async () => {
    const copy = copyOf(log.path);
    rehashFrom(copy, SIGNED + 3, (text) => text.replace('user:admin', 'user:other'));
    intrude(copy, 'DELETE FROM checkpoints;');
    const forger = await startLedger({
      databasePath: copy,
      keys: log.keys,
      clock: { now: () => Date.now() },
    });
    await forger.checkpoint();
    await forger.close();
    expect(exitCodeOf(await verdict(copy, log.vkey))).toBe(0);
    expect(await verdict(copy, log.vkey, [note, lastNote])).toMatchObject({
      outcome: 'broken',
      finding: { seq: SIGNED + 1, code: 'checkpoint_root' },
    });
    const trusting = await verdict(copy, log.vkey, [note]);
    expect(coverOf(trusting)).toMatchObject({ size: SIGNED, source: 'given' });
  });

  it('finds an old price that the key’s holder rewrote, by the one checkpoint that left the house', async () => {
    const other = await openLog();
    await fill(other, 2);
    const detail = { tiers: [{ upTo: null, unitMinor: 250 }] };
    const by = { actor: 'user:admin', origin: 'user' } as const;
    await other.ledger.record([], [{ action: 'billing.price.create', ...by, target: 'price 1', detail }]);
    const outside = (await other.ledger.checkpoint())?.note ?? '';
    await fill(other, 2, 3);
    await other.close();
    const copy = copyOf(other.path);
    rehashFrom(copy, 7, (text) => text.replace('"unitMinor":250', '"unitMinor":150'));
    intrude(copy, 'DELETE FROM checkpoints;');
    const forger = await startLedger({
      databasePath: copy,
      keys: other.keys,
      clock: { now: () => Date.now() },
    });
    await forger.checkpoint();
    await forger.close();
    expect(exitCodeOf(await verdict(copy, other.vkey))).toBe(0);
    expect(await verdict(copy, other.vkey, [outside])).toMatchObject({
      outcome: 'broken',
      finding: {
        seq: 1,
        code: 'checkpoint_root',
        detail: expect.stringMatching(/^entries 1 … 7 are not those .*: one of them was rewritten$/),
      },
    });
    other.remove();
  });

  const rehashed = (seq: number, change: (text: string) => string): string => {
    const copy = unsigned();
    rehashFrom(copy, seq, change);
    return copy;
  };
  const uuidOf = (text: string): string => /"uuid":"([^"]+)"/.exec(text)?.[1] ?? '';

  it('finds a UUID that stands twice, in a database and in an export', async () => {
    const [first = ''] = textsIn(log.path, 'seq = 3').map(uuidOf);
    const copy = rehashed(9, (text) => text.replace(uuidOf(text), first));
    expect(await verdict(copy, log.vkey)).toMatchObject({ finding: { seq: 9, code: 'uuid' } });
    const lines = exported(null, LAST, copy);
    const read = await verifyJsonl({ path: lines, key: readVerifierKey(log.vkey) });
    expect(read).toMatchObject({ outcome: 'broken', finding: { seq: 9, code: 'uuid' } });
  });

  it('finds what is sealed and nobody’s', async () => {
    const copy = rehashed(9, (text) => text.replace(/"subject":"[^"]+",/, ''));
    expect(await verdict(copy, log.vkey)).toMatchObject({ finding: { seq: 9, code: 'sealed' } });
  });

  it('warns where time runs back', async () => {
    const copy = rehashed(9, (text) => text.replace(/"at":"2026/, '"at":"2025'));
    const found = await verdict(copy, log.vkey);
    expect(found.warnings.join('; ')).toMatch(/time runs back by 8760 h at entry 9/);
  });

  it('finds an exported checkpoint that is not there any more', async () => {
    const other = await openLog();
    await fill(other, 2);
    const exportedAt = await other.ledger.checkpoint();
    const detail = { size: exportedAt?.size ?? 0 };
    await other.ledger.record(
      [{ name: 'checkpoint.exported', args: { size: detail.size } }],
      [{ action: 'audit.checkpoint_export', actor: 'system', origin: 'system', detail }],
    );
    await other.close();
    expect(exitCodeOf(await verdict(other.path, other.vkey))).toBe(0);
    runSql(other.path, 'DELETE FROM checkpoints WHERE size = 6;');
    expect(await verdict(other.path, other.vkey, [])).toMatchObject({
      outcome: 'broken',
      finding: { seq: 7, code: 'checkpoint_missing' },
    });
    other.remove();
  });

  it('finds a stub that nobody pruned for', async () => {
    const copy = copyOf(log.path);
    const file = new LogFile(log.path);
    const [cut] = file.checkpoints(0, SIGNED);
    const kept = [...file.entries(1, SIGNED)].map((row) => Buffer.from(row[18], 'hex'));
    file.close();
    const tree = MerkleFrontier.empty(sha256);
    for (const leaf of kept) tree.append(leaf);
    const last = kept.at(-1) ?? Buffer.alloc(0);
    const stub = `INSERT INTO audit_stub VALUES (1, ${SIGNED + 1}, '${tree.serialise()}', x'${toHex(last)}', '${cut?.note}', 1);`;
    intrude(
      copy,
      `DELETE FROM entries WHERE seq <= ${SIGNED}; DELETE FROM checkpoints WHERE size < ${SIGNED}; ${stub}`,
    );
    expect(await verdict(copy, log.vkey)).toMatchObject({ finding: { code: 'stub' } });
    expect(await verdict(copy, null)).toMatchObject({ finding: { code: 'stub' } });
  });

  it('stays broken when something is wrong besides the signature', async () => {
    const copy = unsigned();
    intrude(copy, "UPDATE entries SET actor = 'user:other' WHERE seq = 9;");
    expect(await verdict(copy, null)).toMatchObject({
      outcome: 'broken',
      finding: { seq: 9, code: 'hash' },
    });
  });

  for (const [what, from, to] of [
    ['no action of the closed list', '"action":"order.cancel"', '"action":"order.cancelled"'],
    ['an action under another kind', '"kind":"act"', '"kind":"read"'],
  ] as const) {
    it(`finds an entry with ${what}, re-hashed whole`, async () => {
      const copy = unsigned();
      rehashFrom(copy, 9, (text) => text.replace(from, to));
      expect(await verdict(copy, log.vkey)).toMatchObject({ finding: { seq: 9, code: 'action' } });
    });
  }
});
