import { writeFileSync } from 'node:fs';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { ZERO_HASH_HEX } from '@srs-desk/shared/audit/chain.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogFile } from '../../src/features/audit/log/log-file.ts';
import { coverOf, exitCodeOf, insistOnSignature } from '../../src/features/audit/verify/finding.ts';
import { EXPORT_FORMAT } from '../../src/features/audit/verify/jsonl-format.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { verifyJsonl } from '../../src/features/audit/verify/verify-jsonl.ts';
import { sha256 } from '../../src/platform/ledger/sha256.ts';
import { rehashFrom } from './forge.ts';
import { copyOf, fill, intrude, type LogFixture, openLog } from './log-fixture.ts';

const SIGNED = 30;
const LAST = 36;
const FOREIGN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

describe('the verdict for somebody outside', () => {
  let log: LogFixture;
  let note: string;
  let foreignNote: string;

  beforeAll(async () => {
    log = await openLog();
    await fill(log, SIGNED / 3);
    note = (await log.ledger.checkpoint())?.note ?? '';
    await fill(log, (LAST - SIGNED) / 3, SIGNED / 3 + 1);
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
  const exported = (checkpoint: string | null): string => {
    const file = new LogFile(log.path);
    const lines = [...file.entries(1, LAST)].map((row) => row[14]);
    file.close();
    const prefix = MerkleFrontier.empty(sha256).serialise();
    const header = {
      origin: 'x',
      exportedAt: 'x',
      firstSeq: 1,
      prevHash: ZERO_HASH_HEX,
      prefix,
      filter: null,
    };
    const trailer = { end: EXPORT_FORMAT, entries: LAST, lastSeq: LAST, checkpoint, proof: [] };
    const path = `${log.folder}/export-${toHex(sha256(Buffer.from(String(checkpoint)))).slice(0, 8)}.jsonl`;
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

  it('stays broken when something is wrong besides the signature', async () => {
    const copy = unsigned();
    intrude(copy, "UPDATE entries SET actor = 'user:other' WHERE seq = 9;");
    expect(await verdict(copy, null)).toMatchObject({
      outcome: 'broken',
      finding: { seq: 9, code: 'column' },
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
