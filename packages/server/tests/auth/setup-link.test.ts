import { createServer, type RequestListener } from 'node:http';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app/create-app.ts';
import { makeSetupLink } from '../../src/features/access/links/setup-link.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { type Fixture, startFixture } from '../sync/desk-fixture.ts';

describe('the setup link of a desk without users', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.close());

  it('makes one admin, once, and is not stored in clear', async () => {
    const server = createServer(createApp(fixture.desk, { webRoot: null }) as RequestListener);
    const older = await makeSetupLink(fixture.desk, 'http://desk.test');
    const link = await makeSetupLink(fixture.desk, 'http://desk.test');
    expect(link).toMatch(/^http:\/\/desk\.test\/setup#[\w-]{43}$/);
    const tokenOf = (text: string | null) => String(text).split('#')[1] ?? '';
    const body = { username: 'ada', displayName: 'Ada', password: 'correct horse battery' };
    const use = (token: string) =>
      request(server)
        .post('/api/setup')
        .send({ ...body, token });
    expect((await use(tokenOf(older))).status).toBe(403);
    expect((await use('x'.repeat(43))).status).toBe(403);
    const made = await use(tokenOf(link));
    expect(made.status).toBe(200);
    expect(made.body.user.role).toBe('admin');
    expect((await use(tokenOf(link))).status).toBe(403);
    expect(await makeSetupLink(fixture.desk, 'http://desk.test')).toBeNull();
    const told = fixture.desk.reader.connection
      .sql("SELECT action || ' by ' || actor FROM entries WHERE kind = 'act'")
      .pluck()
      .all();
    expect(told).toContain('user.create by user:ada');
    const log = fixture.desk.reader.connection
      .sql(`SELECT group_concat(${ENTRY_JSON}) FROM entries`)
      .pluck()
      .get() as string;
    expect(log).not.toContain(tokenOf(link));
  });
});
