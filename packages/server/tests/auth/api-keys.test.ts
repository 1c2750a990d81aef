import { randomUUID } from 'node:crypto';
import { KEY_SCOPES, permissionsOfScopes } from '@srs-desk/shared/access/key-scopes.ts';
import { PERMISSIONS } from '@srs-desk/shared/access/permissions.ts';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../src/app/routes.ts';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { defineRoute, type Route } from '../../src/platform/http/route.ts';
import { type AppFixture, addUser, type Caller, logInAs, startApp } from '../http/app-fixture.ts';
import { register } from '../sync/desk-fixture.ts';

const DAY_MS = 86_400_000;

async function makeKey(admin: Caller, input: Record<string, unknown>): Promise<{ id: number; key: string }> {
  const made = await admin.post('/api/api-keys', { name: randomUUID(), ...input });
  expect(made.status, made.text).toBe(201);
  return made.body;
}

describe('what a key may do', () => {
  let clock: { now(): number; at: number };
  let app: AppFixture;
  let admin: Caller;

  beforeAll(async () => {
    clock = { at: Date.now(), now: () => clock.at };
    app = await startApp({ desk: { clock }, simulator: { population: 1 } });
    admin = await app.as('admin');
  });
  afterAll(() => app.close());
  afterEach(() => {
    clock.now = () => clock.at;
  });

  const get = (key: string, path: string) =>
    request(app.server).get(path).set('authorization', `Bearer ${key}`);
  const post = (key: string, path: string, body: object) =>
    request(app.server).post(path).set('authorization', `Bearer ${key}`).send(body);

  it('sees nothing of a person with the scope to read orders', async () => {
    const [refId = ''] = app.simulator.refIds();
    await register(app.desk, [refId]);
    const { key } = await makeKey(admin, { scopes: ['read_orders'] });
    const answer = await get(key, `/api/orders/${refId}`);
    expect(answer.status).toBe(200);
    for (const field of ['msisdn', 'firstName', 'lastName', 'email', 'targetUrl'])
      expect(answer.body).not.toHaveProperty(field);
    expect((await post(key, `/api/orders/${refId}/reveal`, { reason: 'x', fields: ['msisdn'] })).status).toBe(
      403,
    );
  });

  it('is itself in the log, whatever it is called, and owns nothing of a person of that name', async () => {
    const { id, key } = await makeKey(admin, { name: 'support', role: 'support' });
    const view = { resource: 'orders', name: 'hers', shared: false, view: { filter: {} } };
    const support = await app.as('support');
    expect((await support.post('/api/saved-views', view)).status).toBe(201);
    expect((await get(key, '/api/session')).body.user).toMatchObject({ username: `key:${id}` });
    expect((await get(key, '/api/saved-views?resource=orders')).body).toEqual([]);
    expect((await get(key, '/api/sessions')).body).toEqual([]);
    await get(key, '/api/users');
    const actors = () =>
      app.desk.reader.connection
        .sql("SELECT actor FROM entries WHERE action = 'access.denied'")
        .pluck()
        .all();
    await expect.poll(actors).toContain(`key:${id}`);
  });

  it('shrinks with the rights of who made it, and ends with them', async () => {
    await addUser(app, 'admin', 'berta');
    const berta = await logInAs(app.server, 'berta');
    const { key } = await makeKey(berta, { role: 'admin' });
    expect((await get(key, '/api/users')).status).toBe(200);
    await berta.patch('/api/users/berta', { role: 'finance' });
    expect((await get(key, '/api/users')).status).toBe(403);
    expect((await get(key, '/api/usage?from=2026-01&to=2026-02&groupBy=period')).status).toBe(200);
    expect((await get(key, '/api/session')).body.user.role).toBe('finance');
    await admin.patch('/api/users/berta', { disabled: true });
    expect((await get(key, '/api/session')).status).toBe(401);
  });

  it('does not make keys, even with the role of an admin', async () => {
    const { key } = await makeKey(admin, { role: 'admin' });
    const made = await post(key, '/api/api-keys', { name: 'more', role: 'admin' });
    expect([made.status, made.body.code]).toEqual([403, 'people_only']);
  });

  it('is renewed: number and rights stay, and what it was before works until the told time', async () => {
    const { id, key } = await makeKey(admin, { scopes: ['usage'] });
    const HOUR_MS = 3_600_000;
    const renew = async (overlapHours: number) => {
      const answer = await admin.post(`/api/api-keys/${id}/rotate`, { overlapHours });
      expect(answer.status, answer.text).toBe(201);
      return answer.body;
    };
    const first = await renew(1);
    const previousUntil = new Date(clock.at + HOUR_MS).toISOString();
    expect(first).toMatchObject({ id, previousUntil, scopes: ['usage'] });
    expect(Date.parse(first.expiresAt)).toBe(clock.at + 90 * DAY_MS);
    // Renewed again before the program was changed over, as when the first new secret was lost.
    const second = await renew(2);
    const states = () =>
      Promise.all(
        [key, first.key, second.key].map(async (token) => (await get(token, '/api/session')).status),
      );
    expect(await states()).toEqual([200, 200, 200]);
    expect((await get(key, '/api/session')).body.user.username).toBe(`key:${id}`);
    clock.at += HOUR_MS;
    expect(await states()).toEqual([401, 200, 200]);
    admin = await app.as('admin');
    const third = await renew(0);
    expect((await get(third.key, '/api/session')).status).toBe(200);
    expect(await states()).toEqual([401, 200, 401]);
    await admin.delete(`/api/api-keys/${id}`);
    expect(await states()).toEqual([401, 401, 401]);
    expect((await get(third.key, '/api/session')).status).toBe(401);
    const gone = await admin.post(`/api/api-keys/${id}/rotate`, {});
    expect([gone.status, gone.body.code]).toEqual([404, 'api_key_not_found']);
  });

  it('is renewed with an overlap that ends with what it was before at the latest', async () => {
    const HOUR_MS = 3_600_000;
    const made = async (expiresAt: number) =>
      makeKey(admin, { scopes: ['usage'], expiresAt: new Date(expiresAt).toISOString() });
    const renew = async (id: number, input: object) =>
      (await admin.post(`/api/api-keys/${id}/rotate`, input)).body;
    const state = async (token: string) => (await get(token, '/api/session')).status;
    const over = await made(clock.at + HOUR_MS);
    const ending = await made(clock.at + 3 * HOUR_MS);
    const lasting = await made(clock.at + 90 * DAY_MS);
    clock.at += HOUR_MS;
    admin = await app.as('admin');
    expect(await state(over.key)).toBe(401);
    const revived = await renew(over.id, {});
    expect(revived.previousUntil).toBeNull();
    expect([await state(over.key), await state(revived.key)]).toEqual([401, 200]);

    const next = await renew(ending.id, {});
    const end = clock.at + 2 * HOUR_MS;
    expect(next.previousUntil).toBe(new Date(end).toISOString());
    // The new secret ends before the overlap does: what was before it ends with it, and stays so.
    const brief = await renew(lasting.id, { expiresAt: new Date(end).toISOString() });
    expect(brief.previousUntil).toBe(new Date(end).toISOString());
    const twice = await made(clock.at + 90 * DAY_MS);
    const between = await renew(twice.id, {});
    const last = await renew(twice.id, { expiresAt: new Date(end).toISOString() });
    const before = [ending, lasting, brief, twice, between, last].map(({ key }) => key);
    expect(await Promise.all(before.map(state))).toEqual(before.map(() => 200));
    clock.at = end + 1;
    admin = await app.as('admin');
    for (const { id } of [lasting, twice]) expect((await renew(id, {})).previousUntil).toBeNull();
    expect(await Promise.all(before.map(state))).toEqual(before.map(() => 401));
    expect(await state(next.key)).toBe(200);
    expect(await checkFacts({ path: app.desk.config.databasePath })).toMatchObject({ differences: [] });
  });

  it('is renewed without an overlap, and what it was before the last time works on', async () => {
    const { id, key } = await makeKey(admin, { scopes: ['usage'] });
    const renew = async (overlapHours: number) =>
      (await admin.post(`/api/api-keys/${id}/rotate`, { overlapHours })).body;
    // Time goes on between the request and what the ledger makes of it.
    clock.now = () => clock.at++;
    const lost = await renew(24);
    const next = await renew(0);
    const states = [key, lost.key, next.key].map(async (token) => (await get(token, '/api/session')).status);
    expect(await Promise.all(states)).toEqual([200, 401, 200]);
    expect(await checkFacts({ path: app.desk.config.databasePath })).toMatchObject({ differences: [] });
  });

  it('is renewed by no key, and one with a role only by who made it', async () => {
    const limited = await makeKey(admin, { scopes: ['usage'] });
    const whole = await makeKey(admin, { role: 'admin' });
    const byKey = await post(whole.key, `/api/api-keys/${limited.id}/rotate`, {});
    expect([byKey.status, byKey.body.code]).toEqual([403, 'people_only']);
    await addUser(app, 'admin', 'carla');
    const carla = await logInAs(app.server, 'carla');
    const foreign = await carla.post(`/api/api-keys/${whole.id}/rotate`, {});
    expect([foreign.status, foreign.body.code]).toEqual([403, 'not_your_key']);
    expect((await carla.post(`/api/api-keys/${limited.id}/rotate`, {})).status).toBe(201);
    expect((await admin.post(`/api/api-keys/${whole.id}/rotate`, {})).status).toBe(201);
  });

  it('is shown with its last use', async () => {
    const { id, key } = await makeKey(admin, { scopes: ['usage'] });
    const lastUsed = async () => (await admin.get(`/api/api-keys/${id}`)).body.lastUsedAt;
    expect(await lastUsed()).toBeNull();
    await get(key, '/api/session');
    await expect.poll(lastUsed).toBe(new Date(clock.at).toISOString());
  });

  it('reads metrics with that scope alone', async () => {
    const { key } = await makeKey(admin, { scopes: ['metrics'] });
    const other = await makeKey(admin, { scopes: ['usage'] });
    const from = (bearer: string) => get(bearer, '/metrics').set('x-forwarded-for', '203.0.113.5');
    expect((await from(key)).status).toBe(200);
    expect((await from(other.key)).status).toBe(403);
  });

  it('is told when it is made: scopes or a role, and an end', async () => {
    const nothing = await admin.post('/api/api-keys', { name: 'n' });
    expect([nothing.status, Object.keys(nothing.body.errors)]).toEqual([400, ['scopes']]);
    const made = await admin.post('/api/api-keys', { name: 'usage', scopes: ['usage'] });
    expect(made.body.scopes).toEqual(['usage']);
    expect(Date.parse(made.body.expiresAt)).toBe(clock.at + 90 * DAY_MS);
    clock.at += 90 * DAY_MS + 1;
    expect((await get(made.body.key, '/api/session')).status).toBe(401);
    const later = await app.as('admin');
    const lasting = await makeKey(later, { role: 'finance', expiresAt: null });
    clock.at += 1_000 * DAY_MS;
    expect((await get(lasting.key, '/api/session')).status).toBe(200);
  });
});

describe('the scopes of keys, from the route table', () => {
  let app: AppFixture;
  const keys = new Map<string, string>();
  const probes = routes.map((route) =>
    defineRoute({
      method: route.method,
      path: route.path,
      access: route.access,
      summary: route.summary,
      streamed: {},
      answers: { 200: z.object({ reached: z.string() }) },
      handle: () => ({ body: { reached: route.path } }),
    }),
  );

  beforeAll(async () => {
    const real = routes.filter(({ path }) => path === '/api/session' || path === '/api/api-keys');
    const isReal = (route: Route) => real.some(({ path }) => path === route.path);
    app = await startApp({ routes: [...real, ...probes.filter((route) => !isReal(route))] });
    const admin = await app.as('admin');
    for (const scope of KEY_SCOPES) keys.set(scope, (await makeKey(admin, { scopes: [scope] })).key);
  });
  afterAll(() => app.close());

  it.each(KEY_SCOPES)('%s', async (scope) => {
    const allowed = new Set<string>(permissionsOfScopes([scope]));
    for (const { method, path, access } of probes) {
      if (access === 'public' || access === 'session' || path === '/api/api-keys') continue;
      expect(PERMISSIONS).toContain(access);
      const answer = await request(app.server)
        [method](path.replace(/:\w+/g, '1').replace(/\*\w+/g, 'x'))
        .set('authorization', `Bearer ${keys.get(scope)}`);
      expect([method, path, answer.status]).toEqual([method, path, allowed.has(access) ? 200 : 403]);
    }
  });
});
