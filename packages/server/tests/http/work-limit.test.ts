import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppFixture, startApp } from './app-fixture.ts';

let app: AppFixture;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

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
