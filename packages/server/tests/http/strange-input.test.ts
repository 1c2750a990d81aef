import type { IncomingMessage } from 'node:http';
import { request as ask } from 'node:http';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/app/routes.ts';
import { openSession } from '../../src/features/access/sessions/open-session.ts';
import { sessionCookie } from '../../src/features/access/sessions/session-cookie.ts';
import { findUser, listUsernames } from '../../src/features/access/users/queries.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { NIGHTLY, printedSeed } from '../long-form.ts';
import { register } from '../sync/desk-fixture.ts';
import { type AppFixture, addUser, type Caller, callerWith, startApp } from './app-fixture.ts';
import { nearlyValid, oneOf, type Random, randomFrom, strangeText } from './strange-input.ts';

/** Each takes seconds or makes files of its own: asked in the first rounds, not over and over. */
const AT_FIRST_ALONE = new Set(['POST /api/backups', 'POST /api/doctor', 'POST /api/test-bench']);
const FIRST_ROUNDS = 2_000;
/** How long the desk may work at an answer, ms of the processor's time: a number that does not depend on who else works beside. */
const LONGEST_WORK_MS = 2_000;
/** An answer that has not come by then never comes, ms. */
const NEVER_MS = 30_000;
/** Tables of what is no fact: how due, when seen, answers kept, what is derived; and the log itself with its signatures. */
const NO_FACTS =
  /^(sqlite|__drizzle|idempotency|session_seen|api_key_uses|order_sync|external_id_parts|staged|method_durations|checkpoints|entries|tree|merkle)/;

describe('input that is nearly right, or not at all', () => {
  let app: AppFixture;
  let admin: Caller;
  let refIds: string[];

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 5 } });
    admin = await anotherAdmin();
    refIds = app.simulator.refIds();
    await register(app.desk, refIds);
  });
  afterAll(() => app.close());

  /** An admin of their own, logged in just now: what is tried may log out, disable or delete any other. */
  async function anotherAdmin(): Promise<Caller> {
    const { desk, server } = app;
    const username = `admin-${listUsernames(desk.reader).length}`;
    await addUser(app, 'admin', username);
    const user = findUser(desk.reader, username);
    if (user === undefined) throw new Error(`no ${username}`);
    const { token } = await openSession(desk, user, { address: '127.0.0.1', agent: 'test' });
    return callerWith(server, sessionCookie(token, false, 0).split(';', 1)[0] ?? '');
  }

  /** The status and beginning of an answer; of a stream that stays open, its status alone. */
  async function answerOf(
    route: Route,
    path: string,
    body: string,
  ): Promise<{ status: number; text: string }> {
    const headers = { cookie: admin.cookie, 'x-requested-with': 'srs-desk' };
    if (route.work === 'stream') {
      const heard = new AbortController();
      const { status } = await fetch(app.url + path, { headers, signal: heard.signal });
      heard.abort();
      return { status, text: '' };
    }
    const test = request(app.server)[route.method](path).set(headers).timeout(NEVER_MS);
    const sent = route.method === 'get' ? test : test.set('content-type', 'application/json').send(body);
    const { status, text } = await sent;
    return { status, text: text?.slice(0, 300) ?? '' };
  }

  const tables = () =>
    app.desk.reader.connection
      .sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      .pluck()
      .all()
      .map(String)
      .filter((name) => !NO_FACTS.test(name));
  const facts = () =>
    JSON.stringify(
      tables().map((name) => app.desk.reader.connection.sql(`SELECT * FROM "${name}"`).raw().all()),
    );
  /** Facts and the number of the last entry, of one moment. */
  const recorded = () => {
    const { connection } = app.desk.reader;
    connection.sql('BEGIN').run();
    const seq = connection.sql('SELECT max(seq) FROM entries').pluck().get();
    const held = { facts: facts(), seq };
    connection.sql('COMMIT').run();
    return held;
  };
  const version = () => app.desk.reader.connection.sql('PRAGMA data_version').pluck().get();

  function addressOf(route: Route, random: Random): string {
    const part = () =>
      encodeURIComponent(
        oneOf(random, [...refIds, '1', '2026-03', 'admin', strangeText(random)]).replace(
          /\p{Surrogate}/gu,
          '',
        ),
      );
    const path = route.path.replace(/[:*]\w+/g, () => part() || 'x');
    if (!route.query || random() < 0.3) return path;
    const odd = strangeText(random).replace(/\p{Surrogate}/gu, '');
    const filter = oneOf(random, [JSON.stringify({ id: odd }), '{"q":"\\ud800"}', '{"q":"a\\u0000"}', odd]);
    const query = {
      filter,
      range: oneOf(random, ['[0,4]', '[5,1]', odd]),
      sort: oneOf(random, ['["id","ASC"]', odd]),
    };
    return `${path}?${new URLSearchParams(random() < 0.7 ? query : { ...query, [odd || 'x']: odd })}`;
  }

  it(
    'is answered, never with a fault of the desk, and changes nothing without an entry',
    async () => {
      const random = randomFrom(printedSeed('strange input'));
      const often = routes.filter(
        ({ method, path }) => !AT_FIRST_ALONE.has(`${method.toUpperCase()} ${path}`),
      );
      const rounds = NIGHTLY ? 50_000 : FIRST_ROUNDS;
      let known = version();
      let before = recorded();
      for (let at = 0; at < rounds; at += 1) {
        const tried = at < FIRST_ROUNDS ? routes : often;
        const route = tried[at % tried.length] as Route;
        const path = addressOf(route, random);
        const body = route.body ? JSON.stringify(nearlyValid(route.body, random)) : '{}';
        const begun = process.cpuUsage();
        const { status, text } = await answerOf(route, path, body);
        const { user, system } = process.cpuUsage(begun);
        const told = `${route.method} ${path} ${body.slice(0, 500)} → ${status} ${text}`;
        expect(status, told).toBeLessThan(500);
        expect((user + system) / 1_000, told).toBeLessThan(LONGEST_WORK_MS);
        if (status === 401 || at % 1_000 === 999) admin = await anotherAdmin();
        if (version() === known) continue;
        known = version();
        const now = recorded();
        if (now.seq === before.seq) expect(now.facts, told).toBe(before.facts);
        before = now;
      }
    },
    NIGHTLY ? 3_600_000 : 240_000,
  );

  it.each([
    '/api/orders/a%00b',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/%ff',
    '/api/%E0%A4%A',
  ])('answers %s as no address', async (path) => {
    const { port } = new URL(app.url);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      ask({ port, path, headers: { cookie: admin.cookie } }, resolve)
        .on('error', reject)
        .end();
    });
    answer.resume();
    expect([400, 404]).toContain(answer.statusCode);
  });

  it('takes 400 ids at once', async () => {
    const ids = Array.from(
      { length: 395 },
      (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    );
    const filter = JSON.stringify({ id: [...ids, ...refIds] });
    const answer = await admin.get(`/api/orders?${new URLSearchParams({ filter, range: '[0,399]' })}`);
    expect([answer.status, answer.body.length]).toEqual([200, refIds.length]);
  });
});
