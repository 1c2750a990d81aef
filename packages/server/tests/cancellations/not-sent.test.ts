import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCancellationRunner } from '../../src/features/cancellations/runner.ts';
import { findOrder } from '../../src/features/orders/index.ts';
import { unwrap } from '../../src/platform/ledger/unwrap.ts';
import { startApp } from '../http/app-fixture.ts';
import { register, until } from '../sync/desk-fixture.ts';
import { startRawSrs } from '../sync/raw-srs.ts';

it('does not take for its own what somebody else cancelled, when its own call was never sent', async () => {
  const srs = await startRawSrs();
  const refId = randomUUID();
  const asked: string[] = [];
  let status = 'INITIALIZED';
  srs.answer = (method) => {
    asked.push(method);
    return { body: JSON.stringify({ refId, status }) };
  };
  const app = await startApp({
    env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
  });
  const { desk } = app;
  const runner = createCancellationRunner(desk);
  try {
    const admin = await app.as('admin');
    await register(desk, [refId]);
    await admin.post(`/api/orders/${refId}/sync`);
    const { id } = (await admin.post('/api/cancellations', { refIds: [refId], reason: 'not needed' })).body;
    await admin.post(`/api/cancellations/${id}/execute`, { confirm: 1 });

    // As a run that ends between the look that says to cancel and the cancellation itself.
    await desk.ledger.recordWithoutEntry([{ name: 'cancellation.claim', args: { jobId: id, limit: 1 } }]);
    const by = { actor: 'user:admin', origin: 'system', refId, urgency: 'job' } as const;
    const subject = findOrder(desk.reader, refId)?.subjectId ?? null;
    const call = desk.srs.readyCancel({ ...by, subject });
    if (call === null) throw new Error('a call had to wait');
    call.written(unwrap(await desk.ledger.record([call.intent], [])).results[0]);
    await call.release();
    status = 'CANCELLED';

    runner.start();
    await until(
      'the job ends',
      async () => (await admin.get(`/api/cancellations/${id}`)).body.state === 'completed',
    );
    const { body: items } = await admin.get(`/api/cancellations/${id}/items?range=[0,9]`);
    expect(items).toEqual([
      expect.objectContaining({ refId, state: 'already_cancelled', callId: null, attempts: 0 }),
    ]);
    expect(asked).not.toContain('DELETE');
  } finally {
    await runner.stop();
    await app.close();
    await srs.close();
  }
}, 60_000);
