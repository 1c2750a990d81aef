import { expect, it } from 'vitest';
import { ageGrade } from './age-grade.ts';

const NOW = Date.UTC(2026, 2, 4, 12);
const order = (over: Partial<Parameters<typeof ageGrade>[0]> & { minutes?: number }) => ({
  status: 'data_ready' as const,
  verifyStatus: 'not_due' as const,
  attentionAll: [],
  issuer: 'IDENTITY.TM',
  method: 'video',
  statusChangedAt: new Date(NOW - (over.minutes ?? 0) * 60_000).toISOString(),
  ...over,
});

it('is late once the desk calls the order stuck', () => {
  expect(ageGrade(order({ status: 'initialized', attentionAll: ['stuck'] }), NOW)).toBe('late');
});

it('never hurries a user by age alone', () => {
  expect(ageGrade(order({ status: 'initialized', minutes: 10_000 }), NOW)).toBeNull();
});

it('grows from nothing over soon to late while a result is prepared', () => {
  expect(ageGrade(order({ minutes: 0 }), NOW)).toBeNull();
  expect(ageGrade(order({ minutes: 45, issuer: 'KLARNA', method: 'bank' }), NOW)).toBe('soon');
  expect(ageGrade(order({ minutes: 61, issuer: 'KLARNA', method: 'bank' }), NOW)).toBe('late');
});

it('has no age when all is over', () => {
  expect(ageGrade(order({ status: 'cancelled', minutes: 10_000 }), NOW)).toBeNull();
  expect(
    ageGrade(order({ status: 'terminated', verifyStatus: 'valid', attentionAll: ['stuck'] }), NOW),
  ).toBeNull();
});
