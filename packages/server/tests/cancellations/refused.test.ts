import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type CancellationRunner,
  createCancellationRunner,
} from '../../src/features/cancellations/runner.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { register, until } from '../sync/desk-fixture.ts';
import { JSON_HEADERS, type RawAnswer, type RawSrs, startRawSrs } from '../sync/raw-srs.ts';

const FINAL: RawAnswer = { status: 409, headers: JSON_HEADERS, body: '{"code":"ORDER_FINAL"}' };
const UNKNOWN: RawAnswer = { status: 404, headers: JSON_HEADERS, body: '{"code":"NOT_FOUND"}' };

describe('an order of a job, after what SRS said to its cancellation', () => {
  let srs: RawSrs;
  let app: AppFixture;
  let admin: Caller;
  let runner: CancellationRunner;
  let known: Map<string, string>;
  let onDelete: (refId: string) => RawAnswer;

  beforeEach(async () => {
    srs = await startRawSrs();
    known = new Map();
    srs.answer = (method, path) => {
      const refId = path.replace('/api/identifications/', '');
      if (method === 'DELETE') return onDelete(refId);
      const status = known.get(refId);
      return status === undefined ? UNKNOWN : { body: JSON.stringify({ refId, status }) };
    };
    app = await startApp({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    });
    runner = createCancellationRunner(app.desk);
    runner.start();
    admin = await app.as('admin');
  });
  afterEach(async () => {
    await runner.stop();
    await app.close();
    await srs.close();
  });

  const sync = (refId: string) => admin.post(`/api/orders/${refId}/sync`);

  /** Pending orders, in the order of their Ref IDs. */
  async function told(count: number): Promise<string[]> {
    const refIds = Array.from({ length: count }, () => randomUUID()).sort();
    for (const refId of refIds) known.set(refId, 'INITIALIZED');
    await register(app.desk, refIds);
    for (const refId of refIds) await sync(refId);
    return refIds;
  }

  /** Plans a job and carries it out; gives what became of each order. `before`: what happens after the plan. */
  async function cancel(refIds: string[], before: () => Promise<unknown> = async () => undefined) {
    const { body } = await admin.post('/api/cancellations', { refIds, reason: 'not needed' });
    await before();
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: refIds.length });
    const job = async () => (await admin.get(`/api/cancellations/${body.id}`)).body;
    await until('it ended', async () => (await job()).state === 'completed', 60_000);
    const { body: items } = await admin.get(`/api/cancellations/${body.id}/items?range=[0,9]`);
    return (refId: string) => items.find((item: { refId: string }) => item.refId === refId);
  }

  it('is what SRS shows it as where SRS calls it final: ended, or refused while pending', async () => {
    const [ends = '', stays = ''] = await told(2);
    onDelete = (refId) => {
      if (refId === ends) known.set(refId, 'ERROR');
      return FINAL;
    };
    const of = await cancel([ends, stays]);
    expect(of(ends)).toMatchObject({ state: 'already_final', status: 'error' });
    expect(of(stays)).toMatchObject({ state: 'failed', stateReason: 'srs_refused_while_pending' });
  }, 90_000);

  it('is unknown at SRS where SRS said yes and shows it no more: nobody knows that it had no effect', async () => {
    const [goes = ''] = await told(2);
    onDelete = (refId) => {
      known.delete(refId);
      return { status: 204, headers: {}, body: '' };
    };
    const of = await cancel([goes]);
    expect(of(goes)).toMatchObject({ state: 'unknown_at_srs' });
    const said = app.desk.reader.connection.sql("SELECT outcome FROM entries WHERE action = 'order.cancel'");
    expect(said.pluck().all()).toEqual(['cancelled']);
  }, 90_000);

  it('is final already where its person was erased and it has ended since: SRS is asked no more', async () => {
    const [erased = ''] = await told(1);
    const of = await cancel([erased], async () => {
      const how = { reason: 'asked to', confirm: true, pending: 'leave_open' };
      expect((await admin.post(`/api/orders/${erased}/erase`, how)).status).toBe(200);
      known.set(erased, 'ERROR');
      await sync(erased);
    });
    expect(of(erased)).toMatchObject({ state: 'already_final', status: 'error' });
  }, 90_000);
});
