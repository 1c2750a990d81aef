import { createServer, type RequestListener, type Server } from 'node:http';
import type { DoctorReport } from '@srs-desk/shared/api/connection.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../gateway/gateway-fixture.ts';
import { type AppFixture, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { register } from '../sync/desk-fixture.ts';

const SECRET = 'missswaggerclientsecret';

let app: AppFixture | null = null;
let upstream: Server | null = null;

afterEach(async () => {
  await app?.close();
  app = null;
  upstream?.closeAllConnections();
  upstream?.close();
  upstream = null;
});

async function start(env: Record<string, string> = {}): Promise<AppFixture> {
  app = await startApp({ env });
  return app;
}

/** Stands in for SRS and the RA service; the token still comes from the simulator. */
async function startBehind(answer: RequestListener, env: Record<string, string> = {}): Promise<AppFixture> {
  upstream = createServer(answer);
  const url = await listen(upstream);
  return start({ SRS_BASE_URL: url, RAS_BASE_URL: url, ...env });
}

async function examine(fixture: AppFixture) {
  const answer = await (await fixture.as('admin')).post('/api/doctor');
  expect(answer.status).toBe(200);
  expect(answer.text).not.toContain(SECRET);
  const report = answer.body as DoctorReport;
  const states = Object.fromEntries(report.results.map(({ check, state }) => [check, state]));
  const codes = Object.fromEntries(report.results.map(({ check, findings }) => [check, findings[0]?.code]));
  const teams = Object.fromEntries(report.results.map(({ check, team }) => [check, team]));
  return { report, states, codes, teams };
}

function everything({ desk }: AppFixture): string {
  return desk.reader.connection
    .sql(`SELECT group_concat(${ENTRY_JSON}, '\n') FROM entries`)
    .pluck()
    .get() as string;
}

describe('the doctor', () => {
  it('names the fields that it could not read, and in which form they came', async () => {
    const refId = '00000000-0000-4000-8000-000000000001';
    const status = { refId, status: 'ERROR', reason: { en: 'x' }, targetUrl: { href: 'y' } };
    const method = { issuer: 'KLARNA', method: 'bank', loa: { level: 4 } };
    const fixture = await startBehind((req, res) => {
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(req.url?.startsWith('/api/providers') ? [method, 17] : status));
    });
    await register(fixture.desk, [refId]);
    const { report, states } = await examine(fixture);
    expect(states).toMatchObject({ methods: 'warning', status: 'warning' });
    const [, unread] = report.results.find(({ check }) => check === 'status')?.findings ?? [];
    expect(unread).toEqual({
      code: 'fields_unread',
      params: { count: 2, fields: 'reason (object), targetUrl (object)' },
    });
  });

  it('walks all five checks, records each call, and changes no order', async () => {
    const fixture = await start({ SRS_PRO_NUMBER: 'PRO-1', GATEWAY_OPEN: 'no' });
    const [refId = ''] = fixture.simulator.simulation.addOrders(1, 3, {}).map((order) => order.refId);
    await register(fixture.desk, [refId]);
    const before = fixture.desk.reader.connection.sql('SELECT * FROM orders').all();
    const { report, states, codes } = await examine(fixture);
    expect(states).toEqual({ configuration: 'ok', token: 'ok', methods: 'ok', status: 'ok', verify: 'ok' });
    expect(codes).toMatchObject({
      methods: 'methods_listed',
      status: 'order_read',
      verify: 'evidence_answered',
    });
    expect(report.ok).toBe(true);
    expect(fixture.desk.reader.connection.sql('SELECT * FROM orders').all()).toEqual(before);
    const operations = fixture.desk.reader.connection
      .sql('SELECT operation FROM calls ORDER BY id')
      .pluck()
      .all();
    expect(operations).toEqual(['token', 'list_methods', 'get_status', 'verify']);
    for (const { check, callId, correlationId } of report.results)
      if (check !== 'configuration')
        expect([callId, correlationId]).toEqual([expect.any(Number), expect.any(String)]);
    expect(everything(fixture)).toContain('"doctor.run"');
  });

  it('asks for a made-up Ref ID where no order is known, and warns of a missing PRO-Nr', async () => {
    const { states, codes, report } = await examine(await start());
    expect(states.configuration).toBe('warning');
    expect(report.results[0]?.findings.map(({ code }) => code)).toContain('no_pro_number');
    expect(codes.status).toBe('unknown_as_expected');
    expect(report.ok).toBe(true);
  });

  it('tells wrong credentials apart, skips what needs a token, and writes no secret down', async () => {
    const fixture = await start({ SRS_CLIENT_SECRET: 'wrong-secret-4711' });
    const { report, states, codes, teams } = await examine(fixture);
    expect(states).toMatchObject({
      token: 'failed',
      methods: 'skipped',
      status: 'skipped',
      verify: 'skipped',
    });
    expect(codes.token).toBe('credentials_refused');
    expect(teams.token).toBe('swisscom_service_desk');
    expect(report.ok).toBe(false);
    expect(JSON.stringify(report) + everything(fixture)).not.toContain('wrong-secret-4711');
  });

  it('says when nothing can be reached, and that one’s own technicians come first', async () => {
    const { codes, teams } = await examine(await start({ SRS_TOKEN_URL: 'http://127.0.0.1:9/oauth/token' }));
    expect([codes.token, teams.token]).toEqual(['unreachable', 'service_provider_support']);
  });

  it('sees pages of HTML for what they are: a proxy or a wrong address', async () => {
    const fixture = await startBehind((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome</h1>');
    });
    const { states, codes, teams } = await examine(fixture);
    expect(states).toMatchObject({ token: 'ok', methods: 'failed', status: 'failed', verify: 'failed' });
    expect(codes).toMatchObject({
      methods: 'not_understood',
      status: 'not_understood',
      verify: 'not_understood',
    });
    expect(teams.methods).toBe('service_provider_support');
  });

  it('does not take a 404 page of another server for an unknown order', async () => {
    const fixture = await startBehind((_req, res) => {
      res.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    });
    expect((await examine(fixture)).codes).toMatchObject({
      methods: 'wrong_address',
      status: 'wrong_address',
    });
  });

  it('sends a failing service and a refused token to the Swisscom Service Desk', async () => {
    const fixture = await startBehind((req, res) => {
      res.writeHead(req.url?.startsWith('/api/providers') ? 500 : 403).end('{"error":"access_denied"}');
    });
    const { codes, teams } = await examine(fixture);
    expect(codes).toMatchObject({
      methods: 'server_error',
      status: 'token_refused',
      verify: 'token_refused',
    });
    expect(teams).toMatchObject({ methods: 'swisscom_service_desk', status: 'swisscom_service_desk' });
  });

  it('is for admins alone', async () => {
    const fixture = await start();
    for (const role of ['support', 'finance'] as const)
      expect((await (await fixture.as(role)).post('/api/doctor')).status).toBe(403);
  });
});
