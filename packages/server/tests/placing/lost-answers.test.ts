import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGateway } from '../../src/features/gateway/create-gateway.ts';
import { gatewayListener } from '../../src/features/gateway/gateway-listener.ts';
import { LedgerMisuse, LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import type { CallSubject, OutboundRequest } from '../../src/platform/recorder/call.ts';
import { listen } from '../gateway/gateway-fixture.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { breakLedger } from '../ledger/break-ledger.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { STILL } from '../sync/desk-fixture.ts';
import { JSON_HEADERS, startRawSrs } from '../sync/raw-srs.ts';
import { BANK, VIDEO } from './order-inputs.ts';

const PROVIDER_TYPE = 'application/vnd.sc.miss.provider.v1+json';
const CREDENTIALS =
  'client_id=missswaggerclient&client_secret=missswaggerclientsecret&grant_type=client_credentials&scope=miss';

let app: AppFixture;
let support: Caller;

beforeEach(async () => {
  app = await startApp({ simulator: { population: 'none', speed: STILL } });
  support = await app.as('support');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
});

const orphans = async () => (await support.get('/api/orders/possible-orphans')).body as object[];
const orders = async () => (await support.get('/api/orders')).body as object[];

/** Works with the gateway's address as an application would. */
async function throughGateway<T>(work: (base: string) => Promise<T>): Promise<T> {
  const gateway = createGateway(app.desk);
  const server = createServer(gatewayListener(gateway));
  try {
    return await work(await listen(server));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await gateway.close();
  }
}

/** The application places an order; gives the status of the answer. */
async function applicationPlaces(base: string): Promise<number> {
  const given = await fetch(`${base}/idp/oauth/token?${CREDENTIALS}`, { method: 'POST' });
  const { access_token: token } = (await given.json()) as { access_token: string };
  const { status } = await fetch(`${base}/srs/api/providers/IDENTITY.TM/video`, {
    method: 'POST',
    headers: { 'content-type': PROVIDER_TYPE, authorization: `Bearer ${token}` },
    body: JSON.stringify({ lastName: 'Muster', mobile: '+41791234567', externalId: 'APP-1' }),
  });
  return status;
}

/** From the first outcome of a placing on, the ledger cannot write, until the function given back is called. */
const breakAtPlacing = () =>
  breakLedger(
    app.desk.ledger,
    'at',
    (changes, entries) =>
      changes.some(({ name }) => name === 'order.placed') ||
      entries.some(({ action }) => action === 'order.place_orphaned'),
  );

const flush = () => support.get('/api/providers');

describe('a placing whose answer was lost with the desk', () => {
  it('is a possible orphan from the next start on, whoever placed it', async () => {
    const { desk } = app;
    const startedAt = desk.clock.now() - 60_000;
    const placing = (path: string): OutboundRequest => ({
      upstream: 'srs',
      method: 'POST',
      path,
      headers: {},
      body: '{}',
      timeoutMs: 1_000,
    });
    const cutOff = async (path: string, about: Omit<CallSubject, 'attempt'>) => {
      const { intent } = desk.recorder.draft(placing(path), { ...about, attempt: 1 }) ?? {};
      if (intent === undefined) throw new Error('an outcome waits to be written');
      await desk.ledger.record([{ ...intent, args: { ...intent.args, startedAt } }], []);
    };
    const placed = { operation: 'place_order', subject: randomUUID() } as const;
    const video = '/api/providers/IDENTITY.TM/video';
    await cutOff(video, { ...placed, actor: 'user:support', origin: 'user', externalId: 'A-1' });
    await cutOff(video, { ...placed, actor: 'gateway', origin: 'gateway', externalId: 'B-1' });
    const read = { operation: 'get_status', subject: null } as const;
    await cutOff('/api/identifications/r-1', { ...read, actor: 'sync', origin: 'sync' });
    await desk.ledger.record(
      [{ name: 'call.recover', args: null }],
      [{ action: 'system.start', actor: 'system', origin: 'system' }],
    );
    const provider = { issuer: 'IDENTITY.TM', method: 'video' };
    const at = new Date(startedAt).toISOString();
    expect(await orphans()).toEqual([
      expect.objectContaining({ ...provider, at, actor: 'gateway', externalId: 'B-1', outcome: 'unknown' }),
      expect.objectContaining({ ...provider, at, actor: 'user:support', externalId: 'A-1' }),
    ]);
  });
});

describe('a placing whose answer could not be written down', () => {
  it('makes its order known once that can be', async () => {
    const mend = breakAtPlacing();
    const answer = await support.post('/api/orders', VIDEO);
    expect([answer.status, answer.body.code]).toEqual([503, 'outcome_unrecorded']);
    expect(app.desk.recorder.pendingOutcomes).toBe(1);
    mend();
    await flush();
    const [refId] = app.simulator.refIds();
    expect(await orders()).toEqual([expect.objectContaining({ refId, externalId: 'ACME-042' })]);
    expect(await orphans()).toEqual([]);
  });

  it('makes its order known where the application placed it', async () => {
    const mend = breakAtPlacing();
    expect(await throughGateway(applicationPlaces)).toBe(201);
    mend();
    await flush();
    const [refId] = app.simulator.refIds();
    expect(await orders()).toEqual([expect.objectContaining({ refId, externalId: 'APP-1' })]);
  });

  it('is a possible orphan where the answer was lost as well', async () => {
    const mend = breakAtPlacing();
    await request(app.simulator.url)
      .put('/_sim/faults')
      .send({ dropRate: 1, when: 'after', only: ['place_order'] });
    const answer = await support.post('/api/orders', VIDEO);
    expect(answer.body.code).toBe('outcome_unrecorded');
    mend();
    await flush();
    expect(await orphans()).toEqual([
      expect.objectContaining({ id: answer.body.callId, externalId: 'ACME-042' }),
    ]);
  });
});

describe('a placing that is refused by the desk itself', () => {
  const logOf = (action: string) => entryTexts(app.desk.reader, `action = '${action}'`);

  /** What follows from a placing is a programming error to the ledger. */
  function refuseOrders(): void {
    const { ledger } = app.desk;
    const record = ledger.record.bind(ledger);
    vi.spyOn(ledger, 'record').mockImplementation((changes, entries) =>
      changes.some(({ name }) => name === 'order.placed')
        ? Promise.reject(new LedgerMisuse('for the test'))
        : record(changes, entries),
    );
  }

  it('is a possible orphan, and is not placed again under the same key', async () => {
    refuseOrders();
    const key = randomUUID();
    for (const replayed of [undefined, 'true']) {
      const answer = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
      const { callId, code, outcome } = answer.body;
      expect([answer.status, code, outcome]).toEqual([504, 'place_outcome_unknown', 'unrecorded']);
      expect(answer.headers['idempotency-replayed']).toBe(replayed);
      expect(await orphans()).toEqual([expect.objectContaining({ id: callId, outcome })]);
    }
    expect(app.simulator.refIds()).toHaveLength(1);
    expect((await support.get('/api/calls/2')).body.refId).toBe(app.simulator.refIds()[0]);
  });

  it('is a possible orphan where the application placed it, and has its answer', async () => {
    refuseOrders();
    const failures = vi.spyOn(app.desk.log, 'error');
    expect(await throughGateway(applicationPlaces)).toBe(201);
    expect(await orphans()).toEqual([expect.objectContaining({ externalId: 'APP-1' })]);
    expect(failures).toHaveBeenCalledWith(expect.objectContaining({ code: 'misuse' }), expect.any(String));
  });

  it('says so where SRS answers the Ref ID of an order that the desk has already', async () => {
    const srs = await startRawSrs();
    await app.close();
    app = await startApp({ env: { SRS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` } });
    support = await app.as('support');
    const refId = randomUUID();
    const body = JSON.stringify({ refId, status: 'CREATED' });
    srs.answer = () => ({ status: 201, headers: JSON_HEADERS, body });
    expect((await support.post('/api/orders', VIDEO)).status).toBe(201);
    const key = randomUUID();
    for (const replayed of [undefined, 'true']) {
      const again = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
      expect([again.status, again.body.code]).toEqual([409, 'order_known']);
      expect(again.body).toMatchObject({ refId, callId: expect.any(Number) });
      expect(again.headers['idempotency-replayed']).toBe(replayed);
    }
    expect(srs.calls).toHaveLength(2);
    expect(await orphans()).toEqual([]);
    expect(JSON.parse(logOf('call.outcome').at(-1) ?? '{}').detail).toMatchObject({ refused: 'order_known' });
    await srs.close();
  });
});

describe('a placing that something in front of SRS answers', () => {
  it.each([
    ['may have reached SRS', 409, '{"message":"state conflict, retry"}', [504, 'place_outcome_unknown'], 1],
    ['did not reach SRS', 404, 'default backend - 404', [502, 'srs_failed'], 0],
    ['did not reach SRS', 404, '{"message":"no Route matched with those values"}', [502, 'srs_failed'], 0],
  ])('%s: HTTP %i %s', async (_, status, body, expected, count) => {
    const srs = await startRawSrs();
    await app.close();
    app = await startApp({ env: { SRS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` } });
    support = await app.as('support');
    srs.answer = () => ({ status, headers: JSON_HEADERS, body });
    const answer = await support.post('/api/orders', VIDEO);
    expect([answer.status, answer.body.code]).toEqual(expected);
    expect(answer.body.detail).toMatch(/^Something in front of SRS answered \(HTTP \d+\)/);
    expect(await orphans()).toHaveLength(count);
    await srs.close();
  });
});

describe('an order that is said to be that of a lost placing', () => {
  it('is not it where SRS created it long before the call; it may be where nobody knows when', async () => {
    const srs = await startRawSrs();
    await app.close();
    app = await startApp({ env: { SRS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` } });
    support = await app.as('support');
    srs.answer = () => ({ status: 409, headers: JSON_HEADERS, body: '{"message":"state conflict"}' });
    const { callId } = (await support.post('/api/orders', VIDEO)).body;
    const [unknown, old, undated] = [randomUUID(), randomUUID(), randomUUID()];
    srs.answer = (_method, path) => {
      const refId = path.replace('/api/identifications/', '');
      const at = refId === undated ? 'gestern' : new Date(Date.now() - 7_200_000).toISOString();
      return { body: JSON.stringify({ refId, status: 'CREATED', statuses: [{ status: 'CREATED', at }] }) };
    };
    await support.post('/api/orders/import', [{ refId: old }]);
    const settle = (refId: string) =>
      support.post(`/api/orders/possible-orphans/${callId}/settle`, { refId, note: 'as Swisscom says' });
    for (const refId of [old, unknown]) {
      const { status, body } = await settle(refId);
      expect([status, body.code]).toEqual([409, 'ref_id_created_before']);
      expect(await orphans()).toHaveLength(1);
    }
    expect((await settle(undated)).body).toEqual([]);
    await srs.close();
  });
});

describe('a ledger that cannot write once the order is placed', () => {
  it('takes nothing back of a new order whose predecessor could not be cancelled', async () => {
    const admin = await app.as('admin');
    const { refId: replaces } = (await support.post('/api/orders', BANK)).body;
    const mend = breakLedger(app.desk.ledger, 'after', (changes) =>
      changes.some(({ name }) => name === 'order.placed'),
    );
    const key = randomUUID();
    const body = { issuer: 'KLARNA', method: 'Bank', replaces, sameData: true };
    const placed = await admin.post('/api/orders', body).set('idempotency-key', key);
    expect([placed.status, placed.body.predecessor]).toEqual([
      201,
      { refId: replaces, cancellation: 'failed' },
    ]);
    mend();
    const again = await admin.post('/api/orders', body).set('idempotency-key', key);
    expect([again.status, again.body.refId]).toEqual([201, placed.body.refId]);
    expect(app.simulator.refIds()).toHaveLength(2);
    expect((await admin.get('/api/cancellation-requests')).body).toMatchObject([{ refId: replaces }]);
  });

  it('does not place it again under the same key, though its answer could not be kept', async () => {
    const { ledger } = app.desk;
    const record = ledger.recordWithoutEntry.bind(ledger);
    const unwritable = vi
      .spyOn(ledger, 'recordWithoutEntry')
      .mockImplementation((changes) =>
        changes.some(({ name }) => name === 'idempotency.finish')
          ? Promise.reject(new LedgerUnavailable('full', 'for the test'))
          : record(changes),
      );
    const key = randomUUID();
    expect((await support.post('/api/orders', VIDEO).set('idempotency-key', key)).status).toBe(201);
    unwritable.mockRestore();
    const again = await support.post('/api/orders', VIDEO).set('idempotency-key', key);
    expect([again.status, again.body.code]).toEqual([409, 'request_in_flight']);
    expect(app.simulator.refIds()).toHaveLength(1);
  });

  it('does not take back a cancellation whose request could not be closed', async () => {
    const admin = await app.as('admin');
    const { refId } = (await support.post('/api/orders', VIDEO)).body;
    const path = `/api/orders/${refId}/cancellation-request`;
    const { id } = (await support.post(path, { reason: 'no longer wanted' })).body;
    const mend = breakLedger(app.desk.ledger, 'at', (changes) =>
      changes.some(({ name }) => name === 'cancellation_request.close'),
    );
    const done = await admin.post(`/api/cancellation-requests/${id}/execute`);
    expect([done.status, done.body.result]).toEqual([200, 'cancelled']);
    mend();
    expect((await admin.get('/api/cancellation-requests')).body).toEqual([]);
  });
});
