import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/features/connection/doctor/run-doctor.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { type Fixture, startFixture } from '../sync/desk-fixture.ts';

const CERTIFICATES = join(import.meta.dirname, 'certificates');
const at = (name: string) => join(CERTIFICATES, name);
const pem = (name: string) => readFileSync(at(name), 'utf8');
const ADMIN = { kind: 'system', name: 'admin', role: 'admin', actor: 'cli', origin: 'cli' } as const;

let fixture: Fixture | null = null;
let servers: Server[] = [];

afterEach(async () => {
  await fixture?.close();
  fixture = null;
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** An RA service over TLS that has no evidence of anybody; gives its port and the subjects of the clients it saw. */
async function startRas(certificate: string, more: ServerOptions = {}) {
  const clients: unknown[] = [];
  const server = createServer(
    {
      cert: pem(`${certificate}.pem`),
      key: pem(`${certificate}.key`),
      ca: pem('ca.pem'),
      ...more,
    },
    (req, res) => {
      clients.push((req.socket as TLSSocket).getPeerCertificate().subject?.CN);
      res.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"EVIDENCE_NOT_FOUND"}');
    },
  );
  return { port: await portOf(server), clients };
}

/** A proxy that opens tunnels, to whoever sends the right password where one is asked for. */
async function startProxy(password: string | null = null) {
  const targets: string[] = [];
  const tunnels: Socket[] = [];
  const server = createPlainServer((_, res) => res.writeHead(405).end());
  server.on('connect', (req, client: Socket) => {
    targets.push(req.url ?? '');
    const wanted = password && `Basic ${Buffer.from(`desk:${password}`).toString('base64')}`;
    if (wanted !== null && req.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port] = (req.url ?? '').split(':');
    const target = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(target).pipe(client);
    });
    for (const socket of [client, target]) socket.on('error', () => undefined);
    tunnels.push(client, target);
  });
  return { port: await portOf(server), targets };
}

/** What the doctor finds about the RA service at this address. */
async function examine(rasUrl: string, env: Record<string, string> = {}) {
  fixture = await startFixture({ env: { RAS_BASE_URL: rasUrl, ...env } });
  const { results } = await runDoctor(fixture.desk, ADMIN);
  const verify = results.find(({ check }) => check === 'verify');
  return { code: verify?.findings[0]?.code, words: String(verify?.findings[0]?.params.words), results };
}

const CA = { EXTRA_CA_FILE: at('ca.pem') };

describe('the way out', () => {
  it('trusts a private authority that is named, and no other', async () => {
    const ras = await startRas('server');
    expect((await examine(`https://localhost:${ras.port}`)).code).toBe('certificate_unknown');
    expect(ras.clients).toEqual([]);
    await fixture?.close();
    expect((await examine(`https://localhost:${ras.port}`, CA)).code).toBe('evidence_answered');
    expect(ras.clients).toHaveLength(1);
  });

  it.each([
    ['expired', 'certificate_expired', 'CERT_HAS_EXPIRED'],
    ['other', 'certificate_of_another', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('names a certificate that is %s as such', async (certificate, code, words) => {
    const ras = await startRas(certificate);
    const found = await examine(`https://localhost:${ras.port}`, CA);
    expect([found.code, found.words]).toEqual([code, expect.stringContaining(words)]);
  });

  it('names a service without TLS as such', async () => {
    const port = await portOf(createPlainServer((_, res) => res.end()));
    expect((await examine(`https://localhost:${port}`, CA)).code).toBe('no_tls');
  });

  const ASKS = { requestCert: true, rejectUnauthorized: true };

  it('shows the RA service its certificate', async () => {
    const ras = await startRas('server', ASKS);
    const pair = { RAS_CLIENT_CERT_FILE: at('client.pem'), RAS_CLIENT_KEY_FILE: at('client.key') };
    expect((await examine(`https://localhost:${ras.port}`, { ...CA, ...pair })).code).toBe(
      'evidence_answered',
    );
    expect(ras.clients).toEqual(['Service Provider']);
  });

  it.each([
    ['TLSv1.2', 'certificate_wanted'],
    ['TLSv1.3', 'connection_closed'],
  ] as const)('says that one is asked for, as far as %s tells', async (maxVersion, code) => {
    const ras = await startRas('server', { ...ASKS, maxVersion });
    expect((await examine(`https://localhost:${ras.port}`, CA)).code).toBe(code);
  });

  it('goes through the proxy, which sees host and port alone, and writes its password down nowhere', async () => {
    const ras = await startRas('server');
    const proxy = await startProxy('hunter2');
    const HTTPS_PROXY = `http://desk:hunter2@127.0.0.1:${proxy.port}`;
    const { code, results } = await examine(`https://localhost:${ras.port}`, { ...CA, HTTPS_PROXY });
    expect(code).toBe('evidence_answered');
    expect(proxy.targets).toEqual([`localhost:${ras.port}`]);
    const [configuration] = results;
    expect(configuration?.findings).toContainEqual({
      code: 'through_proxy',
      params: { proxy: `http://127.0.0.1:${proxy.port}`, except: '–' },
    });
    const entries = fixture?.desk.reader.connection
      .sql(`SELECT group_concat(${ENTRY_JSON}, '\n') FROM entries`)
      .pluck()
      .get();
    expect(JSON.stringify([results, entries])).not.toContain('hunter2');
  });

  it.each(['localhost', '*', 'other.example, localhost'])(
    'goes straight where NO_PROXY is %s',
    async (none) => {
      const ras = await startRas('server');
      const env = { ...CA, HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: none };
      expect((await examine(`https://localhost:${ras.port}`, env)).code).toBe('evidence_answered');
    },
  );

  it('says when the proxy refuses, and when it cannot be reached', async () => {
    const proxy = await startProxy('hunter2');
    const wrong = await examine('https://localhost:1', {
      HTTPS_PROXY: `http://desk:no@127.0.0.1:${proxy.port}`,
    });
    expect([wrong.code, wrong.words]).toEqual(['proxy_failed', expect.stringContaining('PROXY_407')]);
    await fixture?.close();
    const gone = await examine('https://localhost:1', { HTTPS_PROXY: 'http://127.0.0.1:9' });
    expect([gone.code, gone.words]).toEqual(['proxy_failed', expect.stringContaining('PROXY_ECONNREFUSED')]);
  });
});
