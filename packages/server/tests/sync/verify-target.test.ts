import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import type { VerifyAnswer } from '../../src/features/orders/index.ts';
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

  const VALID: VerifyAnswer = { kind: 'valid', evidenceId: 'RAS0123456789abcdef01234567' };

  const ask = (
    refId: string,
    origin: 'gateway' | 'sync',
    jurisdiction: 'zertes' | 'eidas',
    answer: VerifyAnswer = VALID,
  ) =>
    app.desk.ledger.record(
      [
        {
          name: 'order.apply_verify',
          args: {
            refId,
            actor: origin,
            origin,
            callId: 1,
            answer,
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

  it('is still what its evidence is for when none is found for something else', async () => {
    const support = await app.as('support');
    const refId = await terminated();
    const order = async () => (await support.get(`/api/orders/${refId}`)).body;
    await ask(refId, 'sync', 'eidas', { kind: 'valid', evidenceId: 'RAS76543210fedcba9876543210' });
    const { verifyStatus, evidenceValidUntil, jurisdiction, updatedAt } = await order();
    const stands = { verifyStatus, evidenceValidUntil, jurisdiction, updatedAt };
    expect(verifyStatus).toBe('valid');
    for (const origin of ['gateway', 'sync'] as const) {
      expect((await ask(refId, origin, 'zertes', { kind: 'no_evidence' })).ok).toBe(true);
      expect(await order()).toMatchObject({ ...stands, verifiedFor: { jurisdiction: 'eidas', loa: '4' } });
    }
    const { items } = (await support.get(`/api/orders/${refId}/timeline`)).body;
    expect(items[0].detail).toMatchObject({
      answer: 'no_evidence',
      askedFor: { jurisdiction: 'zertes', loa: '4' },
    });
    await ask(refId, 'gateway', 'eidas', { kind: 'no_evidence' });
    expect(await order()).toMatchObject({ verifyStatus: 'expired' });
    const facts = await checkFacts({ path: app.desk.config.databasePath, now: Date.now() });
    expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
  });
});
