import { describe, expect, it } from 'vitest';
import { type HandoverRequest, handoverTicket, TICKET_TEXTS, type TicketOrder } from './handover.ts';
import { ISSUES } from './issues.ts';

const at = Date.parse('2026-03-02T12:00:00.000Z');
const format = (instant: number) => new Date(instant).toISOString();
const order: TicketOrder = {
  refId: '3fa91b2c-0000-4000-8000-0123456789ab',
  orderId: '884-221',
  method: 'VIDEO IDENTITY.TM',
  givesOrderId: true,
  targetUrl: 'https://idp.example/t/1',
  status: 'initialized',
  wireStatus: 'INITIALIZED',
  statusReason: null,
  statusChangedAt: at,
  createdAt: at - 5000,
  verifyStatus: 'not_due',
  evidenceId: null,
};
const ticket = (given: Partial<HandoverRequest>) =>
  handoverTicket(
    {
      step: 3,
      issue: 'connection_lost',
      language: 'en',
      proNumber: '4711',
      order,
      call: null,
      msisdn: null,
      contact: null,
      problem: 'Broke off twice in the video',
      why: null,
      checked: [],
      ...given,
    },
    format,
  );

describe('tickets (guide §6.2)', () => {
  it('step 3 holds PRO-Nr, Ref ID, Order ID, method, problem and time, and goes through Swisscom', () => {
    const { body, subject, missing, unmet, team, includesPersonalData } = ticket({});
    for (const text of [
      'PRO-Nr: 4711',
      order.refId,
      '884-221',
      'VIDEO IDENTITY.TM',
      'Broke off twice',
      format(at),
    ])
      expect(body).toContain(text);
    expect(subject).toBe(`PRO-Nr 4711 · The connection was lost · Ref ID ${order.refId}`);
    expect([missing, unmet]).toEqual([[], ['officer_confirms', 'final_screen']]);
    expect(team).toBe('isp_via_swisscom_service_desk');
    expect(includesPersonalData).toBe(false);
  });

  it('step 5 demands number, evidence ID and contact; a number in clear is personal data', () => {
    const terminated: TicketOrder = { ...order, status: 'terminated', verifyStatus: 'terms_not_accepted' };
    const bare = ticket({ step: 5, issue: 'terms_sms_missing', order: terminated });
    expect(bare.missing).toEqual(['msisdn', 'contact']);
    expect(bare.unmet).toEqual(['evidence_id', 'verify_successful']);
    const msisdn = { text: '+41791234567', masked: false };
    const full = ticket({
      step: 5,
      issue: 'terms_sms_missing',
      order: terminated,
      msisdn,
      contact: 'Ann, 12 34',
    });
    expect(full.missing).toEqual([]);
    expect(full.includesPersonalData).toBe(true);
    expect(full.body).toContain('+41791234567');
    const masked = ticket({ step: 5, issue: null, msisdn: { text: '+41 ••• 67', masked: true } });
    expect(masked.includesPersonalData).toBe(false);
  });

  it('step 5, cannot sign: both parameters are met, and an absent evidence ID is missing data', () => {
    const valid: TicketOrder = { ...order, status: 'terminated', verifyStatus: 'valid', evidenceId: 'RAS1' };
    const done = ticket({ step: 5, issue: 'declaration_of_will', order: valid });
    expect(done.unmet).toEqual([]);
    expect(done.body).toContain(TICKET_TEXTS.en.allMet);
    const lacking = ticket({ step: 5, issue: 'declaration_of_will', order: { ...valid, evidenceId: null } });
    expect(lacking.missing).toContain('evidenceId');
  });

  it('says of an Evidence ID that is not there what is known, and claims no Verify Call', () => {
    const said = (verifyStatus: TicketOrder['verifyStatus']) =>
      ticket({ step: 5, issue: 'evidence_missing', order: { ...order, verifyStatus } }).body;
    expect(said('no_evidence')).toContain('Evidence ID: none found by the Verify Call');
    expect(said('due')).toContain('Evidence ID: not known, no Verify Call made');
    expect(said('terms_not_accepted')).toContain('Evidence ID: not given by SRS');
  });

  it('starts from a failed call that has no Ref ID yet', () => {
    const call = {
      operation: 'place_order',
      at,
      httpStatus: 503,
      outcome: 'http_error',
      correlationId: 'c-1',
      method: 'Bank (Klarna)',
    } as const;
    const result = ticket({ step: 1, issue: 'service_not_responding', order: null, call, language: 'de' });
    expect(result.missing).toEqual([]);
    expect(result.unmet).toEqual(['target_url', 'ref_id', 'order_id']);
    for (const text of [
      'API-Aufruf: Auftrag erteilen',
      'HTTP 503',
      'x-correlation-id: c-1',
      'Bank (Klarna)',
      TICKET_TEXTS.de.noIdYet,
    ])
      expect(result.body).toContain(text);
  });

  it('does not ask for an Order ID where the provider gives none, but does where one should be', () => {
    const bank = { ...order, orderId: null, givesOrderId: false, method: 'Bank (Klarna)' };
    expect(ticket({ order: bank }).missing).toEqual([]);
    expect(ticket({ order: { ...bank, givesOrderId: true } }).missing).toEqual(['orderId']);
    expect(ticket({ step: 1, order: { ...bank, givesOrderId: true } }).unmet).toEqual(['order_id']);
  });

  it('names what is missing instead of leaving it out', () => {
    const result = ticket({ proNumber: null, issue: null, problem: ' ' });
    expect(result.missing).toEqual(['proNumber', 'problem']);
    expect(result.body).toContain(`PRO-Nr: ${TICKET_TEXTS.en.notKnown}`);
  });

  it('exists for every issue in both languages', () => {
    for (const language of ['en', 'de'] as const)
      for (const issue of ISSUES) {
        const result = ticket({ step: issue.step, issue: issue.id, problem: null, language });
        expect(result.body).toContain(issue.title[language]);
        expect(result.subject).toContain(issue.title[language]);
        expect(result.missing).not.toContain('problem');
      }
  });
});
