import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/app/routes.ts';
import { SESSION_IDLE_MS } from '../../src/features/access/sessions/session-policy.ts';
import { guardReauthentication, REAUTHENTICATED_FOR_MS } from '../../src/platform/http/reauthentication.ts';
import { type AppFixture, addUser, type Caller, logInAs, PASSWORD, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';

/** What asks a person to prove again who they are. */
const ASKING = [
  'DELETE /api/api-keys/:id',
  'DELETE /api/session/factor',
  'DELETE /api/statements/logo',
  'DELETE /api/users/:username',
  'DELETE /api/users/:username/factor',
  'PATCH /api/users/:username',
  'POST /api/api-keys',
  'POST /api/api-keys/:id/rotate',
  'POST /api/approvals/:id/approve',
  'POST /api/audit/prune/approve',
  'POST /api/audit/retention/approve',
  'POST /api/orders/:refId/erase',
  'POST /api/orders/:refId/person-file',
  'POST /api/periods/:period/reopen',
  'POST /api/session/factor',
  'POST /api/session/factor/recovery-codes',
  'POST /api/sessions/end-all',
  'POST /api/users',
  'POST /api/users/:username/link',
  'PUT /api/settings/:name',
  'PUT /api/statements/logo',
];

describe('an open session', () => {
  let clock: { now(): number; at: number };
  let app: AppFixture;

  beforeAll(async () => {
    clock = { at: Date.now(), now: () => clock.at };
    app = await startApp({ desk: { clock } });
  });
  afterAll(() => app.close());

  const entries = (action: string) =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
      .pluck()
      .all(action)
      .map((text) => JSON.parse(String(text)));
  const lastSeen = () =>
    app.desk.reader.connection.sql('SELECT max(seen_at) FROM session_seen').pluck().get();

  it('is not kept by a page that only listens and reads again by itself', async () => {
    const support = await app.as('support');
    const openedAt = clock.at;
    clock.at += SESSION_IDLE_MS - 60_000;
    const stop = new AbortController();
    const stream = await fetch(`${app.url}/api/events`, {
      headers: { cookie: support.cookie },
      signal: stop.signal,
    });
    expect(stream.status).toBe(200);
    expect((await support.get('/api/stats').set('x-srs-desk-background', '1')).status).toBe(200);
    // Writes are in order: once this entry is there, a note of the use would be too.
    await app.desk.ledger.record([], [{ action: 'system.recovered', actor: 'system', origin: 'system' }]);
    expect(lastSeen()).toBe(openedAt);
    stop.abort();
    clock.at += 61_000;
    expect((await support.get('/api/session')).status).toBe(401);
  });

  it('does not do what hurts most once five minutes have passed, until the password is proven', async () => {
    const asking = routes.filter((route) => route.reauthenticated);
    expect(asking.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(ASKING);
    const admin = await app.as('admin');
    const { key } = (await admin.post('/api/api-keys', { name: 'machine', role: 'admin' })).body;
    clock.at += REAUTHENTICATED_FOR_MS + 1;
    for (const { method, path } of asking) {
      const answer = await request(app.server)
        [method](path.replace(/:\w+/g, '1'))
        .set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk' });
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'reauthentication_required']);
    }
    expect((await admin.get('/api/users')).status).toBe(200);
    const wrong = await admin.post('/api/session/reauthenticate', { password: 'not this one' });
    expect([wrong.status, Object.keys(wrong.body.errors)]).toEqual([400, ['password']]);
    const rename = { displayName: 'The one' };
    expect((await admin.patch('/api/users/finance', rename)).status).toBe(403);
    const proven = await admin.post('/api/session/reauthenticate', { password: PASSWORD });
    expect(Date.parse(proven.body.until)).toBe(clock.at + REAUTHENTICATED_FOR_MS);
    expect((await admin.patch('/api/users/finance', rename)).status).toBe(200);
    const machine = await request(app.server)
      .patch('/api/users/finance')
      .set('authorization', `Bearer ${key}`)
      .send({ displayName: 'Another' });
    expect(machine.status).toBe(200);
    expect(entries('session.reauthenticate')).toHaveLength(1);
  });

  it.each([
    ['five minutes ago', -REAUTHENTICATED_FOR_MS, 'is proven'],
    ['longer ago', -REAUTHENTICATED_FOR_MS - 1, 'is not'],
    ['by a clock that was set back a little since', 1_000, 'is proven'],
    ['by a clock that was ahead', REAUTHENTICATED_FOR_MS, 'is not'],
  ])('who proved it %s %s', (_, ms, reads) => {
    const proves = () => guardReauthentication({ provenAt: clock.at + ms }, clock.at);
    if (reads === 'is proven') proves();
    else expect(proves).toThrow('Prove that it is you');
  });

  it('slows down guessing of the current password and records it like a login', async () => {
    await addUser(app, 'support', 'carla');
    const carla = await logInAs(app.server, 'carla');
    const guess = () =>
      carla.post('/api/session/password', { current: 'not this one', next: 'a whole new sentence' });
    const before = entries('session.denied').length;
    for (let at = 0; at < 10; at += 1) expect((await guess()).status).toBe(400);
    const stopped = await guess();
    expect([stopped.status, stopped.body.code]).toEqual([429, 'too_many_logins']);
    expect((await carla.post('/api/session/reauthenticate', { password: PASSWORD })).status).toBe(429);
    const denied = entries('session.denied').slice(before);
    expect(denied).toHaveLength(12);
    expect(denied[0]).toMatchObject({
      actor: 'user:carla',
      detail: { reason: 'wrong_password', step: 'proof', address: expect.stringContaining('127.0.0.1') },
    });
    expect(denied.at(-1).detail.reason).toBe('too_many_logins');
  });

  it('tells the log and the list of sessions from where it was opened', async () => {
    const answer = await request(app.server)
      .post('/api/session')
      .set('user-agent', 'Test/1.0')
      .send({ username: 'finance', password: PASSWORD });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const from = { address: expect.stringContaining('127.0.0.1'), agent: 'Test/1.0' };
    expect(entries('session.login').at(-1)).toMatchObject({ actor: 'user:finance', detail: from });
    const { body } = await request(app.server).get('/api/sessions').set('cookie', cookie);
    const current = body.find((row: { current: boolean }) => row.current);
    expect(current).toMatchObject({ address: from.address, userAgent: 'Test/1.0' });
  });

  it('opened with a password that an admin set does nothing before another is chosen', async () => {
    const admin: Caller = await app.as('admin');
    const user = { username: 'dora', displayName: 'Dora', role: 'support', password: PASSWORD };
    expect((await admin.post('/api/users', user)).status).toBe(201);
    const dora = await logInAs(app.server, 'dora');
    expect((await dora.get('/api/session')).body.mustChangePassword).toBe(true);
    const refused = await dora.get('/api/orders');
    expect([refused.status, refused.body.code]).toEqual([403, 'password_change_required']);
    const next = 'a whole new sentence';
    const same = await dora.post('/api/session/password', { current: PASSWORD, next: PASSWORD });
    expect(Object.keys(same.body.errors)).toEqual(['next']);
    expect((await dora.post('/api/session/password', { current: PASSWORD, next })).status).toBe(200);
    expect((await dora.get('/api/orders')).status).toBe(200);
  });
});
