import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, callerWith, cookieOf, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';

const PASSWORD = 'chosen by the user alone';
const tokenOf = (url: string): string => url.split('#')[1] ?? '';

describe('one-time links of users', () => {
  let app: AppFixture;
  let admin: Caller;
  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: 1 } });
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  const post = (path: string, body: object) => request(app.server).post(path).send(body);
  const logIn = (username: string, password: string) => post('/api/session', { username, password });
  const invite = async (username: string) =>
    (await admin.post('/api/users', { username, displayName: username, role: 'support' })).body;
  const log = () =>
    String(app.desk.reader.connection.sql(`SELECT group_concat(${ENTRY_JSON}) FROM entries`).pluck().get());

  it('invite a user, who chooses a password once and is logged in', async () => {
    const made = await invite('nina');
    expect(made).toMatchObject({ passwordChangedAt: null, linkUntil: made.link.expiresAt });
    const token = tokenOf(made.link.url);
    expect((await logIn('nina', '!')).status).toBe(401);
    const whose = await post('/api/password-link', { token });
    expect(whose.body).toMatchObject({ username: 'nina', invited: true });
    expect((await post('/api/password-link/use', { token, password: 'short' })).status).toBe(400);
    const used = await post('/api/password-link/use', { token, password: PASSWORD });
    expect([used.status, used.body.user.username]).toEqual([200, 'nina']);
    expect((await post('/api/password-link/use', { token, password: PASSWORD })).body.code).toBe(
      'link_invalid',
    );
    expect((await post('/api/password-link', { token })).status).toBe(403);
    expect((await logIn('nina', PASSWORD)).status).toBe(200);
    expect((await admin.get('/api/users/nina')).body).toMatchObject({ linkUntil: null });
    for (const action of ['user.invite', 'user.password']) expect(log()).toContain(`"${action}"`);
    expect(log()).not.toContain(token);
    const tokens = app.desk.reader.connection.sql('SELECT hex(token_hash) FROM account_links').pluck().all();
    expect(tokens.join()).not.toContain(Buffer.from(token).toString('hex').toUpperCase());
  });

  it('give a new password: the old one holds until then, all sessions end, an older link is dead', async () => {
    const session = callerWith(app.server, cookieOf(await logIn('nina', PASSWORD)));
    const first = await admin.post('/api/users/nina/link');
    const second = await admin.post('/api/users/nina/link');
    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await post('/api/password-link', { token: tokenOf(first.body.url) })).status).toBe(403);
    expect((await session.get('/api/session')).status).toBe(200);
    const token = tokenOf(second.body.url);
    expect((await post('/api/password-link', { token })).body.invited).toBe(false);
    expect((await post('/api/password-link/use', { token, password: `${PASSWORD}!` })).status).toBe(200);
    expect((await session.get('/api/session')).status).toBe(401);
    expect((await logIn('nina', PASSWORD)).status).toBe(401);
    expect(log()).toContain('"user.reset_link"');
  });

  it('run out, and open nothing for who was shut out', async () => {
    const { link } = await invite('otto');
    expect((await admin.patch('/api/users/otto', { disabled: true })).status).toBe(200);
    expect((await post('/api/password-link', { token: tokenOf(link.url) })).status).toBe(403);
    expect((await admin.post('/api/users/otto/link')).body.code).toBe('user_disabled');
    expect((await admin.patch('/api/users/otto', { disabled: false })).status).toBe(200);
    expect((await post('/api/password-link', { token: tokenOf(link.url) })).status).toBe(200);
    const expiresAt = app.desk.clock.now() - 1;
    const late = { tokenHash: Buffer.alloc(32, 7), expiresAt, byCommandLine: false };
    const args = { username: 'otto', by: { actor: 'system' }, ...late } as const;
    await app.desk.ledger.record(
      [{ name: 'account_link.create', args }],
      [{ action: 'user.invite', actor: 'system', origin: 'system', target: 'otto' }],
    );
    expect((await post('/api/password-link', { token: tokenOf(link.url) })).status).toBe(403);
    expect((await admin.get('/api/users/otto')).body.linkUntil).toBeNull();
  });

  it('are for whoever manages users alone, and set no password of a first admin', async () => {
    const support = await app.as('support');
    expect((await support.post('/api/users/nina/link')).status).toBe(403);
    expect((await admin.patch('/api/users/nina', { password: PASSWORD })).status).toBe(400);
    expect((await post('/api/password-link', { token: 'x'.repeat(43) })).status).toBe(403);
  });
});
