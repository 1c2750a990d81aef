import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '../../src/app/routes.ts';
import { progressOf } from '../../src/features/billing/invoices/running-imports.ts';
import type { RequestContext, Route } from '../../src/platform/http/route.ts';
import { type BillingFixture, refOf, startBilling } from '../billing/billing-fixture.ts';
import { csv, upload, workbook } from '../billing/invoice-fixture.ts';
import type { Caller } from './app-fixture.ts';

/** What became of the work of the requests that were marked to be left, in their order. */
const ended: Promise<unknown>[] = [];

/** The same route; where the test asks for it, its work begins when whoever asked has left. */
function begunTooLate(route: Route): Route {
  return {
    ...route,
    handle: async (asked: RequestContext<unknown, unknown, unknown>) => {
      if (asked.req.headers['x-late'] === undefined) return route.handle(asked);
      const work = once(asked.gone, 'abort').then(() => route.handle(asked));
      ended.push(
        work.then(
          () => 'made',
          (error) => error,
        ),
      );
      return work;
    },
  };
}

/** What the test opens when it is time. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Work of the kind `file` that does not look who has left; it ends when the test says so. */
const heedless = { begun: 0, left: 0, gate: gate() };
const heedlessRoute: Route = {
  method: 'get',
  path: '/api/test/heedless',
  access: 'session',
  work: 'file',
  summary: 'Works on',
  answers: { 204: null },
  handle: async ({ gone }) => {
    heedless.begun += 1;
    gone.addEventListener('abort', () => {
      heedless.left += 1;
    });
    await heedless.gate.opened;
    return {};
  },
};

describe('work whose client has left', () => {
  let app: BillingFixture;
  let admin: Caller;
  let finance: Caller;
  const faults: unknown[] = [];

  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z', {}, [...routes.map(begunTooLate), heedlessRoute]);
    [admin, finance] = [await app.as('admin'), await app.as('finance')];
    vi.spyOn(app.desk.log, 'error').mockImplementation((...told: unknown[]) => void faults.push(told));
    const at = '2026-03-10T10:00:00Z';
    await app.orders([1, 2, 3].map((n) => ({ n, externalId: `C-${n}`, at, went: [['terminated', at]] })));
  });
  afterAll(() => app.close());

  /** A request over a connection of its own, to be broken by whoever asks. */
  function ask(who: Caller, method: string, path: string, body?: unknown, late = false): ClientRequest {
    const headers = {
      cookie: who.cookie,
      'x-requested-with': 'srs-desk',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(late ? { 'x-late': 'yes' } : {}),
    };
    const req = httpRequest(`${app.url}${path}`, { method, headers, agent: false });
    req.on('error', () => undefined);
    req.end(body === undefined ? undefined : JSON.stringify(body));
    return req;
  }
  const count = (sql: string) => app.desk.reader.connection.sql(sql).pluck().get();
  const folder = (name: string) => {
    const path = join(app.desk.config.dataDir, name);
    return existsSync(path) ? readdirSync(path) : [];
  };

  it('holds its place until it has ended, then gives it back', async () => {
    const leaving = [1, 2, 3, 4].map(() => ask(finance, 'GET', heedlessRoute.path));
    await expect.poll(() => heedless.begun).toBe(4);
    for (const req of leaving) req.destroy();
    await expect.poll(() => heedless.left).toBe(4);
    expect((await finance.get('/api/customers.csv')).status).toBe(429);
    heedless.gate.open();
    await expect.poll(async () => (await finance.get('/api/customers.csv')).status).toBe(200);
  });

  const order = `/api/orders/${refOf(1)}`;
  const filtered = encodeURIComponent('{"action":"order.export"}');
  it.each<[string, string, string, unknown?]>([
    ['a proof pack', 'POST', `${order}/proof`, { reason: 'dispute', reveal: true }],
    ['a person file', 'POST', `${order}/person-file`, { reason: 'letter', format: 'html', lang: 'de' }],
    ['a search', 'POST', '/api/search', { q: 'Geheimnis' }],
    ['a search of the log', 'POST', '/api/audit/search', { filter: '{"q":"order"}' }],
    ['an export of the log', 'GET', '/api/audit/export'],
    ['an export of the log, filtered', 'GET', `/api/audit/export?filter=${filtered}`],
    ['an export of orders', 'GET', '/api/orders/export.csv'],
    ['a verification', 'POST', '/api/audit/verify', { wait: true }],
    ['all statements', 'GET', '/api/statements/all.zip?period=2026-03'],
  ])('%s is not made, and nothing is written down', async (_, method, path, body) => {
    await admin.post('/api/session/reauthenticate', { password: 'correct horse battery' });
    const before = count('SELECT max(seq) FROM entries');
    const [known, begun] = [ended.length, faults.length];
    const req = ask(admin, method, path, body, true);
    await expect.poll(() => ended.length).toBe(known + 1);
    req.destroy();
    expect(await ended[known]).toMatchObject({ name: 'AbortError' });
    expect([count('SELECT max(seq) FROM entries'), faults.slice(begun)]).toEqual([before, []]);
  });

  it.each([
    '/api/usage.xlsx',
    '/api/margin.xlsx',
    '/api/statements.pdf?period=2026-03&externalId=C-1',
    '/api/statements.xlsx?period=2026-03&externalId=C-1',
  ])('the file %s is not made', async (path) => {
    const known = ended.length;
    const req = ask(finance, 'GET', path, undefined, true);
    await expect.poll(() => ended.length).toBe(known + 1);
    req.destroy();
    expect(await ended[known]).toMatchObject({ name: 'AbortError' });
  });

  it('statements of a month stop midway; nothing of the file stays', async () => {
    const state = async () => (await finance.get('/api/statement-exports')).body[0]?.state;
    const req = ask(finance, 'GET', '/api/statements/all.zip?period=2026-03');
    await expect.poll(state, { interval: 5 }).toBe('running');
    req.destroy();
    await expect.poll(state).toBe('stopped');
    expect(folder('exports')).toEqual([]);
  });

  it('statements of a month that are also made in the background go on', async () => {
    const exports = async () => (await finance.get('/api/statement-exports')).body;
    const req = ask(finance, 'GET', '/api/statements/all.zip?period=2026-03');
    await expect.poll(async () => (await exports())[0].state, { interval: 5 }).toBe('running');
    await finance.post('/api/statement-exports', { period: '2026-03' });
    req.destroy();
    await expect.poll(async () => (await exports())[0].state, { timeout: 60_000 }).toBe('done');
    expect(folder('exports')).toHaveLength(1);
  });

  it('a verification stops midway when the last has left who waits for it, without an entry', async () => {
    const entries = () => count("SELECT count(*) FROM entries WHERE action = 'audit.verify'");
    const held = gate();
    const leaving = new AbortController();
    const sign = vi.spyOn(app.desk.ledger, 'checkpoint').mockImplementationOnce(async () => {
      await held.opened;
      return null;
    });
    const before = entries();
    const asked = [1, 2].map(() => ask(admin, 'POST', '/api/audit/verify', { wait: true }));
    await expect.poll(() => sign.mock.calls.length).toBe(1);
    asked[0]?.destroy();
    const waits = app.desk.audit.verification.run({ actor: 'system', origin: 'system' }, [], leaving.signal);
    asked[1]?.destroy();
    leaving.abort();
    await expect(waits).rejects.toThrow('aborted');
    held.open();
    await expect.poll(() => app.desk.audit.verification.progress).toBeNull();
    expect([entries(), faults]).toEqual([before, []]);
    // The next begins anew.
    expect((await admin.post('/api/audit/verify', { wait: true })).body.outcome).toBe('intact');
  });

  it('a workbook is not read on, and nothing of it stays', async () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => [refOf(at), 'C-1', null, 1]);
    const file = await workbook(rows);
    const req = httpRequest(`${app.url}/api/invoice-files?name=a.xlsx`, {
      method: 'POST',
      agent: false,
      headers: { cookie: finance.cookie, 'x-requested-with': 'srs-desk', 'content-length': file.length },
    });
    req.on('error', () => undefined);
    req.end(file);
    await expect.poll(() => folder('uploads').length, { interval: 5 }).toBe(1);
    req.destroy();
    await expect.poll(() => folder('uploads')).toEqual([]);
  });

  it('an import of an invoice stops midway; nothing of it stays, the file does', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [refOf(at + 10), 'C-1', '2026-03-12', '2.50']);
    const { body: file } = await upload(
      app,
      finance,
      csv([['Ref ID', 'Customer', 'Date', 'Amount'], ...rows]),
    );
    const mapping = { columns: { refId: 'Ref ID', amount: 'Amount' }, currency: 'CHF' };
    const input = { fileId: file.id, supplier: 'S', number: '1', period: '2026-03', mapping };
    const req = ask(finance, 'POST', '/api/invoices', input);
    await expect.poll(() => progressOf(app.desk.ledger, file.id), { interval: 5 }).not.toBeNull();
    req.destroy();
    await expect.poll(() => progressOf(app.desk.ledger, file.id)).toBeNull();
    expect((await finance.get('/api/invoices')).body).toEqual([]);
    expect(count('SELECT count(*) FROM billing_staged_lines')).toBe(0);
    expect((await finance.get(`/api/invoice-files/${file.id}`)).status).toBe(200);
  });

  it('five uploads of 40 MB at once are held to the room that there is', async () => {
    const sending = (who: Caller) => {
      const req = httpRequest(`${app.url}/api/invoice-files?name=a.csv`, {
        method: 'POST',
        agent: false,
        headers: { cookie: who.cookie, 'x-requested-with': 'srs-desk', 'content-length': 40 * 2 ** 20 },
      });
      req.on('error', () => undefined);
      req.write('a,b\n');
      return req;
    };
    const kept = folder('uploads').length;
    const underWay = [finance, finance, finance, admin, admin, admin].map(sending);
    await expect.poll(() => folder('uploads').length).toBe(kept + 6);
    const late = sending(finance);
    const [refused] = await once(late, 'response');
    expect([refused.statusCode, refused.headers['retry-after'], refused.headers.connection]).toEqual([
      429,
      '30',
      'close',
    ]);
    for (const req of [...underWay, late]) req.destroy();
    await expect.poll(() => folder('uploads').length).toBe(kept);
    await expect.poll(async () => (await upload(app, finance, 'Ref ID,Amount\nx,1\n')).status).toBe(201);
  });
});
