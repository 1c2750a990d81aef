import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/app/routes.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { type AppFixture, addUser, type Caller, logInAs, startApp } from './app-fixture.ts';

/** Work that goes on until the test lets it end. */
const held = { begun: 0, end: Promise.resolve(), letEnd: () => {} };
const holding = (work: 'file' | 'search'): Route => ({
  method: 'get',
  path: `/api/test/${work}`,
  access: 'session',
  work,
  summary: 'Goes on',
  answers: { 204: null },
  handle: async () => {
    held.begun += 1;
    await held.end;
    return {};
  },
});

let app: AppFixture;
beforeAll(async () => {
  app = await startApp({ routes: [...routes, holding('file'), holding('search')] });
});
afterAll(() => app.close());

describe.each<['file' | 'search', number, number, (who: Caller) => ReturnType<Caller['get']>]>([
  ['file', 4, 12, (who) => who.get('/api/customers.csv')],
  ['search', 8, 32, (who) => who.post('/api/search', { q: 'x' })],
])('work of the kind %s', (work, each, all, ask) => {
  it(`goes on ${each} times at once for one person, and ${all} times for all`, async () => {
    const names = Array.from({ length: all / each + 1 }, (_, at) => `${work}-${at}`);
    for (const name of names) await addUser(app, 'admin', name);
    const people = await Promise.all(names.map((name) => logInAs(app.server, name)));
    const [other, ...fill] = people as [Caller, ...Caller[]];
    held.begun = 0;
    held.end = new Promise<void>((end) => {
      held.letEnd = end;
    });
    const begun: Promise<number>[] = [];
    const refusal = async (who: Caller) => {
      const { status, headers, body } = await ask(who);
      return [status, headers['retry-after'], body.code];
    };
    const tooMuch = [429, '5', 'too_much_at_once'];
    for (const who of fill) {
      expect((await ask(other)).status).toBe(200);
      for (let n = 0; n < each; n += 1) begun.push(who.get(`/api/test/${work}`).then(({ status }) => status));
      await expect.poll(() => held.begun, { interval: 5 }).toBe(begun.length);
      expect(await refusal(who)).toEqual(tooMuch);
    }
    expect(begun.length).toBe(all);
    expect(await refusal(other)).toEqual(tooMuch);
    held.letEnd();
    expect(new Set(await Promise.all(begun))).toEqual(new Set([204]));
    await expect.poll(async () => (await ask(other)).status).toBe(200);
  });
});

it('gives one person so many streams and no more, and one again when one has left', async () => {
  const [support, finance] = [await app.as('support'), await app.as('finance')];
  const listen = (cookie: string, signal?: AbortSignal) =>
    fetch(`${app.url}/api/events`, { headers: { cookie }, ...(signal && { signal }) });
  const leaving = new AbortController();
  const first = await listen(support.cookie, leaving.signal);
  const others = await Promise.all(Array.from({ length: 19 }, () => listen(support.cookie)));
  expect([first, ...others].map(({ status }) => status)).toEqual(Array(20).fill(200));
  const refused = await listen(support.cookie);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  expect(await refused.json()).toMatchObject({ code: 'too_much_at_once' });
  expect((await listen(finance.cookie)).status).toBe(200);
  leaving.abort();
  await expect.poll(async () => (await listen(support.cookie)).status).toBe(200);
});
