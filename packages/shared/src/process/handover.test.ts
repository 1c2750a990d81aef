import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../words/language.ts';
import { ticketCall } from './call-ticket.ts';
import { CHECK_CODES } from './codes.ts';
import { type HandoverRequest, handoverTicket, TICKET_TEXTS, type TicketOrder } from './handover.ts';
import { ISSUES } from './issues.ts';
import { QUESTIONS } from './questions.ts';
import { sayAnswer, TRIAGE_TEXTS } from './texts.ts';
import { ticketBody } from './ticket-body.ts';
import { DONE_CHECKS, REPORT_SENTENCES } from './ticket-sentences.ts';

const at = Date.parse('2026-03-02T12:00:00.000Z');
const HOUR = 3_600_000;
const format = (instant: number) => new Date(instant).toISOString();
const order: TicketOrder = {
  refId: '3fa91b2c-0000-4000-8000-0123456789ab',
  orderId: '884-221',
  method: 'VIDEO IDENTITY.TM',
  givesNoOrderId: null,
  byOfficer: true,
  targetUrl: 'https://idp.example/t/1',
  wireStatus: 'INITIALIZED',
  statusReason: null,
  statusChangedAt: at,
  lastSyncedAt: at + HOUR,
  createdAt: at - 5000,
  goneAt: null,
  verifyStatus: 'not_due',
  verifiedAt: null,
  evidenceId: null,
};
const terminated: TicketOrder = { ...order, wireStatus: 'TERMINATED', verifyStatus: 'terms_not_accepted' };
const base: HandoverRequest = {
  step: 3,
  issue: 'connection_lost',
  issueNamed: true,
  language: 'en',
  proNumber: '4711',
  order,
  call: null,
  msisdn: null,
  contact: null,
  problem: null,
  occurredAt: null,
  answers: {},
  checked: [],
  now: at + 2 * HOUR,
};
const placing = {
  operation: 'place_order',
  at,
  httpStatus: 503,
  outcome: 'http_error',
  correlationId: 'c-1',
  refId: null,
  orderId: null,
  method: 'Bank (Klarna)',
  givesNoOrderId: 'Klarna',
} as const;
const ticket = (given: Partial<HandoverRequest> = {}) => handoverTicket({ ...base, ...given }, format);

describe('tickets (guide §6.2)', () => {
  it('step 3 holds PRO-Nr, Ref ID, Order ID, method, problem and time, and goes through Swisscom', () => {
    const { body, subject, missing, unmet, team, includesPersonalData } = ticket({
      problem: 'Broke off twice in the video',
      occurredAt: at + HOUR,
    });
    for (const text of [
      'PRO-Nr: 4711',
      order.refId,
      '884-221',
      'VIDEO IDENTITY.TM',
      'Problem: Broke off twice',
    ])
      expect(body).toContain(text);
    expect(body).toContain(`Time of the problem: ${format(at + HOUR)}`);
    expect(body).toContain(`Status at SRS: INITIALIZED since ${format(at)} (read ${format(at + HOUR)})`);
    expect(subject).toBe(`PRO-Nr 4711 · The connection was lost · Ref ID ${order.refId}`);
    expect([missing, unmet]).toEqual([[], []]);
    expect(team).toBe('isp_via_swisscom_service_desk');
    expect(includesPersonalData).toBe(false);
    expect(body).toMatch(/Please check this and tell us the result and the next step\.$/);
  });

  it('since when an order is Created is not said where nobody knows when it was created', () => {
    const { body } = ticket({ order: { ...order, wireStatus: 'CREATED', createdAt: null } });
    expect(body).toContain(`Status at SRS: CREATED (read ${format(at + HOUR)})`);
    expect(body).not.toContain('Placed: ');
  });

  it('the time of the trouble is the agent’s, never that of the status', () => {
    const { body, missing } = ticket();
    expect(body).toContain('Time of the problem: not known');
    expect(missing).toEqual(['time']);
  });

  it('claims no check that was not ticked, and reports no answer that was not given', () => {
    expect(ticket().body).not.toMatch(/We checked|The user reports/);
    const { body } = ticket({
      checked: ['reuse_url', 'sync_again'],
      answers: { video_user_says: 'connection_lost', lost_before: 'again' },
    });
    expect(body).toContain('We checked:\n- Same link tried again\nProcess step');
    expect(body).toContain('- Was the connection lost before? Before, too');
    expect(body).toContain(
      'Problem: The user reports: the connection was lost during the identification. It was lost',
    );
  });

  it('step 5 demands number, evidence ID and contact; a number in clear is personal data', () => {
    const bare = ticket({ step: 5, issue: 'terms_sms_missing', order: terminated });
    expect(bare.missing).toEqual(['msisdn', 'contact']);
    expect(bare.unmet).toEqual(['verify_successful']);
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

  it('says that no SMS came only once the user has said so', () => {
    const terms = { step: 5, issue: 'terms_sms_missing', order: terminated } as const;
    const unasked = ticket(terms);
    expect(unasked.subject).toContain('Terminated, terms of use not accepted');
    expect(`${unasked.subject}${unasked.body}`).not.toMatch(/no SMS/i);
    const asked = ticket({ ...terms, answers: { terms_sms: 'not_arrived', number_right: 'yes' } });
    expect(asked.subject).toContain('no SMS');
    expect(asked.body).toContain('The user reports that no SMS arrived. The number is confirmed.');
  });

  it('calls the case by an issue only where it is known to be so, or where the agent has named it', () => {
    const read = { issueNamed: false } as const;
    const start = { ...read, step: 2, issue: 'user_redirect' } as const;
    expect(ticket(start).subject).toBe(`PRO-Nr 4711 · Lead to the start · Ref ID ${order.refId}`);
    expect(ticket(start).body).not.toMatch(/Problem|does not reach/);
    const told = ticket({ ...start, answers: { video_user_says: 'link_does_not_open' } });
    expect(told.body).toContain('Problem: The user does not reach the Target URL.');
    const lost = ticket(read);
    expect(lost.body).toContain('Problem: not known');
    expect(lost.missing).toEqual(['problem', 'time']);
    const failed = { ...order, wireStatus: 'ERROR', statusReason: 'Session timed out' };
    expect(ticket({ ...read, issue: 'timeout', order: failed }).subject).toContain('Timeouts');
  });

  it('calls a country listed, or a language offered, only once that was answered', () => {
    const of = (
      issue: 'country_not_supported' | 'language_not_supported',
      answers: HandoverRequest['answers'],
    ) => {
      const failed = { ...order, wireStatus: 'ERROR', statusReason: 'Not supported' };
      const { subject, body } = ticket({ issue, issueNamed: false, order: failed, answers });
      return `${subject}\n${body}`;
    };
    for (const answers of [{}, { country_listed: 'no' }] as const) {
      expect(of('country_not_supported', answers)).toContain(
        'Problem: Status Error with the reason given below.',
      );
      expect(of('country_not_supported', answers)).not.toMatch(/listed country|is on the list/);
    }
    expect(of('country_not_supported', { country_listed: 'yes' })).toMatch(
      /A listed country.*\n[\s\S]*is on the list/,
    );
    expect(of('language_not_supported', {})).not.toContain('offered language');
    expect(of('language_not_supported', { call_language: 'offered' })).toContain('offered language');
  });

  it('of an order that SRS no longer knows it says so, not that it has no Ref ID, nor that it was read since', () => {
    const gone = ticket({ step: 1, issue: 'ids_missing', order: { ...order, goneAt: at + HOUR } });
    expect(gone.subject).toContain('Unknown at SRS');
    expect(`${gone.subject}${gone.body}`).not.toMatch(/No Order ID|Not reached|read 2026/);
    expect(gone.unmet).toEqual([]);
  });

  it('names an officer only where one takes part', () => {
    expect(ticket().body).toContain('Not known: The officer has said');
    expect(ticket({ order: { ...order, byOfficer: false } }).body).not.toMatch(/officer/i);
  });

  it('a tick says that it was asked, not what the answer was', () => {
    const { body } = ticket({ checked: ['sim_changed', 'mobile_id_active', 'password_set'] });
    for (const line of body.split('We checked:\n')[1]?.split('\n').slice(0, 3) ?? [])
      expect(line).toMatch(/^- Asked whether /);
  });

  it('says of an Evidence ID that is not there what is known, and claims no Verify Call', () => {
    const said = (verifyStatus: TicketOrder['verifyStatus'], verifiedAt: number | null = null) =>
      ticket({ step: 5, issue: 'evidence_missing', order: { ...order, verifyStatus, verifiedAt } }).body;
    expect(said('no_evidence', at)).toContain(`Evidence ID: none found by the Verify Call at ${format(at)}`);
    expect(said('no_evidence')).toContain('Evidence ID: none found by the Verify Call\n');
    expect(said('due')).toContain('Evidence ID: not known, no Verify Call made');
    expect(said('terms_not_accepted')).toContain('Evidence ID: not given by SRS');
    const valid = { ...order, verifyStatus: 'valid' } as const;
    expect(ticket({ step: 5, issue: 'declaration_of_will', order: valid }).missing).toContain('evidenceId');
  });

  it('starts from a failed call that has no Ref ID yet', () => {
    const result = ticket({
      step: 1,
      issue: 'service_not_responding',
      issueNamed: false,
      order: null,
      call: placing,
      language: 'de',
    });
    expect(result.missing).toEqual(['refId']);
    expect(result.subject).toBe('PRO-Nr 4711 · SRS antwortet mit HTTP 503');
    expect(result.unmet).toEqual([]);
    for (const text of [
      'API-Aufruf: Auftrag erteilen',
      'HTTP 503, x-correlation-id c-1',
      'Bank (Klarna)',
      'Problem: SRS antwortet mit HTTP 503.',
      `Zeit des Problems: ${format(at)}`,
      'Ref ID: nicht bekannt',
      'Order ID: von Klarna nicht vergeben',
      TICKET_TEXTS.de.orderExists,
    ])
      expect(result.body).toContain(text);
  });

  it('says that a placing has no id only where SRS refused it, and of calls about no order that they have none', () => {
    const of = (call: HandoverRequest['call']) => ticket({ step: 1, issue: null, order: null, call });
    const refused = of({ ...placing, httpStatus: 422 });
    expect(refused.body).toContain(`Ref ID: ${TICKET_TEXTS.en.noIdYet}`);
    expect(refused.body).not.toContain(TICKET_TEXTS.en.orderExists);
    const token = of({ ...placing, operation: 'token', method: null, givesNoOrderId: null });
    expect(token.body).toContain(`Order ID: ${TICKET_TEXTS.en.noOrder}`);
    expect(token.body).toContain(`Identification method: ${TICKET_TEXTS.en.noMethod}`);
  });

  it('names the ids that stand in the call, and those of its order', () => {
    const refId = order.refId;
    const read = { ...placing, operation: 'get_status', refId, method: null, givesNoOrderId: null } as const;
    const unknown = ticket({ step: 1, issue: null, order: null, call: read });
    expect(unknown.body).toContain(`Ref ID: ${refId}\nOrder ID: not known\nIdentification method: not known`);
    expect(unknown.subject).toContain(`Ref ID ${refId}`);
    const { body, missing } = ticket({ step: 1, issue: 'service_not_responding', order, call: read });
    expect(body).toContain(`Ref ID: ${refId}\nOrder ID: 884-221\nIdentification method: VIDEO IDENTITY.TM`);
    expect(missing).toEqual([]);
  });

  it('reads the method of a placing from its path, and the Ref ID of a status call', () => {
    const call = {
      operation: 'place_order',
      url: 'https://srs.example/api/providers/IDENTITY.TM/VIDEO%20IDENTITY.TM',
      startedAt: new Date(at).toISOString(),
      httpStatus: null,
      outcome: 'timeout',
      correlationId: 'c-2',
      refId: null,
      orderId: null,
    } as const;
    expect(ticketCall(call)).toMatchObject({
      at,
      refId: null,
      method: 'VIDEO IDENTITY.TM',
      givesNoOrderId: null,
    });
    const url = `https://srs.example/api/identifications/${order.refId}`;
    expect(ticketCall({ ...call, operation: 'get_status', url })).toMatchObject({
      refId: order.refId,
      method: null,
    });
  });

  it('does not ask for an Order ID where the provider gives none, but does where one should be', () => {
    const klarna = { ...order, orderId: null, givesNoOrderId: 'Klarna', method: 'Bank (Klarna)' };
    expect(ticket({ order: klarna }).missing).toEqual(['time']);
    expect(ticket({ order: klarna }).body).toContain('Order ID: not issued by Klarna');
    expect(ticket({ order: { ...order, orderId: null } }).missing).toEqual(['orderId', 'time']);
    expect(ticket({ step: 1, order: { ...order, orderId: null } }).unmet).toEqual(['order_id']);
  });

  it('exists for every issue in both languages, and asks our own support for nothing', () => {
    for (const language of LANGUAGES)
      for (const issue of ISSUES) {
        const told = { answers: { terms_sms: 'not_arrived' } } as const;
        const result = ticket({ step: issue.step, issue: issue.id, language, ...told });
        expect(result.missing).not.toContain('problem');
        expect(result.body.includes(TICKET_TEXTS[language].request)).toBe(
          result.team !== 'service_provider_support',
        );
      }
  });
});

describe('whatever is answered and ticked', () => {
  const answers = fc.record(
    Object.fromEntries(Object.entries(QUESTIONS).map(([id, all]) => [id, fc.constantFrom(...all)])),
    { requiredKeys: [] },
  );
  const orders = fc.record({
    order: fc.constantFrom(order, terminated, { ...order, wireStatus: null, statusReason: 'blurred' }),
    issue: fc.constantFrom(...ISSUES),
    checked: fc.subarray([...CHECK_CODES]),
    language: fc.constantFrom(...LANGUAGES),
    answers,
  });

  it('a ticket holds every ticked check that may stand in one, and no other; no advice, and no place left open', () => {
    fc.assert(
      fc.property(orders, ({ issue, ...given }) => {
        const { body, subject } = ticket({ ...given, issue: issue.id, step: issue.step });
        const texts = TICKET_TEXTS[given.language];
        for (const check of DONE_CHECKS)
          expect(body.includes(`\n- ${texts.done[check]}`), check).toBe(given.checked.includes(check));
        for (const check of CHECK_CODES)
          expect(body).not.toContain(`${TRIAGE_TEXTS[given.language].check[check]}\n`);
        for (const answer of Object.values(QUESTIONS.signing_page))
          if (given.answers.signing_page !== answer)
            expect(body).not.toContain(
              `${TRIAGE_TEXTS[given.language].question.signing_page} ${sayAnswer(given.language, answer)}\n`,
            );
        expect(`${subject}${body}`).not.toMatch(/undefined|null|NaN|\{\w+\}|–|ß|\[|\]|object/);
      }),
      { numRuns: 300 },
    );
  });
});

it('every sentence and every done check reads the same in both languages as far as its places go', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const sentence of REPORT_SENTENCES)
    expect(places(TICKET_TEXTS.de.report[sentence]), sentence).toEqual(
      places(TICKET_TEXTS.en.report[sentence]),
    );
});

it('a body is put together line by line: what has no value is not written', () => {
  expect(
    ticketBody([{ name: 'A', value: null }, { name: 'B', value: 'b' }, { name: 'C', items: [] }, 'end']),
  ).toBe('B: b\nend');
});
