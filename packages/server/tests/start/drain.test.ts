import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServer } from '../../src/app/start-server.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { listen } from '../gateway/gateway-fixture.ts';
import { configFor, until } from '../sync/desk-fixture.ts';

const CLIENTS = 8;

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

function ask(url: string, agent: Agent, method = 'GET', body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = request(url, { agent, method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

it('stops under eight keep-alive clients: nothing is begun after the signal, nothing is cut', async () => {
  const placings: ServerResponse[] = [];
  let received = 0;
  const srs = createServer((req, res) => {
    received += 1;
    if (req.method === 'POST') placings.push(res);
    else res.end('[]');
  });
  const url = await listen(srs);
  const folder = mkdtempSync(join(tmpdir(), 'srs-drain-'));
  const config = configFor({ url, tokenUrl: `${url}/token` }, folder, { PORT: '0' });
  const server = await startServer(config, { logLevel: 'silent', sync: false });
  const agents = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const methods = `${server.gatewayUrl}/srs/api/providers`;
  try {
    const before = await Promise.all(agents.map((agent) => ask(methods, agent)));
    expect(before.map(({ headers }) => headers.connection)).toEqual(Array(CLIENTS).fill('keep-alive'));
    // A proxy in front must be the one who ends a connection that rests.
    expect(before.map(({ headers }) => headers['keep-alive'])).toEqual(Array(CLIENTS).fill('timeout=125'));
    const underWay = agents.map((agent) => ask(`${methods}/test/video`, agent, 'POST', '{"country":"CH"}'));
    await until('SRS has all placings', () => placings.length === CLIENTS);
    const stopped = server.stop();
    const addresses = [methods, `${server.url}/readyz`, `${server.url}/api/session`, `${server.url}/healthz`];
    const late = await Promise.all(addresses.map((address) => ask(address, new Agent())));
    expect(late.map(({ status }) => status)).toEqual([503, 503, 503, 200]);
    for (const { headers } of late) expect(headers.connection).toBe('close');
    expect(JSON.parse(late[1]?.body ?? '')).toEqual({ status: 'not_ready', reasons: ['stopping'] });
    for (const [at, res] of placings.entries()) {
      res.writeHead(201, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ refId: `r-${at}`, orderId: `o-${at}` }));
    }
    for (const { status, headers, body } of await Promise.all(underWay))
      expect([status, headers.connection, body]).toEqual([201, 'close', expect.stringContaining('refId')]);
    await stopped;
    expect(received).toBe(2 * CLIENTS);
    await expect(ask(methods, new Agent())).rejects.toThrow(/ECONNREFUSED/);
  } finally {
    for (const agent of agents) agent.destroy();
    await server.stop();
    srs.closeAllConnections();
    srs.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

it('waits for an order that is being placed even when its time is up and the client is gone', async () => {
  const placings: ServerResponse[] = [];
  const srs = createServer((_, res) => placings.push(res));
  const url = await listen(srs);
  const folder = mkdtempSync(join(tmpdir(), 'srs-drain-'));
  const config = configFor({ url, tokenUrl: `${url}/token` }, folder, { PORT: '0', DRAIN_SECONDS: '0' });
  const server = await startServer(config, { logLevel: 'silent', sync: false });
  const placing = ask(`${server.gatewayUrl}/srs/api/providers/test/video`, new Agent(), 'POST', '{}');
  const cut = expect(placing).rejects.toThrow();
  await until('SRS has the placing', () => placings.length === 1);
  const stopped = server.stop();
  await cut;
  placings[0]?.writeHead(201, { 'content-type': 'application/json' }).end('{"refId":"r-1","orderId":"o-1"}');
  await stopped;
  const reader = openReader(config.databasePath);
  expect(reader.connection.sql('SELECT operation, outcome, ref_id FROM calls').all()).toEqual([
    { operation: 'place_order', outcome: 'ok', ref_id: 'r-1' },
  ]);
  reader.close();
  srs.closeAllConnections();
  srs.close();
  rmSync(folder, { recursive: true, force: true });
});
