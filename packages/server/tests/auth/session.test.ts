import { createHash } from 'node:crypto';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_ABSOLUTE_MS, SESSION_IDLE_MS } from '../../src/features/access/sessions/session-policy.ts';
import { type AppFixture, callerWith, cookieOf, PASSWORD, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';

describe('sessions', () => {
  let app: AppFixture;
  let clock: { now(): number; at: number };

  beforeEach(async () => {
    clock = { at: Date.now(), now: () => clock.at };
    app = await startApp({ desk: { clock } });
  });
  afterEach(() => app.close());

  const login = (username: string, password: string, more: Record<string, string> = {}) =>
    request(app.server).post('/api/session').set(more).send({ username, password });
  const entries = (action: string) =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
      .pluck()
      .all(action)
      .map((text) => JSON.parse(String(text)));

  it('logs in, says who one is and what one may, and logs out', async () => {
    const answer = await login('support', PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body.user).toEqual({ username: 'support', displayName: 'The support', role: 'support' });
    expect(answer.body.permissions).toContain('orders.sync');
    expect(answer.body.permissions).not.toContain('orders.cancel');
    const cookie = String(answer.headers['set-cookie']?.[0]);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect(cookie).not.toMatch(/Secure/);
    const caller = callerWith(app.server, cookieOf(answer));
    expect((await caller.get('/api/session')).body.user.username).toBe('support');
    expect((await caller.delete('/api/session')).status).toBe(200);
    expect((await caller.get('/api/session')).status).toBe(401);
    expect(entries('session.login')).toHaveLength(1);
    expect(entries('session.logout')).toHaveLength(1);
  });

  it('keeps only a hash of the token, which has 256 bits', async () => {
    const cookie = cookieOf(await login('support', PASSWORD));
    const token = cookie.slice(cookie.indexOf('=') + 1);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const stored = app.desk.reader.connection
      .sql('SELECT token_hash FROM sessions')
      .pluck()
      .all() as Buffer[];
    expect(stored).toEqual([createHash('sha256').update(token).digest()]);
    const { body, text } = await login('support', PASSWORD);
    expect(body).not.toHaveProperty('token');
    expect(text).not.toContain(token);
  });

  it('sets a Secure, host-bound cookie behind TLS only when the proxy is trusted', async () => {
    const spoofed = await login('support', PASSWORD, { 'x-forwarded-proto': 'https' });
    expect(String(spoofed.headers['set-cookie'])).not.toContain('Secure');
    const trusted = await startApp({ env: { TRUST_PROXY: 'loopback' } });
    const answer = await request(trusted.server)
      .post('/api/session')
      .set('x-forwarded-proto', 'https')
      .send({ username: 'support', password: PASSWORD });
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-srs_desk_session=.*Secure/);
    await trusted.close();
  });

  it('answers the same for a wrong password, an unknown and a disabled user, and writes no unknown name', async () => {
    const admin = await app.as('admin');
    await admin.patch('/api/users/finance', { disabled: true });
    const answers = [
      await login('support', 'wrong password!'),
      await login('hunter2-in-the-wrong-field', 'wrong password!'),
      await login('finance', PASSWORD),
    ];
    const bodies = answers.map(({ status, body: { requestId: _, ...body } }) => ({ status, ...body }));
    expect(bodies[0]).toMatchObject({ status: 401, code: 'wrong_credentials' });
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
    const denied = entries('session.denied');
    expect(denied.map((entry) => entry.detail.reason)).toEqual([
      'wrong_password',
      'unknown_user',
      'disabled',
    ]);
    // A name and a wrong password show nothing by which somebody is that user.
    expect(denied.map(({ actor, target, detail }) => [actor, target, detail.step])).toEqual([
      ['anonymous', 'support', 'password'],
      ['anonymous', null, 'password'],
      ['anonymous', 'finance', 'password'],
    ]);
    expect(JSON.stringify(denied)).not.toContain('hunter2');
  });

  it('ends a session after 30 minutes of rest and after 8 hours in any case', async () => {
    const resting = await app.as('support');
    clock.at += SESSION_IDLE_MS - 60_000;
    expect((await resting.get('/api/session')).status).toBe(200);
    await until(
      () =>
        app.desk.reader.connection.sql('SELECT max(seen_at) FROM session_seen').pluck().get() === clock.at,
    );
    clock.at += SESSION_IDLE_MS - 60_000;
    expect((await resting.get('/api/session')).status).toBe(200);
    clock.at += SESSION_IDLE_MS + 60_000;
    expect((await resting.get('/api/session')).status).toBe(401);

    const busy = await app.as('support');
    const end = clock.at + SESSION_ABSOLUTE_MS;
    while (clock.at + 20 * 60_000 < end) {
      clock.at += 20 * 60_000;
      expect((await busy.get('/api/session')).status).toBe(200);
      await until(
        () =>
          app.desk.reader.connection.sql('SELECT max(seen_at) FROM session_seen').pluck().get() === clock.at,
      );
    }
    clock.at = end + 1;
    expect((await busy.get('/api/session')).status).toBe(401);
  });

  it('ends a session that was opened or used while the clock was ahead, and lists it no more', async () => {
    const listed = async () => {
      const { body } = await (await app.as('support')).get('/api/sessions');
      return body.filter(({ current }: { current: boolean }) => !current).length;
    };
    const before = await listed();
    // The one that listed them is one more.
    const after = before + 1;
    const used = await app.as('support');
    clock.at += SESSION_IDLE_MS - 60_000;
    expect((await used.get('/api/session')).status).toBe(200);
    const opened = await app.as('support');
    await until(
      () =>
        app.desk.reader.connection.sql('SELECT max(seen_at) FROM session_seen').pluck().get() === clock.at,
    );
    clock.at -= 10_000;
    expect((await opened.get('/api/session')).status).toBe(200);
    clock.at -= SESSION_IDLE_MS - 70_000;
    for (const session of [used, opened]) expect((await session.get('/api/session')).status).toBe(401);
    expect(await listed()).toBe(after);
  });

  it('makes a new role and a shut door work on the next request', async () => {
    const support = await app.as('support');
    const admin = await app.as('admin');
    expect((await support.get('/api/users')).status).toBe(403);
    await admin.patch('/api/users/support', { role: 'admin' });
    expect((await support.get('/api/users')).status).toBe(200);
    await support.patch('/api/users/support', { role: 'support' });
    expect((await support.get('/api/users')).status).toBe(403);
    await admin.patch('/api/users/support', { disabled: true });
    expect((await support.get('/api/session')).status).toBe(401);
    const named = (await admin.get('/api/users/admin')).body.displayName;
    const last = await admin.patch('/api/users/admin', { role: 'support', displayName: 'Another' });
    expect([last.status, last.body.code]).toEqual([409, 'last_admin']);
    // Nothing of what is refused is done.
    expect((await admin.get('/api/users/admin')).body.displayName).toBe(named);
    expect(entries('user.update')).toEqual([]);
  });

  it('lists and ends sessions, one’s own only', async () => {
    const here = await app.as('support');
    const there = await app.as('support');
    const finance = await app.as('finance');
    const { body: mine } = await here.get('/api/sessions');
    expect(mine).toHaveLength(2);
    const other = mine.find((row: { current: boolean }) => !row.current);
    expect((await finance.delete(`/api/sessions/${other.id}`)).status).toBe(404);
    expect((await finance.get('/api/sessions?username=support')).status).toBe(403);
    expect((await here.delete(`/api/sessions/${other.id}`)).status).toBe(200);
    expect((await there.get('/api/session')).status).toBe(401);
    expect((await here.get('/api/session')).status).toBe(200);
  });

  it('changes the password and ends the other sessions', async () => {
    const here = await app.as('support');
    const there = await app.as('support');
    const wrong = await here.post('/api/session/password', {
      current: 'not it',
      next: 'a whole new sentence',
    });
    expect(wrong.body.errors.current).toContain('not the current');
    const short = await here.post('/api/session/password', { current: PASSWORD, next: 'short' });
    expect(short.body.errors.next).toContain('12 characters');
    const changed = await here.post('/api/session/password', {
      current: PASSWORD,
      next: 'a whole new sentence',
    });
    expect(changed.status).toBe(200);
    expect((await there.get('/api/session')).status).toBe(401);
    expect((await here.get('/api/session')).status).toBe(200);
    expect((await login('support', PASSWORD)).status).toBe(401);
    expect((await login('support', 'a whole new sentence')).status).toBe(200);
  });

  it('slows down guessing from one address without locking the person out elsewhere', async () => {
    for (let at = 0; at < 10; at += 1)
      expect((await login('support', `guess number ${at}`)).status).toBe(401);
    const stopped = await login('support', PASSWORD);
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect((await login('admin', PASSWORD)).status).toBe(200);
  });

  it('lets the person in from another address while an attack runs', async () => {
    const proxied = await startApp({ env: { TRUST_PROXY: 'loopback' } });
    const from = (ip: string, password: string) =>
      request(proxied.server)
        .post('/api/session')
        .set('x-forwarded-for', ip)
        .send({ username: 'support', password });
    for (let at = 0; at < 25; at += 1) await from(`203.0.113.${Math.floor(at / 5)}`, 'wrong password!');
    const answer = await from('198.51.100.7', PASSWORD);
    expect(answer.status).toBe(200);
    await proxied.close();
  });

  it('works with an API key until it is revoked, and shows it once', async () => {
    const admin = await app.as('admin');
    const made = await admin.post('/api/api-keys', { name: 'billing export', role: 'finance' });
    expect(made.status).toBe(201);
    const bearer = (path: string) =>
      request(app.server).get(path).set('authorization', `Bearer ${made.body.key}`);
    expect((await bearer('/api/session')).body.user.role).toBe('finance');
    expect((await bearer('/api/users')).status).toBe(403);
    const { text } = await admin.get('/api/api-keys');
    expect(text).not.toContain(made.body.key);
    expect(text).toContain(made.body.prefix);
    const change = await request(app.server)
      .post('/api/search')
      .set('authorization', `Bearer ${made.body.key}`)
      .send({ q: 'x1' });
    expect(change.status).toBe(200);
    await admin.delete(`/api/api-keys/${made.body.id}`);
    expect((await bearer('/api/session')).status).toBe(401);
  });

  it('records refusals: known people at once, anonymous ones as sums', async () => {
    const support = await app.as('support');
    await support.get('/api/users');
    await support.get('/api/users');
    await until(() => entries('access.denied').length === 1);
    expect(entries('access.denied')[0]).toMatchObject({ actor: 'user:support', target: 'GET /api/users' });
  });
});

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('timed out');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
