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

  const ended = Date.now() - 3_600_000;
  const tell = (refId: string, msisdn?: string) =>
    tellStatuses(app.desk, refId, [['TERMINATED', ended]], {
      issuer: 'IDENTITY.TM',
      method: 'video',
      ...(msisdn === undefined ? {} : { msisdn }),
    });

  async function terminated(msisdn?: string): Promise<string> {
    const refId = randomUUID();
    await register(app.desk, [refId]);
    await tell(refId, msisdn);
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

  it('is unknown of the number that SRS corrects: evidence by another number is of another person', async () => {
    const support = await app.as('support');
    const [wrong, right] = ['+41797770901', '+41797770902'];
    const [refId, other] = [await terminated(wrong), await terminated(right)];
    const order = async (of: string) => (await support.get(`/api/orders/${of}`)).body;
    const another = async () => (await order(other)).triageFacts.otherEvidence?.refId ?? null;
    await ask(refId, 'sync', 'eidas');
    await tell(refId, right);
    expect(await order(refId)).toMatchObject({ verifyStatus: 'not_due', triageFacts: { verifiedAt: null } });
    expect(Date.parse((await order(refId)).nextSyncAt)).toBeLessThanOrEqual(Date.now());
    expect(await another()).toBeNull();
    const facts = await checkFacts({ path: app.desk.config.databasePath, now: Date.now() });
    expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
    await ask(refId, 'sync', 'eidas');
    expect(await order(refId)).toMatchObject({ verifyStatus: 'valid' });
    expect(await another()).toBe(refId);
  });
});
