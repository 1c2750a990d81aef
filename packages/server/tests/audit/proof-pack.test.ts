import { randomUUID } from 'node:crypto';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inclusionOf } from '../../src/features/audit/log/proof-nodes.ts';
import { packHtml } from '../../src/features/audit/pack-html.ts';
import { makeProofPack } from '../../src/features/audit/proof-pack.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import type { ProofPack } from '../../src/features/audit/verify/pack-format.ts';
import { verifyPack } from '../../src/features/audit/verify/verify-pack.ts';
import { unwrap } from '../../src/platform/ledger/unwrap.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { type Fixture, startFixture } from '../sync/desk-fixture.ts';
import { act, closeCall, openCall } from './log-fixture.ts';

const REF = '00000000-0000-4000-8000-000000000007';
const OTHER = '00000000-0000-4000-8000-000000000008';
const WHO = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' } as const;
const FOREIGN = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place in a JSON value, by its path, with what an intruder might put there instead. */
function* mutants(value: Json, path: string): Generator<[what: string, mutant: Json]> {
  if (typeof value === 'string') {
    yield [`${path} lengthened`, `${value}x`];
    yield [`${path} emptied`, ''];
    const last = value.at(-2);
    if (last !== undefined)
      yield [`${path}, a character`, value.slice(0, -2) + (last === 'a' ? 'b' : 'a') + value.slice(-1)];
  } else if (value === null) yield [`${path} filled`, 'x'];
  else if (typeof value === 'number') yield [`${path} raised`, value + 1];
  else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      const put = (...items: Json[]): Json => value.toSpliced(at, 1, ...items);
      yield [`${path}[${at}] dropped`, put()];
      yield [`${path}[${at}] doubled`, put(item, item)];
      for (const [what, mutant] of mutants(item, `${path}[${at}]`)) yield [what, put(mutant)];
    }
    yield [`${path} emptied`, []];
  } else if (typeof value === 'object') {
    yield [`${path} with a field more`, { ...value, more: 'x' }];
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value;
      yield [`${path}.${key} dropped`, rest];
      for (const [what, mutant] of mutants(item, `${path}.${key}`)) yield [what, { ...value, [key]: mutant }];
    }
  }
}

describe('a proof pack that somebody altered', () => {
  let fixture: Fixture;
  let plain: ProofPack;
  let opened: ProofPack;
  const key = () => readVerifierKey(fixture.desk.audit.publicKey);
  const check = (pack: unknown) => verifyPack(JSON.stringify(pack), key());
  const pack = (reveal: boolean, lang: 'en' | 'de' = 'en', refId = REF) =>
    makeProofPack(fixture.desk, WHO, refId, { reveal, reason: 'dispute 17', lang });

  beforeAll(async () => {
    fixture = await startFixture();
    const { ledger } = fixture.desk;
    for (const [n, refId] of [REF, OTHER].entries()) {
      const subject = randomUUID();
      const about = { refId, subject };
      const line = { refId, subjectId: subject, externalId: 'ACME' };
      const who = { actor: WHO.actor, origin: WHO.origin };
      const register = { lines: [line], knownBy: 'register', action: 'order.register', ...who } as const;
      await ledger.record([{ name: 'order.register', args: register }], []);
      const call = await ledger.record([{ name: 'call.open', args: openCall(n, about) }], []);
      if (!call.ok) throw new Error(call.code);
      const { callId } = call.results[0];
      await ledger.record([{ name: 'call.close', args: closeCall(callId, n) }], [{ ...act(n), ...about }]);
      const reveal = { ...act(n), ...about, action: 'personal_data.reveal', detail: { fields: ['msisdn'] } };
      await ledger.record([], [{ ...reveal, action: 'personal_data.reveal' }]);
    }
    plain = await pack(false);
    opened = await pack(true);
  });
  afterAll(() => fixture.close());

  it('is intact before, in each form, and says how far it is complete and who says so', async () => {
    const german = await pack(false, 'de');
    const forms = [
      JSON.stringify(plain),
      JSON.stringify(opened, null, 1),
      packHtml(plain, 'en'),
      packHtml(opened, 'en'),
      packHtml(german, 'de'),
    ];
    for (const form of forms) expect(verifyPack(form, key())).toMatchObject({ outcome: 'intact' });
    const own = parseEntry(plain.entries.at(-1)?.text ?? '');
    expect(own).toMatchObject({ action: 'audit.pack', at: plain.madeAt, detail: { entries: 5, opened: 0 } });
    const [says] = check(plain).warnings;
    expect(says).toContain(`index in entry ${own.seq}, over entries 1 to ${own.seq - 1}`);
    expect(says).toContain('is not proven by a pack');
    expect(plain).toMatchObject({ refId: REF, orderId: 'o-0', externalId: 'ACME' });
    expect(JSON.stringify(plain)).not.toContain('Muster');
    expect(JSON.stringify(opened)).toContain('Muster');
  });

  it('names what had been pruned, on its page and in the verdict', async () => {
    const { ledger, reader } = fixture.desk;
    const own = parseEntry(plain.entries.at(-1)?.text ?? '');
    const draft = { action: 'audit.pack', actor: WHO.actor, origin: WHO.origin, refId: REF } as const;
    const { seqs } = unwrap(await ledger.record([], [{ ...draft, detail: { ...own.detail, from: 5 } }]));
    const [seq = 0] = seqs;
    const [text = ''] = entryTexts(reader, `seq = ${seq}`);
    const signed = await ledger.checkpoint();
    const entries = [...plain.entries.slice(0, -1), { seq, text, proof: [] }];
    const proven = entries.map((entry) => ({
      ...entry,
      proof: inclusionOf(reader, entry.seq, signed?.size ?? 0).map(toHex),
    }));
    const madeAt = parseEntry(text).at;
    const pruned = { ...plain, madeAt, checkpoint: signed?.note ?? '', entries: proven };
    const page = packHtml(pruned, 'en');
    expect(page).toContain('Entries 1 to 4 had been taken out of the log');
    expect(packHtml(plain, 'en')).not.toContain('taken out of the log');
    const { outcome, warnings } = verifyPack(page, key());
    expect([outcome, warnings.join()]).toEqual([
      'intact',
      expect.stringContaining('entries 1 to 4 had been pruned'),
    ]);
  });

  it('is broken whatever field of it is changed, dropped, doubled or added', () => {
    let tried = 0;
    for (const good of [plain, opened]) {
      for (const [what, mutant] of mutants(JSON.parse(JSON.stringify(good)), 'pack')) {
        tried += 1;
        expect(check(mutant), what).toMatchObject({ outcome: 'broken', problem: null });
      }
    }
    expect(tried).toBeGreaterThan(200);
  });

  it('is broken when entries are left out: each, all but the last, those of the end, all', () => {
    const { entries } = plain;
    const sets = [
      ...entries.map((_, at) => entries.toSpliced(at, 1)),
      ...entries.map((_, at) => entries.slice(0, at)),
      ...entries.map((_, at) => entries.slice(at + 1)),
    ];
    for (const left of sets) {
      const { outcome, finding } = check({ ...plain, entries: left });
      expect(outcome).toBe('broken');
      expect(finding?.code).toBe('pack_incomplete');
    }
  });

  it('is broken when it is put together from good packs', async () => {
    const other = await pack(false, 'en', OTHER);
    const shut = opened.entries.map(({ opened: _, ...rest }) => rest);
    const mixed: [string, unknown][] = [
      ['entries of another order', { ...plain, entries: other.entries }],
      ['the order of another pack', { ...other, entries: plain.entries, checkpoint: plain.checkpoint }],
      ['the checkpoint of another pack', { ...plain, checkpoint: other.checkpoint }],
      ['clear text left out with its keys', { ...opened, entries: shut, subjectKeys: {} }],
      ['an empty set of keys added', { ...plain, subjectKeys: {} }],
      ['instructions of the other language', { ...plain, howToCheck: (await pack(false, 'de')).howToCheck }],
      ['a second signature', { ...plain, checkpoint: `${plain.checkpoint}— other AAAAAAAA\n` }],
    ];
    for (const [what, mutant] of mixed) expect(check(mutant), what).toMatchObject({ outcome: 'broken' });
  });

  it('is broken when its page shows something else, or a field stands in it twice', () => {
    const page = packHtml(opened, 'en');
    const pages = [
      page.replace('<td>user:admin</td>', '<td>user:other</td>'),
      page.replace('<h2>', '<p>All is well.</p><h2>'),
      page.replace(/<tr><td class="number">[\s\S]*?<\/tr>/, ''),
      page.replace('Compare the public key', 'Do not compare the public key'),
      page.replace('<html lang="en">', '<html lang="de">'),
      page.replaceAll(REF, OTHER),
      page.slice(0, -20),
      `${page}<p>more</p>`,
      packHtml(opened, 'de'),
      page.replace('</script>', ''),
      JSON.stringify(plain).replace('"madeAt":', '"madeAt":"2020-01-01T00:00:00.000Z","madeAt":'),
    ];
    for (const [at, altered] of pages.entries()) {
      expect(altered, String(at)).not.toBe(page);
      expect(verifyPack(altered, key()), `page ${at}`).toMatchObject({ outcome: 'broken' });
    }
  });

  it('is broken when nothing of it is left, or it never was one', () => {
    const page = packHtml(opened, 'en');
    const cut = page.slice(0, page.indexOf('<script'));
    for (const text of ['', ' \n', '{}', '[]', 'null', 'what is this', cut, cut.slice(0, 100)])
      for (const given of [key(), null])
        expect(verifyPack(text, given), text).toMatchObject({
          outcome: 'broken',
          finding: { code: 'pack_incomplete', detail: expect.stringContaining('no proof pack') },
        });
  });

  it('counts as not checked, with the reason, when nothing signed could be checked', () => {
    const json = JSON.stringify(plain);
    const unsigned = plain.checkpoint.slice(0, plain.checkpoint.indexOf('\n\n') + 1);
    const cases: [string, string, ReturnType<typeof key> | null, RegExp][] = [
      ['keyless', json, null, /public key inside the pack, which anybody can put there/],
      ['foreign key', json, readVerifierKey(FOREIGN), /signed by another key than the one given/],
      ['unsigned', JSON.stringify({ ...plain, checkpoint: unsigned }), key(), /is not signed/],
      ['format 1', JSON.stringify({ ...plain, format: 'srs-desk-proof-pack/1' }), key(), /no index/],
    ];
    for (const [what, text, given, reason] of cases) {
      const { outcome, problem } = verifyPack(text, given);
      expect(outcome, what).toBe('unchecked');
      expect(problem, what).toMatch(reason);
    }
    expect(verifyPack(JSON.stringify({ ...plain, entries: [] }), null)).toMatchObject({ outcome: 'broken' });
    expect(verifyPack(JSON.stringify({ ...plain, refId: OTHER }), null)).toMatchObject({ outcome: 'broken' });
  });
});
