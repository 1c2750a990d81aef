import { randomUUID } from 'node:crypto';
import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { BANK as CUSTOMER } from './order-inputs.ts';

const BANK = { ...CUSTOMER, externalId: 'ACME-7' };

let app: AppFixture;
let admin: Caller;
let support: Caller;

beforeEach(async () => {
  app = await startApp();
  admin = await app.as('admin');
  support = await app.as('support');
});
afterEach(() => app.close());

const faults = (body: object) => request(app.simulator.url).put('/_sim/faults').send(body);

async function place(body: object, by = support): Promise<Record<string, never>> {
  const answer = await by.post('/api/orders', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

async function failedOrder(): Promise<string> {
  const { refId } = await place(BANK);
  await request(app.simulator.url)
    .post(`/_sim/identifications/${refId}`)
    .send({ status: 'NEGATIVE_IDENTIFICATION', reason: 'data did not match' });
  expect((await support.post(`/api/orders/${refId}/sync`)).body.status).toBe('error');
  return String(refId);
}

const replacement = (refId: string) => ({
  issuer: 'KLARNA',
  method: 'Bank',
  replaces: refId,
  sameData: true,
});
const openRequests = async () =>
  (await admin.get('/api/cancellation-requests')).body as { id: number; refId: string }[];

describe('placing an order anew', () => {
  it('takes over the data of a failed order in one step and links the two', async () => {
    const before = await failedOrder();
    const after = await place(replacement(before));
    expect(after).toMatchObject({
      predecessorRefId: before,
      externalId: 'ACME-7',
      predecessor: { refId: before, cancellation: 'not_needed' },
    });
    const [first, second] = app.desk.reader.connection
      .sql('SELECT msisdn, first_name, last_name, birth_date, email, country FROM orders ORDER BY id')
      .all();
    expect(second).toEqual(first);
    expect((await support.get(`/api/orders/${before}`)).body.successorRefIds).toEqual([after.refId]);
    expect(await openRequests()).toEqual([]);
    const entry = app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = 'order.replace'`)
      .pluck()
      .get();
    expect(JSON.parse(String(entry)).detail).toMatchObject({ predecessor: before });
  });

  it('the failed order names its successor, whoever that is for, and is nobody’s turn any more', async () => {
    const before = await failedOrder();
    expect((await support.get(`/api/orders/${before}`)).body).toMatchObject({ nextActor: 'us' });
    const after = await place({ ...replacement(before), mobile: '+41 79 555 01 02', lastName: 'Maximilian' });
    expect((await support.get(`/api/orders/${before}`)).body).toMatchObject({
      supersededBy: after.refId,
      nextActor: null,
      attention: null,
    });
    const message = (await support.get(`/api/orders/${before}/message`)).body;
    expect(message.targetUrl ?? message.situation).toBe(after.targetUrl ?? 'link_pending');
  });

  it('a failed order is nobody’s turn while its person has a later one, and ours again once that is cancelled', async () => {
    const before = await failedOrder();
    const stands = async () => {
      await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: {} }]);
      const { nextActor, attention, supersededBy } = (await support.get(`/api/orders/${before}`)).body;
      return { nextActor, attention, supersededBy };
    };
    const ours = { nextActor: 'us', attention: 'error', supersededBy: null };
    expect(await stands()).toEqual(ours);
    await place({ ...BANK, mobile: '+49 170 7654321', lastName: 'Muster' });
    expect(await stands()).toEqual(ours);
    const after = await place(BANK);
    expect(await stands()).toEqual({ ...ours, nextActor: null, attention: null });
    const message = (await support.get(`/api/orders/${before}/message`)).body;
    expect(message.targetUrl ?? message.situation).toBe(after.targetUrl ?? 'link_pending');
    await admin.post(`/api/orders/${after.refId}/cancel`, { reason: 'Placed twice' });
    expect(await stands()).toEqual(ours);
  });

  it('lets what was typed win over what the predecessor had', async () => {
    const before = await failedOrder();
    await place({ ...replacement(before), lastName: 'Maximilian' });
    expect(app.desk.reader.connection.sql('SELECT last_name FROM orders ORDER BY id').pluck().all()).toEqual([
      'Maximus',
      'Maximilian',
    ]);
  });

  it('asks for the cancellation of a pending predecessor where the role may not, and an admin does it', async () => {
    const { refId: before } = await place(BANK);
    const after = await place(replacement(String(before)));
    expect(after.predecessor).toEqual({ refId: before, cancellation: 'requested' });
    expect(app.simulator.truth(String(before))?.cancelRequests).toBe(0);
    expect((await support.get('/api/cancellation-requests')).status).toBe(403);
    const [asked] = await openRequests();
    expect(asked).toMatchObject({ refId: before, successorRefId: after.refId, requestedBy: 'user:support' });
    const path = `/api/cancellation-requests/${asked?.id}/execute`;
    expect((await support.post(path)).status).toBe(403);
    expect((await admin.post(path)).body).toMatchObject({
      result: 'cancelled',
      order: { status: 'cancelled' },
    });
    expect(app.simulator.truth(String(before))?.status).toBe('CANCELLED');
    expect(await openRequests()).toEqual([]);
    expect((await admin.post(path)).status).toBe(404);
    const actions = app.desk.reader.connection
      .sql("SELECT action FROM entries WHERE action LIKE 'cancellation_request.%' ORDER BY seq")
      .pluck()
      .all();
    expect(actions).toEqual(['cancellation_request.create', 'cancellation_request.done']);
  });

  it('lets support ask for a cancellation from the order, once; an admin’s reason stands in the log', async () => {
    const { refId } = await place(BANK);
    const path = `/api/orders/${refId}/cancellation-request`;
    expect((await support.post(path)).body).toMatchObject({ errors: { reason: expect.any(String) } });
    const asked = await support.post(path, { reason: 'the user changed their mind' });
    expect(asked.status).toBe(201);
    expect((await support.post(path, { reason: 'once more' })).body).toMatchObject({
      code: 'already_requested',
    });
    expect(await openRequests()).toMatchObject([{ id: asked.body.id, refId, successorRefId: null }]);
    const execute = `/api/cancellation-requests/${asked.body.id}/execute`;
    expect((await admin.post(execute, { reason: 'agreed with the user' })).body.result).toBe('cancelled');
    const { items } = (await support.get(`/api/orders/${refId}/timeline`)).body;
    const said = items.flatMap(({ text }: { text?: string | null }) => (text ? [text] : []));
    expect(said).toEqual(expect.arrayContaining(['the user changed their mind', 'agreed with the user']));
    expect((await support.post(path, { reason: 'too late' })).body).toMatchObject({
      status: 409,
      code: 'order_not_pending',
    });
  });

  it('leaves a request without asking why, and takes it up again', async () => {
    const { refId } = await place(BANK);
    const reason = 'no longer wanted';
    const { id } = (await support.post(`/api/orders/${refId}/cancellation-request`, { reason })).body;
    const seenBy = async (who: Caller) => (await who.get(`/api/orders/${refId}`)).body.cancellationRequest;
    expect(await seenBy(support)).toEqual({
      id,
      requestedBy: 'user:support',
      requestedAt: expect.any(String),
    });
    expect(await seenBy(await app.as('finance'))).toBeUndefined();
    expect((await admin.post(`/api/cancellation-requests/${id}/dismiss`)).status).toBe(200);
    expect(await openRequests()).toEqual([]);
    expect(await seenBy(support)).toBeNull();
    expect((await support.post(`/api/cancellation-requests/${id}/reopen`)).status).toBe(403);
    expect((await admin.post(`/api/cancellation-requests/${id}/reopen`)).status).toBe(200);
    expect(await openRequests()).toMatchObject([{ id, refId, requestedBy: 'user:support' }]);
    expect((await admin.post(`/api/cancellation-requests/${id}/reopen`)).body.code).toBe('request_not_open');
  });

  it('cancels a pending predecessor in the same step where the role may', async () => {
    const { refId: before } = await place(BANK);
    const after = await place(replacement(String(before)), admin);
    expect(after.predecessor).toEqual({ refId: before, cancellation: 'cancelled' });
    expect(app.simulator.truth(String(before))).toMatchObject({ status: 'CANCELLED', cancelled: 1 });
    expect(app.simulator.truth(String(after.refId))?.status).not.toBe('CANCELLED');
    expect(await openRequests()).toEqual([]);
  });

  it('a pending predecessor hands out the link of who took its place, as long as that one stands', async () => {
    const video = { issuer: 'IDENTITY.TM', method: 'video', lastName: 'Muster' };
    const { refId: before, targetUrl: old } = await place(video);
    const instead = { ...BANK, replaces: before };
    const after = await place(instead);
    const stands = async () => {
      const { supersededBy, attentionAll } = (await support.get(`/api/orders/${before}`)).body;
      const { targetUrl, body } = (await support.get(`/api/orders/${before}/message`)).body;
      return { supersededBy, superseded: attentionAll.includes('superseded'), targetUrl, body };
    };
    const replaced = await stands();
    expect(replaced).toMatchObject({ supersededBy: after.refId, superseded: true });
    expect(replaced.targetUrl).not.toBe(old);
    expect(replaced.body).not.toContain(old);
    const [candidate] = (await admin.get('/api/cancellations/superseded')).body;
    expect(candidate).toMatchObject({ refId: before, person: 'placed_instead', differs: ['method'] });
    const third = await place({
      ...BANK,
      mobile: '+49 170 7654321',
      lastName: 'Other',
      replaces: after.refId,
    });
    await admin.post(`/api/orders/${after.refId}/cancel`, { reason: 'Placed anew' });
    expect(await stands()).toMatchObject({ supersededBy: third.refId });
    const [again] = (await admin.get('/api/cancellations/superseded')).body;
    expect(again).toMatchObject({ refId: before, supersededBy: third.refId, person: 'placed_instead' });
    await admin.post(`/api/orders/${third.refId}/cancel`, { reason: 'Not wanted' });
    await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: {} }]);
    const alone = await stands();
    expect(alone).toMatchObject({ supersededBy: null, superseded: false, targetUrl: old });
    expect(alone.body).not.toMatch(/Klarna/);
  });

  it('keeps the request open when the cancellation fails, and the new order stands', async () => {
    const { refId: before } = await place(BANK);
    await faults({ errorRate: 1, status: 403, when: 'before', only: ['cancel_order'] });
    const after = await place(replacement(String(before)), admin);
    expect(after.predecessor).toEqual({ refId: before, cancellation: 'failed' });
    expect((await openRequests()).map(({ refId }) => refId)).toEqual([before]);
    await faults({});
    const [asked] = await openRequests();
    expect(
      (await admin.post(`/api/cancellation-requests/${asked?.id}/dismiss`, { reason: 'keeps both' })).status,
    ).toBe(200);
    expect(await openRequests()).toEqual([]);
    expect(app.simulator.truth(String(before))?.status).not.toBe('CANCELLED');
  });

  it('leaves the predecessor alone when told to, and hides a request whose order has ended by itself', async () => {
    const { refId: before } = await place(BANK);
    expect(
      (await place({ ...replacement(String(before)), cancelPredecessor: false })).predecessor,
    ).toMatchObject({
      cancellation: 'not_needed',
    });
    await place(replacement(String(before)));
    expect(await openRequests()).toHaveLength(1);
    await request(app.simulator.url).post(`/_sim/identifications/${before}`).send({ status: 'ERROR' });
    await support.post(`/api/orders/${before}/sync`);
    expect(await openRequests()).toEqual([]);
  });

  it('leaves the predecessor alone when told to, though its cancellation was asked for before', async () => {
    const { refId: before } = await place(BANK);
    const path = `/api/orders/${before}/cancellation-request`;
    await support.post(path, { reason: 'the user changed their mind' });
    const after = await place({ ...replacement(String(before)), cancelPredecessor: false }, admin);
    expect(after.predecessor).toEqual({ refId: before, cancellation: 'not_needed' });
    expect(app.simulator.truth(String(before))?.cancelRequests).toBe(0);
    expect(await openRequests()).toMatchObject([{ refId: before }]);
  });

  it('keeps a request open, with the present status, where the order moved on and nothing was cancelled', async () => {
    const { refId } = await place(BANK);
    const reason = 'no longer wanted';
    const { id } = (await support.post(`/api/orders/${refId}/cancellation-request`, { reason })).body;
    await admin.post(`/api/orders/${refId}/sync`);
    await request(app.simulator.url)
      .post(`/_sim/identifications/${refId}`)
      .send({ status: 'IDENTIFICATION_DONE' });
    const execute = `/api/cancellation-requests/${id}/execute`;
    expect((await admin.post(execute)).body.result).toBe('changed');
    expect(app.simulator.truth(String(refId))?.cancelRequests).toBe(0);
    expect(await openRequests()).toMatchObject([{ id, refId, status: 'identification_done' }]);
    expect((await admin.post(execute)).body.result).toBe('cancelled');
    expect(await openRequests()).toEqual([]);
  });

  it('says what is wrong with a predecessor that nobody knows, and sends nothing', async () => {
    expect((await support.post('/api/orders', replacement(randomUUID()))).status).toBe(404);
    const answer = await support.post('/api/orders', { ...BANK, sameData: true });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toHaveProperty('sameData');
    expect(app.simulator.refIds()).toEqual([]);
  });
});

describe('what helps when placing', () => {
  it('suggests External IDs in use by their beginning', async () => {
    for (const externalId of ['ACME-2', 'ACME-1', 'BETA', 'ACME-1']) await place({ ...BANK, externalId });
    expect((await support.get('/api/orders/external-ids?q=ACME')).body).toEqual(['ACME-1', 'ACME-2']);
    expect((await support.get('/api/orders/external-ids?q=')).body).toEqual(['ACME-1', 'ACME-2', 'BETA']);
    expect((await support.get('/api/orders/external-ids?q=%25')).body).toEqual([]);
    expect((await (await app.as('finance')).get('/api/orders/external-ids?q=')).status).toBe(403);
  });

  it('lists the methods under the seven filters, live from SRS through the recorder', async () => {
    const issuers = async (query: string) =>
      (await support.get(`/api/providers?${query}`)).body.map(({ issuer }: { issuer: string }) => issuer);
    expect(await issuers('')).toEqual(['IDENTITY.TM', 'KLARNA', 'test']);
    expect(await issuers('issuer=KLARNA&issuer=test')).toEqual(['KLARNA', 'test']);
    expect(await issuers('jurisdiction=EIDAS&jurisdiction=ZERTES&loa=3&method=Bankident')).toEqual([
      'KLARNA',
    ]);
    expect(await issuers('offline=true&webflow=false')).toEqual([]);
    expect(await issuers('realtime=false')).toEqual([]);
    const calls = app.desk.reader.connection
      .sql("SELECT url FROM calls WHERE operation = 'list_methods'")
      .pluck()
      .all();
    expect(calls).toHaveLength(5);
    expect(calls[2]).toContain('jurisdiction=EIDAS&jurisdiction=ZERTES&loa=3&method=Bankident');
  });

  it('clears up a lost placing: with the order that was found, or as none', async () => {
    const { refId: earlier } = await place({ ...BANK, externalId: 'OTHER' });
    await faults({ dropRate: 1, when: 'after', only: ['place_order'] });
    const callIds = [];
    for (const externalId of ['LOST-1', 'LOST-2'])
      callIds.push((await support.post('/api/orders', { ...BANK, externalId })).body.callId);
    await faults({});
    const [, found = ''] = app.simulator.refIds();
    const countedInMonth = async () => {
      const period = calendarOf(app.desk.config.billingTimeZone).periodOf(Date.now());
      const { body } = await (await app.as('admin')).get(`/api/usage/completeness?period=${period}`);
      return body.reasons.filter(({ code }: { code: string }) => code === 'possible_orphans');
    };
    expect(await countedInMonth()).toMatchObject([{ count: 2 }]);
    const settle = (id: number, body: object) =>
      support.post(`/api/orders/possible-orphans/${id}/settle`, body);
    expect((await settle(callIds[0], {})).body.errors).toHaveProperty('note');
    expect((await settle(9_999, { note: 'seen nowhere' })).status).toBe(404);
    await faults({ errorRate: 1, status: 503, only: ['get_status'] });
    const unasked = await settle(callIds[0], { refId: found, note: 'found by the Service Desk' });
    expect([unasked.status, unasked.body.code]).toEqual([409, 'ref_id_pending']);
    expect((await support.get('/api/orders/possible-orphans')).body).toHaveLength(2);
    await faults({});
    const placedByAnother = await settle(callIds[0], { refId: earlier, note: 'found by the Service Desk' });
    expect([placedByAnother.status, placedByAnother.body.code]).toEqual([409, 'ref_id_of_other_call']);
    expect((await support.get('/api/orders/possible-orphans')).body).toHaveLength(2);
    const left = await settle(callIds[0], { refId: found, note: 'found by the Service Desk' });
    expect(left.body.map(({ id }: { id: number }) => id)).toEqual([callIds[1]]);
    expect((await support.get(`/api/orders/${found}`)).body.externalId).toBe('LOST-1');
    expect(await countedInMonth()).toMatchObject([{ count: 1 }]);
    const twice = await settle(callIds[1], { refId: found, note: 'found by the Service Desk' });
    expect([twice.status, twice.body.code]).toEqual([409, 'ref_id_of_other_call']);
    expect((await settle(callIds[1], { note: 'SRS has no such order' })).body).toEqual([]);
    expect(await countedInMonth()).toEqual([]);
  });
});
