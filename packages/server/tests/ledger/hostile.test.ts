import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canonicalJson } from '@srs-desk/shared/audit/canonical.ts';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import type { EntryDraft } from '../../src/platform/ledger/entry-draft.ts';
import { LedgerMisuse } from '../../src/platform/ledger/errors.ts';
import type { Conclusion } from '../../src/platform/recorder/call.ts';
import { Recorder } from '../../src/platform/recorder/recorder.ts';
import { type LogFixture, openLog } from '../audit/log-fixture.ts';
import { entryTexts } from './entry-texts.ts';

const SUBJECT = 'c0ffee00-0000-4000-8000-000000000001';

describe('the ledger, against drafts that would poison it', () => {
  let log: LogFixture;
  beforeAll(async () => {
    log = await openLog();
  });
  afterAll(() => log.remove());

  const start = { action: 'system.start', actor: 'system' } as const;
  const poison: [string, object][] = [
    ['an empty Ref ID', { ...start, refId: '' }],
    ['a Ref ID of 257 characters', { ...start, refId: 'r'.repeat(257) }],
    ['an empty actor', { ...start, actor: '' }],
    ['an actor of 1 MB', { ...start, actor: 'a'.repeat(1 << 20) }],
    ['a target of 2049 characters', { ...start, target: '/'.repeat(2049) }],
    ['an outcome of 300 characters', { ...start, outcome: 'x'.repeat(300) }],
    ['a number for a name', { ...start, refId: 7 }],
    ['a time that is none', { ...start, at: Number.NaN }],
    ['a time beyond the year 9999', { ...start, at: 8.64e15 }],
    ['a time before the year 0', { ...start, at: -8e14 }],
    ['half of a surrogate pair', { ...start, detail: { note: 'x\ud800y' } }],
    ['half of a surrogate pair as a key', { ...start, detail: { '\udc00': 1 } }],
    ['NaN', { ...start, detail: { n: Number.NaN } }],
    ['a fraction', { ...start, detail: { n: 0.1 } }],
    ['a number beyond 2^53', { ...start, detail: { n: 2 ** 53 } }],
    ['a bigint', { ...start, detail: { n: 1n } }],
    ['a date', { ...start, detail: { n: new Date(0) } }],
    ['a map', { ...start, detail: { n: new Map([['a', 1]]) } }],
    ['a hole in a list', { ...start, detail: { n: [undefined] } }],
    ['an unknown action', { ...start, action: 'constructor' }],
    ['something sealed without a subject', { ...start, sealed: { a: 'b' } }],
  ];
  it.each(poison)('refuses %s', async (_, draft) => {
    await expect(log.ledger.record([], [draft as EntryDraft])).rejects.toBeInstanceOf(LedgerMisuse);
  });

  it('writes down what is odd but has one spelling, and proves it', async () => {
    const odd = JSON.parse(
      '{"__proto__":{"polluted":"yes"},"constructor":"c","a\\u0000b":"\\u2028\\u2029\\r\\n"}',
    );
    await log.ledger.record(
      [],
      [
        { ...start, refId: 'r\u0000\u2028', target: '/\u{1f431}', detail: { ...odd, deep: odd } },
        { ...start, detail: odd, at: Date.parse('1969-12-31T23:59:59.999Z') },
        {
          ...start,
          actor: 'user:o\'hara"; DROP TABLE entries; --',
          detail: { nfd: 'u\u0308', nfc: '\u00fc' },
        },
        { ...start, subject: SUBJECT, sealed: { half: '\ud800', text: 'x'.repeat(300_000) } },
      ],
    );
    await log.close();
    const reader = openReader(log.path);
    const texts = entryTexts(reader);
    reader.close();
    expect(texts).toHaveLength(4);
    expect(canonicalJson(parseEntry(texts[1] ?? '').detail)).toBe(canonicalJson(odd));
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    const key = readVerifierKey(log.vkey);
    expect(await verifyDatabase({ path: log.path, key })).toMatchObject({ outcome: 'intact', lastSeq: 4 });
  });
});

describe('the recorder, against answers that would leave a call without an outcome', () => {
  let log: LogFixture;
  let reader: Reader;
  let upstream: Server;
  let recorder: Recorder;

  beforeEach(async () => {
    log = await openLog();
    reader = openReader(log.path);
    upstream = createServer((_, res) => res.end('{"refId":"r-1"}'));
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const srs = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    recorder = new Recorder({ ledger: log.ledger, clock: log.clock, urls: { srs } });
  });
  afterEach(async () => {
    await recorder.close();
    await new Promise((resolve) => upstream.close(resolve));
    reader.close();
    await log.close();
    const key = readVerifierKey(log.vkey);
    const verified = await verifyDatabase({ path: log.path, key });
    expect(verified).toMatchObject({ outcome: 'intact', openIntents: { count: 0 } });
    log.remove();
  });

  const call = (conclude: () => Conclusion, path = '/api/identifications/r-1', refId: string | null = null) =>
    recorder.call(
      { upstream: 'srs', method: 'GET', path, headers: {}, timeoutMs: 10_000 },
      { operation: 'get_status', actor: 'sync', origin: 'sync', refId, subject: SUBJECT, attempt: 1 },
      conclude,
    );
  const rows = () => reader.connection.sql('SELECT outcome, ref_id FROM calls ORDER BY id').raw().all();

  it('records ids that are too long, empty, or no text at all', async () => {
    await call(() => ({ refId: '\ud800' }));
    await call(() => ({ refId: 'r'.repeat(5000) }));
    await call(() => ({ refId: '', externalId: '' }));
    expect(rows()).toEqual([
      ['ok', '\ufffd'],
      ['ok', `${'r'.repeat(255)}\u2026`],
      ['ok', null],
    ]);
  });

  it('records a path of 10,000 characters', async () => {
    await call(() => ({}), `/${'p'.repeat(10_000)}`, 'r'.repeat(300));
    expect(rows()).toEqual([['ok', `${'r'.repeat(255)}\u2026`]]);
    expect((reader.connection.sql('SELECT url FROM calls').pluck().get() as string).length).toBe(2048);
  });

  it('records the outcome alone when what was concluded cannot be written down', async () => {
    const done = await call(() => ({ detail: { half: '\ud800', nan: Number.NaN } }));
    expect(done.concluded).toMatchObject({ ok: false, code: 'misuse' });
    expect(rows()).toEqual([['ok', null]]);
  });

  it('records the outcome when reading the answer fails, and tells the failure', async () => {
    await expect(
      call(() => {
        throw new TypeError('a mistake in the mapper');
      }),
    ).rejects.toThrow('a mistake in the mapper');
    expect(rows()).toEqual([['invalid_response', null]]);
  });
});
