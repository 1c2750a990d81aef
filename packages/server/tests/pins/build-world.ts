import request from 'supertest';
import { expect } from 'vitest';
import { createCancellationRunner } from '../../src/features/cancellations/runner.ts';
import { type BillingFixture, refOf, startBilling } from '../billing/billing-fixture.ts';
import { importFile } from '../billing/invoice-fixture.ts';
import { type Caller, PASSWORD } from '../http/app-fixture.ts';
import { until } from '../sync/desk-fixture.ts';
import { personOf, wireOrder } from './people.ts';
import { type ScriptedSrs, startScriptedSrs } from './scripted-srs.ts';
import { IMPORTED, orderAtSrs } from './world-orders.ts';

export interface World {
  app: BillingFixture;
  srs: ScriptedSrs;
  support: Caller;
  finance: Caller;
  admin: Caller;
  close(): Promise<void>;
}

/** What a step of the building needs: the world, and calls that must succeed. */
interface Builder extends Omit<World, 'close'> {
  /** Moves the clock; less than half an hour, so that nobody is logged out for idleness. */
  at(time: string): Promise<void>;
}

/** The time at which the world is looked at. */
const LOOKED_AT = '2026-03-03T09:00:00.000Z';

async function did(answer: PromiseLike<{ status: number; text: string; body: unknown }>): Promise<void> {
  const { status, text } = await answer;
  expect(status, text).toBeLessThan(300);
}

/**
 * A desk with orders in many states, made over HTTP alone, step after step, so that every number and every time is the
 * same in each run: against a scripted SRS, with a clock in hand, and with the sync's chance taken out by the caller
 * (`Math.random`).
 */
export async function buildWorld(): Promise<World> {
  const srs = await startScriptedSrs();
  const app = await startBilling('2026-03-02T08:00:00.000Z', {
    SRS_BASE_URL: srs.url,
    SRS_TOKEN_URL: `${srs.url}/oauth/token`,
    RAS_BASE_URL: srs.url,
    SRS_RATE_LIMIT: '5000',
  });
  const login = async () => ({
    support: await app.as('support'),
    finance: await app.as('finance'),
    admin: await app.as('admin'),
  });
  const people = await login();
  const setTime = (time: string): void => {
    app.setClock(time);
    srs.now = time;
  };
  const builder: Builder = {
    app,
    srs,
    ...people,
    async at(time) {
      setTime(time);
      for (const who of Object.values(people)) await did(who.get('/api/session'));
    },
  };
  for (const step of [setTerms, placeOrders, importOrders, moveOn, workOnOrders, cancelOrders, bill])
    await step(builder);
  setTime(LOOKED_AT);
  return {
    app,
    srs,
    ...(await login()),
    async close() {
      await app.close();
      await srs.close();
    },
  };
}

async function setTerms({ admin, finance }: Builder): Promise<void> {
  const price = { validFrom: '2026-01-01', currency: 'CHF' };
  await did(
    admin.post('/api/prices', {
      ...price,
      method: 'video',
      tiers: [
        { upTo: 2, unitMinor: 123456 },
        { upTo: null, unitMinor: 95 },
      ],
    }),
  );
  await did(admin.post('/api/prices', { ...price, method: 'bank', tiers: [{ upTo: null, unitMinor: 150 }] }));
  await did(
    admin.post('/api/prices', {
      ...price,
      externalId: 'ACME',
      method: 'video',
      minimumMinor: 5000,
      tiers: [{ upTo: null, unitMinor: 80 }],
    }),
  );
  await did(admin.post('/api/billable-rules', { validFrom: '2026-01-01', event: 'terminated' }));
  await did(admin.post('/api/price-groups', { externalId: 'ACME', group: 'Bänke' }));
  await did(finance.post('/api/aliases', { raw: 'Acme ', canonical: 'ACME' }));
}

/** 1 and 2: one person, placed at the desk; the second takes the first one's place. */
async function placeOrders({ srs, support, at }: Builder): Promise<void> {
  const person = personOf(1);
  const video = { issuer: 'IDENTITY.TM', method: 'video' };
  await at('2026-03-02T08:05:00.000Z');
  srs.toPlace.push(wireOrder(1, { went: [['INITIALIZED', '2026-03-02T08:05:00.000Z']] }));
  await did(
    support.post('/api/orders', {
      ...video,
      ...person,
      externalId: 'ACME',
      jurisdiction: 'zertes',
      loa: '4',
    }),
  );
  await at('2026-03-02T08:25:00.000Z');
  srs.toPlace.push(wireOrder(2, { person, went: [['INITIALIZED', '2026-03-02T08:25:00.000Z']] }));
  await did(support.post('/api/orders', { ...video, replaces: refOf(1), sameData: true }));
}

async function importOrders({ app, srs, admin, support, at }: Builder): Promise<void> {
  for (const n of IMPORTED) srs.orders.set(refOf(n), orderAtSrs(n));
  srs.evidence.set(personOf(1).mobile, 'RAS00000000000000000000e002');
  srs.evidence.set(personOf(8).mobile, 'terms_not_accepted');
  for (const n of [18, 19, 20, 21]) srs.evidence.set(personOf(n).mobile, `RAS0000000000000000000000${n}`);
  await at('2026-03-02T08:50:00.000Z');
  for (const n of IMPORTED.slice(1)) await did(admin.post('/api/orders/import', { refIds: [refOf(n)] }));
  const csv = `refId;externalId;note\r\n${refOf(3)};"nur ""Import""";Nötiz\r\n${refOf(4)};;\r\nnot-an-id;;\r\n`;
  await did(
    request(app.server)
      .post('/api/orders/import')
      .set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk', 'content-type': 'text/csv' })
      .send(csv),
  );
  await did(support.post('/api/orders/import', { refIds: [refOf(99)] }));
}

async function moveOn({ srs, support, at }: Builder): Promise<void> {
  const sync = (n: number) => did(support.post(`/api/orders/${refOf(n)}/sync`));
  await at('2026-03-02T09:15:00.000Z');
  srs.orders.set(
    refOf(2),
    wireOrder(2, {
      person: personOf(1),
      went: [
        ['CREATED', '2026-03-02T08:24:59.000Z'],
        ['INITIALIZED', '2026-03-02T08:25:00.000Z'],
        ['IDENTIFICATION_DONE', '2026-03-02T08:45:00.000Z'],
        ['TERMINATED', '2026-03-02T08:48:00.000Z'],
      ],
    }),
  );
  for (const n of [1, 2]) await sync(n);
  for (const n of [2, 8, 9, 18, 21]) await did(support.post(`/api/orders/${refOf(n)}/verify`));
  srs.orders.delete(refOf(10));
  srs.failing.add(refOf(6));
  for (const n of [10, 6]) await sync(n);
  srs.failing.clear();
}

async function workOnOrders({ support, admin, at }: Builder): Promise<void> {
  await at('2026-03-02T09:40:00.000Z');
  const order = (n: number, verb: string) => `/api/orders/${refOf(n)}/${verb}`;
  await did(support.post(order(4, 'notes'), { text: 'Rückruf vereinbart; =1+1' }));
  await did(
    support.post(order(4, 'handovers'), {
      step: 3,
      team: 'isp_via_swisscom_service_desk',
      issue: null,
      language: 'de',
      subject: 'Ausweis unleserlich',
      body: 'Bitte prüfen.',
      hasPersonalData: false,
    }),
  );
  const { mobile, lastName } = personOf(1);
  await did(support.post(order(1, 'notes'), { text: `${lastName} rief an von ${mobile}` }));
  await did(
    support.post(order(1, 'handovers'), {
      step: 2,
      team: 'service_provider_support',
      issue: null,
      language: 'en',
      subject: 'Link lost',
      body: `${lastName} asks for the link again.`,
      hasPersonalData: true,
    }),
  );
  await did(support.post('/api/search', { q: lastName }));
  await did(admin.patch('/api/handovers/1', { ticketNumber: 'T-4711', state: 'answered' }));
  await did(support.put(order(4, 'work'), { assignee: 'support', followUpAt: '2026-03-03T08:00:00.000Z' }));
  await did(support.put(order(11, 'work'), { snoozedUntil: '2026-03-05T08:00:00.000Z' }));
  await did(support.post(order(1, 'messages'), { situation: 'start', language: 'de', channel: 'copied' }));
  await did(support.post(order(8, 'reveal'), { reason: 'asked by phone', fields: ['msisdn', 'lastName'] }));
  await did(support.post('/api/saved-views', { resource: 'orders', name: 'Meine', view: {} }));
  await did(admin.post(order(21, 'legal-hold'), { hold: true, reason: 'dispute 12' }));
}

async function cancelOrders({ app, admin, at }: Builder): Promise<void> {
  await at('2026-03-02T10:05:00.000Z');
  await did(admin.post(`/api/orders/${refOf(14)}/cancel`, { reason: 'wrong customer' }));
  await did(admin.post('/api/session/reauthenticate', { password: PASSWORD }));
  await did(
    admin.put('/api/settings/cancellations', {
      value: { approvalAbove: null, callMayRunMinutes: 0, atOnce: 1 },
    }),
  );
  const refIds = [15, 16, 17, 5].map(refOf);
  await did(admin.post('/api/cancellations', { refIds, reason: 'Aufräumen' }));
  await did(
    admin.post('/api/cancellation-policies', {
      name: 'Alte',
      rule: { kind: 'stale', rule: { olderThanDays: 30 } },
      everyHours: 24,
    }),
  );
  await did(admin.post('/api/cancellations/1/execute', { confirm: 2 }));
  const runner = createCancellationRunner(app.desk);
  runner.start();
  await until('the cancellation is done', async () => {
    return (await admin.get('/api/cancellations/1')).body.state === 'completed';
  });
  await runner.stop();
}

async function bill({ app, admin, finance, at }: Builder): Promise<void> {
  await at('2026-03-02T10:30:00.000Z');
  const { unresolved } = (await finance.get('/api/periods/2026-02/close')).body;
  const acknowledge = unresolved.map(({ code }: { code: string }) => code);
  await did(finance.post('/api/periods/2026-02/close', { acknowledge }));
  const lines = [
    `${refOf(2)};ACME;2026-03-02;0,80`,
    `${refOf(8)};ACME;2026-03-02;99,90`,
    `${refOf(8)};ACME;2026-03-02;99,90`,
    `${refOf(12)};ACME;2026-03-02;0,80`,
    `${refOf(77)};=1+1;2026-03-02;1,00`,
    `;TM-9;2026-03-02;0,80`,
  ];
  const file = ['Ref ID;Customer;Date;Amount', ...lines].join('\r\n');
  await did(importFile(app, finance, file, { number: 'R-2026/3' }));
  await did(
    finance.post('/api/invoices/1/dispositions', {
      lines: [1, 2],
      disposition: 'disputed',
      note: 'Zu teuer; "=2"',
    }),
  );
  await did(admin.post('/api/audit/verify', { wait: true }));
}
