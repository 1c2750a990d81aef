import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, cookieOf, PASSWORD, startApp } from '../http/app-fixture.ts';

const HSTS = 'strict-transport-security';

describe('where people open the desk at an https address', () => {
  let app: AppFixture;

  beforeAll(async () => {
    app = await startApp({ env: { PUBLIC_URL: 'https://desk.example.org', TRUST_PROXY: '1' } });
  });
  afterAll(() => app.close());

  const get = (path: string, host: string) => request(app.server).get(path).set('host', host);

  it('cookies are Secure and bound to the host, whatever the proxy says', async () => {
    const answer = await request(app.server)
      .post('/api/session')
      .set('host', 'desk.example.org')
      .send({ username: 'support', password: PASSWORD });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-srs_desk_session=[^;]+;.*Secure/);
    const session = get('/api/session', 'desk.example.org').set('cookie', cookieOf(answer));
    expect((await session).status).toBe(200);
    const bare = get('/api/session', 'desk.example.org');
    expect((await bare.set('cookie', cookieOf(answer).replace('__Host-', ''))).status).toBe(401);
  });

  it('another name gets nothing, but this machine and who asks whether it runs', async () => {
    const foreign = await get('/api/session', 'evil.example');
    expect([foreign.status, foreign.body.code]).toEqual([400, 'wrong_host']);
    const forwarded = await get('/api/session', '127.0.0.1').set('x-forwarded-host', 'evil.example');
    expect(forwarded.body.code).toBe('wrong_host');
    expect((await get('/api/session', 'desk.example.org')).status).toBe(401);
    expect((await get('/api/session', 'localhost:4000')).status).toBe(401);
    expect((await get('/healthz', '10.1.2.3:4000')).status).toBe(200);
  });

  it('browsers are told to come over TLS alone, to this name', async () => {
    expect((await get('/healthz', 'desk.example.org')).headers[HSTS]).toBe('max-age=31536000');
  });
});

describe('HSTS', () => {
  it.each([
    [{}, undefined],
    [{ PUBLIC_URL: 'http://127.0.0.1:4000' }, undefined],
    [{ PUBLIC_URL: 'https://localhost', HSTS_SUBDOMAINS: 'yes' }, 'max-age=31536000; includeSubDomains'],
  ])('with %o is %s', async (env, value) => {
    const app = await startApp({ env });
    expect((await request(app.server).get('/healthz')).headers[HSTS]).toBe(value);
    await app.close();
  });
});
