import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEntryDetail, AuditEntryRow, AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { fromHex } from '@srs-desk/shared/audit/byte-text.ts';
import { formatCheckpoint, parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { cosignNote, parseNote } from '@srs-desk/shared/audit/note.ts';
import { verifyInclusion } from '@srs-desk/shared/audit/tree-verify.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyConsistencyText } from '../../src/features/audit/verify/verify-consistency.ts';
import { verifyJsonl } from '../../src/features/audit/verify/verify-jsonl.ts';
import { verifyPack } from '../../src/features/audit/verify/verify-pack.ts';
import { loadOrCreateKeys, signerOf } from '../../src/platform/ledger/key-file.ts';
import { sha256 } from '../../src/platform/ledger/sha256.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { isHeld } from '../ledger/holds-lock.ts';
import { closeCall, holdLocked, intrude, openCall, runSql } from './log-fixture.ts';

const ref = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('the audit log over HTTP', () => {
  let app: AppFixture;
  let admin: Caller;
  const checkpointDir = join(process.env.TMPDIR ?? '/tmp', `srs-desk-checkpoints-${randomUUID()}`);

  beforeAll(async () => {
    app = await startApp({ env: { CHECKPOINT_DIR: checkpointDir } });
    const { ledger } = app.desk;
    for (let n = 1; n <= 40; n++) {
      const refId = ref(n);
      const subjectId = randomUUID();
      await ledger.record(
        [
          {
            name: 'order.register',
            args: {
              lines: [{ refId, subjectId, externalId: n % 2 ? 'ACME' : 'BETA' }],
              knownBy: 'register',
              action: 'order.register',
              actor: 'user:admin',
              origin: 'user',
            },
          },
        ],
        [],
      );
      const opened = await ledger.record(
        [{ name: 'call.open', args: openCall(n, { subject: subjectId, refId }) }],
        [],
      );
      if (!opened.ok) throw new Error(opened.code);
      const { callId } = opened.results[0];
      const outcome = n % 10 === 0 ? 'timeout' : 'ok';
      await ledger.record([{ name: 'call.close', args: closeCall(callId, n, { outcome }) }], []);
    }
    await ledger.record(
      [],
      [
        {
          action: 'settings.change',
          actor: 'user:admin',
          origin: 'user',
          target: 'reveal.minutes',
          detail: {
            before: '5',
            after: '15',
            why: '=HYPERLINK("Grüezi Zürich")',
            odd: 'a\u2028b\u2029c\u0085d\r\n',
          },
        },
      ],
    );
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  const list = async (filter: object, range = [0, 24], sort = ['id', 'DESC']) => {
    const query = new URLSearchParams({
      filter: JSON.stringify(filter),
      range: JSON.stringify(range),
      sort: JSON.stringify(sort),
    });
    const answer = await admin.get(`/api/audit?${query}`);
    return {
      status: answer.status,
      range: answer.headers['content-range'],
      rows: answer.body as AuditEntryRow[],
    };
  };

  it('is for admins alone', async () => {
    for (const role of ['support', 'finance'] as const) {
      const caller = await app.as(role);
      for (const path of ['/api/audit', '/api/audit/1', '/api/audit/health', '/api/audit/export']) {
        expect((await caller.get(path)).status, `${role} ${path}`).toBe(403);
      }
      expect(
        (await caller.post(`/api/orders/${ref(1)}/erase`, { reason: 'please', confirm: true })).status,
      ).toBe(403);
      expect((await caller.post(`/api/orders/${ref(1)}/proof`, { reason: 'please' })).status).toBe(403);
    }
  });

  it('proves that the log under a checkpoint begins with that under an earlier one', async () => {
    const kept: { size: number; note: string } = (await admin.post('/api/audit/checkpoints')).body;
    const newer: { size: number; note: string } = (await admin.post('/api/audit/checkpoints')).body;
    expect(newer.size).toBeGreaterThan(kept.size);
    const ask = async (query: string) => await admin.get(`/api/audit/consistency?${query}`);
    const between = (await ask(`from=${kept.size}&to=${newer.size}`)).body;
    expect(between).toMatchObject({ from: kept, to: newer });
    const key = readVerifierKey(app.desk.audit.publicKey);
    expect(verifyConsistencyText(between.text, kept.note, [key])).toMatchObject({ outcome: 'intact' });
    expect((await ask(`from=${kept.size}`)).body).toEqual(between);
    expect((await ask('from=1')).body).toMatchObject({ from: { size: 1, note: null }, to: newer });
    expect((await ask(`from=${newer.size + 1}`)).status).toBe(400);
    expect((await ask('from=x')).status).toBe(400);
    expect((await ask(`from=1&to=${kept.size + 1}`)).status).toBe(404);
  });

  it('lists newest first, pages by arithmetic, and never shows what is sealed', async () => {
    const { range, rows } = await list({}, [0, 9]);
    expect(rows.length).toBe(10);
    expect(rows[0]?.id).toBeGreaterThan(rows[9]?.id ?? 0);
    expect(range).toMatch(/^audit 0-9\/\d+$/);
    const oldest = await list({}, [0, 2], ['at', 'ASC']);
    expect(oldest.rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(JSON.stringify(rows)).not.toContain('+41790000001');
  });

  it('filters by every field, and by several', async () => {
    const ok = await list({ operation: 'get_status', outcome: 'timeout' });
    expect(ok.rows.length).toBe(4);
    expect(ok.range).toBe('audit 0-3/4');
    expect((await list({ refId: ref(7) })).rows.map(({ action }) => action)).toEqual([
      'call.outcome',
      'call.intent',
      'order.register',
    ]);
    expect((await list({ orderId: 'o-7' })).rows.map(({ action }) => action)).toEqual(['call.outcome']);
    expect((await list({ externalId: 'BETA' })).rows.length).toBe(20);
    expect((await list({ kind: 'act', externalId: ['ACME', 'BETA'] }, [0, 99])).rows.length).toBe(40);
    expect((await list({ action: 'settings.change', actor: 'user:admin' })).rows.length).toBe(1);
    expect((await list({ callId: 7 })).rows.length).toBe(2);
    expect((await list({ id: [1, 2] })).rows.length).toBe(2);
    expect((await list({ kind: 'call', refId: ref(7) })).rows.length).toBe(2);
    expect((await list({ origin: 'nobody' })).rows).toEqual([]);
  });

  it('filters by time', async () => {
    const { rows } = await list({ at_gte: '2026-03-02T08:00:05.000Z', at_lte: '2026-03-02T08:00:06.999Z' });
    expect(rows.map(({ at }) => at)).toEqual([
      '2026-03-02T08:00:06.050Z',
      '2026-03-02T08:00:06.000Z',
      '2026-03-02T08:00:05.050Z',
      '2026-03-02T08:00:05.000Z',
    ]);
  });

  it('searches the words of what is not sealed, folded, the last one as a beginning', async () => {
    expect((await list({ q: 'grüezi zuer' })).rows.length).toBe(0);
    expect((await list({ q: 'gruezi züri' })).rows.map(({ action }) => action)).toEqual(['settings.change']);
    expect((await list({ q: 'Muster' })).rows).toEqual([]);
    expect((await list({ q: 'o-17' })).rows.some(({ orderId }) => orderId === 'o-17')).toBe(true);
    expect((await list({ q: '"*^ OR' })).status).toBe(200);
    const filter = JSON.stringify({ q: 'gruezi züri' });
    const searched = await admin.post('/api/audit/search', { filter });
    expect(searched.status).toBe(200);
    expect(searched.body).toMatchObject([{ action: 'settings.change' }]);
    const csv = await admin.post('/api/audit/export', { filter, format: 'csv' });
    expect(csv.status).toBe(200);
    expect(csv.text.trim().split('\r\n')).toHaveLength(2);
    const support = await app.as('support');
    expect((await support.post('/api/audit/search', { filter })).status).toBe(403);
  });

  it('refuses what it cannot filter or sort by', async () => {
    for (const query of [
      'filter={"detail":1}',
      'sort=["actor","ASC"]',
      'range=x',
      'filter={"kind":"rumour"}',
    ]) {
      expect((await admin.get(`/api/audit?${query}`)).status, query).toBe(400);
    }
    expect((await admin.get('/api/audit/999999')).status).toBe(404);
    expect((await admin.get('/api/audit/abc')).status).toBe(400);
  });

  it('writes one view per session, filter and quarter of an hour', async () => {
    const views = async () => (await list({ action: 'audit.view' }, [0, 0])).range;
    await views();
    const before = await views();
    await list({ refId: ref(9) });
    await list({ refId: ref(9) });
    const after = await views();
    const count = (range: string | undefined) => Number(range?.split('/')[1]);
    expect(count(after) - count(before)).toBe(1);
  });

  it('shows an entry with its differences and a proof that holds', async () => {
    const [row] = (await list({ action: 'settings.change' })).rows;
    const { body } = await admin.get(`/api/audit/${row?.seq}`);
    const entry = body as AuditEntryDetail;
    expect(entry.changes).toEqual([{ field: 'value', before: '5', after: '15' }]);
    const proof = entry.proof;
    if (proof === null) throw new Error('no proof');
    const claim = {
      index: proof.index,
      size: proof.size,
      leaf: fromHex(entry.hash),
      proof: proof.path.map(fromHex),
      root: fromHex(proof.root),
    };
    expect(verifyInclusion(sha256, claim)).toBe(true);
    const [outcome] = (await list({ callId: 7, action: 'call.outcome' })).rows;
    const half = (await admin.get(`/api/audit/${outcome?.seq}`)).body as AuditEntryDetail;
    expect(half.counterpart).toBe((outcome?.seq ?? 0) - 1);
    expect(half.sealedState).toBe('sealed');
  });

  const download = async (query: string) => {
    const answer = await admin
      .get(`/api/audit/export?${query}`)
      .buffer(true)
      .parse((res, done) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => done(null, Buffer.concat(chunks).toString('utf8')));
      });
    expect(answer.status).toBe(200);
    return answer.body as string;
  };
  const asFile = (text: string) => {
    const path = join(app.folder, `export-${randomUUID()}.jsonl`);
    writeFileSync(path, text);
    return path;
  };

  it('exports the whole log as JSONL that proves itself', async () => {
    const key = readVerifierKey(app.desk.audit.publicKey);
    const text = await download('');
    expect(await verifyJsonl({ path: asFile(text), key })).toMatchObject({
      outcome: 'intact',
      firstSeq: 1,
      problem: null,
    });
    const lines = text.trimEnd().split('\n');
    const broken = async (changed: string[]) =>
      (await verifyJsonl({ path: asFile(`${changed.join('\n')}\n`), key })).finding;
    expect(await broken(lines.toSpliced(10, 1))).toMatchObject({ seq: 10, code: 'gap' });
    expect(await broken(lines.with(10, lines[11] ?? ''))).toMatchObject({ seq: 10, code: 'gap' });
    expect(await broken(lines.with(10, (lines[10] ?? '').replace('"actor":"', '"actor":"x')))).toMatchObject({
      seq: 11,
      code: 'chain',
    });
    expect(await broken(lines.with(10, (lines[10] ?? '').replace('"actor"', '"Actor"')))).toMatchObject({
      seq: 10,
      code: 'bytes',
    });
    expect(await broken(lines.slice(0, -1))).toMatchObject({ code: 'cut_tail' });
    expect(await broken(lines.toSpliced(-2, 1))).toMatchObject({ code: 'cut_tail' });
    const last = lines.at(-2) ?? '';
    expect(await broken(lines.with(-2, last.replace('"actor":"', '"actor":"x')))).toMatchObject({
      code: 'checkpoint_root',
    });
    expect((await verifyJsonl({ path: asFile('{"a":1}\n'), key })).outcome).toBe('unchecked');
    expect((await verifyJsonl({ path: asFile(''), key })).outcome).toBe('unchecked');
  });

  it('exports a span of time that proves itself against the checkpoint, and says so where a filter cannot', async () => {
    const key = readVerifierKey(app.desk.audit.publicKey);
    const whole = (await download('')).split('\n');
    const firstTime = (JSON.parse(whole[1] ?? '') as { at: string }).at;
    const span = await download(`filter=${encodeURIComponent(JSON.stringify({ at_gte: firstTime }))}`);
    const proven = await verifyJsonl({ path: asFile(span), key });
    expect(['intact', 'unchecked']).toContain(proven.outcome);
    const filtered = await download(`filter=${encodeURIComponent(JSON.stringify({ kind: 'call' }))}`);
    expect(filtered.trimEnd().split('\n').length).toBe(82);
    const result = await verifyJsonl({ path: asFile(filtered), key });
    expect(result).toMatchObject({ outcome: 'unchecked' });
    expect(result.problem).toMatch(/filtered/);
  });

  it('exports exactly the filtered lines as CSV, formulas made harmless', async () => {
    const csv = await download(
      `format=csv&filter=${encodeURIComponent(JSON.stringify({ action: 'settings.change' }))}`,
    );
    const lines = csv.trimEnd().split('\r\n');
    expect(lines.length).toBe(2);
    expect(csv.startsWith('\ufeffseq,at,kind')).toBe(true);
    const calls = await download(
      `format=csv&filter=${encodeURIComponent(JSON.stringify({ outcome: 'timeout' }))}`,
    );
    expect(calls.trimEnd().split('\r\n').length).toBe(5);
    expect((await list({ action: 'audit.export' })).rows.length).toBeGreaterThan(3);
  });

  it('makes a proof pack that is checked alone', async () => {
    const answer = await admin.post(`/api/orders/${ref(7)}/proof`, { reason: 'dispute 17', format: 'html' });
    const html = answer.text;
    expect(answer.headers['content-type']).toContain('text/html');
    const key = readVerifierKey(app.desk.audit.publicKey);
    expect(verifyPack(html, key)).toMatchObject({ outcome: 'intact' });
    expect(html).not.toContain('Muster');
    const german = { reason: 'dispute 17', format: 'html', lang: 'de' };
    const deutsch = (await admin.post(`/api/orders/${ref(7)}/proof`, german)).text;
    expect(deutsch).toContain(
      `<html lang="de"><head><meta charset="utf-8"><title>Beweis zum Auftrag ${ref(7)}`,
    );
    expect(deutsch).toContain('So wird geprüft');
    expect(deutsch).not.toContain('How to check it');
    expect(verifyPack(deutsch, key)).toMatchObject({ outcome: 'intact' });
    const { body } = await admin.post(`/api/orders/${ref(7)}/proof`, {
      reason: 'dispute 17',
      format: 'json',
    });
    const json = JSON.stringify(body);
    expect(verifyPack(json, key).outcome).toBe('intact');
    const shown = await admin.post(`/api/orders/${ref(7)}/proof`, {
      reason: 'court',
      format: 'json',
      reveal: true,
    });
    const opened = JSON.stringify(shown.body);
    expect(opened).toContain('Muster');
    expect(verifyPack(opened, key).outcome).toBe('intact');
  });

  it('gives an auditor the pack, and nothing of it opened', async () => {
    const auditor = await app.as('auditor');
    const ask = (reveal: boolean) =>
      auditor.post(`/api/orders/${ref(7)}/proof`, { reason: 'yearly audit', format: 'json', reveal });
    const sealed = await ask(false);
    expect(sealed.status).toBe(200);
    expect(JSON.stringify(sealed.body)).not.toContain('Muster');
    const refused = await ask(true);
    expect([refused.status, refused.body.permission]).toEqual([403, 'person.reveal']);
  });

  it('lists what is about a person: all of their orders, and what was sealed for them before', async () => {
    const both = `ref_id IN ('${ref(7)}', '${ref(8)}')`;
    const database = app.desk.config.databasePath;
    runSql(database, `UPDATE orders SET person_token = x'0707' WHERE ${both};`);
    const found = await list({ person: ref(7) }, [0, 99]);
    runSql(database, `UPDATE orders SET person_token = NULL WHERE ${both};`);
    const { rows } = found;
    expect(new Set(rows.map(({ refId }) => refId))).toEqual(new Set([ref(7), ref(8)]));
    expect(rows.length).toBe(
      (await list({ refId: ref(7) }, [0, 99])).rows.length +
        (await list({ refId: ref(8) }, [0, 99])).rows.length,
    );
    const acts = await list({ person: ref(7), action: 'order.register' });
    expect(acts.rows.map(({ refId }) => refId)).toEqual([ref(7)]);
    const [view] = (await list({ action: 'audit.view' })).rows.filter(({ detail }) =>
      JSON.stringify(detail).includes('ordersOfPerson'),
    );
    expect(view?.detail).toMatchObject({ filter: { ordersOfPerson: [ref(7)] } });
  });

  it('tells how the log stands, verifies on demand, and knows the exposure', async () => {
    const before = (await admin.get('/api/audit/health')).body as AuditHealth;
    expect(before.exposure.entries).toBeGreaterThan(0);
    const verified = await admin.post('/api/audit/verify', { wait: true });
    expect(verified.body).toMatchObject({ outcome: 'intact', by: 'user:admin' });
    await admin.post('/api/audit/checkpoints');
    const after = (await admin.get('/api/audit/health')).body as AuditHealth;
    expect(after.lastVerification).toMatchObject({ outcome: 'intact' });
    expect(after.lastExport?.size).toBe(after.lastCheckpoint?.size);
    expect(after.exposure.entries).toBeLessThanOrEqual(3);
    const note = readFileSync(join(checkpointDir, 'latest.note'), 'utf8');
    expect(note.split('\n')[1]).toBe(String(after.lastExport?.size));
    expect(readFileSync(join(checkpointDir, 'log.vkey'), 'utf8').trim()).toBe(after.publicKey);
    expect((await admin.post('/api/audit/verify', {})).status).toBe(202);
    await app.desk.audit.verification.run({ actor: 'user:admin', origin: 'user' });
  });

  it('compares the tables with the log at each verification, and tells where they differ', async () => {
    const verify = async () => (await admin.post('/api/audit/verify', { wait: true })).body;
    expect((await verify()).facts).toMatchObject({ outcome: 'agree', differences: 0, found: [] });
    const plant = (knownBy: string) =>
      runSql(
        app.desk.config.databasePath,
        `UPDATE orders SET known_by = '${knownBy}' WHERE ref_id = '${ref(3)}'`,
      );
    plant('desk');
    const found = await verify();
    plant('register');
    expect(found).toMatchObject({ outcome: 'intact', facts: { outcome: 'differ', differences: 1 } });
    expect(found.facts.found[0]).toMatch(
      /^orders .*0003, knownBy: the log says register \(entry \d+\), the table desk$/,
    );
    expect(found.signedUpTo).toBe(found.lastSeq);
    const { lastVerification } = (await admin.get('/api/audit/health')).body as AuditHealth;
    expect(lastVerification).toMatchObject({ signedUpTo: found.signedUpTo, facts: found.facts });
  });

  it('holds the log against a checkpoint also when another verification runs already', async () => {
    const foreign =
      'srs-desk/other\n3\n4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 srs-desk/other AAAA\n';
    const who = { actor: 'user:admin', origin: 'user' } as const;
    const { verification } = app.desk.audit;
    // What came of it cannot be written down yet, so that both are still running when we ask.
    const release = holdLocked(app.desk.config.databasePath);
    const without = verification.run(who);
    const withOne = verification.run(who, [foreign]);
    expect((await admin.get('/api/audit/health')).body.running).not.toBeNull();
    release();
    expect((await without).outcome).toBe('intact');
    // Signed by another key: nothing of it could be checked, as on the command line.
    expect((await withOne).outcome).toBe('unchecked');
    expect((await admin.get('/api/audit/health')).body.running).toBeNull();
  });

  it('refuses checkpoints that are none of this log, and leaves its verdict alone', async () => {
    const verify = (body: object) => admin.post('/api/audit/verify', { wait: true, ...body });
    const { note } = (await admin.post('/api/audit/checkpoints')).body;
    expect((await verify({})).body.outcome).toBe('intact');
    const count = async () => (await list({ action: 'audit.verify' })).range;
    const before = await count();
    const bad = [
      note.replace(/\n(\d+)\n/, (_: string, size: string) => `\n${Number(size) - 1}\n`),
      note.replaceAll('\n', '\r\n'),
      note.slice(0, 40),
      'srs-desk/other\n3\n4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 srs-desk/other AAAA\n',
    ];
    for (const [at, each] of bad.entries()) {
      const { status, body } = await verify({ checkpoints: [note, each] });
      expect([at, status, Object.keys(body.errors)]).toEqual([at, 400, ['checkpoints.1']]);
    }
    expect(await count()).toBe(before);
    expect((await admin.get('/api/audit/health')).body.lastVerification.outcome).toBe('intact');
    expect((await verify({ checkpoints: [note] })).body.outcome).toBe('intact');
  });

  it('keeps what a signed checkpoint alone shows, until one with checkpoints finds the log intact', async () => {
    const { note, size } = (await admin.post('/api/audit/checkpoints')).body;
    const keys = loadOrCreateKeys(app.desk.config.keyFile);
    const { origin, extensions } = parseCheckpoint(parseNote(note).text);
    const other = { origin, size, root: new Uint8Array(32).fill(7), extensions };
    const unfit = cosignNote(formatCheckpoint(other), [signerOf(keys)]);
    const outcome = async (body: object = {}) =>
      (await admin.post('/api/audit/verify', { wait: true, ...body })).body.outcome;
    expect(await outcome({ checkpoints: [unfit] })).toBe('broken');
    expect(await outcome()).toBe('broken');
    expect((await admin.get('/api/audit/health')).body.lastVerification).toMatchObject({
      outcome: 'broken',
      finding: expect.stringContaining('given checkpoint'),
    });
    expect(await outcome({ checkpoints: [note] })).toBe('intact');
    expect(await outcome()).toBe('intact');
  });

  it('keeps the database held, whatever reads it or copies it', async () => {
    const databasePath = join(app.folder, 'desk.db');
    const entry = { action: 'system.start', actor: 'system', origin: 'system' } as const;
    const works = {
      // From so many on, a thread copies the write-ahead log.
      entries: () => app.desk.ledger.record([], Array<typeof entry>(1_000).fill(entry)),
      health: () => admin.get('/api/audit/health'),
      search: () => admin.post('/api/audit/search', { filter: { q: 'ACME' } }),
      export: () => admin.get('/api/audit/export'),
      backup: () => admin.post('/api/backups', { wait: true }),
      verification: () => admin.post('/api/audit/verify', { wait: true }),
    };
    const free: string[] = [];
    for (const [name, work] of Object.entries(works)) {
      await work();
      if (!isHeld(databasePath)) free.push(name);
    }
    expect(free).toEqual([]);
  }, 60_000);

  it('shows an entry that was spoilt among the others, instead of failing', async () => {
    await list({ q: 'anything' });
    const { seq } = (await list({}, [0, 0])).rows[0] ?? { seq: 0 };
    intrude(join(app.folder, 'desk.db'), `UPDATE entries SET detail = '{"spoilt":' WHERE seq = ${seq};`);
    const { status, rows } = await list({}, [0, 5]);
    expect(status).toBe(200);
    expect(rows.find((row) => row.seq === seq)).toMatchObject({ action: 'entry.unreadable' });
    expect((await admin.get(`/api/audit/${seq}`)).status).toBe(200);
    expect((await list({ q: 'unreadable nothing' })).status).toBe(200);
    expect((await admin.post('/api/audit/verify', { wait: true })).body).toMatchObject({ outcome: 'broken' });
  });

  it('makes the calls projection anew, equal row for row', async () => {
    const rows = () => app.desk.reader.connection.sql('SELECT * FROM calls ORDER BY id').all();
    const before = rows();
    expect(before.length).toBe(40);
    expect((await admin.post('/api/audit/rebuild-calls')).body).toEqual({ calls: 40 });
    expect(rows()).toEqual(before);
  });
});
