import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCancellationRunner } from '../../src/features/cancellations/runner.ts';
import { startApp } from '../http/app-fixture.ts';
import { register, until } from '../sync/desk-fixture.ts';
import { JSON_HEADERS, startRawSrs } from '../sync/raw-srs.ts';

it('takes an order that SRS calls final for what it shows it as: ended, or refused while pending', async () => {
  const srs = await startRawSrs();
  const [ends = '', stays = ''] = [randomUUID(), randomUUID()].sort();
  const known = new Map([ends, stays].map((refId) => [refId, 'INITIALIZED']));
  srs.answer = (method, path) => {
    const refId = path.replace('/api/identifications/', '');
    if (method !== 'DELETE') return { body: JSON.stringify({ refId, status: known.get(refId) }) };
    if (refId === ends) known.set(refId, 'ERROR');
    return { status: 409, headers: JSON_HEADERS, body: '{"code":"ORDER_FINAL"}' };
  };
  const app = await startApp({
    env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
  });
  const runner = createCancellationRunner(app.desk);
  try {
    runner.start();
    const admin = await app.as('admin');
    await register(app.desk, [ends, stays]);
    for (const refId of [ends, stays]) await admin.post(`/api/orders/${refId}/sync`);
    const { body } = await admin.post('/api/cancellations', { refIds: [ends, stays], reason: 'not needed' });
    await admin.post(`/api/cancellations/${body.id}/execute`, { confirm: 2 });
    const job = async () => (await admin.get(`/api/cancellations/${body.id}`)).body;
    await until('it ended', async () => (await job()).state === 'completed', 60_000);
    const { body: items } = await admin.get(`/api/cancellations/${body.id}/items?range=[0,9]`);
    const of = (refId: string) => items.find((item: { refId: string }) => item.refId === refId);
    expect(of(ends)).toMatchObject({ state: 'already_final', status: 'error' });
    expect(of(stays)).toMatchObject({ state: 'failed', stateReason: 'srs_refused_while_pending' });
  } finally {
    await runner.stop();
    await app.close();
    await srs.close();
  }
}, 90_000);
