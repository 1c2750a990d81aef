import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway, type GatewayHandler } from '../../src/features/gateway/create-gateway.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { listen } from './gateway-fixture.ts';

describe('applications at the gateway', () => {
  let app: AppFixture;
  let admin: Caller;
  let gateway: GatewayHandler;
  let base: string;
  const server = createServer((req, res) => gateway(req, res));
  const space = { mib: 10_000 };
  let clock: { now(): number; at: number };

  beforeAll(async () => {
    clock = { at: Date.now(), now: () => clock.at };
    app = await startApp({ env: { GATEWAY_KEY: 'first-and-shared', GATEWAY_OPEN: 'no' }, desk: { clock } });
    admin = await app.as('admin');
    gateway = createGateway({ ...app.desk, freeSpace: { mib: () => space.mib } as never });
    base = await listen(server);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await gateway.close();
    await app.close();
  });

  const makeKey = async (name: string, scopes: string[]) =>
    (await admin.post('/api/api-keys', { name, scopes })).body as { id: number; key: string };
  const ask = (key: string) => fetch(`${base}/srs/api/providers`, { headers: { 'x-gateway-key': key } });
  /** Why the gateway itself refused; null when the call was passed on. */
  const refusal = async (key: string) => (await ask(key)).headers.get('x-srs-desk-gateway');
  const callers = () =>
    app.desk.reader.connection
      .sql("SELECT DISTINCT actor FROM entries WHERE action = 'call.intent' ORDER BY actor")
      .pluck()
      .all();

  it('have keys of their own: told apart in the log, changed with overlap, shut out alone', async () => {
    const shop = await makeKey('shop', ['gateway']);
    const bank = await makeKey('bank', ['gateway']);
    for (const key of ['first-and-shared', shop.key, bank.key]) expect(await refusal(key)).toBeNull();
    const inAddress = await fetch(`${base}/~${shop.key}/srs/api/providers`);
    expect(inAddress.headers.get('x-srs-desk-gateway')).toBeNull();
    expect(callers()).toEqual(['gateway', `key:${shop.id}`, `key:${bank.id}`].sort());

    const { body: next } = await admin.post(`/api/api-keys/${shop.id}/rotate`, { overlapHours: 1 });
    expect([await refusal(shop.key), await refusal(next.key)]).toEqual([null, null]);
    expect(callers()).toEqual(['gateway', `key:${shop.id}`, `key:${bank.id}`].sort());
    clock.at += 3_600_000;
    expect(await refusal(shop.key)).toBe('gateway_key');
    expect([await refusal(next.key), await refusal(bank.key)]).toEqual([null, null]);
    const lastUsedAt = async () => (await admin.get(`/api/api-keys/${shop.id}`)).body.lastUsedAt;
    admin = await app.as('admin');
    await expect.poll(lastUsedAt).toBe(new Date(clock.at).toISOString());
    await admin.delete(`/api/api-keys/${shop.id}`);
    expect([await refusal(next.key), await refusal(bank.key)]).toEqual(['gateway_key', null]);
  });

  it('need the scope for it', async () => {
    expect(await refusal((await makeKey('reader', ['read_orders'])).key)).toBe('gateway_key');
  });

  it('are held to a rate, each for itself', async () => {
    const set = { callsPerSecond: 2, warnBelowMib: 0, refuseBelowMib: 0 };
    expect((await admin.put('/api/settings/gateway', { value: set })).status).toBe(200);
    clock.at += 1_000;
    const [fast, calm] = [await makeKey('fast', ['gateway']), await makeKey('calm', ['gateway'])];
    const answers = [await ask(fast.key), await ask(fast.key), await ask(fast.key)];
    expect(answers.map(({ status }) => status === 429)).toEqual([false, false, true]);
    expect(answers[2]?.headers.get('retry-after')).toBe('1');
    expect((await ask(calm.key)).status).not.toBe(429);
    clock.at += 1_000;
    expect((await ask(fast.key)).status).not.toBe(429);
    expect((await admin.put('/api/settings/gateway', { value: null })).status).toBe(200);
  });

  it('are refused while the disk is nearly full, before the log is', async () => {
    const { key } = await makeKey('any', ['gateway']);
    const before = callers();
    space.mib = 49;
    const refused = await ask(key);
    expect([refused.status, refused.headers.get('x-srs-desk-gateway')]).toEqual([503, 'disk_low']);
    expect(callers()).toEqual(before);
    space.mib = 50;
    expect(await refusal(key)).toBeNull();
    await gateway.close();
    const told = app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = 'gateway.refused'`)
      .pluck()
      .all();
    expect(JSON.stringify(told)).toContain('space');
  });

  it('are warned of in time', async () => {
    const { body } = await admin.get('/api/stats');
    expect(body.health.causes).not.toContain('disk_low');
    const value = { callsPerSecond: 200, warnBelowMib: 1_000_000, refuseBelowMib: 0 };
    expect((await admin.put('/api/settings/gateway', { value })).status).toBe(200);
    clock.at += 60_000;
    expect((await admin.get('/api/stats')).body.health.causes).toContain('disk_low');
  });
});
