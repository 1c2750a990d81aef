import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '@srs-desk/simulator/start-simulator.ts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { hashPassword } from '../../src/features/access/sessions/password.ts';
import { readVerifierKey } from '../../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../../src/features/audit/verify/verify-database.ts';
import { openReader } from '../../src/platform/db/reader.ts';
import { configFor, until } from '../sync/desk-fixture.ts';
import { holdLocked, runSql } from './log-fixture.ts';

const PASSWORD = 'correct horse battery';
const ORDER = { issuer: 'IDENTITY.TM', method: 'video', lastName: 'Muster', mobile: '079 123 45 67' };

describe('a log that cannot be written', () => {
  let folder: string;
  let simulator: Simulator;
  let server: RunningServer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'srs-desk-latch-'));
    simulator = await startSimulator({ port: 0, speed: 1, seed: 7, population: 'none' });
    server = await start();
    const args = {
      username: 'admin',
      displayName: 'A',
      role: 'admin',
      passwordHash: await hashPassword(PASSWORD),
    } as const;
    await server.desk.ledger.record(
      [{ name: 'user.create', args }],
      [{ action: 'user.create', actor: 'system' }],
    );
  });
  afterAll(async () => {
    await server.stop();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = () =>
    startServer(configFor(simulator, folder, { PORT: '0' }), { logLevel: 'silent', sync: false });
  const shell = (sql: string) => runSql(join(folder, 'desk.db'), sql);
  const received = async () =>
    ((await request(simulator.url).get('/_sim/calls?since=0')).body as unknown[]).length;
  async function login(): Promise<string> {
    const answer = await request(server.url)
      .post('/api/session')
      .send({ username: 'admin', password: PASSWORD });
    expect(answer.status).toBe(200);
    return String(answer.headers['set-cookie']).split(';', 1)[0] ?? '';
  }

  it('waits for another program that holds the file, refuses what comes meanwhile, and goes on without a restart', async () => {
    const cookie = await login();
    const as = (test: request.Test) => test.set('cookie', cookie).set('x-requested-with', 'srs-desk');
    const size = () =>
      server.desk.reader.connection.sql('SELECT max(seq) FROM entries').pluck().get() as number;
    const letGo = holdLocked(join(folder, 'desk.db'));
    const before = size();
    const refused = await as(request(server.url).post('/api/orders')).send(ORDER);
    expect([refused.status, refused.body.code]).toEqual([503, 'ledger_busy']);
    expect(refused.body.detail).toContain('Another program holds the database locked');
    const ready = await request(server.url).get('/readyz');
    expect([ready.status, ready.body.reasons]).toEqual([503, ['ledger_busy']]);
    expect(size()).toBe(before);
    letGo();
    await until(
      'it is ready by itself',
      async () => (await request(server.url).get('/readyz')).status === 200,
    );
    const placed = await as(request(server.url).post('/api/orders')).send(ORDER);
    expect(placed.status, placed.text).toBe(201);
    const key = readVerifierKey(server.desk.audit.publicKey);
    expect(await verifyDatabase({ path: join(folder, 'desk.db'), key })).toMatchObject({ outcome: 'intact' });
  });

  it('stops everything but health, metrics and logout, until it is started again', async () => {
    const cookie = await login();
    const as = (test: request.Test) => test.set('cookie', cookie).set('x-requested-with', 'srs-desk');
    const before = await received();
    // The writer finds its own table gone: an error that no guard explains, so nothing may be trusted.
    shell('ALTER TABLE tree_frontier RENAME TO gone;');
    const first = await as(request(server.url).post('/api/orders')).send(ORDER);
    expect([first.status, first.body.code]).toEqual([503, 'ledger_unknown']);
    shell('ALTER TABLE gone RENAME TO tree_frontier;');

    for (const test of [
      as(request(server.url).post('/api/orders')).send(ORDER),
      as(request(server.url).post('/api/users')).send({
        username: 'b',
        displayName: 'B',
        role: 'support',
        password: PASSWORD,
      }),
      as(request(server.url).post('/api/audit/checkpoints')),
      as(request(server.url).get('/api/audit')),
      request(server.url).post('/api/session').send({ username: 'admin', password: PASSWORD }),
      request(server.gatewayUrl).get('/srs/api/providers'),
    ]) {
      const answer = await test;
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([
        503,
        expect.not.stringContaining('unknown'),
      ]);
    }
    expect(await received()).toBe(before);
    const ready = await request(server.url).get('/readyz');
    expect([ready.status, ready.body.reasons]).toEqual([503, ['ledger_latched']]);
    expect((await request(server.url).get('/healthz')).status).toBe(200);
    expect((await request(server.url).get('/metrics')).status).toBe(200);
    expect((await as(request(server.url).delete('/api/session'))).status).toBe(200);
    expect((await as(request(server.url).get('/api/session'))).status).toBe(401);

    await server.stop();
    server = await start();
    expect((await request(server.url).get('/readyz')).status).toBe(200);
    await login();
    const key = readVerifierKey(server.desk.audit.publicKey);
    expect(await verifyDatabase({ path: join(folder, 'desk.db'), key })).toMatchObject({ outcome: 'intact' });
  });

  it('keeps the refusals it summed when it is stopped', async () => {
    await request(server.url).get('/api/orders');
    await request(server.url).get('/api/orders');
    await server.stop();
    const reader = openReader(join(folder, 'desk.db'));
    const counted = reader.connection
      .sql(
        `SELECT detail ->> '$.count' FROM entries WHERE action = 'access.denied_summary' AND target = 'GET /api/orders'`,
      )
      .pluck()
      .all();
    reader.close();
    expect(counted).toEqual([2]);
    server = await start();
  });
});
