import { expect, it } from 'vitest';
import type { OrderDetail } from '../api/orders.ts';
import { contactLine, NUMBER_PLACEHOLDER, orderTicket, ticketInstant } from './order-ticket.ts';
import type { TriageReading } from './triage-facts.ts';

const T = Date.parse('2026-03-04T13:02:11.000Z');

const order = {
  refId: '3fa9b0c2-0000-4000-8000-000000000001',
  orderId: '884-221',
  issuer: 'IDENTITY.TM',
  method: 'VIDEO IDENTITY.TM',
  status: 'terminated',
  wireStatus: 'TERMINATED',
  statusChangedAt: new Date(T).toISOString(),
  createdAt: new Date(T).toISOString(),
  verifyStatus: 'terms_not_accepted',
  lastSyncedAt: null,
  verifiedAt: null,
  goneAt: null,
  evidenceId: 'RAS0123456789abcdef01234567',
  msisdn: '+41 79 *** ** 67',
  revealed: null,
} as unknown as OrderDetail;

const reading = {
  step: 5,
  team: 'swisscom_service_desk',
  nextActor: 'swisscom',
  issue: 'terms_sms_missing',
  questions: [],
  why: { code: 'terms_sms_missing', params: { since: { at: T } } },
  firstChecks: ['number_right'],
} as unknown as TriageReading;

const sender = { proNumber: 'PRO-4711', contact: 'Anna, +41 44 000 00 00' };
const format = (at: number) => ticketInstant(at, 'en', 'Europe/Zurich');

it('leaves the number to the server where the step demands it', () => {
  const ticket = orderTicket(order, reading, sender, { language: 'en', number: 'clear' }, format, T);
  expect(ticket).toMatchObject({ step: 5, fillsNumber: true, includesPersonalData: true, missing: [] });
  expect(ticket.body).toContain(`(MSISDN): ${NUMBER_PLACEHOLDER}`);
  expect(ticket.body).not.toContain('***');
  expect(ticket.body).toContain('04/03/2026, 14:02:11 CET');
});

it('names no time of a status of which nobody knows it', () => {
  const unknown = { ...order, triageFacts: { statusChangedAtKnown: false } } as unknown as OrderDetail;
  const choice = { language: 'en', number: 'clear' } as const;
  const since = (one: OrderDetail) =>
    orderTicket(one, reading, sender, choice, format, T).body.match(/.*(?:since|TERMINATED).*/gi);
  expect(since(order)?.join()).toContain('since');
  expect(since(unknown)?.join()).not.toContain('since');
});

it('keeps it as shown when the agent wants that, or when the step does not ask for it', () => {
  const shown = orderTicket(order, reading, sender, { language: 'en', number: 'shown' }, format, T);
  expect(shown).toMatchObject({ fillsNumber: false, includesPersonalData: false });
  const lost = { language: 'en', issue: 'connection_lost', number: 'clear' } as const;
  expect(orderTicket(order, reading, sender, lost, format, T)).toMatchObject({
    step: 3,
    team: 'isp_via_swisscom_service_desk',
    fillsNumber: false,
  });
});

it('says what is missing, and takes the agent’s words', () => {
  const bare = { ...order, msisdn: null, evidenceId: null } as OrderDetail;
  const choice = { language: 'de', number: 'clear', problem: 'Kein SMS seit Montag.' } as const;
  const ticket = orderTicket(bare, reading, { ...sender, proNumber: null }, choice, format, T);
  expect(ticket.missing).toEqual(['proNumber', 'msisdn']);
  expect(ticket.body).toContain('Problem: Kein SMS seit Montag.');
});

it('names no Evidence ID of an earlier identification as the order’s', () => {
  const bodyOf = (over: Partial<OrderDetail>) => {
    const told = { ...order, evidenceIsEarlier: true, ...over };
    return orderTicket(told, reading, sender, { language: 'en', number: 'clear' }, format, T).body;
  };
  expect(bodyOf({})).not.toContain('RAS0123456789abcdef01234567');
  expect(bodyOf({ verifyStatus: 'no_evidence' })).not.toContain('RAS0123456789abcdef01234567');
  expect(bodyOf({ verifyStatus: 'valid' })).toContain('RAS0123456789abcdef01234567');
  expect(bodyOf({ evidenceIsEarlier: false })).toContain('RAS0123456789abcdef01234567');
});

it('writes a note to one’s own support when it is nobody’s turn', () => {
  const done = { ...reading, step: null, team: null, issue: null } as TriageReading;
  expect(orderTicket(order, done, sender, { language: 'en', number: 'clear' }, format, T)).toMatchObject({
    step: 4,
    team: 'service_provider_support',
  });
});

it('names whom to call back', () => {
  expect(contactLine('Anna', { phone: '+41 44 000 00 00', email: '' })).toBe('Anna, +41 44 000 00 00');
  expect(contactLine('Anna', undefined)).toBe('Anna');
});
