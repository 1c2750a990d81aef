import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { breakLedger } from '../ledger/break-ledger.ts';
import { VIDEO } from '../placing/order-inputs.ts';
import { register, STILL, until } from '../sync/desk-fixture.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

describe('the verbs of an order', () => {
  let app: AppFixture;
  let admin: Caller;
  let support: Caller;

  beforeEach(async () => {
    app = await startApp({ simulator: { population: 'none', speed: STILL } });
    admin = await app.as('admin');
    support = await app.as('support');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.close();
  });

  const faults = (body: object) => request(app.simulator.url).put('/_sim/faults').send(body);
  const simulatorCalls = async (method: string) => {
    const { body } = await request(app.simulator.url).get('/_sim/calls?since=0');
    return body.filter(
      (call: { method: string; path: string }) => call.method === method && !call.path.includes('token'),
    );
  };

  async function placed(): Promise<string> {
    const answer = await support.post('/api/orders', VIDEO);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.refId;
  }

  it('places an order: known at once, with its call and ids in the log', async () => {
    const answer = await support.post('/api/orders', VIDEO);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    expect(answer.body).toMatchObject({
      externalId: 'ACME-042',
      knownBy: 'desk',
      lastName: 'M.',
      msisdn: '+41 79 ••• •• 67',
    });
    const { body: calls } = await support.get(
      `/api/calls?filter=${encodeURIComponent(JSON.stringify({ refId: answer.body.refId }))}`,
    );
    expect(calls.map((call: { operation: string }) => call.operation)).toContain('place_order');
    expect(calls[0]).toMatchObject({ actor: 'user:support', origin: 'user', outcome: 'ok', httpStatus: 201 });
    const detail = await support.get(`/api/calls/${answer.body.callId}`);
    expect(detail.body.bodies).toBe('masked');
    expect(detail.body.requestBody).not.toContain('Muster');
    expect(detail.body.requestHeaders).not.toHaveProperty('authorization');
    const finance = await app.as('finance');
    const plain = await finance.get(`/api/calls/${answer.body.callId}`);
    for (const field of ['requestBody', 'responseBody', 'requestHeaders', 'responseHeaders']) {
      expect(plain.body).not.toHaveProperty(field);
    }
    expect((await support.post('/api/search', { q: 'Mustermann' })).body.hits).toEqual([]);
    expect((await support.post('/api/search', { q: 'MÜSTER' })).body.hits[0]).toMatchObject({
      matched: 'name',
      lastName: 'M.',
    });
  });

  it('says per field what a method lacks, and sends nothing', async () => {
    const answer = await support.post('/api/orders', {
      issuer: 'KLARNA',
      method: 'bank',
      firstName: 'Max',
      mobile: '12',
    });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors).sort()).toEqual(['country', 'dob', 'lastName', 'mobile']);
    expect(await simulatorCalls('POST')).toHaveLength(0);
  });

  it('answers the same for the same Idempotency-Key and places once', async () => {
    const key = randomUUID();
    const first = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
    const again = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
    expect(again.status).toBe(201);
    expect(again.body.refId).toBe(first.body.refId);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await simulatorCalls('POST')).toHaveLength(1);
    const other = await support
      .post('/api/orders', { ...VIDEO, externalId: 'OTHER' })
      .set('idempotency-key', key);
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('idempotency_key_reused');
  });

  it('refuses the same key while the first request is under way', async () => {
    await faults({ latencyMs: 1_500 });
    const key = randomUUID();
    const first = support
      .post('/api/orders', VIDEO)
      .set('idempotency-key', key)
      .then((answer) => answer);
    await until('it is under way', async () => (await simulatorCalls('POST')).length === 1);
    const second = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('request_in_flight');
    expect((await first).status).toBe(201);
  });

  it('tells a lost placing answer from a failure, keeps no row, lists the possible orphan, never sends twice', async () => {
    await faults({ dropRate: 1, when: 'after', only: ['place_order'] });
    const key = randomUUID();
    const answer = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
    expect(answer.status).toBe(504);
    const { code, callId, outcome } = answer.body;
    expect({ code, callId }).toEqual({ code: 'place_outcome_unknown', callId: expect.any(Number) });
    await faults({});
    const again = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
    expect(again.status).toBe(504);
    expect(again.body.callId).toBe(answer.body.callId);
    expect(await simulatorCalls('POST')).toHaveLength(1);
    expect(app.simulator.refIds()).toHaveLength(1);
    expect((await support.get('/api/orders')).headers['content-range']).toBe('orders */0');
    const { body: orphans } = await support.get('/api/orders/possible-orphans');
    expect(orphans).toEqual([
      expect.objectContaining({ id: callId, outcome, externalId: 'ACME-042', method: 'video' }),
    ]);
  });

  it('cancels as admin after a look at SRS, re-reads, and is refused as support', async () => {
    const refId = await placed();
    const path = `/api/orders/${refId}/cancel`;
    expect((await support.post(path, { reason: 'user gave up' })).status).toBe(403);
    expect((await admin.post(path, {})).body.errors).toHaveProperty('reason');
    const answer = await admin.post(path, { reason: 'user gave up' });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.result).toBe('cancelled');
    expect(answer.body.order).toMatchObject({ status: 'cancelled', refId });
    expect(app.simulator.truth(refId)?.status.toUpperCase()).toMatch(/^CANCEL/);
    expect(await simulatorCalls('DELETE')).toHaveLength(1);
    const again = await admin.post(path, { reason: 'once more' });
    expect(again.body.result).toBe('already_cancelled');
    expect(await simulatorCalls('DELETE')).toHaveLength(1);
    const { body: calls } = await admin.get(
      `/api/calls?filter=${encodeURIComponent(JSON.stringify({ refId, operation: 'cancel_order' }))}`,
    );
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      refId,
      orderId: answer.body.order.orderId,
      actor: 'user:admin',
      httpStatus: 204,
    });
  });

  it('answers already_final, changed and unknown_at_srs', async () => {
    const done = await placed();
    await request(app.simulator.url)
      .post(`/_sim/identifications/${done}`)
      .send({ status: 'ERROR', reason: 'x' });
    expect((await admin.post(`/api/orders/${done}/cancel`, { reason: 'clean up' })).body.result).toBe(
      'already_final',
    );
    const moved = await placed();
    await admin.post(`/api/orders/${moved}/sync`);
    await request(app.simulator.url)
      .post(`/_sim/identifications/${moved}`)
      .send({ status: 'IDENTIFICATION_DONE' });
    const changed = await admin.post(`/api/orders/${moved}/cancel`, { reason: 'clean up' });
    expect(changed.body).toMatchObject({ result: 'changed', order: { status: 'identification_done' } });
    const ghost = randomUUID();
    await register(app.desk, [ghost]);
    expect((await admin.post(`/api/orders/${ghost}/cancel`, { reason: 'clean up' })).body.result).toBe(
      'unknown_at_srs',
    );
    expect(await simulatorCalls('DELETE')).toHaveLength(0);
  });

  it('asks again where the poll that it joined had its answer before', async () => {
    const refId = await placed();
    const sync = vi.spyOn(app.desk.sync, 'syncNow').mockResolvedValueOnce(null);
    const answer = await admin.post(`/api/orders/${refId}/cancel`, { reason: 'the wrong one' });
    expect(answer.body).toMatchObject({ result: 'cancelled' });
    sync.mockRestore();
  });

  it('settles a cancel whose answer was lost by reading the order again', async () => {
    const refId = await placed();
    await faults({ dropRate: 1, when: 'after', only: ['cancel_order'] });
    const answer = await admin.post(`/api/orders/${refId}/cancel`, { reason: 'user gave up' });
    expect(answer.status).toBe(200);
    expect(answer.body.result).toBe('cancelled');
    expect(await simulatorCalls('DELETE')).toHaveLength(1);
  });

  it('does not take a yes of SRS for a cancellation while SRS shows the order as it was', async () => {
    const refId = await placed();
    await faults({ malformedKind: 'html', when: 'before', only: ['cancel_order'] });
    const answer = await admin.post(`/api/orders/${refId}/cancel`, { reason: 'user gave up' });
    expect(answer.status, answer.text).toBe(502);
    expect(answer.body).toMatchObject({ code: 'cancel_without_effect', callId: expect.any(Number) });
    expect(await simulatorCalls('DELETE')).toHaveLength(2);
    expect(app.simulator.truth(refId)?.cancelled).toBe(0);
    expect((await admin.get(`/api/orders/${refId}`)).body.status).not.toBe('cancelled');
    const cancels = async () => {
      const filter = encodeURIComponent(JSON.stringify({ refId, action: 'order.cancel' }));
      const { body } = await admin.get(`/api/audit?filter=${filter}&sort=["id","ASC"]`);
      return body.map((entry: { outcome: string; callId: number }) => [entry.outcome, entry.callId]);
    };
    const said = await cancels();
    expect(said.map(([outcome]: [string]) => outcome)).toEqual([
      'cancelled',
      'without_effect',
      'cancelled',
      'without_effect',
    ]);
    expect(said[3][1]).toBe(answer.body.callId);
    expect([said[0][1], said[2][1]]).toEqual([said[1][1], said[3][1]]);
    await faults({});
    const again = await admin.post(`/api/orders/${refId}/cancel`, { reason: 'user gave up' });
    expect(again.body).toMatchObject({ result: 'cancelled', order: { status: 'cancelled' } });
    expect(app.simulator.truth(refId)?.cancelled).toBe(1);
    expect((await cancels()).slice(4).map(([outcome]: [string]) => outcome)).toEqual(['cancelled']);
  });

  it.each([
    ['the order cannot be read again', 'after', 'cancelled'],
    ['it cannot be written what SRS answered', 'at', 'cancelled'],
    ['it cannot be corrected that it had no effect', 'at', 'without_effect'],
  ] as const)(
    'does not know what became of an order where the ledger fails after SRS was asked: %s',
    async (_, from, outcome) => {
      const refId = await placed();
      if (outcome === 'without_effect')
        await faults({ malformedKind: 'html', when: 'before', only: ['cancel_order'] });
      const mend = breakLedger(app.desk.ledger, from, (_changes, entries) =>
        entries.some((entry) => entry.action === 'order.cancel' && entry.outcome === outcome),
      );
      const key = randomUUID();
      const cancel = () =>
        admin.post(`/api/orders/${refId}/cancel`, { reason: 'user gave up' }).set('idempotency-key', key);
      const answer = await cancel();
      expect([answer.status, answer.body.code]).toEqual([504, 'cancel_outcome_unknown']);
      mend();
      // What is owed of the log is written before the next call.
      await admin.post(`/api/orders/${refId}/sync`);
      const { body: call } = await admin.get(`/api/calls/${answer.body.callId}`);
      expect(call).toMatchObject({
        operation: 'cancel_order',
        outcome: expect.not.stringMatching('in_flight'),
      });
      expect((await cancel()).body.callId).toBe(answer.body.callId);
      expect(await simulatorCalls('DELETE')).toHaveLength(1);
    },
  );

  it('cancels nothing when SRS cannot tell the present status', async () => {
    const refId = await placed();
    await faults({ errorRate: 1, status: 503, only: ['get_status'] });
    const answer = await admin.post(`/api/orders/${refId}/cancel`, { reason: 'user gave up' });
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('srs_not_reachable');
    expect(await simulatorCalls('DELETE')).toHaveLength(0);
  });

  it('syncs and verifies on demand and says when SRS failed', async () => {
    const refId = await placed();
    await request(app.simulator.url)
      .post(`/_sim/identifications/${refId}`)
      .send({ status: 'TERMINATED', termsAccepted: true });
    const synced = await support.post(`/api/orders/${refId}/sync`);
    expect(synced.status).toBe(200);
    expect(synced.body.status).toBe('terminated');
    const verified = await support.post(`/api/orders/${refId}/verify`);
    expect(verified.body).toMatchObject({
      verifyStatus: 'valid',
      evidenceId: expect.stringMatching(/^RAS[0-9a-f]{24}$/),
    });
    await faults({ errorRate: 1, status: 503, only: ['get_status'] });
    const failed = await support.post(`/api/orders/${refId}/sync`);
    expect(failed.status).toBe(200);
    expect(failed.body.status).toBe('terminated');
    expect(failed.body.lastSyncFailure).toBeTruthy();
  });

  it('says that a status was not read where SRS could not even be asked, for want of a token', async () => {
    const [one, two] = [await placed(), await placed()];
    await faults({ tokenTtlSeconds: 0.001, errorRate: 1, status: 503, only: ['token'] });
    // The first loses the token that the desk had; for the second there is none.
    for (const refId of [one, two]) {
      const answer = await support.post(`/api/orders/${refId}/sync`);
      expect(answer.body.lastSyncFailure).toMatch(/^no token/);
    }
    await faults({});
    const answer = await support.post(`/api/orders/${two}/sync`);
    expect(answer.body.lastSyncFailure).toBeNull();
  });

  it('registers one Ref ID for support, lists for admins, with a report per line', async () => {
    const { body: made } = await request(app.simulator.url).post('/_sim/orders').send({ count: 2, seed: 5 });
    const [one, two] = made.refIds as [string, string];
    const single = await support.post('/api/orders/import', { refIds: [one] });
    expect(single.body).toMatchObject({ counts: { new: 1, pending: 0 } });
    const list = await support.post('/api/orders/import', { refIds: [one, two] });
    expect(list.status).toBe(403);
    const ghost = randomUUID();
    const csv = `\uFEFFrefId;externalId;note\n${one};;\n${two.toUpperCase()};ACME;"first; of many"\nnonsense;;\n${ghost};;\n${ghost};;\n`;
    const report = await request(app.server)
      .post('/api/orders/import')
      .set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk', 'content-type': 'text/csv' })
      .send(csv);
    expect(report.status, JSON.stringify(report.body)).toBe(200);
    expect(
      report.body.lines.map((line: { line: number; outcome: string }) => [line.line, line.outcome]),
    ).toEqual([
      [2, 'known'],
      [3, 'new'],
      [4, 'invalid'],
      [5, 'not_found'],
      [6, 'not_found'],
    ]);
    expect(report.body.counts).toMatchObject({ new: 1, known: 1, not_found: 2, invalid: 1 });
    const nothing = await admin.post('/api/orders/import', { refIds: [] });
    expect(nothing.body.errors.refIds).toContain('no Ref ID');
  });

  it('lists live methods under the filters and checks evidence beforehand', async () => {
    const { body: bank } = await support.get(
      '/api/providers?method=Bankident&loa=4&jurisdiction=EU&offline=false',
    );
    expect(bank.map((one: { key: string }) => one.key)).toEqual(['bank_klarna']);
    expect((await support.get('/api/providers?webflow=maybe')).body.errors.webflow).toContain(
      'true or false',
    );
    const check = await support.post('/api/orders/check-evidence', { mobile: '079 000 00 01' });
    expect(check.body).toMatchObject({ result: 'no_evidence', evidenceId: null });
  });
});
