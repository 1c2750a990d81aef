import { DEFAULT_METHOD_SETTINGS } from '@srs-desk/shared/method/settings.ts';
import type { VerifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import { describe, expect, it } from 'vitest';
import { newOrder, type Order } from '../order-row.ts';
import { applyVerify, type EvidenceElsewhere, type VerifyAnswer } from './apply-verify.ts';

const NOW = Date.parse('2026-03-04T10:00:00.000Z');
const TERMINATED = Date.parse('2026-03-04T09:30:00.000Z');
const VALID: VerifyAnswer = { kind: 'valid', evidenceId: 'RAS1' };

function order(over: Partial<Order>): Order {
  const times = { statusChangedAt: TERMINATED, createdAt: TERMINATED, registeredAt: NOW, updatedAt: NOW };
  const klarna = { issuer: 'KLARNA', method: 'bank', status: 'terminated' } as const;
  return newOrder({ refId: 'r-1', subjectId: 's-1', knownBy: 'desk', ...times, ...klarna, ...over });
}

const verify = (
  over: Partial<Order>,
  answer: VerifyAnswer,
  elsewhere: EvidenceElsewhere | null = null,
  asked?: VerifyTarget,
) => {
  const context = { asked, elsewhere, methods: DEFAULT_METHOD_SETTINGS, verifyForDays: 30 };
  return applyVerify(order(over), answer, context, NOW);
};

describe('what follows from a verify answer', () => {
  it('is valid until two years after termination at the latest with Klarna, five with video', () => {
    const bank = verify({}, VALID).patch;
    expect(bank).toMatchObject({ verifyStatus: 'valid', evidenceId: 'RAS1', verifiedAt: NOW });
    expect(new Date(bank.evidenceValidUntil ?? 0).toISOString()).toBe('2028-03-04T09:30:00.000Z');
    const video = verify({ issuer: 'IDENTITY.TM', method: 'video' }, VALID).patch;
    expect(new Date(video.evidenceValidUntil ?? 0).toISOString()).toBe('2031-03-04T09:30:00.000Z');
  });

  it('is of an earlier identification while the order has not terminated', () => {
    const { patch, entry } = verify({ status: 'initialized' }, VALID);
    expect(patch.evidenceIsEarlier).toBe(true);
    expect(entry?.detail).toMatchObject({ to: 'valid', earlier: true });
  });

  it('is of an earlier identification when an older order showed it first, and ends when that one does', () => {
    const until = Date.parse('2027-01-01T00:00:00.000Z');
    const elsewhere = { refId: 'r-1', createdAt: TERMINATED - 1, evidenceValidUntil: until };
    const { patch } = verify({}, VALID, elsewhere);
    expect(patch).toMatchObject({ evidenceIsEarlier: true, evidenceValidUntil: until });
  });

  it('stays of an earlier identification when this order showed it before it terminated', () => {
    const until = Date.parse('2030-01-01T00:00:00.000Z');
    const found = { evidenceId: 'RAS1', evidenceIsEarlier: true, evidenceValidUntil: until } as const;
    const before = { ...found, verifiedAt: TERMINATED - 1 };
    for (const was of [{}, { verifyStatus: 'terms_not_accepted' }] as const)
      expect(verify({ ...before, ...was }, VALID)).toMatchObject({
        patch: { verifyStatus: 'valid' },
        entry: { detail: { earlier: true, validUntil: new Date(until).toISOString() } },
      });
    const again = { ...found, verifyStatus: 'valid', verifiedAt: NOW - 1 } as const;
    expect(verify(again, VALID).patch).toEqual({});
    // Found after it had terminated, which was only noticed later; or another than before.
    expect(verify({ ...found, verifiedAt: TERMINATED }, VALID).patch.evidenceIsEarlier).toBe(false);
    expect(verify({ ...before, evidenceId: 'RAS0' }, VALID).patch.evidenceIsEarlier).toBe(false);
  });

  it.each(['no_evidence', 'terms_not_accepted'] as const)('is %s as told', (kind) => {
    const { patch, entry } = verify({}, { kind });
    expect(patch).toEqual({ verifyStatus: kind });
    expect(entry?.detail).toMatchObject({ from: 'not_due', to: kind });
  });

  it('is expired when evidence that was there is gone, from now on', () => {
    const was = { verifyStatus: 'valid', evidenceId: 'RAS1', evidenceValidUntil: NOW + 1_000 } as const;
    expect(verify(was, { kind: 'no_evidence' }).patch).toEqual({
      verifyStatus: 'expired',
      evidenceValidUntil: NOW,
    });
  });

  it.each(['no_evidence', 'terms_not_accepted'] as const)(
    'is %s of what was asked for alone: evidence for another law or level stays',
    (kind) => {
      const eidas = { jurisdiction: 'eidas', loa: '4' } as const;
      const found = { ...verify({}, VALID).patch, verifiedFor: eidas } as Partial<Order>;
      for (const asked of [{ ...eidas, jurisdiction: 'zertes' } as const, { ...eidas, loa: '3' } as const]) {
        const { patch, entry } = verify(found, { kind }, null, asked);
        expect(patch).toEqual({});
        expect(entry?.detail).toEqual({ from: 'valid', to: 'valid', answer: kind, askedFor: asked });
      }
      expect(verify(found, { kind }, null, eidas).patch.verifyStatus).not.toBe('valid');
    },
  );

  it('is no_evidence when that of an earlier identification ends while the own is still waited for', () => {
    const until = NOW + 1_000;
    const earlier = { verifyStatus: 'valid', evidenceId: 'RAS1', evidenceIsEarlier: true } as const;
    const was = { ...earlier, evidenceValidUntil: until };
    const gone = { verifyStatus: 'no_evidence', evidenceValidUntil: NOW };
    const none = { kind: 'no_evidence' } as const;
    expect(verify(was, none).patch).toEqual(gone);
    expect(verify({ ...was, status: 'initialized' }, none).patch).toEqual(gone);
    expect(verify({ ...was, verifyStatus: 'expired' }, none).patch).toEqual({ verifyStatus: 'no_evidence' });
    const monthsAgo = { statusChangedAt: NOW - 31 * 86_400_000 };
    expect(verify({ ...was, ...monthsAgo }, none).patch).toEqual({ ...gone, verifyStatus: 'expired' });
  });

  it('leaves that of an earlier identification valid when none is found for another law, once the own is awaited no more', () => {
    const eidas = { jurisdiction: 'eidas', loa: '4' } as const;
    const zertes = { jurisdiction: 'zertes', loa: '4' } as const;
    const was = {
      ...({
        verifyStatus: 'valid',
        evidenceId: 'RAS1',
        evidenceIsEarlier: true,
        verifiedFor: eidas,
      } as const),
      ...{ evidenceValidUntil: NOW + 1_000, statusChangedAt: NOW - 31 * 86_400_000 },
    };
    const none = { kind: 'no_evidence' } as const;
    const { patch, entry } = verify(was, none, null, zertes);
    expect(patch).toEqual({});
    expect(entry?.detail).toMatchObject({ from: 'valid', to: 'valid', askedFor: zertes });
    expect(verify(was, none, null, eidas).patch.verifyStatus).toBe('expired');
    const over = { ...was, evidenceValidUntil: NOW };
    expect(verify(over, none, null, zertes).patch).toEqual({ verifyStatus: 'expired' });
  });

  it('leaves no entry when nothing is new', () => {
    const known = verify({}, VALID).patch;
    expect(verify(known as Partial<Order>, VALID)).toMatchObject({ patch: {}, entry: null });
  });
});
