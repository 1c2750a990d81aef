import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelOrder } from '../../src/features/orders/cancel/cancel-order.ts';
import { deskStats } from '../../src/features/orders/desk-stats.ts';
import { readOrder } from '../../src/features/orders/get-order.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { type Fixture, register, startFixture } from './desk-fixture.ts';
import { JSON_HEADERS, type RawAnswer, type RawSrs, startRawSrs } from './raw-srs.ts';

const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };
const UNKNOWN: RawAnswer = { status: 404, headers: JSON_HEADERS, body: '{"code":"NOT_FOUND"}' };

const FINAL: RawAnswer = { status: 409, headers: JSON_HEADERS, body: '{"code":"ORDER_FINAL"}' };

/** What stands in front of SRS says "not found" and "conflict", too. */
const NOT_FROM_SRS: readonly [string, RawAnswer][] = [
  [
    'a load balancer’s text',
    { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'default backend - 404' },
  ],
  ['a gateway’s JSON', { status: 404, body: '{"message":"no Route matched with those values"}' }],
  [
    'a framework’s JSON',
    { status: 404, body: '{"timestamp":1,"status":404,"error":"Not Found","path":"/"}' },
  ],
  ['a code that is but the status', { status: 404, body: '{"code":404}' }],
  ['a page', { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not found</h1>' }],
  ['nothing at all', { status: 404, headers: {}, body: '' }],
  ['gone, in another form', { status: 410, body: '[]' }],
];

describe('SRS does not know an order', () => {
  let srs: RawSrs;
  let fixture: Fixture;
  /** Status by Ref ID; what is missing is answered as `otherwise` says. */
  let known: Map<string, string>;
  let otherwise: RawAnswer;
  let onDelete: (refId: string) => RawAnswer;

  beforeEach(async () => {
    srs = await startRawSrs();
    known = new Map();
    otherwise = UNKNOWN;
    onDelete = () => UNKNOWN;
    srs.answer = (method, path) => {
      const refId = path.replace('/api/identifications/', '');
      const status = known.get(refId);
      if (method === 'DELETE') return onDelete(refId);
      return status === undefined ? otherwise : { body: JSON.stringify({ refId, status }) };
    };
    fixture = await startFixture({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    });
  });
  afterEach(async () => {
    await fixture.close();
    await srs.close();
  });

  const look = (refId: string) => fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
  const order = (refId: string) => readOrder(fixture.desk, ADMIN, refId);
  const outage = () => fixture.desk.sync.health().outageSince !== null;

  /** Orders that SRS told of. */
  async function told(count: number): Promise<string[]> {
    const refIds = Array.from({ length: count }, () => randomUUID());
    for (const refId of refIds) known.set(refId, 'INITIALIZED');
    await register(fixture.desk, refIds);
    for (const refId of refIds) await look(refId);
    return refIds;
  }

  it.each(NOT_FROM_SRS)('%s proves nothing: the order stays, the sync is not healthy', async (_, answer) => {
    const [refId = ''] = await told(1);
    known.clear();
    otherwise = answer;
    await look(refId);
    expect(order(refId)).toMatchObject({ status: 'initialized', goneAt: null });
    expect(order(refId).lastSyncFailure).toMatch(/not SRS’s own/);
    expect(outage()).toBe(true);
    expect(deskStats(fixture.desk).sync.healthy).toBe(false);
    known.set(refId, 'INITIALIZED');
    await look(refId);
    expect(outage()).toBe(false);
  });

  it('many in another form open the breaker', async () => {
    const refIds = await told(12);
    known.clear();
    otherwise = { status: 404, body: 'default backend - 404' };
    const by = { actor: 'sync', origin: 'system', urgency: 'sync' } as const;
    await Promise.allSettled(refIds.slice(0, 10).map((refId) => fixture.desk.sync.syncNow(refId, by)));
    const lane = fixture.desk.srs.health().operations.find(({ operation }) => operation === 'get_status');
    expect(lane?.breaker).not.toBe('closed');
  });

  it('is believed in SRS’s own form while SRS still tells of another order', async () => {
    const [refId = '', other = ''] = await told(2);
    known.delete(refId);
    srs.calls.length = 0;
    await look(refId);
    expect(order(refId).goneAt).not.toBeNull();
    expect(order(other).goneAt).toBeNull();
    expect(srs.calls).toEqual([`GET /api/identifications/${refId}`, `GET /api/identifications/${other}`]);
    expect(outage()).toBe(false);
  });

  it('is believed where there is no other order to ask about, and of a Ref ID that was never known', async () => {
    const [only = ''] = await told(1);
    const wrong = randomUUID();
    await register(fixture.desk, [wrong]);
    await look(wrong);
    expect(order(wrong).goneAt).not.toBeNull();
    known.clear();
    await look(only);
    expect(order(only).goneAt).not.toBeNull();
  });

  it('is not believed of all orders at once: none is gone, and the sync says so', async () => {
    const refIds = await told(5);
    known.clear();
    await Promise.all(refIds.map(look));
    for (const refId of refIds) expect(order(refId)).toMatchObject({ status: 'initialized', goneAt: null });
    expect(outage()).toBe(true);
    for (const refId of refIds) known.set(refId, 'TERMINATED');
    await Promise.all(refIds.map(look));
    for (const refId of refIds) expect(order(refId).status).toBe('terminated');
    expect(outage()).toBe(false);
  });

  it('is not believed of most orders at once, even while some are found', async () => {
    const refIds = await told(24);
    for (const refId of refIds.slice(0, 20)) known.delete(refId);
    for (const refId of refIds.slice(0, 20)) await look(refId);
    const gone = refIds.filter((refId) => order(refId).goneAt !== null);
    expect(gone.length).toBeLessThan(15);
    expect(outage()).toBe(true);
  });

  it.each([
    ['cancelled', 'CANCELLED', 'cancelled'],
    ['final', 'TERMINATED', 'already_final'],
  ])('a DELETE answered 404: the order read again is %s, and that counts', async (_, status, result) => {
    const [refId = ''] = await told(2);
    onDelete = () => {
      known.set(refId, status);
      return UNKNOWN;
    };
    const done = await cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    expect(done).toMatchObject({ result, order: { goneAt: null } });
  });

  it('an order that was gone, and SRS cannot be asked: nobody knows its status, and nothing is cancelled', async () => {
    const [refId = ''] = await told(2);
    known.delete(refId);
    await look(refId);
    expect(order(refId).goneAt).not.toBeNull();
    const cancelling = () => cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    expect((await cancelling()).result).toBe('unknown_at_srs');
    otherwise = { status: 503, body: '' };
    await expect(cancelling()).rejects.toMatchObject({ code: 'srs_not_reachable' });
    expect(srs.calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);
  });

  it('a DELETE answered yes, and SRS shows the order no more: nobody knows that it had no effect', async () => {
    const [refId = ''] = await told(2);
    onDelete = () => {
      known.delete(refId);
      return { status: 204, headers: {}, body: '' };
    };
    const done = await cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    expect(done.result).toBe('unknown_at_srs');
    const said = fixture.desk.reader.connection.sql(
      "SELECT outcome FROM entries WHERE action = 'order.cancel'",
    );
    expect(said.pluck().all()).toEqual(['cancelled']);
  });

  it('a DELETE answered 404, and SRS tells of the order as unknown', async () => {
    const [refId = ''] = await told(2);
    onDelete = () => {
      known.delete(refId);
      return UNKNOWN;
    };
    const done = await cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    expect(done.result).toBe('unknown_at_srs');
  });

  it.each([
    ['CANCELLED', 'already_cancelled'],
    ['ERROR', 'already_final'],
    ['IDENTIFICATION_DONE', 'changed'],
    [null, 'unknown_at_srs'],
  ])('a DELETE answered ORDER_FINAL, and the order read again is %s: %s', async (status, result) => {
    const [refId = ''] = await told(2);
    onDelete = () => {
      if (status === null) known.delete(refId);
      else known.set(refId, status);
      return FINAL;
    };
    const done = await cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    expect(done.result).toBe(result);
  });

  it('a DELETE answered ORDER_FINAL, and the order read again is pending: not cancelled, and not final', async () => {
    const [refId = ''] = await told(2);
    onDelete = () => FINAL;
    const cancelling = cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    await expect(cancelling).rejects.toMatchObject({ code: 'cancel_refused' });
  });

  it('a DELETE answered ORDER_FINAL, and the order cannot be read again: nobody knows', async () => {
    const [refId = ''] = await told(2);
    onDelete = () => {
      known.clear();
      otherwise = { status: 503, body: '' };
      return FINAL;
    };
    const cancelling = cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' });
    await expect(cancelling).rejects.toMatchObject({ code: 'cancel_outcome_unknown' });
    expect(order(refId).status).toBe('initialized');
  });

  it('a DELETE answered 409 without a code proves nothing: the order is still pending', async () => {
    const [refId = ''] = await told(2);
    onDelete = () => ({ status: 409, body: '{"message":"state conflict, retry"}' });
    await expect(cancelOrder(fixture.desk, ADMIN, refId, { reason: 'no longer wanted' })).rejects.toThrow();
    expect(order(refId)).toMatchObject({ status: 'initialized', goneAt: null });
  });
});
