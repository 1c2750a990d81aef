import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PendingChoice } from '@srs-desk/shared/api/audit.ts';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eraseScope } from '../../src/features/audit/erase-order.ts';
import { personScope } from '../../src/features/audit/log/person-scope.ts';
import { replayErasures } from '../../src/features/audit/replay-erasures.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { type AppFixture, type Caller, PASSWORD, startApp } from '../http/app-fixture.ts';
import { breakLedger } from '../ledger/break-ledger.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { canariesIn, findCanaries } from './canaries.ts';
import { holdLocked } from './log-fixture.ts';

const PERSON = {
  lastName: 'Kanarienvogel',
  firstName: 'Zwitscherine',
  mobile: '079 987 12 34',
  email: 'zw@kanarie.example',
};
const CANARIES = [
  'Kanarienvogel',
  'kanarienvogel',
  'Zwitscherine',
  '+41799871234',
  'zw@kanarie.example',
  'KANARIENNOTIZ',
];
const NOBODY = { refIds: [], subjects: [] };
const SECRETS = ['missswaggerclientsecret'];

describe('erasing a person', () => {
  let app: AppFixture;
  let admin: Caller;
  let support: Caller;

  beforeEach(async () => {
    app = await startApp({ simulator: { population: 'none', speed: 1 } });
    admin = await app.as('admin');
    support = await app.as('support');
  });
  afterEach(() => app.close());

  async function place(over: object = {}): Promise<string> {
    const body = { issuer: 'IDENTITY.TM', method: 'video', externalId: 'ACME', ...PERSON, ...over };
    const answer = await support.post('/api/orders', body).set('idempotency-key', `k-${Math.random()}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.refId as string;
  }

  async function live(refId: string): Promise<void> {
    await support.post(`/api/orders/${refId}/sync`);
    await support.post(`/api/orders/${refId}/verify`);
    await support.post(`/api/orders/${refId}/notes`, { text: 'KANARIENNOTIZ: rief an' });
    await support.post(`/api/orders/${refId}/reveal`, {
      reason: 'KANARIENNOTIZ',
      fields: ['lastName', 'msisdn'],
    });
    await support.post('/api/search', { q: 'Kanarienvogel' });
    await support.post('/api/search', { q: '079 987 12 34' });
  }

  const erase = (refId: string, pending: PendingChoice = 'leave_open') =>
    admin.post(`/api/orders/${refId}/erase`, { reason: 'asked to', confirm: true, pending });
  const atSrs = (refId: string) => app.simulator.truth(refId)?.status;
  const faults = (body: object) => request(app.simulator.url).put('/_sim/faults').send(body);

  it('leaves not a byte of them in database, WAL, index, list, exports or metrics, and the chain proves', async () => {
    const first = await place();
    const second = await place({ externalId: 'BETA' });
    const other = await place({
      lastName: 'Bleibtreu',
      firstName: 'Karl',
      mobile: '079 111 22 33',
      email: 'k@b.example',
    });
    for (const refId of [first, second, other]) await live(refId);
    await admin.get('/api/audit?filter={"q":"order"}');
    expect(findCanaries(app.folder, CANARIES).length).toBeGreaterThan(0);

    const answer = await erase(first);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.refIds.toSorted()).toEqual([first, second].toSorted());
    expect(answer.body.compacted).toBe(true);
    expect(findCanaries(app.folder, CANARIES)).toEqual([]);
    expect(findCanaries(app.folder, ['Bleibtreu']).length).toBeGreaterThan(0);

    for (const path of [
      '/api/audit/export',
      '/api/audit/export?format=csv',
      '/metrics',
      `/api/orders/${first}`,
      `/api/orders/${first}/timeline`,
      '/api/calls',
    ]) {
      expect(canariesIn((await admin.get(path)).text ?? '', CANARIES), path).toEqual([]);
    }
    const pack = await admin.post(`/api/orders/${first}/proof`, { reason: 'still proven', format: 'json' });
    expect(pack.status).toBe(200);
    expect((await admin.post(`/api/orders/${first}/proof`, { reason: 'show', reveal: true })).status).toBe(
      409,
    );
    expect((await support.post('/api/search', { q: 'Kanarienvogel' })).body.hits).toEqual([]);
    const key = readVerifierKey(app.desk.audit.publicKey);
    expect(await verifyDatabase({ path: join(app.folder, 'desk.db'), key })).toMatchObject({
      outcome: 'intact',
    });
  });

  it('takes along what was sealed under a key of its own: refused and lost placings, checks, searches', async () => {
    const placed = { issuer: 'IDENTITY.TM', method: 'video', ...PERSON };
    const sealed = () =>
      entryTexts(app.desk.reader)
        .map((text) => parseEntry(text))
        .filter((entry) => /799871234|Kanarienvogel/.test(JSON.stringify(app.desk.sealer.open(entry))));
    const check = { mobile: PERSON.mobile, jurisdiction: 'eidas', loa: '4' };
    expect((await support.post('/api/orders/check-evidence', check)).status).toBe(200);
    for (const status of [400, 500]) {
      await faults({ status, errorRate: 1, when: 'before', only: ['place_order'] });
      expect((await support.post('/api/orders', placed)).status).toBeGreaterThanOrEqual(400);
    }
    await faults({});
    await support.post('/api/search', { q: '079 987 12 34' });
    const first = await place();
    await place();
    await support.post('/api/search', { q: '+41 79 987 12 34' });
    await support.post('/api/search', { q: 'Kanarienvogel' });
    expect(new Set(sealed().map(({ action }) => action))).toEqual(new Set(['call.intent', 'search.person']));
    const file = await admin.post(`/api/orders/${first}/person-file`, {
      reason: 'asked to',
      format: 'json',
      lang: 'en',
    });
    const { calls, acts } = JSON.parse(file.text);
    const asked = (records: { operation?: string; action: string }[]) =>
      records.map(({ action, operation }) => operation ?? action);
    expect(asked(calls)).toEqual(expect.arrayContaining(['verify', 'place_order']));
    expect(
      calls.filter(
        ({ action, operation }: { action: string; operation: string }) =>
          action === 'call.intent' && operation === 'place_order',
      ),
    ).toHaveLength(4);
    expect(asked(acts).filter((action) => action === 'search.person')).toHaveLength(2);
    expect((await erase(first)).status).toBe(200);
    // Which person a name stands for nobody knows: what was searched for by name goes by age.
    expect(sealed().map(({ action, detail }) => [action, detail.as])).toEqual([['search.person', ['name']]]);
  });

  it('does not come back with the next sync, and can be asked for twice', async () => {
    const refId = await place();
    await erase(refId);
    await support.post(`/api/orders/${refId}/sync`);
    expect((await admin.get(`/api/orders/${refId}`)).body.lastName ?? null).toBeNull();
    expect((await erase(refId)).status).toBe(200);
    await app.desk.audit.compact();
    expect(findCanaries(app.folder, CANARIES)).toEqual([]);
  });

  it('is refused under legal hold, until that is released', async () => {
    const refId = await place();
    const second = await place();
    expect(
      (await admin.post(`/api/orders/${second}/legal-hold`, { hold: true, reason: 'dispute 12' })).status,
    ).toBe(200);
    expect((await admin.get('/api/audit/holds')).body).toEqual({ total: 1, refIds: [second] });
    const refused = await erase(refId);
    expect(refused.status).toBe(409);
    expect(refused.body.code).toBe('legal_hold');
    expect((await admin.get(`/api/orders/${refId}`)).body.lastName).toBe('K.');
    await admin.post(`/api/orders/${second}/legal-hold`, { hold: false, reason: 'settled' });
    expect((await erase(refId)).status).toBe(200);
  });

  it('is not done by the next start where it was refused at the last moment', async () => {
    const refId = await place();
    const scope = personScope(app.desk.reader, refId);
    await admin.post(`/api/orders/${refId}/legal-hold`, { hold: true, reason: 'dispute 12' });
    const erasing = eraseScope(
      app.desk,
      { actor: 'user:admin', origin: 'user' },
      scope ?? NOBODY,
      'asked to',
    );
    await expect(erasing).rejects.toMatchObject({ code: 'legal_hold' });
    await admin.post(`/api/orders/${refId}/legal-hold`, { hold: false, reason: 'settled' });
    await app.desk.audit.start();
    expect((await admin.get(`/api/orders/${refId}`)).body.lastName).toBe('K.');
  });

  it('is not done by the next start where nothing could be written, but where nobody knows whether it was', async () => {
    const scope = personScope(app.desk.reader, await place()) ?? NOBODY;
    const { ledger, audit } = app.desk;
    const by = { actor: 'user:admin', origin: 'user' } as const;
    const letGo = holdLocked(app.desk.config.databasePath);
    await expect(eraseScope(app.desk, by, scope, 'asked to')).rejects.toMatchObject({ reason: 'busy' });
    letGo();
    expect(audit.erasures.all()).toEqual([]);
    for (const [reason, thrown, listed] of [
      ['full', { reason: 'full' }, 0],
      ['closed', { reason: 'closed' }, 0],
      ['latched', { reason: 'latched' }, 0],
      ['unknown', { code: 'erasure_outcome_unknown' }, 1],
    ] as const) {
      const record = vi
        .spyOn(ledger, 'record')
        .mockRejectedValueOnce(new LedgerUnavailable(reason, 'for the test'));
      await expect(eraseScope(app.desk, by, scope, 'asked to')).rejects.toMatchObject(thrown);
      record.mockRestore();
      expect(audit.erasures.all()).toHaveLength(listed);
    }
  });

  it('is not even listed while the log has stopped', async () => {
    const scope = personScope(app.desk.reader, await place()) ?? NOBODY;
    const add = vi.spyOn(app.desk.audit.erasures, 'add');
    const state = vi.spyOn(app.desk.ledger, 'state', 'get').mockReturnValue('latched');
    const erasing = eraseScope(app.desk, { actor: 'user:admin', origin: 'user' }, scope, 'asked to');
    await expect(erasing).rejects.toMatchObject({ reason: 'latched' });
    state.mockRestore();
    expect(add).not.toHaveBeenCalled();
  });

  it('says that orders were cancelled at SRS where it could not go on after that', async () => {
    const refId = await place();
    const mend = breakLedger(app.desk.ledger, 'at', (changes) =>
      changes.some(({ name }) => name === 'order.erase'),
    );
    const stopped = await erase(refId, 'cancel');
    expect([stopped.status, stopped.body]).toEqual([
      503,
      expect.objectContaining({
        code: 'erasure_stopped',
        refIds: [refId],
        unknownRefIds: [],
        cause: 'ledger_full',
      }),
    ]);
    expect(atSrs(refId)).toBe('CANCELLED');
    mend();
    expect((await admin.get(`/api/orders/${refId}`)).body).toMatchObject({ lastName: 'K.', erasedAt: null });
    expect((await erase(refId, 'cancel')).status).toBe(200);
  });

  it('names those that were cancelled also where SRS refuses a later one', async () => {
    const both = [await place(), await place()];
    const { srs } = app.desk;
    const cancel = srs.cancel.bind(srs);
    const spy = vi.spyOn(srs, 'cancel');
    spy.mockImplementationOnce((...given) => cancel(...given));
    spy.mockResolvedValueOnce({
      ok: false,
      failure: { kind: 'http_error', status: 422, code: null, retryAfterMs: null },
      callId: null,
    });
    const { status, body } = await erase(both[0] ?? '', 'cancel');
    spy.mockRestore();
    expect([status, body.code]).toEqual([503, 'erasure_stopped']);
    expect(body.refIds).toEqual(both.filter((refId) => atSrs(refId) === 'CANCELLED'));
    expect(body.refIds).toHaveLength(1);
    expect(body).toMatchObject({ unknownRefIds: [], cause: 'srs_refused' });
    expect((await erase(both[0] ?? '', 'cancel')).status).toBe(200);
  });

  it.each([0, 1])(
    'names the order of which nobody knows whether SRS cancelled it, after %i that were',
    async (before) => {
      const both = [await place(), await place()];
      const { srs } = app.desk;
      const cancel = srs.cancel.bind(srs);
      const spy = vi.spyOn(srs, 'cancel');
      for (let n = 0; n < before; n += 1) spy.mockImplementationOnce((...given) => cancel(...given));
      const lost: string[] = [];
      spy.mockImplementationOnce(async (asked, conclude) => {
        const { callId } = await cancel(asked, conclude);
        lost.push(asked.refId);
        await faults({ status: 500, errorRate: 1, when: 'before', only: ['get_status'] });
        return { ok: false, failure: { kind: 'timeout' }, callId };
      });
      const { status, body } = await erase(both[0] ?? '', 'cancel');
      spy.mockRestore();
      await faults({});
      expect([status, body.code, body.cause]).toEqual([504, 'erasure_stopped', 'cancel_outcome_unknown']);
      expect(body.unknownRefIds).toEqual(lost);
      expect(body.refIds).toEqual(before === 0 ? [] : both.filter((refId) => !lost.includes(refId)));
      expect(body.callId).toEqual(expect.any(Number));
      expect(body.detail).toContain(lost[0]);
      expect((await erase(both[0] ?? '', 'cancel')).status).toBe(200);
    },
  );

  it('says why it could not go on: a legal hold that came meanwhile', async () => {
    const [first, second] = [await place(), await place()];
    const { srs } = app.desk;
    const cancel = srs.cancel.bind(srs);
    const spy = vi.spyOn(srs, 'cancel').mockImplementationOnce(async (...given) => {
      const done = await cancel(...given);
      await admin.post(`/api/orders/${first}/legal-hold`, { hold: true, reason: 'a court asked' });
      return done;
    });
    const { status, body } = await erase(second, 'cancel');
    spy.mockRestore();
    expect([status, body.code, body.cause]).toEqual([503, 'erasure_stopped', 'legal_hold']);
    expect(body.refIds.toSorted()).toEqual([first, second].toSorted());
    expect(body.detail).toMatch(/under legal hold/);
    await admin.post(`/api/orders/${first}/legal-hold`, { hold: false, reason: 'the court is done' });
    expect((await erase(first, 'cancel')).status).toBe(200);
  });

  it('says which orders are pending at SRS and erases nothing until it is told what becomes of them', async () => {
    const [first, second] = [await place(), await place()];
    const refused = await admin.post(`/api/orders/${first}/erase`, { reason: 'asked to', confirm: true });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'order_pending' });
    expect(refused.body.refIds.toSorted()).toEqual([first, second].toSorted());
    expect((await admin.get(`/api/orders/${first}`)).body).toMatchObject({ lastName: 'K.', erasedAt: null });
    expect((await erase(first, 'shrug' as PendingChoice)).status).toBe(400);
  });

  it('cancels what is pending at SRS first, and then nothing is asked about it any more', async () => {
    const [first, second] = [await place(), await place()];
    expect((await erase(first, 'cancel')).status).toBe(200);
    expect([first, second].map(atSrs)).toEqual(['CANCELLED', 'CANCELLED']);
    expect((await admin.get(`/api/orders/${second}`)).body).toMatchObject({
      status: 'cancelled',
      nextSyncAt: null,
      lastName: null,
    });
    expect(findCanaries(app.folder, CANARIES)).toEqual([]);
  });

  it('erases nobody whose order SRS would not cancel', async () => {
    const refId = await place();
    await faults({ status: 500, errorRate: 1, when: 'before', only: ['cancel_order'] });
    expect((await erase(refId, 'cancel')).status).toBeGreaterThanOrEqual(500);
    expect((await admin.get(`/api/orders/${refId}`)).body).toMatchObject({ lastName: 'K.', erasedAt: null });
    await faults({});
    expect((await erase(refId, 'cancel')).status).toBe(200);
  });

  it('left open at SRS: its status is read on and nothing else, until it ends; it can still be cancelled', async () => {
    const [first, second] = [await place(), await place()];
    expect((await erase(first)).status).toBe(200);
    const entry = await admin.get(`/api/audit?filter={"action":"order.erase","refId":"${first}"}`);
    expect(entry.body[0].detail).toMatchObject({ leftOpen: true });
    const triage = async (refId: string) => (await admin.get(`/api/orders/${refId}/triage`)).body;
    expect((await triage(first)).why.code).toBe('erased_left_open');
    await request(app.simulator.url)
      .post(`/_sim/identifications/${first}`)
      .send({ status: 'Error', reason: 'KANARIENNOTIZ' });
    await support.post(`/api/orders/${first}/sync`);
    expect((await admin.get(`/api/orders/${first}`)).body).toMatchObject({
      status: 'error',
      statusReason: null,
      targetUrl: null,
      nextSyncAt: null,
    });
    expect((await triage(first)).why.code).toBe('erased');
    // SRS is not asked about it any more: that it has ended is the answer.
    const late = await admin.post(`/api/orders/${first}/cancel`, { reason: 'too late' });
    expect([late.status, late.body.result]).toEqual([200, 'already_final']);
    const open = (await admin.get(`/api/orders/${second}`)).body;
    expect(open).toMatchObject({ targetUrl: null, lastName: null, nextSyncAt: expect.any(String) });
    const cancelled = await admin.post(`/api/orders/${second}/cancel`, { reason: 'left open by mistake' });
    expect(cancelled.body).toMatchObject({ result: 'cancelled', order: { nextSyncAt: null } });
    expect(atSrs(second)).toBe('CANCELLED');
    expect(findCanaries(app.folder, CANARIES)).toEqual([]);
  });

  it('wants a reason and a confirmation, and an order that is known', async () => {
    const refId = await place();
    expect((await admin.post(`/api/orders/${refId}/erase`, { reason: 'x', confirm: true })).status).toBe(400);
    expect((await admin.post(`/api/orders/${refId}/erase`, { reason: 'asked to' })).status).toBe(400);
    expect((await erase('00000000-0000-4000-8000-00000000dead')).status).toBe(404);
  });

  it('writes the erasure list before the file, and finishes what a stop left undone', async () => {
    const refId = await place();
    const list = join(app.folder, 'keys', 'erasures.jsonl');
    const subject = app.desk.reader.connection
      .sql('SELECT subject_id FROM orders WHERE ref_id = ?')
      .pluck()
      .get(refId) as string;
    app.desk.audit.erasures.add({
      at: '2026-01-01T00:00:00.000Z',
      refIds: [refId],
      subjects: [subject],
      reason: 'asked to',
    });
    expect(existsSync(list)).toBe(true);
    await app.desk.audit.start();
    await app.desk.audit.compact();
    expect(findCanaries(app.folder, CANARIES)).toEqual([]);
    expect(readFileSync(list, 'utf8')).toContain(refId);
  });

  it('is not repeated over a legal hold of after it was listed, and that is told', async () => {
    const refId = await place();
    const scope = personScope(app.desk.reader, refId) ?? NOBODY;
    const { refIds, subjects } = scope;
    app.desk.audit.erasures.add({ at: new Date().toISOString(), refIds, subjects, reason: 'asked to' });
    await admin.post(`/api/orders/${refId}/legal-hold`, { hold: true, reason: 'dispute 12' });
    const erasures = app.desk.audit.erasures.all();
    const nothing = { repeated: 0, refused: [refId] };
    expect(await replayErasures(app.desk, erasures)).toEqual(nothing);
    expect(await replayErasures(app.desk, erasures)).toEqual(nothing);
    expect((await admin.get(`/api/orders/${refId}`)).body).toMatchObject({ lastName: 'K.', legalHold: true });
    await admin.post(`/api/orders/${refId}/legal-hold`, { hold: false, reason: 'settled' });
    expect(await replayErasures(app.desk, erasures)).toEqual({ repeated: 1, refused: [] });
    expect((await admin.get(`/api/orders/${refId}`)).body.lastName).toBeNull();
  });

  it('never writes a secret: canary secrets are nowhere in the folder', async () => {
    const refId = await place();
    await live(refId);
    const tokens = app.desk.reader.connection
      .sql('SELECT count(*) FROM calls WHERE operation = ?')
      .pluck()
      .get('token');
    expect(tokens).toBeGreaterThan(0);
    expect(findCanaries(app.folder, [...SECRETS, 'correct horse battery'])).toEqual([]);
  });
});

async function hold({ desk }: AppFixture, refId: string, on: boolean): Promise<void> {
  const args = { refId, hold: on, actor: 'user:x', origin: 'user', reason: 'dispute' } as const;
  await desk.ledger.record([{ name: 'order.hold', args }], []);
}

/** An order that was never placed: what the log and the table hold of one. */
async function layOrder(
  { desk }: AppFixture,
  refId: string,
  i: number,
  status: 'created' | 'cancelled',
  createdAt: number,
  msisdn = `+4179000000${i}`,
): Promise<void> {
  const placed = {
    refId,
    orderId: null,
    externalId: null,
    externalIdSource: null,
    knownBy: 'desk',
    issuer: 'I',
    method: 'video',
    jurisdiction: null,
    loa: null,
    status,
    wireStatus: null,
    targetUrl: null,
    createdAt,
    subjectId: `subject-${i}`,
    person: { lastName: `Altvorder-${i}-person`, msisdn },
    actor: 'user:x',
    origin: 'user',
    callId: 1,
  } as const;
  const done = await desk.ledger.record([{ name: 'order.placed', args: placed }], []);
  if (!done.ok) throw new Error(done.code);
}

describe('retention', () => {
  it('erases the persons of finished orders by age, spares held and running ones', async () => {
    let now = Date.parse('2026-01-15T12:00:00.000Z');
    const app = await startApp({ env: { RETENTION_MONTHS: '6' }, desk: { clock: { now: () => now } } });
    const refs = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    for (const [i, refId] of refs.entries())
      await layOrder(app, refId, i, i === 2 ? 'created' : 'cancelled', now);
    await hold(app, refs[1] ?? '', true);
    const { monthsBefore, runRetention } = await import('../../src/features/audit/retention.ts');
    now = Date.parse('2026-07-15T11:59:00.000Z');
    const before = () => monthsBefore(now, 6);
    expect(await runRetention(app.desk, before())).toMatchObject({ orders: 0 });
    now = Date.parse('2026-07-15T12:01:00.000Z');
    expect(await runRetention(app.desk, before())).toMatchObject({ orders: 1 });
    expect(findCanaries(app.folder, ['Altvorder-0-person'])).toEqual([]);
    expect(findCanaries(app.folder, ['Altvorder-1-person', 'Altvorder-2-person']).length).toBeGreaterThan(0);
    await app.close();
  });

  it('spares whoever has an order under legal hold, and announces them anew once that is released', async () => {
    const DAY = 86_400_000;
    let now = Date.parse('2026-01-15T12:00:00.000Z');
    const app = await startApp({ env: { RETENTION_MONTHS: '1' }, desk: { clock: { now: () => now } } });
    const { retentionPlan, stepRetention } = await import('../../src/features/audit/retention-plan.ts');
    const [old = '', held = '', other = ''] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
    const number = '+41790000077';
    await layOrder(app, old, 1, 'cancelled', now, number);
    await layOrder(app, held, 2, 'created', now, number);
    await layOrder(app, other, 3, 'cancelled', now);
    const searched = { action: 'search.person', actor: 'user:x', subject: 'lone', msisdn: number } as const;
    await app.desk.ledger.record([], [{ ...searched, sealed: { q: number } }]);
    await hold(app, held, true);
    const living = () =>
      app.desk.reader.connection
        .sql('SELECT subject_id FROM subject_keys WHERE erased_at IS NULL')
        .pluck()
        .all();
    const week = async (days = 7) => {
      now += days * DAY;
      await app.desk.ledger.record([], [{ action: 'sync.paused', actor: 'system' }]);
      await app.desk.ledger.checkpoint();
    };
    for (let i = 0; i < 5; i++) await week();
    await stepRetention(app.desk);
    expect(retentionPlan(app.desk)).toMatchObject({ orders: 1, ofOrders: 3, subjects: 0 });
    await hold(app, held, false);
    await week(2);
    await stepRetention(app.desk);
    expect(living()).toEqual(expect.arrayContaining(['subject-1', 'subject-2', 'lone']));
    expect(living()).not.toContain('subject-3');
    await stepRetention(app.desk);
    expect(retentionPlan(app.desk)).toMatchObject({ orders: 1, subjects: 1 });
    await week(2);
    await stepRetention(app.desk);
    expect(living()).toEqual(expect.not.arrayContaining(['subject-1', 'lone']));
    expect(findCanaries(app.folder, ['Altvorder-1-person'])).toEqual([]);
    await app.close();
  });

  it('is announced a day ahead, asks an admin when it is very much, and does what was announced', async () => {
    const DAY = 86_400_000;
    let now = Date.parse('2026-01-15T12:00:00.000Z');
    const app = await startApp({ env: { RETENTION_MONTHS: '1' }, desk: { clock: { now: () => now } } });
    const { retentionPlan, stepRetention } = await import('../../src/features/audit/retention-plan.ts');
    for (let i = 0; i < 12; i++) {
      await layOrder(app, `00000000-0000-4000-8000-0000000000${i + 10}`, i, 'cancelled', now);
      now += 1000;
    }
    await stepRetention(app.desk);
    expect(retentionPlan(app.desk)).toBeNull();
    for (let week = 0; week < 5; week++) {
      now += 7 * DAY;
      const entry = { action: 'sync.paused', actor: 'system', origin: 'system', detail: {} } as const;
      await app.desk.ledger.record([], [entry]);
      await app.desk.ledger.checkpoint();
      await stepRetention(app.desk);
    }
    expect(retentionPlan(app.desk)).toMatchObject({ orders: 12, ofOrders: 12, doubts: ['too_many'] });
    now += 2 * DAY;
    await stepRetention(app.desk);
    expect(retentionPlan(app.desk)?.step).toBe('ask');
    const admin = await app.as('admin');
    expect((await (await app.as('support')).post('/api/audit/retention/approve')).status).toBe(403);

    await admin.post('/api/session/reauthenticate', { password: PASSWORD });
    const approved = await admin.post('/api/audit/retention/approve');
    expect(approved.body.retention).toMatchObject({ approved: { by: 'user:admin' }, step: 'run' });
    expect((await admin.post('/api/audit/retention/approve')).body.code).toBe('retention_not_waiting');
    now -= 10 * DAY;
    expect(retentionPlan(app.desk)).toMatchObject({ doubts: ['clock_behind', 'too_many'], step: 'hold' });
    now += 10 * DAY;
    await stepRetention(app.desk);
    expect(retentionPlan(app.desk)).toBeNull();
    expect(findCanaries(app.folder, ['Altvorder-0-person', 'Altvorder-11-person'])).toEqual([]);
    await stepRetention(app.desk);
    expect(retentionPlan(app.desk)).toBeNull();
    await app.close();
  });
});
