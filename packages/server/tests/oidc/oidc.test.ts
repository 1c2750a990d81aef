import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cliPrincipal } from '../../src/app/cli/principal.ts';
import { makeAccountLink, newLink } from '../../src/features/access/links/account-link.ts';
import { linkSteps } from '../../src/features/access/links/link-steps.ts';
import { ticketCookie } from '../../src/features/access/oidc/login-ticket.ts';
import { Tickets } from '../../src/features/access/sessions/tickets.ts';
import { newToken } from '../../src/features/access/sessions/token.ts';
import { changeUser } from '../../src/features/access/users/manage-users.ts';
import { findEntry } from '../../src/features/calls/queries.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { LedgerUnavailable } from '../../src/platform/ledger/errors.ts';
import { type AppFixture, PASSWORD, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import {
  CLIENT,
  environmentOf,
  type IdentityProvider,
  newKey,
  signWith,
  startIdentityProvider,
} from './identity-provider.ts';
import { sessionOf, Visitor } from './visitor.ts';

const PUBLIC_URL = 'https://desk.example.org';
const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

const environmentFor = (provider: IdentityProvider) => ({
  ...environmentOf(provider, PUBLIC_URL),
  TRUST_PROXY: '1',
});

const problemOf = (answer: request.Response) =>
  new URL(String(answer.headers.location), PUBLIC_URL).searchParams.get('problem');

describe('login at an identity provider', () => {
  let provider: IdentityProvider;
  let app: AppFixture;
  let visitor: Visitor;

  beforeAll(async () => {
    provider = await startIdentityProvider({
      anna: { name: 'Anna Muster', preferred_username: 'anna@example.org', roles: ['desk-support'] },
      beat: { name: 'Beat Beispiel', preferred_username: 'admin', roles: ['other', 'desk-admins'] },
      nina: { name: 'Nina Niemand', preferred_username: 'nina', roles: ['sales'] },
      olga: { name: 'Olga Ohne', preferred_username: 'olga' },
    });
    app = await startApp({ env: environmentFor(provider) });
    provider.serve({ publicUrl: PUBLIC_URL, url: app.url });
  });
  afterAll(async () => {
    await app.close();
    await provider.close();
  });

  const visitorOf = () => new Visitor(app);
  const fresh = () => {
    visitor = new Visitor(app);
    return visitor;
  };
  /** Entries of these actions since `seq`, newest last. */
  const entriesSince = (seq: number, ...actions: string[]) =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE seq > ? ORDER BY seq`)
      .pluck()
      .all(seq)
      .map((bytes) => JSON.parse(String(bytes)))
      .filter(({ action }) => actions.includes(action));
  const lastSeq = () => Number(app.desk.reader.connection.sql('SELECT max(seq) FROM entries').pluck().get());
  it('is offered beside the password', async () => {
    const { ticket } = await fresh().begin();
    expect(ticket).toMatch(/^__Host-srs_desk_oidc=/);
    const options = await request(app.server).get('/api/login-options');
    expect(options.body).toEqual({ local: true, provider: { label: 'Example AG', reachable: true } });
  });

  it('makes a user at the first login, and a session with address and browser', async () => {
    const before = lastSeq();
    const { ticket, url } = await fresh().begin('?back=/orders');
    const answered = await visitor.passProvider(url, 'anna');
    const asked = visitor.comeBack(answered, ticket).set('x-forwarded-for', '192.0.2.7');
    const answer = await asked.set('user-agent', 'a browser');
    expect([answer.status, answer.headers.location]).toEqual([303, '/orders']);
    const cookie = sessionOf(answer) ?? '';
    const { body } = await request(app.server).get('/api/session').set('cookie', cookie);
    expect(body).toMatchObject({
      user: { username: 'anna@example.org', displayName: 'Anna Muster', role: 'support' },
      provider: 'Example AG',
      mustChangePassword: false,
    });
    const [made, login] = entriesSince(before, 'user.create', 'session.login');
    expect(made).toMatchObject({
      target: 'anna@example.org',
      detail: { role: 'support', issuer: provider.issuer, identity: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(login).toMatchObject({
      actor: 'user:anna@example.org',
      detail: { address: '192.0.2.7', agent: 'a browser', issuer: provider.issuer },
    });
    const admin = await app.as('admin');
    const users = (await admin.get('/api/users')).body as { username: string; issuer: string | null }[];
    expect(users.find(({ username }) => username === 'anna@example.org')?.issuer).toBe(provider.issuer);
    expect(users.find(({ username }) => username === 'admin')?.issuer).toBeNull();
  });

  it('never takes somebody for the local account of the same name', async () => {
    const beat = await fresh().enter(app, 'beat');
    expect((await beat.get('/api/session')).body.user).toMatchObject({ username: 'admin.2', role: 'admin' });
    const before = lastSeq();
    await fresh().enter(app, 'beat');
    expect(entriesSince(before, 'user.create', 'user.role')).toEqual([]);
  });

  it('sets the role anew at every login, and nobody else does', async () => {
    const before = lastSeq();
    provider.people.anna = {
      name: 'Anna Neu',
      preferred_username: 'anna@example.org',
      roles: ['desk-admins'],
    };
    const anna = await fresh().enter(app, 'anna');
    expect((await anna.get('/api/session')).body.user).toMatchObject({
      displayName: 'Anna Neu',
      role: 'admin',
    });
    expect(entriesSince(before, 'user.role')).toMatchObject([
      { actor: 'system', target: 'anna@example.org', detail: { before: 'support', after: 'admin' } },
    ]);
    const admin = await app.as('admin');
    for (const patch of [{ role: 'finance' }, { displayName: 'Other' }]) {
      const refused = await admin.patch('/api/users/anna@example.org', patch);
      expect([refused.status, refused.body.code]).toEqual([409, 'set_by_provider']);
    }
    const link = await admin.post('/api/users/anna@example.org/link');
    expect([link.status, link.body.code]).toEqual([409, 'set_by_provider']);
  });

  it.each(['nina', 'olga'])('refuses %s, whom no role is given, with a clear word', async (name) => {
    const before = lastSeq();
    const answer = await fresh().logIn(name);
    expect(answer.headers.location).toBe('/login?problem=no_role');
    expect(sessionOf(answer)).toBeNull();
    expect(entriesSince(before, 'session.denied', 'user.create')).toMatchObject([
      { action: 'session.denied', actor: 'anonymous', detail: { reason: 'no_role', step: 'provider' } },
    ]);
  });

  it('ends what somebody has open whom no role is given any more', async () => {
    provider.people.rita = { name: 'Rita Rest', preferred_username: 'rita', roles: ['desk-admins'] };
    const open = await new Visitor(app).enter(app, 'rita');
    const proving = await new Visitor(app).enter(app, 'rita');
    const anna = await new Visitor(app).enter(app, 'anna');
    provider.people.rita.roles = ['sales'];
    let before = lastSeq();
    const proven = await new Visitor(app).logIn('rita', '?purpose=prove&back=/proved', proving.cookie);
    expect(proven.headers.location).toBe('/proved?problem=no_role');
    for (const caller of [open, proving]) expect((await caller.get('/api/session')).status).toBe(401);
    expect((await anna.get('/api/session')).status).toBe(200);
    expect(entriesSince(before, 'session.revoke', 'session.denied', 'session.reauthenticate')).toMatchObject([
      { actor: 'system', target: 'rita', detail: { issuer: provider.issuer, ended: 2 } },
      { actor: 'user:rita', target: 'rita', detail: { reason: 'no_role', step: 'proof' } },
    ]);
    before = lastSeq();
    expect(problemOf(await fresh().logIn('rita'))).toBe('no_role');
    // There is nothing more to end, and nothing is said of it.
    expect(entriesSince(before, 'session.revoke', 'session.denied')).toMatchObject([
      { action: 'session.denied' },
    ]);
  });

  it('keeps out whose account is disabled here', async () => {
    await changeUser(app.desk, cliPrincipal(), 'admin.2', { disabled: true });
    expect(problemOf(await fresh().logIn('beat'))).toBe('account_disabled');
    await changeUser(app.desk, cliPrincipal(), 'admin.2', { disabled: false });
    await fresh().enter(app, 'beat');
  });

  it('says so when the provider does not let somebody in', async () => {
    expect(problemOf(await fresh().logIn('a stranger'))).toBe('provider_refused');
  });

  it('believes no answer that was not asked for', async () => {
    const before = lastSeq();
    const { ticket, url } = await fresh().begin();
    const answered = await visitor.passProvider(url, 'anna');
    const changed = new URL(answered);
    changed.searchParams.set('state', 'another');
    const other = await new Visitor(app).begin();
    const { searchParams } = new URL(url);
    const [state = '', nonce = ''] = ['state', 'nonce'].map((name) => searchParams.get(name) ?? '');
    const forged = { state, nonce, verifier: 'v', back: '/', proves: null };
    const otherSeal = ticketCookie(new Tickets(), forged, Date.now(), true);
    const refused = [
      await visitor.comeBack(changed, ticket),
      await visitor.comeBack(answered, other.ticket),
      await visitor.comeBack(answered, 'nothing=here'),
      await visitor.comeBack(answered, otherSeal),
    ];
    expect(entriesSince(before, 'session.login')).toEqual([]);
    expect(sessionOf(await visitor.comeBack(answered, ticket))).not.toBeNull();
    // The provider takes no code twice.
    refused.push(await visitor.comeBack(answered, ticket));
    for (const answer of refused) {
      expect(answer.headers.location).toBe('/login?problem=login_not_verified');
      expect(sessionOf(answer)).toBeNull();
    }
    expect(entriesSince(before, 'session.denied').map(({ detail }) => detail.reason)).toEqual(
      refused.map(() => 'login_not_verified'),
    );
  });

  it('believes no ID token with another nonce than that of this login', async () => {
    const { ticket, url } = await fresh().begin();
    const asked = new URL(url);
    asked.searchParams.set('nonce', 'of another login');
    const answer = await visitor.comeBack(await visitor.passProvider(asked.href, 'anna'), ticket);
    expect(answer.headers.location).toBe('/login?problem=login_not_verified');
    expect(sessionOf(answer)).toBeNull();
    // Nothing else was amiss.
    await visitor.enter(app, 'anna');
  });

  it('leads nowhere but to pages of the desk', async () => {
    for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a b']) {
      const answer = await request(app.server).get(`/api/oidc/login?back=${encodeURIComponent(back)}`);
      expect(answer.status, back).toBe(400);
    }
  });

  it('asks the provider again who one is before what hurts most', async () => {
    const beat = await fresh().enter(app, 'beat');
    const act = () => beat.patch('/api/users/finance', { displayName: 'Fiona' });
    expect((await act()).body.code).toBe('reauthentication_required');
    expect((await beat.post('/api/session/reauthenticate', { password: PASSWORD })).body.code).toBe(
      'no_password',
    );
    const other = await new Visitor(app).logIn('anna', '?purpose=prove&back=/proved', beat.cookie);
    expect(other.headers.location).toBe('/proved?problem=other_person');
    expect((await act()).body.code).toBe('reauthentication_required');
    const before = lastSeq();
    const proven = await visitor.logIn('beat', '?purpose=prove&back=/proved', beat.cookie);
    expect(proven.headers.location).toBe('/proved');
    expect((await act()).status).toBe(200);
    expect(entriesSince(before, 'session.reauthenticate')).toMatchObject([{ actor: 'user:admin.2' }]);
  });

  it('goes through the recorder, which keeps neither code nor token nor secret', async () => {
    const before = lastSeq();
    const { ticket, url } = await fresh().begin();
    const answered = await visitor.passProvider(url, 'anna');
    const session = sessionOf(await visitor.comeBack(answered, ticket));
    expect(session).not.toBeNull();
    const kept = Array.from({ length: lastSeq() - before }, (_, at) => {
      const entry = findEntry(app.desk.reader, before + 1 + at);
      // Not as it is sealed: among thousands of random letters any three stand some day.
      const { sealed, ...open } = entry ?? { uuid: '', subject: null };
      const { uuid, subject } = open;
      const opened = subject && sealed ? app.desk.sealer.open({ uuid, subject, sealed }) : null;
      return JSON.stringify({ open, opened });
    }).join('\n');
    expect(kept).toContain('grant_type=authorization_code');
    const challenge = new URL(url).searchParams.get('code_challenge');
    const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
    expect((kept.match(/[\w-]{43,}/g) ?? []).map(digest)).not.toContain(challenge);
    const token = session?.split('=')[1];
    for (const secret of [answered.searchParams.get('code'), token, 'eyJ', '0123456789', 'Anna'])
      expect(kept, String(secret)).not.toContain(String(secret));
  });

  it('ends at the provider too, and the provider ends it here', async () => {
    const anna = await fresh().enter(app, 'anna');
    // Another session at the desk that came of the same one at the provider, which so can only be ended by the provider.
    const again = await visitor.enter(app, 'anna');
    const elsewhere = await new Visitor(app).enter(app, 'anna');
    const { body } = await anna.delete('/api/session');
    const ending = new URL(body.providerLogout);
    expect(ending.origin).toBe(provider.issuer);
    expect(ending.searchParams.get('post_logout_redirect_uri')).toBe(`${PUBLIC_URL}/login`);
    const { sid, sub } = decodeJwt(ending.searchParams.get('id_token_hint') ?? '');
    expect([sub, typeof sid]).toEqual(['anna', 'string']);
    expect((await anna.get('/api/session')).status).toBe(401);
    expect((await elsewhere.get('/api/session')).status).toBe(200);
    await visitor.endAtProvider(ending);
    await expect.poll(async () => (await again.get('/api/session')).status).toBe(401);
    expect((await elsewhere.get('/api/session')).status).toBe(200);
    expect((await (await app.as('admin')).delete('/api/session')).body.providerLogout).toBeNull();
  });

  describe('back-channel logout', () => {
    const send = (token: string) =>
      request(app.server).post('/api/oidc/backchannel-logout').type('form').send({ logout_token: token });
    const claimsFor = (more: Record<string, unknown> = {}) => {
      const now = Math.floor(Date.now() / 1000);
      return {
        iss: provider.issuer,
        aud: CLIENT.id,
        iat: now,
        exp: now + 120,
        jti: crypto.randomUUID(),
        sub: 'anna',
        events: { [EVENT]: {} },
        ...more,
      };
    };

    it('ends the sessions of the person, once per token', async () => {
      const [anna, beat] = [await fresh().enter(app, 'anna'), await fresh().enter(app, 'beat')];
      const before = lastSeq();
      const token = await provider.sign(claimsFor());
      const ended = await send(token);
      expect(ended.status).toBe(200);
      expect(ended.body.ended).toBeGreaterThan(0);
      expect(ended.headers['cache-control']).toBe('no-store');
      expect((await anna.get('/api/session')).status).toBe(401);
      expect((await beat.get('/api/session')).status).toBe(200);
      expect(entriesSince(before, 'session.revoke')).toMatchObject([
        { actor: 'system', target: 'anna@example.org', detail: { issuer: provider.issuer } },
      ]);
      expect((await send(token)).status).toBe(400);
      const twice = await provider.sign(claimsFor());
      const answers = await Promise.all([send(twice), send(twice)]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    });

    it('takes the token again that could not be recorded', async () => {
      const anna = await fresh().enter(app, 'anna');
      const token = await provider.sign(claimsFor());
      vi.spyOn(app.desk.ledger, 'record').mockRejectedValueOnce(
        new LedgerUnavailable('busy', 'for the test'),
      );
      expect((await send(token)).status).toBe(503);
      expect((await anna.get('/api/session')).status).toBe(200);
      expect((await send(token)).status).toBe(200);
      expect((await anna.get('/api/session')).status).toBe(401);
      expect((await send(token)).status).toBe(400);
    });

    it('ends the one session that it names', async () => {
      const own = visitorOf();
      const [one, two] = [await own.enter(app, 'anna'), await new Visitor(app).enter(app, 'anna')];
      const again = await own.enter(app, 'anna');
      // Both of the first browser come of one session at the provider, which logs out by that of its ID token.
      const { body } = await one.delete('/api/session');
      const { sid } = decodeJwt(new URL(body.providerLogout).searchParams.get('id_token_hint') ?? '');
      expect((await send(await provider.sign(claimsFor({ sid })))).body).toEqual({ ended: 1 });
      expect((await again.get('/api/session')).status).toBe(401);
      expect((await two.get('/api/session')).status).toBe(200);
    });

    it('believes no token that the provider did not make for this', async () => {
      const anna = await fresh().enter(app, 'anna');
      const now = Math.floor(Date.now() / 1000);
      const forged: Record<string, string> = {
        'another key': await signWith({ ...(await newKey()) }, claimsFor()),
        'another desk': await provider.sign(claimsFor({ aud: 'another' })),
        'another issuer': await provider.sign(claimsFor({ iss: 'https://evil.example' })),
        'run out': await provider.sign(claimsFor({ iat: now - 200, exp: now - 60 })),
        'of long ago': await provider.sign(claimsFor({ iat: now - 4_000 })),
        'without an end': await provider.sign(claimsFor({ exp: undefined })),
        'without a number': await provider.sign(claimsFor({ jti: undefined })),
        'without the event': await provider.sign(claimsFor({ events: {} })),
        'with a nonce, as ID tokens have': await provider.sign(claimsFor({ nonce: 'n' })),
        'of nobody': await provider.sign(claimsFor({ sub: undefined })),
        unsigned: `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claimsFor()))}.`.replaceAll('=', ''),
        'no token': 'x',
        nothing: '',
      };
      for (const [name, token] of Object.entries(forged)) expect((await send(token)).status, name).toBe(400);
      expect((await anna.get('/api/session')).status).toBe(200);
    });
  });

  it('goes on when the provider signs with another key', async () => {
    await fresh().enter(app, 'anna');
    await provider.rotate();
    await fresh().enter(app, 'anna');
  });

  it('leaves password logins alone while the provider is down, and comes back with it', async () => {
    await provider.down();
    const { ticket, url } = await fresh().begin();
    await provider.up();
    const answered = await visitor.passProvider(url, 'anna');
    await provider.down();
    expect(problemOf(await visitor.comeBack(answered, ticket))).toBe('provider_unreachable');
    expect((await app.as('admin')).cookie).toMatch(/=/);
    await provider.up();
    await fresh().enter(app, 'anna');
  });
});

describe('a desk that is started while its provider is down', () => {
  it('works, says so, and lets people in once it is up', async () => {
    const provider = await startIdentityProvider({
      anna: { name: 'Anna', preferred_username: 'anna', roles: ['desk-support'] },
    });
    await provider.down();
    const app = await startApp({ env: environmentFor(provider) });
    provider.serve({ publicUrl: PUBLIC_URL, url: app.url });
    const offered = async () => (await request(app.server).get('/api/login-options')).body.provider;
    expect(await offered()).toEqual({ label: 'Example AG', reachable: false });
    const refused = await request(app.server).get('/api/oidc/login');
    expect(refused.headers.location).toBe('/login?problem=provider_unreachable');
    await provider.up();
    const anna = await new Visitor(app).enter(app, 'anna');
    expect((await anna.get('/api/session')).body.user.role).toBe('support');
    expect((await offered()).reachable).toBe(true);
    await app.close();
    await provider.close();
  });
});

describe('with LOCAL_LOGIN=off', () => {
  let provider: IdentityProvider;
  let app: AppFixture;
  beforeAll(async () => {
    provider = await startIdentityProvider({
      beat: { name: 'Beat', preferred_username: 'beat', roles: ['desk-admins'] },
    });
    app = await startApp({ env: { ...environmentFor(provider), LOCAL_LOGIN: 'off' } });
    provider.serve({ publicUrl: PUBLIC_URL, url: app.url });
  });
  afterAll(async () => {
    await app.close();
    await provider.close();
  });
  const post = (path: string, body: object) => request(app.server).post(path).send(body);
  const tokenOf = (url: string) => url.split('#')[1] ?? '';

  it('no password lets in, nor leads to one', async () => {
    const body = { username: 'admin', password: PASSWORD };
    const refused = await request(app.server).post('/api/session').send(body);
    expect([refused.status, refused.body.code]).toEqual([403, 'local_login_off']);
    const visitor = new Visitor(app);
    const beat = await visitor.enter(app, 'beat');
    await visitor.logIn('beat', '?purpose=prove&back=/proved', beat.cookie);
    const user = { username: 'new', displayName: 'New', role: 'support' };
    expect((await beat.post('/api/users', user)).body.code).toBe('local_login_off');
    expect((await beat.post('/api/users/support/link')).body.code).toBe('local_login_off');
    expect((await request(app.server).get('/api/login-options')).body.local).toBe(false);
  });

  it('the link for the first admin makes none', async () => {
    const admin = { username: 'first', displayName: 'First', password: 'chosen by the user alone' };
    const refused = await post('/api/setup', { token: 'x'.repeat(43), ...admin });
    expect([refused.status, refused.body.code]).toEqual([403, 'local_login_off']);
  });

  it('a link that was made before opens nothing; one from the command line does', async () => {
    const password = 'chosen by the user alone';
    const { url, linkHash } = newLink(PUBLIC_URL);
    const asked = { username: 'support', invited: false, linkHash, agreed: false };
    const { call, entry } = linkSteps(app.desk, ADMIN, asked);
    await app.desk.ledger.record([call], [entry]);
    const before = { token: tokenOf(url), password };
    const refused = [
      await post('/api/password-link', { token: before.token }),
      await post('/api/password-link/use', before),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [403, 'local_login_off']),
    );
    const { done } = await makeAccountLink(app.desk, cliPrincipal(), 'support', PUBLIC_URL);
    const token = tokenOf(done?.url ?? '');
    expect((await post('/api/password-link', { token })).body.username).toBe('support');
    const used = await post('/api/password-link/use', { token, password });
    expect([used.status, used.body.user?.username]).toEqual([200, 'support']);
  });

  it('a local admin is no second admin, unless one let them in from the command line', async () => {
    const visitor = new Visitor(app);
    const beat = await visitor.enter(app, 'beat');
    await visitor.logIn('beat', '?purpose=prove&back=/proved', beat.cookie);
    const loosen = async (approvalAbove: number) => {
      const value = { ...(await beat.get('/api/settings/cancellations')).body.value, approvalAbove };
      return (await beat.put('/api/settings/cancellations', { value })).status;
    };
    expect(await loosen(2_000)).toBe(200);
    // A key of the local admin asks as they would: there is one who can agree.
    const { token, hash: tokenHash } = newToken('sdk_');
    const key = {
      name: 'k',
      role: 'admin',
      scopes: null,
      tokenHash,
      prefix: 'sdk_',
      expiresAt: null,
    } as const;
    const by = { createdBy: 'user:admin', origin: 'user' } as const;
    await app.desk.ledger.record([{ name: 'api_key.create', args: { ...key, ...by } }], []);
    const machine = request(app.server).patch('/api/users/support').set('authorization', `Bearer ${token}`);
    expect((await machine.send({ role: 'admin' })).status).toBe(202);
    const { done } = await makeAccountLink(app.desk, cliPrincipal(), 'admin', PUBLIC_URL);
    const used = await post('/api/password-link/use', {
      token: tokenOf(done?.url ?? ''),
      password: PASSWORD,
    });
    expect(used.status).toBe(200);
    expect(await loosen(3_000)).toBe(202);
  });

  it('nor is who was last refused by the provider, until it lets them in again', async () => {
    const people = { cora: { name: 'Cora', preferred_username: 'cora', roles: ['desk-admins'] } };
    Object.assign(provider.people, people);
    await changeUser(app.desk, cliPrincipal(), 'admin', { disabled: true });
    const visitor = new Visitor(app);
    const beat = await visitor.enter(app, 'beat');
    await visitor.logIn('beat', '?purpose=prove&back=/proved', beat.cookie);
    const ask = async () => {
      const { status } = await beat.patch('/api/users/finance', { role: 'admin' });
      await changeUser(app.desk, cliPrincipal(), 'finance', { role: 'finance' });
      return status;
    };
    await new Visitor(app).enter(app, 'cora');
    expect(await ask()).toBe(202);
    people.cora.roles = ['sales'];
    expect(problemOf(await new Visitor(app).logIn('cora'))).toBe('no_role');
    expect(await ask()).toBe(200);
    people.cora.roles = ['desk-admins'];
    const cora = await new Visitor(app).enter(app, 'cora');
    await cora.delete('/api/session');
    expect(await ask()).toBe(202);
    // The log was pruned: nobody knows any more what the provider said last.
    const database = new Database(app.desk.config.databasePath);
    const triggers = database.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entries'",
    );
    for (const name of triggers.pluck().all()) database.exec(`DROP TRIGGER ${name}`);
    database.prepare("DELETE FROM entries WHERE actor = 'user:cora'").run();
    database.close();
    expect(await ask()).toBe(200);
  });
});

it('a desk without a provider knows no way to one', async () => {
  const app = await startApp();
  for (const path of ['/api/oidc/login', '/api/oidc/callback'])
    expect((await request(app.server).get(path)).body.code).toBe('no_provider');
  const logout = request(app.server).post('/api/oidc/backchannel-logout').type('form');
  expect((await logout.send({ logout_token: 'x' })).status).toBe(404);
  await app.close();
});
