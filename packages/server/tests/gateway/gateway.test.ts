import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer } from '../../src/app/start-server.ts';
import { listKeys } from '../../src/features/access/keys/manage-keys.ts';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { personScope } from '../../src/features/audit/log/person-scope.ts';
import { GatewayTally } from '../../src/features/gateway/gap.ts';
import { cancelOrder } from '../../src/features/orders/cancel/cancel-order.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { configFor, until } from '../sync/desk-fixture.ts';
import { type GatewayFixture, listen, startGateway } from './gateway-fixture.ts';

const PROVIDER_TYPE = 'application/vnd.sc.miss.provider.v1+json';
const CREDENTIALS =
  'client_id=missswaggerclient&client_secret=missswaggerclientsecret&grant_type=client_credentials&scope=miss';

interface Answer {
  status: number;
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** A plain client that adds nothing of its own to the headers. */
function send(url: string, method: string, headers: string[] = [], body?: Buffer | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host, hostname, port } = new URL(url);
    // The path as written: `URL` would tidy away what a hostile client sends.
    const path = url.slice(url.indexOf(host) + host.length);
    const measured = body !== undefined && !headers.includes('Transfer-Encoding');
    const length = measured ? ['Content-Length', String(Buffer.byteLength(body))] : [];
    const req = httpRequest(
      { hostname, port, path, method, headers: ['Host', host, ...length, ...headers] as never },
      (res) => {
        const pieces: Buffer[] = [];
        res.on('data', (piece: Buffer) => pieces.push(piece));
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            rawHeaders: res.rawHeaders,
            headers: res.headers,
            body: Buffer.concat(pieces),
          }),
        );
        res.on('error', reject);
      },
    );
    req.on('error', reject);
    req.end(body);
  });
}

let fixture: GatewayFixture | null = null;
let upstream: Server | null = null;

afterEach(async () => {
  await fixture?.close();
  fixture = null;
  upstream?.closeAllConnections();
  upstream?.close();
  upstream = null;
});

async function start(options: Parameters<typeof startGateway>[0] = {}): Promise<GatewayFixture> {
  fixture = await startGateway(options);
  return fixture;
}

type Received = { method: string; url: string; rawHeaders: string[]; body: Buffer };

/** A gateway before an upstream of the test's own making. */
async function startBefore(
  answer: (received: Received, res: ServerResponse) => void,
  env: Record<string, string> = {},
): Promise<{ gateway: GatewayFixture; received: Received[] }> {
  const received: Received[] = [];
  upstream = createServer(async (req, res) => {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece as Buffer);
    const seen = {
      method: req.method ?? '',
      url: req.url ?? '',
      rawHeaders: req.rawHeaders,
      body: Buffer.concat(pieces),
    };
    received.push(seen);
    answer(seen, res);
  });
  const url = await listen(upstream);
  return {
    gateway: await start({ env: { SRS_BASE_URL: `${url}/base`, RAS_BASE_URL: url, ...env } }),
    received,
  };
}

async function tokenThrough(base: string): Promise<string> {
  const answer = await send(`${base}/idp/oauth/token?${CREDENTIALS}`, 'POST', [
    'Content-Type',
    'application/x-www-form-urlencoded',
  ]);
  expect(answer.status).toBe(200);
  return (JSON.parse(answer.body.toString()) as { access_token: string }).access_token;
}

function calls({ desk }: GatewayFixture) {
  return desk.reader.connection
    .sql(
      'SELECT id, operation, url, ref_id, order_id, external_id, origin, http_status, outcome FROM calls ORDER BY id',
    )
    .all() as Record<string, unknown>[];
}

/** Everything that stands in the log, readable and opened, as one text. */
function logText({ desk }: GatewayFixture): string {
  return entryTexts(desk.reader)
    .map((text) => text + JSON.stringify(desk.sealer.open(parseEntry(text))))
    .join('\n');
}

describe("the public samples' requests through the gateway", () => {
  it('work as they stand: token in the query string, filters as headers, vendor content types', async () => {
    const f = await start();
    const token = await tokenThrough(f.base);
    const bearer = ['Authorization', `Bearer ${token}`];
    const list = await send(
      `${f.base}/srs/api/providers?issuer=&jurisdiction=EIDAS&loa=3&method=video`,
      'GET',
      [...bearer, 'issuer', '', 'jurisdiction', 'EIDAS', 'loa', '3'],
    );
    expect(list.status).toBe(200);
    const body = JSON.stringify({
      country: 'CH',
      lastName: 'Maximus',
      mobile: '+41 79 123 45 67',
      externalId: 'ACME-1',
    });
    const placed = await send(
      `${f.base}/srs/api/providers/test/video`,
      'POST',
      [...bearer, 'Accept', PROVIDER_TYPE, 'Content-Type', PROVIDER_TYPE],
      body,
    );
    expect(placed.status).toBe(201);
    expect(placed.headers['content-type']).toBe(PROVIDER_TYPE);
    const { refId } = JSON.parse(placed.body.toString()) as { refId: string };
    await until(
      'order known',
      () => f.desk.reader.connection.sql('SELECT 1 FROM orders').get() !== undefined,
    );
    expect(
      f.desk.reader.connection
        .sql('SELECT ref_id, external_id, known_by, msisdn, last_name FROM orders')
        .all(),
    ).toEqual([
      {
        ref_id: refId,
        external_id: 'ACME-1',
        known_by: 'gateway',
        msisdn: '+41791234567',
        last_name: 'Maximus',
      },
    ]);
    const verify = await send(
      `${f.base}/ras/api/evidences/verify`,
      'POST',
      [...bearer, 'Accept', 'application/vnd.sc.ras.evidence.v1+json', 'Content-Type', 'application/json'],
      JSON.stringify({ jurisdiction: 'eidas', msisdn: '+41791234567', assuranceLevel: '4' }),
    );
    expect(verify.status).toBe(404);
    await until('outcomes written', () => calls(f).every(({ outcome }) => outcome !== 'in_flight'));
    expect(calls(f)).toMatchObject([
      { operation: 'token', ref_id: null, outcome: 'ok', origin: 'gateway' },
      { operation: 'list_methods', ref_id: null, http_status: 200 },
      { operation: 'place_order', ref_id: refId, external_id: 'ACME-1', http_status: 201 },
      { operation: 'verify', ref_id: refId, external_id: 'ACME-1', http_status: 404, outcome: 'http_error' },
    ]);
    const text = logText(f);
    expect(text).not.toContain('missswaggerclientsecret');
    expect(text).not.toContain(token);
    expect(text).toContain('Maximus');
    expect(f.simulator.simulation.calls.total()).toBe(4);
  });

  it('are found with their person where they knew the number before there was an order', async () => {
    const f = await start();
    const bearer = ['Authorization', `Bearer ${await tokenThrough(f.base)}`];
    const type = ['Content-Type', PROVIDER_TYPE];
    const verify = { jurisdiction: 'eidas', msisdn: '079 123 45 67', assuranceLevel: '4' };
    const post = (path: string, body: object) =>
      send(`${f.base}${path}`, 'POST', [...bearer, ...type], JSON.stringify(body));
    await post('/ras/api/evidences/verify', verify);
    await post('/ras/api/evidences/lookup', { msisdn: '+41791234567' });
    const order = { country: 'CH', lastName: 'Maximus', mobile: '+41 79 123 45 67' };
    expect((await post('/srs/api/providers/test/none', order)).status).toBeGreaterThanOrEqual(400);
    await post('/srs/api/providers/test/video', { ...order, mobile: '+41791112233' });
    const placed = await post('/srs/api/providers/test/video', order);
    await until('outcomes written', () => calls(f).every(({ outcome }) => outcome !== 'in_flight'));
    const { refId } = JSON.parse(placed.body.toString()) as { refId: string };
    const scope = personScope(f.desk.reader, refId);
    const sealed = f.desk.reader.connection
      .sql('SELECT subject_id, operation FROM calls WHERE subject_id IS NOT NULL')
      .all() as { subject_id: string; operation: string }[];
    const theirs = sealed.filter(({ subject_id }) => scope?.subjects.includes(subject_id));
    expect(theirs.map(({ operation }) => operation)).toEqual([
      'verify',
      'lookup',
      'place_order',
      'place_order',
    ]);
    expect(sealed).toHaveLength(5);
  });

  it('a cancellation is known within a second, with the status that SRS gives it', async () => {
    const f = await start();
    const [refId = ''] = f.simulator.simulation
      .addOrders(1, 3, { fate: 'abandoned' } as never)
      .map((order) => order.refId);
    const token = await tokenThrough(f.base);
    const answer = await send(`${f.base}/srs/api/identifications/${refId}`, 'DELETE', [
      'Authorization',
      `Bearer ${token}`,
    ]);
    expect(answer.status).toBe(204);
    const status = () =>
      f.desk.reader.connection.sql('SELECT status FROM orders WHERE ref_id = ?').pluck().get(refId);
    await until('cancelled', () => status() === 'cancelled');
    expect(f.simulator.truth(refId)?.status).toBe('CANCELLED');
  });
});

describe('a Ref ID that an application writes in its own way', () => {
  const REF_ID = 'abcdef00-dead-4bad-8bad-00000000000a';
  const spellings = [REF_ID, REF_ID.toUpperCase(), REF_ID.replaceAll('-', '')];

  it('is passed on as it is, and means the one order that the desk knows', async () => {
    const { gateway, received } = await startBefore(({ method }, res) =>
      method === 'DELETE'
        ? res.writeHead(204).end()
        : res.writeHead(200).end(JSON.stringify({ refId: REF_ID, status: 'INITIALIZED' })),
    );
    const path = (spelling: string) => `/srs/api/identifications/${spelling}`;
    for (const spelling of spellings) await send(gateway.base + path(spelling), 'GET');
    await send(gateway.base + path(REF_ID.toUpperCase()), 'DELETE');
    expect(received.slice(0, 4).map(({ url }) => url.split('/').at(-1))).toEqual([
      ...spellings,
      REF_ID.toUpperCase(),
    ]);
    const found = () =>
      calls(gateway)
        .filter(({ operation }) => operation !== 'token')
        .map(({ operation, ref_id, outcome }) => `${operation} ${ref_id} ${outcome}`);
    await until('read again', () => found().length >= 5);
    await until('recorded', () => found().every((call) => call.endsWith(' ok')));
    expect(new Set(found())).toEqual(new Set([`get_status ${REF_ID} ok`, `cancel_order ${REF_ID} ok`]));
    const orders = gateway.desk.reader.connection.sql('SELECT ref_id, known_by FROM orders').all();
    expect(orders).toEqual([{ ref_id: REF_ID, known_by: 'gateway' }]);
  });
});

describe('an answer to the desk that an application’s later call overtakes', () => {
  const REF_ID = 'abcdef00-dead-4bad-8bad-00000000000b';
  const BEGAN = Date.parse('2026-03-04T10:00:00.000Z');
  const told = (...names: string[]) => {
    const statuses = names.map((status, n) => ({ status, at: new Date(BEGAN + n * 60_000).toISOString() }));
    return JSON.stringify({ refId: REF_ID, status: names.at(-1), statuses });
  };
  const first = ['CREATED', 'INITIALIZED'];
  const cases: [what: string, status: number, body: string][] = [
    ['an earlier status', 200, told(...first, 'IDENTIFICATION_DONE')],
    ['another earlier status', 200, told('CREATED')],
    ['that SRS does not know it', 404, '{"code":"NOT_FOUND"}'],
  ];

  const orders = (gateway: GatewayFixture) =>
    gateway.desk.reader.connection.sql('SELECT status, regressed_at, gone_at FROM orders').all();
  const standing = (status: string) => [{ status, regressed_at: null, gone_at: null }];

  /** The answer to `ask` is held until an application's later call was told `now`. */
  async function overtaken(
    ask: (gateway: GatewayFixture) => Promise<unknown>,
    now: string[],
    late: { status: number; body: string },
  ) {
    let held: ServerResponse | null = null;
    let holds = false;
    let body = told(...first);
    const { gateway, received } = await startBefore((_req, res) => {
      if (!holds) res.writeHead(200).end(body);
      else {
        holds = false;
        held = res;
      }
    });
    const look = () => send(`${gateway.base}/srs/api/identifications/${REF_ID}`, 'GET');
    await look();
    await until('known', () => orders(gateway).length === 1);
    holds = true;
    const asked = ask(gateway);
    await until('asked', () => held !== null);
    body = told(...now);
    await look();
    const last = now.at(-1)?.toLowerCase() ?? '';
    await until(last, () => JSON.stringify(orders(gateway)) === JSON.stringify(standing(last)));
    await until('recorded', () => calls(gateway).at(-1)?.outcome === 'ok');
    (held as ServerResponse | null)
      ?.writeHead(late.status, { 'content-type': 'application/json' })
      .end(late.body);
    return { gateway, received, result: await asked };
  }
  const sync = ({ desk }: GatewayFixture) => desk.sync.syncNow(REF_ID, { actor: 'sync', origin: 'sync' });

  it.each(cases)('is no news when it comes late with %s: SRS is asked again at once', async (...given) => {
    const [, status, body] = given;
    const now = [...first, 'IDENTIFICATION_DONE', 'DATA_READY', 'TERMINATED'];
    const { gateway } = await overtaken(sync, now, { status, body });
    expect(orders(gateway)).toEqual(standing('terminated'));
    const due = gateway.desk.reader.connection.sql('SELECT due_what, due_at FROM order_sync').get();
    expect(due).toMatchObject({ due_what: 'status', due_at: expect.any(Number) });
    expect((due as { due_at: number }).due_at).toBeLessThanOrEqual(Date.now());
    const facts = await checkFacts({ path: gateway.desk.config.databasePath, now: Date.now() });
    expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
  });

  const cancelled = { status: 'CANCELLED', at: new Date(BEGAN + 600_000).toISOString() };
  it.each([
    ['in its list', told(...first, 'IDENTIFICATION_DONE', 'CANCELLED')],
    ['by its time', JSON.stringify({ refId: REF_ID, status: 'CANCELLED', statuses: [cancelled] })],
  ])('counts where it goes on, %s, after what the later call was told', async (_, body) => {
    const { gateway } = await overtaken(sync, [...first, 'IDENTIFICATION_DONE'], { status: 200, body });
    expect(orders(gateway)).toEqual(standing('cancelled'));
    const facts = await checkFacts({ path: gateway.desk.config.databasePath, now: Date.now() });
    expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
  });

  it('and decides on a cancellation', async () => {
    const who = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' } as const;
    const { received, result } = await overtaken(
      ({ desk }) => cancelOrder(desk, who, REF_ID, { reason: 'no longer wanted' }),
      first,
      { status: 200, body: told(...first, 'CANCELLED') },
    );
    expect(result).toMatchObject({ result: 'already_cancelled' });
    expect(received.map(({ method }) => method)).not.toContain('DELETE');
  });
});

describe('a verify call that is answered after a later one', () => {
  const REF_ID = 'abcdef00-dead-4bad-8bad-00000000000c';
  const MOBILE = '+41791234567';
  const TERMINATED = JSON.stringify({
    refId: REF_ID,
    status: 'TERMINATED',
    mobile: MOBILE,
    issuer: 'IDENTITY.TM',
    method: 'video',
    statuses: [{ status: 'TERMINATED', at: new Date(Date.now() - 40 * 86_400_000).toISOString() }],
  });
  type Reply = [status: number, body: string];
  const found: Reply = [200, '{"evidenceId":"RAS0123456789abcdef01234567"}'];
  const none: Reply = [404, '{"code":"EVIDENCE_NOT_FOUND"}'];
  type Asked = [jurisdiction: string, assuranceLevel: string];
  const cases: [what: string, before: Reply | null, late: Reply, later: [...Asked, Reply], found: boolean][] =
    [
      ['evidence, none of another kind', null, found, ['eidas', '4', none], true],
      ['evidence, none of the same kind', null, found, ['zertes', '4', none], true],
      ['evidence, none of what cannot be read', null, found, ['zertes', 'high', none], true],
      ['none, evidence of the same kind', null, none, ['zertes', '4', found], true],
      ['none any more, evidence of what cannot be read', found, none, ['zertes', 'high', found], false],
    ];

  it.each(cases)('counts unless evidence for the same was found since: %s', async (...given) => {
    const [, before, late, [...later], isFound] = given;
    let held: ServerResponse | null = null;
    let reply: Reply | null = [200, TERMINATED];
    const say = (res: ServerResponse | null, [status, body]: Reply) =>
      res?.writeHead(status, { 'content-type': 'application/json' }).end(body);
    const { gateway } = await startBefore((_req, res) => {
      if (reply === null) held = res;
      else say(res, reply);
    });
    const verify = (jurisdiction: string, assuranceLevel: string) =>
      send(
        `${gateway.base}/ras/api/evidences/verify`,
        'POST',
        ['Content-Type', 'application/json'],
        JSON.stringify({ jurisdiction, assuranceLevel, msisdn: MOBILE }),
      );
    const order = () =>
      gateway.desk.reader.connection.sql('SELECT status, verify_status, verified_for FROM orders').get();
    const isRecorded = () => calls(gateway).every(({ outcome }) => outcome !== 'in_flight');
    await send(`${gateway.base}/srs/api/identifications/${REF_ID}`, 'GET');
    await until('terminated', () => (order() as { status?: string } | undefined)?.status === 'terminated');
    if (before !== null) {
      reply = before;
      await verify('zertes', '4');
      await until('recorded', isRecorded);
    }
    reply = null;
    const first = verify('zertes', '4');
    await until('asked', () => held !== null);
    const [jurisdiction, level, answer] = later;
    reply = answer;
    await verify(jurisdiction, level);
    await until('the later recorded', () => calls(gateway).at(-1)?.outcome !== 'in_flight');
    say(held, late);
    await first;
    await until('recorded', isRecorded);
    expect(order()).toMatchObject(
      isFound
        ? { verify_status: 'valid', verified_for: '{"jurisdiction":"zertes","loa":"4"}' }
        : { verify_status: 'expired' },
    );
    const facts = await checkFacts({ path: gateway.desk.config.databasePath, now: Date.now() });
    expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
  });
});

describe('a Ref ID that SRS does not tell of', () => {
  const GHOST = '00000000-dead-4bad-8bad-000000000001';
  const answers: [string, number, string][] = [
    ['unknown', 404, '{"code":"NOT_FOUND"}'],
    ['null', 200, 'null'],
    ['a failure', 500, ''],
  ];
  const kept = ({ desk }: GatewayFixture) =>
    desk.reader.connection.sql('SELECT ref_id, known_by, asked_by, state FROM registrations').all();
  const orders = ({ desk }: GatewayFixture) =>
    desk.reader.connection.sql('SELECT count(*) FROM orders').pluck().get();

  it.each(answers)(
    'is no order when an application is answered %s; SRS is asked again',
    async (_, status, body) => {
      const { gateway } = await startBefore((_req, res) =>
        res.writeHead(status, { 'content-type': 'application/json' }).end(body),
      );
      for (const verb of ['GET', 'GET', 'DELETE'])
        await send(`${gateway.base}/srs/api/identifications/${GHOST}`, verb);
      await until(
        'recorded',
        () => calls(gateway).filter(({ http_status }) => http_status !== null).length >= 3,
      );
      expect(orders(gateway)).toBe(0);
      expect(kept(gateway)).toMatchObject([{ ref_id: GHOST, known_by: 'gateway', asked_by: 'gateway' }]);
      const asked = "SELECT count(*) FROM entries WHERE action = 'registration.create'";
      expect(gateway.desk.reader.connection.sql(asked).pluck().get()).toBe(1);
    },
  );

  it('is nothing to ask about when it is none', async () => {
    const { gateway } = await startBefore((_req, res) =>
      res.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND"}'),
    );
    for (const typed of ['null', 'undefined', '42'])
      await send(`${gateway.base}/srs/api/identifications/${typed}`, 'GET');
    await until(
      'recorded',
      () => calls(gateway).filter(({ outcome }) => outcome === 'http_error').length === 3,
    );
    expect([orders(gateway), kept(gateway)]).toEqual([0, []]);
  });

  it('becomes an order under the subject that sealed what was asked about it', async () => {
    let known = false;
    const { gateway } = await startBefore((_req, res) =>
      known
        ? res.writeHead(200).end(JSON.stringify({ refId: GHOST, status: 'INITIALIZED' }))
        : res.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND"}'),
    );
    const look = () => send(`${gateway.base}/srs/api/identifications/${GHOST}`, 'GET');
    await look();
    await until('asked', () => kept(gateway).length === 1);
    known = true;
    await look();
    await until('an order', () => orders(gateway) === 1);
    expect(kept(gateway)).toEqual([]);
    const subjects = gateway.desk.reader.connection
      .sql('SELECT DISTINCT subject_id FROM entries WHERE ref_id = ?')
      .pluck()
      .all(GHOST);
    expect(subjects).toEqual([
      gateway.desk.reader.connection.sql('SELECT subject_id FROM orders').pluck().get(),
    ]);
  });
});

describe('what passes', () => {
  it('passes body, status and end-to-end headers unchanged, both ways', async () => {
    const { gateway, received } = await startBefore((_req, res) => {
      res.sendDate = false;
      res.writeHead(418, [
        'X-Odd-CASE',
        'Yes, please',
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'Content-Security-Policy',
        'script-src *',
        'Content-Type',
        'application/vnd.example+weird',
        'Date',
        'Tue, 01 Jan 2030 00:00:00 GMT',
        'Connection',
        'keep-alive, X-Hop',
        'X-Hop',
        'only for the next',
      ]);
      res.end('ünchanged');
    });
    const body = Buffer.from([0, 255, 1, 254, 10]);
    const answer = await send(
      `${gateway.base}/srs/some/p%C3%A4th?q=1&q=2%20x&empty=`,
      'PUT',
      [
        'X-MiXed',
        'One',
        'X-MiXed',
        'Two',
        'Content-Type',
        'application/vnd.sc.thing',
        'TE',
        'trailers',
        'X-Correlation-Id',
        'app-1',
        'Cookie',
        'srs_desk_session=stolen',
      ],
      body,
    );
    expect(answer.status).toBe(418);
    expect(answer.body.toString()).toBe('ünchanged');
    const pairs = answer.rawHeaders.join('|');
    for (const expected of [
      'X-Odd-CASE|Yes, please',
      'Content-Type|application/vnd.example+weird',
      'Date|Tue, 01 Jan 2030 00:00:00 GMT',
    ])
      expect(pairs).toContain(expected);
    for (const kept of ['X-Hop', 'Set-Cookie', 'script-src *']) expect(pairs).not.toContain(kept);
    expect(answer.headers).toMatchObject({
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    });
    const [seen] = received;
    expect(seen).toMatchObject({ method: 'PUT', url: '/base/some/p%C3%A4th?q=1&q=2%20x&empty=', body });
    const sent = seen?.rawHeaders.join('|') ?? '';
    expect(sent).toContain('X-MiXed|One|X-MiXed|Two');
    expect(sent).not.toContain('stolen');
    expect(sent).toContain('X-Correlation-Id|app-1');
    expect(sent.toLowerCase().match(/x-correlation-id/g)).toHaveLength(1);
    expect(sent.toLowerCase()).not.toContain('|te|');
    await until('recorded', () => calls(gateway)[0]?.outcome === 'http_error');
    const id = gateway.desk.reader.connection.sql('SELECT correlation_id FROM calls').pluck().get();
    expect(id).toBe('app-1');
  });

  it('adds x-correlation-id only where it is absent, and records the same', async () => {
    const { gateway, received } = await startBefore((_req, res) => res.end('{}'));
    await send(`${gateway.base}/srs/api/providers`, 'GET');
    const sent = received[0]?.rawHeaders ?? [];
    const at = sent.findIndex((name) => name.toLowerCase() === 'x-correlation-id');
    expect(sent[at + 1]).toBe(
      gateway.desk.reader.connection.sql('SELECT correlation_id FROM calls').pluck().get(),
    );
  });

  it('streams a long answer, records its first 256 KiB with length and hash of all of it', async () => {
    const long = Buffer.alloc(3_000_000, 'abcdefghij');
    const { gateway } = await startBefore((_req, res) => res.end(long));
    const answer = await send(`${gateway.base}/srs/download`, 'GET');
    expect(answer.body.equals(long)).toBe(true);
    await until('recorded', () => calls(gateway)[0]?.outcome === 'ok');
    const text = logText(gateway);
    expect(text).toContain('"responseBytes":3000000');
    expect(text).toContain('"responseTruncated":true');
    expect(text).toContain(createHash('sha256').update(long).digest('hex'));
    expect(text.length).toBeLessThan(1_000_000);
  });

  it('hands an answer on while it still comes in', async () => {
    let finish = (): void => undefined;
    const { gateway } = await startBefore((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/plain' });
      res.write('first');
      finish = () => res.end(' and last');
    });
    const { hostname, port, pathname } = new URL(`${gateway.base}/srs/slow`);
    const pieces: string[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      const req = httpRequest({ hostname, port, path: pathname }, (res) => {
        res.on('data', (piece: Buffer) => pieces.push(piece.toString()));
        res.on('end', resolve);
      });
      req.on('error', reject);
      req.end();
    });
    await until('first piece here', () => pieces.join('') === 'first');
    expect(calls(gateway)[0]?.outcome).toBe('in_flight');
    finish();
    await ended;
    expect(pieces.join('')).toBe('first and last');
  });

  it("records a request's first 256 KiB, with length and hash of all its bytes, text or not", async () => {
    const { gateway, received } = await startBefore((_req, res) => res.end('{}'));
    const bytes = Buffer.alloc(300_000, Buffer.from([0xff, 0xfe, 0x41]));
    await send(`${gateway.base}/srs/upload`, 'POST', ['Content-Type', 'application/octet-stream'], bytes);
    expect(received[0]?.body.equals(bytes)).toBe(true);
    await until('recorded', () => calls(gateway)[0]?.outcome === 'ok');
    const text = logText(gateway);
    expect(text).toContain('"requestBytes":300000');
    expect(text).toContain('"requestTruncated":true');
    expect(text).toContain(createHash('sha256').update(bytes).digest('hex'));
  });

  it('passes a compressed answer as it is and understands it', async () => {
    const answer = { refId: 'zip-1', status: 'CREATED', targetUrl: 'https://isp.example/1' };
    const packed = gzipSync(JSON.stringify(answer));
    const { gateway } = await startBefore((_req, res) => {
      res.writeHead(201, { 'content-encoding': 'gzip', 'content-type': PROVIDER_TYPE });
      res.end(packed);
    });
    const got = await send(
      `${gateway.base}/srs/api/providers/test/video`,
      'POST',
      ['Accept-Encoding', 'gzip'],
      '{}',
    );
    expect(got.body.equals(packed)).toBe(true);
    await until(
      'known',
      () =>
        gateway.desk.reader.connection.sql("SELECT 1 FROM orders WHERE ref_id = 'zip-1'").get() !== undefined,
    );
  });

  it('passes header values byte for byte, whatever their charset', async () => {
    const utf8 = Buffer.from('Zürich', 'utf8').toString('latin1');
    const { gateway } = await startBefore((_req, res) =>
      res.writeHead(200, ['X-Latin', 'Zürich', 'X-Utf', utf8]).end(),
    );
    const { rawHeaders } = await send(`${gateway.base}/srs/x`, 'GET');
    const pairs = rawHeaders.join('|');
    expect(pairs).toContain('X-Latin|Zürich');
    expect(pairs).toContain(`X-Utf|${utf8}`);
  });

  it('waits for an application that reads slowly, and loses nothing', async () => {
    const long = Buffer.alloc(48_000_000, 'abcdefghijk');
    let taken = 0;
    const { gateway } = await startBefore((_req, res) => {
      const whole = (error?: Error | null): void => {
        if (!error) taken += 1;
      };
      res.write(long, whole);
      res.end();
    });
    const { hostname, port, pathname } = new URL(`${gateway.base}/srs/download`);
    const got = await new Promise<Buffer>((resolve, reject) => {
      const req = httpRequest({ hostname, port, path: pathname }, (res) => {
        const pieces: Buffer[] = [];
        res.once('readable', () =>
          setTimeout(() => {
            expect(taken).toBe(0);
            res.on('data', (piece: Buffer) => pieces.push(piece));
          }, 300),
        );
        res.on('end', () => resolve(Buffer.concat(pieces)));
      });
      req.on('error', reject);
      req.end();
    });
    expect(got.equals(long)).toBe(true);
    expect(taken).toBe(1);
  });

  it('has the ids of a known order on the intent already', async () => {
    const f = await start();
    const [refId = ''] = f.simulator.simulation
      .addOrders(1, 3, { fate: 'abandoned' } as never)
      .map((order) => order.refId);
    const bearer = ['Authorization', `Bearer ${await tokenThrough(f.base)}`];
    const look = () => send(`${f.base}/srs/api/identifications/${refId}`, 'GET', bearer);
    await look();
    await until('known', () => f.desk.reader.connection.sql('SELECT 1 FROM orders').get() !== undefined);
    await look();
    await until('recorded', () => calls(f).every(({ outcome }) => outcome === 'ok'));
    const order = f.desk.reader.connection
      .sql('SELECT order_id, external_id, subject_id FROM orders WHERE ref_id = ?')
      .get(refId) as Record<string, unknown>;
    expect(order.order_id).not.toBeNull();
    const intents = f.desk.reader.connection
      .sql(
        `SELECT order_id, external_id, subject_id FROM entries WHERE action = 'call.intent' AND ref_id = ? ORDER BY seq`,
      )
      .all(refId);
    // Before the first answer nobody knew of the order; its subject is the one under which that answer was sealed.
    expect(intents).toEqual([{ order_id: null, external_id: null, subject_id: order.subject_id }, order]);
  });

  it('passes HEAD and answers that have no body', async () => {
    const { gateway } = await startBefore((_req, res) => res.writeHead(204).end());
    expect((await send(`${gateway.base}/srs/x`, 'HEAD')).status).toBe(204);
    expect((await send(`${gateway.base}/ras/x`, 'DELETE')).status).toBe(204);
  });
});

describe('what does not pass', () => {
  it('leads to its services, below /gateway as before too, and to nothing else', async () => {
    const { base } = await start();
    const own = (answer: Answer): unknown => answer.headers['x-srs-desk-gateway'];
    const root = base.slice(0, -'/gateway'.length);
    for (const path of [
      ...['/gateway', '/gateway/', '/gateway?x=1', '/gateway/elsewhere', '/GATEWAY/elsewhere'],
      ...['/', '/elsewhere', '/gatewayish/srs/x', '/api/gateway/srs/x'],
    ])
      expect(own(await send(root + path, 'GET')), path).toBe('not_found');
    for (const path of ['/srs/x', '/gateway/srs/x'])
      expect(own(await send(root + path, 'GET')), path).toBeUndefined();
  });

  it('takes bodies up to 1 MiB and no more', async () => {
    const { gateway, received } = await startBefore((req, res) => res.end(String(req.body.length)));
    const most = await send(`${gateway.base}/srs/x`, 'POST', [], Buffer.alloc(1024 * 1024));
    expect(most.body.toString()).toBe(String(1024 * 1024));
    const more = await send(`${gateway.base}/srs/x`, 'POST', [], Buffer.alloc(1024 * 1024 + 1));
    expect(more.status).toBe(413);
    expect(JSON.parse(more.body.toString())).toMatchObject({
      code: 'too_large',
      detail: expect.stringContaining('1048576'),
    });
    const chunked = await send(
      `${gateway.base}/srs/x`,
      'POST',
      ['Transfer-Encoding', 'chunked'],
      Buffer.alloc(3 * 1024 * 1024),
    );
    expect(chunked.status).toBe(413);
    expect(received).toHaveLength(1);
  });

  it('leads nowhere else', async () => {
    const { gateway, received } = await startBefore((_req, res) => res.end());
    const elsewhere = [
      '/other/api',
      '/srs/../ras/x',
      '/srs/%2e%2e/secret',
      '/srs/a/..%2fb',
      '/srs/..;/secret',
      '/srs/%2e%2E%3bx=1/secret',
      '/srs\\..\\x',
      '//evil.example/x',
      '/',
    ];
    for (const path of elsewhere)
      expect((await send(`${gateway.base}${path}`, 'GET')).status, path).toBe(404);
    expect(received).toHaveLength(0);
    expect(calls(gateway)).toHaveLength(0);
  });

  it('asks for its key, in a header or in the address, never sends it on and never writes it down', async () => {
    const { gateway, received } = await startBefore((_req, res) => res.end('{}'), {
      GATEWAY_KEY: 'open-sesame-42',
    });
    const { base } = gateway;
    expect((await send(`${base}/srs/x`, 'GET')).status).toBe(401);
    expect((await send(`${base}/srs/x`, 'GET', ['X-Gateway-Key', 'wrong'])).status).toBe(401);
    expect(received).toHaveLength(0);
    expect((await send(`${base}/srs/x`, 'GET', ['X-Gateway-Key', 'open-sesame-42'])).status).toBe(200);
    expect((await send(`${base}/~open-sesame-42/srs/x`, 'GET')).status).toBe(200);
    expect(JSON.stringify(received.map(({ url, rawHeaders }) => [url, rawHeaders]))).not.toContain(
      'open-sesame-42',
    );
    await gateway.gateway.close();
    const text = logText(gateway);
    expect(text).not.toContain('open-sesame-42');
    expect(text).toContain('"gateway.refused"');
  });
});

describe('whose origin it is', () => {
  it('answers no browser: neither a page that is opened nor one of another origin', async () => {
    const { gateway, received } = await startBefore((_req, res) => res.end('<script>alert(1)</script>'));
    for (const header of [
      ['Sec-Fetch-Mode', 'navigate'],
      ['Origin', 'http://evil.example'],
    ]) {
      const answer = await send(`${gateway.base}/srs/x`, 'GET', header);
      expect([answer.status, answer.headers['x-srs-desk-gateway']]).toEqual([403, 'no_browser']);
    }
    expect(received).toHaveLength(0);
  });

  it('is shut without a key unless it was opened, makes its own key once, and stands on its own port', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'srs-desk-gateway-'));
    const simulator = { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' };
    const config = configFor(simulator, folder, { GATEWAY_OPEN: 'no', PORT: '0' });
    const options = { logLevel: 'silent', sync: false } as const;
    const first = await startServer(config, options);
    try {
      const key = first.madeKey ?? '';
      expect(key).toMatch(/^sdk_[\w-]{43}$/);
      expect((await send(`${first.gatewayUrl}/srs/x`, 'GET')).status).toBe(401);
      expect((await send(`${first.gatewayUrl}/srs/x`, 'GET', ['X-Gateway-Key', key])).status).toBe(502);
      const moved = await send(`${first.url}/gateway/srs/x?y=1`, 'POST', [], Buffer.from('{}'));
      expect([moved.status, moved.headers.location, moved.body.toString()]).toEqual([
        308,
        `${first.gatewayUrl}/srs/x?y=1`,
        '',
      ]);
      expect((await send(`${first.url}/healthz`, 'GET')).status).toBe(200);
    } finally {
      await first.stop();
    }
    const second = await startServer(config, options);
    const again = await send(`${second.gatewayUrl}/srs/x`, 'GET', ['X-Gateway-Key', first.madeKey ?? '']);
    expect([second.madeKey, again.status]).toEqual([null, 502]);
    const [own] = listKeys(second.desk);
    expect(own).toMatchObject({ name: 'gateway', scopes: ['gateway'], expiresAt: null, createdBy: 'system' });
    await second.stop();
    // A version before kept its key in a file: it goes on working, and the file goes.
    const file = join(folder, 'keys', 'gateway-key');
    writeFileSync(file, 'of-a-version-before\n', { mode: 0o600 });
    const third = await startServer(config, options);
    const kept = await send(`${third.gatewayUrl}/srs/x`, 'GET', ['X-Gateway-Key', 'of-a-version-before']);
    await third.stop();
    expect([third.madeKey, kept.status, existsSync(file)]).toEqual([null, 502, false]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('may be open on loopback only', () => {
    const open = { GATEWAY_OPEN: 'yes', HOST: '0.0.0.0' };
    const simulator = { url: 'http://127.0.0.1:9', tokenUrl: 'http://127.0.0.1:9/token' };
    expect(() => configFor(simulator, '.', open)).toThrow(/GATEWAY_OPEN is "yes"/);
  });
});

describe('when things fail', () => {
  it('says 502 when SRS breaks off before its answer, and cuts when it breaks off within', async () => {
    const { gateway } = await startBefore((req, res) => {
      if (req.url.endsWith('/early')) res.destroy();
      else {
        res.writeHead(200, { 'content-length': 100 });
        res.write('half');
        setTimeout(() => res.destroy(), 20);
      }
    });
    const early = await send(`${gateway.base}/srs/early`, 'GET');
    expect(early.status).toBe(502);
    expect(early.headers['x-srs-desk-gateway']).toBe('upstream_failed');
    await expect(send(`${gateway.base}/srs/late`, 'GET')).rejects.toThrow();
    await until(
      'recorded',
      () => calls(gateway).length === 2 && calls(gateway).every(({ outcome }) => outcome === 'network_error'),
    );
  });

  it('records the outcome of a call whose application has gone away', async () => {
    const { gateway } = await startBefore((_req, res) =>
      setTimeout(() => res.writeHead(201).end('{"refId":"left-1"}'), 150),
    );
    const { hostname, port, pathname } = new URL(`${gateway.base}/srs/api/providers/test/video`);
    const req = httpRequest({ hostname, port, path: pathname, method: 'POST' });
    req.on('error', () => undefined);
    req.end('{}');
    await until('sent', () => calls(gateway).length === 1);
    req.destroy();
    await until('recorded', () => calls(gateway)[0]?.outcome === 'ok');
    expect(calls(gateway)[0]).toMatchObject({ ref_id: 'left-1', http_status: 201 });
  });

  function breakLedger(gateway: GatewayFixture): () => void {
    const { ledger } = gateway.desk;
    const record = ledger.record.bind(ledger);
    ledger.record = () => Promise.reject(new LedgerUnavailable('full', 'for the test'));
    return () => {
      ledger.record = record;
    };
  }

  it('shouts at the start when it was told to pass, and keeps quiet else', async () => {
    const shouting = await start({ env: { GATEWAY_ON_AUDIT_FAILURE: 'pass' } });
    expect(shouting.warnings.join()).toMatch(/GATEWAY_ON_AUDIT_FAILURE=pass.*UNRECORDED/);
    await shouting.close();
    expect((await start()).warnings).toEqual([]);
  });

  it('refuses with 503 when it cannot record: nothing is sent', async () => {
    const { gateway, received } = await startBefore((_req, res) => res.end('{}'));
    const mend = breakLedger(gateway);
    const answer = await send(`${gateway.base}/srs/x`, 'POST', [], '{}');
    mend();
    expect(answer.status).toBe(503);
    expect(received).toHaveLength(0);
  });

  it('passes when told to, and leaves a gap entry and the placed order afterwards', async () => {
    const { gateway, received } = await startBefore(
      (_req, res) => res.writeHead(201).end('{"refId":"gap-1"}'),
      {
        GATEWAY_ON_AUDIT_FAILURE: 'pass',
      },
    );
    const mend = breakLedger(gateway);
    const answer = await send(
      `${gateway.base}/srs/api/providers/test/video`,
      'POST',
      [],
      '{"externalId":"E"}',
    );
    expect(answer.status).toBe(201);
    expect(received).toHaveLength(1);
    mend();
    await gateway.gateway.close();
    expect(calls(gateway)).toHaveLength(0);
    const [gap = '{}'] = entryTexts(gateway.desk.reader, "action = 'gateway.gap'");
    expect(JSON.parse(gap)).toMatchObject({
      detail: { calls: 1, operations: { place_order: 1 } },
    });
    expect(
      gateway.desk.reader.connection.sql('SELECT ref_id, external_id, known_by FROM orders').all(),
    ).toEqual([{ ref_id: 'gap-1', external_id: 'E', known_by: 'gateway' }]);
  });

  it('counts what passes while the gap is written, and what a failed write could not say', async () => {
    const { desk } = await start();
    const tally = new GatewayTally(desk);
    const { ledger } = desk;
    const record = ledger.record.bind(ledger);
    const placed = (refId: string) => tally.passed('place_order', { refId, externalId: null });
    /** Flushes, with this happening while the first entry is under way. */
    const flushWhile = async (what: () => void, fails: boolean): Promise<void> => {
      ledger.record = (...given) => {
        ledger.record = record;
        what();
        return fails ? Promise.reject(new LedgerUnavailable('full', 'for the test')) : record(...given);
      };
      await tally.flush();
    };
    placed('during-0');
    await flushWhile(() => placed('during-1'), false);
    await tally.flush();
    placed('failed-0');
    await flushWhile(() => placed('failed-1'), true);
    await tally.flush();
    tally.refused('key');
    await flushWhile(() => tally.refused('rate'), true);
    await tally.flush();
    placed('ended-0');
    let atTheEnd = Promise.resolve();
    await flushWhile(() => {
      atTheEnd = tally.flush();
    }, true);
    await atTheEnd;
    const told = (action: string) =>
      entryTexts(desk.reader, `action = '${action}'`).map((text) => {
        const { calls, operations } = JSON.parse(text).detail;
        return { calls, operations };
      });
    expect(told('gateway.gap')).toEqual(
      [1, 1, 2, 1].map((calls) => ({ calls, operations: { place_order: calls } })),
    );
    expect(told('gateway.refused')).toEqual([{ calls: 2, operations: { key: 1, rate: 1 } }]);
    expect(desk.reader.connection.sql('SELECT ref_id FROM orders ORDER BY id').pluck().all()).toEqual([
      'during-0',
      'during-1',
      'failed-0',
      'failed-1',
      'ended-0',
    ]);
  });
});
