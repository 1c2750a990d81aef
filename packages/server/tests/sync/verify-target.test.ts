import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, startApp } from '../http/app-fixture.ts';
import { register } from './desk-fixture.ts';
import { tellStatuses } from './told-by-srs.ts';

describe('what an order is verified for', () => {
  let app: AppFixture;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  async function terminated(): Promise<string> {
    const refId = randomUUID();
    await register(app.desk, [refId]);
    await tellStatuses(app.desk, refId, [['TERMINATED', Date.now() - 60_000]], {
      issuer: 'IDENTITY.TM',
      method: 'video',
    });
    return refId;
  }

  const ask = (refId: string, origin: 'gateway' | 'sync', jurisdiction: 'zertes' | 'eidas') =>
    app.desk.ledger.record(
      [
        {
          name: 'order.apply_verify',
          args: {
            refId,
            actor: origin,
            origin,
            callId: 1,
            answer: { kind: 'valid', evidenceId: 'RAS0123456789abcdef01234567' },
            asked: { jurisdiction, loa: '4' },
          },
        },
      ],
      [],
    );

  it('is shown on the order, and is the application’s own choice where the gateway saw one', async () => {
    const support = await app.as('support');
    const refId = await terminated();
    const order = async () => (await support.get(`/api/orders/${refId}`)).body;
    expect(await order()).toMatchObject({ verifiedFor: null, jurisdiction: null });
    expect((await ask(refId, 'sync', 'eidas')).ok).toBe(true);
    expect(await order()).toMatchObject({
      verifiedFor: { jurisdiction: 'eidas', loa: '4' },
      jurisdiction: null,
    });
    expect((await ask(refId, 'gateway', 'zertes')).ok).toBe(true);
    expect(await order()).toMatchObject({
      verifiedFor: { jurisdiction: 'zertes', loa: '4' },
      jurisdiction: 'zertes',
      loa: '4',
    });
  });
});
