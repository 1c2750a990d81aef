import { afterEach, expect, it, vi } from 'vitest';
import { type Caller, PASSWORD } from '../http/app-fixture.ts';
import { type BillingFixture, bytesOf, growLarge, startBilling, type TestOrder } from './billing-fixture.ts';
import { logoPng, putLogo } from './logo-fixture.ts';

const NOW = '2026-05-10T10:00:00Z';
const PRICE = { validFrom: '2026-01-01', currency: 'CHF' };

function done(n: number, externalId: string, day: string, method = 'video'): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId, method, at, went: [['terminated', at]], verifiedAt: at };
}

const QUESTIONS = [
  '/api/usage?from=2026-03&to=2026-05',
  '/api/usage?from=2026-03&to=2026-05&groupBy=externalId&range=[1,1]&sort=["placed","ASC"]',
  '/api/usage?from=2026-03&to=2026-04&filter={"externalId":"ACME"}',
  '/api/usage/top?from=2026-03&to=2026-05',
  '/api/usage/compare?period=2026-04',
  '/api/usage/forecast',
  '/api/usage/forecast?externalId=ACME',
  '/api/usage/anomalies?period=2026-04',
  '/api/usage/completeness?period=2026-04',
  '/api/margin?from=2026-03&to=2026-05',
  '/api/margin/forecast',
  '/api/margin/forecast?externalId=ACME',
  '/api/periods',
  '/api/periods/2026-04/close',
  '/api/periods/2026-05/adjustments',
  '/api/statements?period=2026-03&externalId=ACME',
  '/api/statements?period=2026-04&externalId=BETA',
  ...['pdf', 'csv', 'xlsx'].map((format) => `/api/statements.${format}?period=2026-03&externalId=ACME`),
  ...['csv', 'xlsx'].flatMap((format) => [
    `/api/usage.${format}?from=2026-03&to=2026-05`,
    `/api/margin.${format}?from=2026-03&to=2026-05&lang=de`,
  ]),
  ...['plain', 'bexio', 'datev'].map((format) => `/api/accounting.csv?period=2026-03&format=${format}`),
  '/api/statements/all.zip?period=2026-03',
];

let app: BillingFixture;
afterEach(() => app.close());

async function closeMonth(finance: Caller, period: string): Promise<void> {
  const { unresolved } = (await finance.get(`/api/periods/${period}/close`)).body;
  const acknowledge = unresolved.map((each: { code: string }) => each.code);
  const closed = await finance.post(`/api/periods/${period}/close`, { acknowledge });
  expect(closed.status, closed.text).toBe(200);
}

/** Three months, the first closed and changed since, with all that statements have. */
async function start(): Promise<{ admin: Caller; finance: Caller }> {
  app = await startBilling(NOW);
  const [admin, finance] = [await app.as('admin'), await app.as('finance')];
  for (const list of ['customer', 'supplier']) {
    await admin.post('/api/prices', { ...PRICE, list, tiers: [{ upTo: null, unitMinor: 255 }] });
  }
  await putLogo(app, admin, logoPng([0, 90, 180]));
  await finance.put('/api/customers/ACME').send({ name: 'Acme Müller AG', address: 'Weg 1\n8000 Zürich' });
  await app.orders([
    done(1, 'ACME', '2026-03-10'),
    { ...done(2, 'ACME', '2026-03-11', 'eid'), verifiedAt: '2026-04-02T10:00:00Z' },
    done(3, 'BETA', '2026-03-12'),
    done(4, 'ACME', '2026-04-13'),
    done(5, 'BETA', '2026-04-14', 'eid'),
    done(6, 'BETA', '2026-05-02'),
  ]);
  await closeMonth(finance, '2026-03');
  await app.orders([done(7, 'ACME', '2026-03-20')]);
  return { admin, finance };
}

async function answersOf(finance: Caller): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const path of QUESTIONS) {
    const { status, headers, body } = await finance.get(path).buffer(true).parse(bytesOf);
    expect([path, status]).toEqual([path, 200]);
    answers.push([
      path,
      headers['content-type'],
      headers['content-range'],
      (body as Buffer).toString('latin1'),
    ]);
  }
  return answers;
}

it('a desk of many orders gives the same answers from other threads, and asks nothing of its own', async () => {
  const { finance } = await start();
  const asked = vi.spyOn(app.desk.reads, 'run');
  const askedLong = vi.spyOn(app.desk.longReads, 'run');
  // The first file of a closed month numbers its statements.
  expect((await finance.get(QUESTIONS.at(-1) ?? '')).status).toBe(200);
  const here = await answersOf(finance);
  expect(asked.mock.calls.length + askedLong.mock.calls.length).toBe(0);
  growLarge(app.desk);
  expect(await answersOf(finance)).toEqual(here);
  const names = [...asked.mock.calls, ...askedLong.mock.calls].map(([name]) => name);
  expect(new Set(names).size).toBeGreaterThan(15);
  for (const path of [
    '/api/usage?from=2026-04&to=2026-03',
    '/api/margin?groupBy=moon',
    '/api/usage.csv?groupBy=moon',
  ]) {
    expect([path, (await finance.get(path)).status]).toEqual([path, 400]);
  }
});

it('changes of such a desk reckon there too: a close, what a price, an alias, a group and a rule reach into', async () => {
  const { admin, finance } = await start();
  growLarge(app.desk);
  await closeMonth(finance, '2026-04');
  const frozen = (await finance.get('/api/usage?from=2026-04&to=2026-04&groupBy=period')).body;
  expect(frozen).toMatchObject([{ placed: 2, billable: 2, amount: 510, adjustment: 255 }]);
  const reach = [
    await admin.post('/api/prices', {
      ...PRICE,
      externalId: 'ACME',
      tiers: [{ upTo: null, unitMinor: 300 }],
    }),
    await finance.post('/api/aliases', { raw: 'BETA', canonical: 'ACME' }),
    await admin.post('/api/billable-rules', { validFrom: '2026-01-01', method: 'eid', event: 'verified' }),
  ];
  expect(reach.map(({ body }) => [body.code, body.closedMonths?.months])).toEqual([
    ['closed_months', 2],
    ['closed_months', 2],
    ['closed_months', 2],
  ]);
});

/** Lets something happen while a read waits, before it is carried out or before its answer comes; once. */
function meanwhile(
  reads: 'reads' | 'longReads',
  name: string,
  when: 'before' | 'after',
  act: () => Promise<void>,
) {
  const thread = app.desk[reads];
  const run = thread.run.bind(thread);
  let happened = false;
  const spy = vi.spyOn(thread, 'run').mockImplementation(async (asked, args, gone) => {
    const now = asked === name && !happened;
    happened ||= now;
    if (now && when === 'before') await act();
    const answer = await run(asked, args, gone);
    if (now && when === 'after') await act();
    return answer;
  });
  return () => spy.mockRestore();
}

async function reopen(admin: Caller, period: string): Promise<void> {
  await admin.post('/api/session/reauthenticate', { password: PASSWORD });
  const opened = await admin.post(`/api/periods/${period}/reopen`, { reason: 'a test' });
  expect(opened.status, opened.text).toBe(200);
}

it('a file of a month that is opened while it waits is refused, and one that is closed meanwhile has its number', async () => {
  const { admin, finance } = await start();
  growLarge(app.desk);
  const accounting = '/api/accounting.csv?period=2026-03';
  for (const [reads, name, path] of [
    ['longReads', 'billing.accounting_file', accounting],
    ['reads', 'billing.printed', '/api/statements/all.zip?period=2026-03'],
    ['reads', 'billing.to_number', accounting],
  ] as const) {
    const when = name === 'billing.to_number' ? 'after' : 'before';
    const restore = meanwhile(reads, name, when, async () => {
      await reopen(admin, '2026-03');
      if (name === 'billing.to_number') await closeMonth(finance, '2026-03');
    });
    const answer = await finance.get(path);
    expect([name, answer.status, answer.body.code]).toEqual([name, 409, 'changed']);
    restore();
    if (name !== 'billing.to_number') await closeMonth(finance, '2026-03');
  }
  // Nothing was numbered under the close that no longer stood.
  expect((await finance.get(accounting)).text).toContain('2026-03-0001-v');
  const closing = () => closeMonth(finance, '2026-04');
  const restore = meanwhile('longReads', 'billing.statement_file', 'before', closing);
  const statement = await finance.get('/api/statements.csv?period=2026-04&externalId=ACME');
  expect([statement.status, statement.text.includes('2026-04-0001')]).toEqual([200, true]);
  restore();
});

it('a month is closed although what then stands cannot be read apart', async () => {
  const { finance } = await start();
  growLarge(app.desk);
  const fails = meanwhile('reads', 'billing.close', 'before', async () => {
    throw new Error('the read thread ended');
  });
  const closed = await finance.post('/api/periods/2026-04/close', { acknowledge: [] });
  expect([closed.status, closed.body.state]).toEqual([200, 'closed']);
  fails();
});
