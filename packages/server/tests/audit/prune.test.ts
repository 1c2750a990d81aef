import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { inclusionOf, NodeMissing } from '../../src/features/audit/log/proof-nodes.ts';
import { pruneLog } from '../../src/features/audit/prune-log.ts';
import { prunePlan, stepPruning } from '../../src/features/audit/prune-plan.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { PASSWORD, startApp } from '../http/app-fixture.ts';
import { register } from '../sync/desk-fixture.ts';
import { copyOf, fill, intrude, type LogFixture, openCall, openLog, runSql, START } from './log-fixture.ts';

/** An order whose first entry, that of a call, is number 538. */
const HELD = 'r-180';
/** Between two rounds of the fixture's calls: pruning goes by days. */
const HOUR = 3_600_000;
/** When no entry of the fixture is young any more. */
const LATER = START + 400 * 86_400_000;

describe('pruning', () => {
  let log: LogFixture;
  let oldNote: string;
  let newNote: string;

  beforeAll(async () => {
    log = await openLog();
    await fill(log, 100, 1, HOUR);
    oldNote = (await log.ledger.checkpoint())?.note ?? '';
    await fill(log, 200, 101, HOUR);
    newNote = (await log.ledger.checkpoint())?.note ?? '';
    const line = { refId: HELD, subjectId: 'subject-180', note: null };
    const args = {
      lines: [line],
      knownBy: 'register',
      action: 'order.register',
      actor: 'user:a',
      origin: 'user',
    } as const;
    await log.ledger.record([{ name: 'order.register', args }], []);
    await log.close();
  });
  afterAll(() => log.remove());

  const config = () =>
    readConfig({
      DATA_DIR: log.folder,
      SRS_BASE_URL: 'http://srs.invalid',
      SRS_TOKEN_URL: 'http://srs.invalid',
      RAS_BASE_URL: 'http://srs.invalid',
      SRS_CLIENT_ID: 'x',
      SRS_CLIENT_SECRET: 'x',
    });
  const verify = (path: string, checkpoints: string[] = []) =>
    verifyDatabase({ path, key: readVerifierKey(log.vkey), checkpoints });

  const prune = (before: number, now = LATER) =>
    pruneLog(config(), { before, actor: 'cli:test', now, startLedger });

  it('takes old entries out in whole blocks, and what stays is still proven', async () => {
    await expect(prune(START - 10 ** 11, START - 86_400_000)).rejects.toThrow(/clock of this machine/);
    expect(await prune(START + 200 * HOUR)).toEqual({ removed: 512, firstSeq: 513 });
    const result = await verify(log.path, [newNote, oldNote]);
    expect(result).toMatchObject({ outcome: 'intact', firstSeq: 513 });
    expect(result.givenCheckpoints.map(({ size, status }) => [size, status])).toEqual([
      [300, 'pruned'],
      [900, 'matched'],
    ]);
    expect(existsSync(`${log.path}.pruned`)).toBe(false);

    const reader = openReader(log.path);
    expect(inclusionOf(reader, 600, 900).length).toBeGreaterThan(5);
    expect(() => inclusionOf(reader, 100, 900)).toThrow(NodeMissing);
    reader.close();
  });

  it('keeps what is young, what is under legal hold, and all after it', async () => {
    const young = START + 90 * 86_400_000;
    await expect(prune(START + 200 * HOUR, young)).rejects.toThrow(/the last 12 months stay/);
    // The fixture's entries are all of one person: the order alone is held.
    runSql(log.path, `UPDATE orders SET legal_hold = 1, subject_id = 'another' WHERE ref_id = '${HELD}'`);
    expect(await prune(START + 280 * HOUR)).toEqual({ removed: 0, firstSeq: 513 });
    expect(await verify(log.path, [newNote])).toMatchObject({ outcome: 'intact', firstSeq: 513 });
    runSql(log.path, 'UPDATE orders SET legal_hold = 0');
  });

  it('goes on from there: new entries, triggers, checkpoints, another pruning', async () => {
    const clock = { now: () => START + 400 * HOUR };
    const ledger = await startLedger({ databasePath: log.path, keys: log.keys, clock });
    // A call that is still open must keep its intent: the log cannot be cut behind it.
    await ledger.record([{ name: 'call.open', args: openCall(1) }], []);
    await ledger.close();
    expect((await verify(log.path, [newNote])).outcome).toBe('intact');
    const { removed } = await prune(START + 800 * HOUR);
    expect(removed).toBe(256);
    expect((await verify(log.path, [newNote])).outcome).toBe('intact');
    expect(await prune(START)).toMatchObject({ removed: 0 });
  });

  it('cannot be made up: a stub without the signature, or with another edge, is found', async () => {
    const forged: string[] = [
      "UPDATE audit_stub SET note = replace(note, 'pruned-last ', 'pruned-last 0');",
      'UPDATE audit_stub SET last_hash = zeroblob(32);',
      "UPDATE audit_stub SET frontier = replace(frontier, 'a', 'b');",
      'UPDATE audit_stub SET first_seq = first_seq + 1;',
      'DELETE FROM audit_stub;',
      'UPDATE audit_stub SET first_seq = 900; DELETE FROM entries WHERE seq < 900;',
    ];
    for (const sql of forged) {
      const copy = copyOf(log.path);
      intrude(copy, sql);
      expect((await verify(copy)).outcome, sql).toBe('broken');
    }
  });
});

describe('pruning while the desk runs', () => {
  const DAY = 86_400_000;
  const ORDER = '00000000-0000-4000-8000-000000000001';
  const RELEASED = '00000000-0000-4000-8000-000000000002';
  const SYSTEM = { actor: 'system', origin: 'system' } as const;
  const entry = { action: 'sync.paused', ...SYSTEM, detail: {} } as const;

  it('is announced a day ahead, held and asked about, and leaves a log that verifies', async () => {
    let now = Date.parse('2026-01-15T12:00:00.000Z');
    const app = await startApp({
      env: { AUDIT_LEAST_MONTHS: '1', AUDIT_KEEP_MONTHS: '1' },
      desk: { clock: { now: () => now } },
    });
    const { desk } = app;
    const weeks = async (n: number): Promise<void> => {
      for (let week = 0; week < n; week++) {
        now += 7 * DAY;
        await desk.ledger.record([], [entry]);
        await desk.ledger.checkpoint();
      }
    };
    // A hold that was let go of is pruned with the rest, and stops nothing.
    await register(desk, [RELEASED]);
    for (const held of [true, false]) {
      const args = { refId: RELEASED, hold: held, actor: 'user:admin', origin: 'user', reason: 'x' } as const;
      await desk.ledger.record([{ name: 'order.hold', args }], []);
    }
    now += 1000;
    for (let i = 0; i < 52; i++)
      await desk.ledger.record(
        [],
        Array.from({ length: 50 }, () => entry),
      );
    await register(desk, [ORDER]);
    await stepPruning(desk);
    expect(prunePlan(desk)).toBeNull();
    await weeks(5);
    await stepPruning(desk);
    expect(prunePlan(desk)).toMatchObject({
      firstSeq: 2561,
      entries: 2560,
      doubts: ['unverified', 'too_many'],
      step: 'hold',
    });
    expect(await desk.audit.verification.run(SYSTEM)).toMatchObject({ outcome: 'intact' });
    now += 2 * DAY;
    await stepPruning(desk);
    expect(prunePlan(desk)?.step).toBe('ask');

    const admin = await app.as('admin');
    expect((await (await app.as('support')).post('/api/audit/prune/approve')).status).toBe(403);
    await admin.post('/api/session/reauthenticate', { password: PASSWORD });
    const approved = await admin.post('/api/audit/prune/approve');
    expect(approved.body.pruning).toMatchObject({ approved: { by: 'user:admin' }, step: 'run' });
    expect((await admin.post('/api/audit/prune/approve')).body.code).toBe('prune_not_waiting');
    const reading = desk.audit.verification.run(SYSTEM);
    await stepPruning(desk);
    expect(prunePlan(desk)?.step).toBe('run');
    expect(await reading).toMatchObject({ outcome: 'intact', finding: null });
    await stepPruning(desk);
    expect(prunePlan(desk)).toBeNull();

    const { body: health } = await admin.get('/api/audit/health');
    expect(health).toMatchObject({ firstSeq: 2561, pruned: { before: 2561 }, pruning: null });
    expect(await desk.audit.verification.run(SYSTEM)).toMatchObject({ outcome: 'intact', finding: null });
    const told = await admin.get('/api/audit?filter={"action":"audit.prune"}');
    expect(told.body.map(({ detail }: { detail: object }) => detail)).toEqual([
      expect.objectContaining({ firstSeq: 2561, removed: 512, done: true }),
      expect.objectContaining({ firstSeq: 2049, removed: 1024 }),
      expect.objectContaining({ firstSeq: 1025, removed: 1024 }),
    ]);
    expect(told.headers['content-range']).toBe('audit 0-2/3');
    expect((await admin.get('/api/audit?filter={"action":"sync.paused"}')).body.at(-1).seq).toBeGreaterThan(
      2560,
    );
    // What tells of the past says up to when it cannot.
    expect(health.pruned.upTo).toBe('2026-01-15T12:00:01.000Z');
    const timeline = async (refId: string) => (await admin.get(`/api/orders/${refId}/timeline`)).body;
    expect(await timeline(ORDER)).toMatchObject({ truncated: false, prunedBefore: null });
    const cut = { truncated: true, prunedBefore: '2026-01-15T12:00:01.000Z' };
    expect(await timeline(RELEASED)).toMatchObject(cut);
    const reveals = async (month: string, lang: string) =>
      (await admin.post('/api/reveal-report/export', { month, lang })).text;
    expect(await reveals('2026-01', 'en')).toContain('Entries of the log before 2026-01-15 12:00 UTC');
    expect(await reveals('2025-12', 'de')).toContain('Einträge des Protokolls vor 2026-01-15 12:00 UTC');
    expect(await reveals('2026-02', 'en')).not.toContain('pruned');
    // A file for a person says what it cannot tell, and where it may be.
    await admin.post('/api/session/reauthenticate', { password: PASSWORD });
    const personFile = (format: string, lang: string) =>
      admin.post(`/api/orders/${ORDER}/person-file`, { format, lang, reason: 'a letter' });
    const { missing } = JSON.parse((await personFile('json', 'en')).text);
    expect(missing).toMatchObject({ pruned: { before: 2561 }, erasures: false });
    expect((await personFile('html', 'en')).text).toContain('Entries 1 to 2560 of the log were taken out');
    expect((await personFile('html', 'de')).text).toContain('Die Einträge 1 bis 2560 des Protokolls');
    expect(() => runSql(desk.config.databasePath, 'DELETE FROM entries WHERE seq = 2561')).toThrow(
      /never cut/,
    );

    // What comes under legal hold after the announcement stays, and the announcement ends.
    for (let i = 0; i < 12; i++)
      await desk.ledger.record(
        [],
        Array.from({ length: 50 }, () => entry),
      );
    await weeks(5);
    await stepPruning(desk);
    expect(prunePlan(desk)).toMatchObject({ firstSeq: 3073 });
    const hold = {
      refId: ORDER,
      hold: true,
      actor: 'user:admin',
      origin: 'user',
      reason: 'a dispute',
    } as const;
    await desk.ledger.record([{ name: 'order.hold', args: hold }], []);
    // Whoever looked before the hold came may not go on.
    const stub = desk.audit.stubBefore(3073);
    if (stub === null) throw new Error('there is nothing before entry 3073');
    const late = { stub, lastHold: 0, by: SYSTEM, detail: {} };
    expect(await desk.ledger.record([{ name: 'audit.prune', args: late }], [])).toMatchObject({
      ok: false,
      code: 'hold_since',
    });
    now += DAY;
    await desk.audit.verification.run(SYSTEM);
    const again = await app.as('admin');
    await again.post('/api/session/reauthenticate', { password: PASSWORD });
    expect((await again.post('/api/audit/prune/approve')).body.pruning.step).toBe('run');
    await stepPruning(desk);
    expect(prunePlan(desk)).toBeNull();
    expect((await again.get('/api/audit/health')).body).toMatchObject({ firstSeq: 2561 });
    await app.close();
  });
});
