import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/create-app.ts';
import { METRICS } from '../../src/app/metrics/catalogue.ts';
import { routes } from '../../src/app/routes.ts';
import { createDenials } from '../../src/features/access/sessions/denials.ts';
import { defineRoute } from '../../src/platform/http/route.ts';
import { VERSION } from '../../src/platform/version.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

describe('the server', () => {
  let app: AppFixture;
  let admin: Caller;

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 3 } });
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  it('sends the security headers with every answer, and no-store with the API', async () => {
    const answer = await request(app.server).get('/api/session');
    expect(answer.status).toBe(401);
    const csp = String(answer.headers['content-security-policy']);
    expect(csp).toContain("script-src 'self';");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toMatch(/script-src[^;]*unsafe-inline/);
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
    expect(answer.body.requestId).toBe(answer.headers['x-request-id']);
  });

  it('is healthy and ready, and not ready while the ledger cannot write', async () => {
    expect((await request(app.server).get('/healthz')).body).toEqual({ status: 'ok', version: VERSION });
    expect((await request(app.server).get('/readyz')).status).toBe(200);
    const latched = createApp(
      { ...app.desk, ledger: { ...app.desk.ledger, state: 'latched' } as never },
      { webRoot: null },
    );
    const answer = await request(latched).get('/readyz');
    expect([answer.status, answer.body.reasons]).toEqual([503, ['ledger_latched']]);
    const demo = createApp({ ...app.desk, config: { ...app.desk.config, mode: 'demo' } }, { webRoot: null });
    expect((await request(demo).get('/readyz')).body.reasons).toEqual(['first_sync']);
  });

  it('measures itself without naming anybody', async () => {
    const { body } = await request(app.simulator.url).get('/_sim/refIds');
    const [refId] = Array.isArray(body) ? body : body.refIds;
    await admin.post('/api/orders/import', { refIds: [refId] });
    await admin.get(`/api/orders/${refId}`);
    const answer = await request(app.server).get('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.text).toMatch(/srs_desk_calls_total\{operation="get_status",outcome="ok"\} 1/);
    expect(answer.text).toContain('srs_desk_sync_lag_seconds');
    expect(answer.text).toContain('route="GET /api/orders/:refId"');
    expect(answer.text).not.toContain(refId);
  });

  it('gives every metric of its table, named by the conventions, and those of the process', async () => {
    const { text } = await request(app.server).get('/metrics');
    for (const { name, kind, help, labels } of Object.values(METRICS)) {
      expect(text, name).toContain(`# HELP ${name} ${help}`);
      expect(text, name).toContain(`# TYPE ${name} ${kind}`);
      expect(name.endsWith('_total'), name).toBe(kind === 'counter');
      if (kind === 'histogram') expect(name).toMatch(/_seconds$/);
      const series = new RegExp(`^${name}(?:_bucket)?\\{([^}]*)\\}`, 'm').exec(text)?.[1] ?? '';
      if (series !== '') for (const label of labels) expect(series, name).toContain(`${label}=`);
    }
    expect(text).toContain(`srs_desk_build_info{version="${VERSION}",node="${process.version}"} 1`);
    expect(text).toMatch(/^srs_desk_database_size_bytes [1-9]/m);
    expect(text).toMatch(/^srs_desk_disk_free_bytes [1-9]/m);
    expect(text).toMatch(/^srs_desk_ledger_state\{state="ok"\} 1$/m);
    for (const name of [
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(text).toContain(`# TYPE ${name} `);
  });

  it('counts open pages, and no stream of news among the requests', async () => {
    const open = () =>
      request(app.server)
        .get('/metrics')
        .then(({ text }) => text);
    const stream = httpGet(`${app.url}/api/events`, { headers: { cookie: admin.cookie } });
    await new Promise((resolve) => stream.once('response', resolve));
    expect(await open()).toMatch(/^srs_desk_open_pages 1$/m);
    stream.destroy();
    await expect.poll(open).toMatch(/^srs_desk_open_pages 0$/m);
    expect(await open()).not.toContain('route="GET /api/events"');
  });

  it('keeps the number that a request comes with, where it is one', async () => {
    const asked = (id: string) => request(app.server).get('/api/session').set('x-request-id', id);
    expect((await asked('4bf92f3577b34da6')).headers['x-request-id']).toBe('4bf92f3577b34da6');
    expect((await asked('anna muster <anna@example.org>')).headers['x-request-id']).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  it('describes every route of the table', async () => {
    const { body } = await request(app.server).get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    for (const route of routes) {
      const path = body.paths[route.path.replace(/:(\w+)/g, '{$1}')];
      expect(path?.[route.method]?.summary, route.path).toBe(route.summary);
    }
    for (const { method, path, answers } of routes) {
      const { responses } = body.paths[path.replace(/:(\w+)/g, '{$1}')][method];
      for (const [status, form] of Object.entries(answers))
        expect([path, status, responses[status]?.content !== undefined]).toEqual([
          path,
          status,
          form !== null,
        ]);
    }
    const goodAnswers = (path: string) => Object.keys(body.paths[path].post.responses);
    expect(goodAnswers('/api/orders/{refId}/verify')).toEqual(expect.arrayContaining(['200', '202']));
    expect(goodAnswers('/api/users')).toContain('201');
    expect(goodAnswers('/api/orders/{refId}/messages')).toContain('204');
    expect(goodAnswers('/api/orders/{refId}/cancel')).toContain('200');
    expect(Object.keys(body.paths['/api/invoice-files'].post.requestBody.content)).toContain('text/csv');
    const { get, post } = body.paths['/srs/{path}'];
    expect(post.requestBody.content).toHaveProperty('*/*');
    expect(get.responses['503'].headers['x-srs-desk-gateway'].schema.enum).toEqual([
      'disk_low',
      'not_recorded',
    ]);
  });

  it('says in a 500 nothing of the fault', async () => {
    const broken = defineRoute({
      method: 'get',
      path: '/api/broken',
      access: 'public',
      summary: 'Fails',
      answers: { 200: null },
      handle: () => {
        throw new Error('SELECT secret FROM users');
      },
    });
    const answer = await request(createApp(app.desk, { webRoot: null, routes: [broken] })).get('/api/broken');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(answer.body.code).toBe('internal');
  });

  it('refuses bodies that are too large, no JSON, or hold what was not asked for', async () => {
    const big = await admin.post('/api/search', { q: 'x'.repeat(1_200_000) });
    expect([big.status, big.body.code]).toEqual([413, 'too_large']);
    const post = (path: string) =>
      request(app.server).post(path).set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk' });
    for (const path of ['/api/search', '/api/orders/import', '/api/cancellations']) {
      const broken = await post(path).set('content-type', 'application/json').send('{"refIds":["a"');
      expect([broken.status, broken.body]).toMatchObject([
        400,
        { code: 'invalid_json', errors: { body: 'must be a JSON text' } },
      ]);
    }
    const nothing = await post('/api/orders/import').set('content-type', 'application/json').send('');
    expect([nothing.status, nothing.body.code]).toEqual([400, 'invalid_input']);
    const extra = await post('/api/users')
      .set('content-type', 'application/json')
      .send(
        '{"username":"eve","displayName":"Eve","role":"support","password":"correct horse battery","id":1,"__proto__":{"role":"admin"}}',
      );
    expect(extra.status).toBe(400);
    expect(extra.body.errors.id).toContain('not known');
    const empty = await admin.post('/api/users', {});
    expect(Object.keys(empty.body.errors).sort()).toEqual(['displayName', 'role', 'username']);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain'])(
    'refuses a body of the type %s, which would else count as an empty one',
    async (type) => {
      const sent = request(app.server)
        .post('/api/sessions/end-all')
        .set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk', 'content-type': type });
      const answer = await sent.send('{"username":"support"}');
      expect([answer.status, answer.body.code]).toEqual([415, 'wrong_content_type']);
      expect((await admin.get('/api/session')).status).toBe(200);
    },
  );

  it('refuses JSON in another encoding, whose letters would be lost', async () => {
    const sent = request(app.server)
      .post(`/api/orders/${app.simulator.refIds()[0]}/notes`)
      .set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk', 'content-type': 'application/json' });
    sent.write(Buffer.from('{"text":"M\u00fcller"}', 'latin1'));
    const answer = await sent;
    expect([answer.status, answer.body.errors]).toEqual([400, { body: 'must be text in UTF-8' }]);
  });

  it('changes settings with an entry, checks them, and goes back', async () => {
    const bad = await admin.put('/api/settings/access.reveal_minutes', { value: 0 });
    expect([bad.status, Object.keys(bad.body.errors)]).toEqual([400, ['value']]);
    const set = await admin.put('/api/settings/access.reveal_minutes', { value: 30 });
    expect(set.body).toMatchObject({ value: 30, fallback: 15, isSet: true, changedBy: 'user:admin' });
    const back = await admin.put('/api/settings/access.reveal_minutes', { value: null });
    expect(back.body).toMatchObject({ value: 15, isSet: false });
    const changes = app.desk.reader.connection
      .sql("SELECT count(*) FROM entries WHERE action = 'settings.change'")
      .pluck()
      .get();
    expect(changes).toBe(2);
    expect((await admin.put('/api/settings/nothing', { value: 1 })).status).toBe(404);
  });

  it('lists steps and methods with an id per row', async () => {
    const steps = await admin.get('/api/steps');
    expect(steps.headers['content-range']).toBe('steps 0-4/5');
    expect(steps.body.map((step: { id: number }) => step.id)).toEqual([1, 2, 3, 4, 5]);
    const methods = await admin.get('/api/methods');
    expect(methods.body.map((sheet: { id: string }) => sheet.id)).toContain('bank_klarna');
  });

  it('sums up anonymous refusals', async () => {
    const denials = createDenials(app.desk);
    for (let at = 0; at < 5; at += 1) denials.anonymous('GET /api/orders', 'not_logged_in');
    await denials.flush();
    denials.stop();
    const entry = app.desk.reader.connection
      .sql(
        `SELECT ${ENTRY_JSON} FROM entries WHERE action = 'access.denied_summary' ORDER BY seq DESC LIMIT 1`,
      )
      .pluck()
      .get();
    expect(JSON.parse(String(entry))).toMatchObject({
      actor: 'anonymous',
      target: 'GET /api/orders',
      detail: { count: 5 },
    });
  });

  it('tells open pages which rows changed, together, and only what the role may know', async () => {
    const finance = await app.as('finance');
    const [forAdmin, forFinance] = await Promise.all([
      listen(app.url, admin.cookie),
      listen(app.url, finance.cookie),
    ]);
    for (let at = 0; at < 5; at += 1)
      app.desk.events.publish([
        { resource: 'orders', id: `r${at}` },
        { resource: 'users', id: 'eve' },
        { resource: 'unheard_of', id: 1 },
      ]);
    const seen = await forAdmin.batches(1);
    expect(seen).toEqual([
      [
        { resource: 'orders', ids: ['r0', 'r1', 'r2', 'r3', 'r4'] },
        { resource: 'users', ids: ['eve'] },
      ],
    ]);
    expect(await forFinance.batches(1)).toEqual([
      [{ resource: 'orders', ids: ['r0', 'r1', 'r2', 'r3', 'r4'] }],
    ]);
    const late = await listen(app.url, finance.cookie);
    expect(late.greeting).toContainEqual({ resource: 'orders', ids: expect.arrayContaining(['r0', 'r4']) });
    expect(late.greeting).not.toContainEqual(expect.objectContaining({ resource: 'users' }));
    late.close();
    await finance.delete('/api/session');
    app.desk.events.publish([{ resource: 'orders', id: 'r9' }]);
    await forFinance.ended;
    forAdmin.close();
  });

  it('serves the web app: hashed files for ever, pages never from a cache, no page under /api', async () => {
    const webRoot = mkdtempSync(join(tmpdir(), 'srs-desk-web-'));
    mkdirSync(join(webRoot, 'assets'));
    writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>SRS Desk</title>');
    writeFileSync(join(webRoot, 'assets/app-1a2b.js'), 'export {};');
    const served = createApp(app.desk, { webRoot });
    const asset = await request(served).get('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    const page = await request(served).get('/orders/some-id').set('accept', 'text/html');
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.text).toContain('SRS Desk');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    const api = await request(served).get('/api/nothing').set('accept', 'text/html');
    expect([api.status, api.body.code]).toEqual([404, 'unknown_route']);
    expect((await request(served).get('/assets/gone.js')).status).toBe(404);
    rmSync(webRoot, { recursive: true });
  });
});

interface Listening {
  /** What the stream says has just changed. */
  greeting: unknown;
  batches(count: number): Promise<unknown[]>;
  ended: Promise<void>;
  close(): void;
}

/** Opens the event stream and waits for its greeting. */
function listen(url: string, cookie: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const sent = httpGet(`${url}/api/events`, { headers: { cookie } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      const ended = new Promise<void>((done) => answer.once('close', () => done()));
      const seen = () =>
        [...text.matchAll(/event: touched\ndata: (.*)\n/g)].map((match) => JSON.parse(String(match[1])));
      answer.on('data', (chunk: string) => {
        text += chunk;
        const hello = /event: hello\ndata: (.*)\n/.exec(text)?.[1];
        if (hello === undefined) return;
        resolve({ greeting: JSON.parse(hello), ended, close: () => sent.destroy(), batches });
      });
      async function batches(count: number): Promise<unknown[]> {
        const end = Date.now() + 20_000;
        while (seen().length < count) {
          if (Date.now() > end) throw new Error(`no batch in time: ${text}`);
          await new Promise((wait) => setTimeout(wait, 20));
        }
        return seen();
      }
    });
    sent.on('error', reject);
  });
}
