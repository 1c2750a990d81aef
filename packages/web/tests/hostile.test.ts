import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RawSrs, startRawSrs } from '../../server/tests/sync/raw-srs.ts';
import { closePages, go, launch, logIn, openContext, settled } from './browser.ts';
import { type DeskUnderTest, PASSWORD, startDesk } from './desk-under-test.ts';

declare global {
  interface Window {
    /** Set by whatever of the hostile content runs. */
    pwned?: number;
  }
}

const HEADERS = { 'x-requested-with': 'srs-desk' };
const SCRIPT = '<script>window.pwned=1</script>';
const IMAGE = `"><img src="x" onerror="window.pwned=1">`;
const AT = '2026-10-31T10:00:00.000Z';
const ORDER = {
  status: 'ERROR',
  reason: `${SCRIPT}${IMAGE}`,
  issuer: 'IDENTITY.TM',
  method: 'VIDEO IDENTITY.TM',
  orderId: `</title>${SCRIPT}`,
  externalId: IMAGE,
  mobile: '+41797771234',
  firstName: SCRIPT,
  lastName: `{{constructor.constructor('window.pwned=1')()}}${IMAGE}`,
  email: '"<svg/onload=window.pwned=1>"@example.com',
  targetUrl: 'javascript:window.pwned=1',
  statuses: [
    { status: 'CREATED', at: AT },
    { status: 'ERROR', at: AT },
  ],
  [IMAGE]: SCRIPT,
};

let desk: DeskUnderTest;
let srs: RawSrs;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const refId = randomUUID();
/** What must not happen: windows that something opens, requests to others, what the content security policy stops. */
const alarms: string[] = [];

beforeAll(async () => {
  srs = await startRawSrs();
  srs.answer = (method, path) =>
    method === 'GET' && path.includes(refId)
      ? {
          body: JSON.stringify({ refId, ...ORDER }),
          headers: { 'content-type': 'application/json', 'x-odd': SCRIPT },
        }
      : { status: 500, body: `<html>${SCRIPT}</html>`, headers: { 'content-type': 'text/html' } };
  const env = { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` };
  [desk, browser] = await Promise.all([startDesk(0, env), launch()]);
  await desk.register([refId]);
  context = await openContext(browser);
  page = await context.newPage();
  page.on('dialog', (dialog) => {
    alarms.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (asked) => {
    if (!/^(blob|data|file):/.test(asked.url()) && !asked.url().startsWith(desk.url))
      alarms.push(asked.url());
  });
  page.on('console', (line) => {
    if (/Content Security Policy/i.test(line.text())) alarms.push(line.text());
  });
  await logIn(page, desk.url, 'admin');
});
afterAll(async () => {
  await closePages(browser);
  await desk.close();
  await srs.close();
});

const nothingRan = async () => {
  await settled(page);
  expect(await page.evaluate(() => window.pwned)).toBeUndefined();
  expect(await page.locator('a[href^="javascript:" i]').count()).toBe(0);
  expect(alarms).toEqual([]);
};
const lastCall = () => desk.server.desk.reader.connection.sql('SELECT max(id) FROM calls').pluck().get();
const lastEntry = () => desk.server.desk.reader.connection.sql('SELECT max(seq) FROM entries').pluck().get();

describe('a hostile SRS, in a browser', () => {
  it('is shown as text on every page that shows what it said', async () => {
    for (const path of [
      `/orders/${refId}`,
      '/orders',
      '/calls',
      `/calls/${lastCall()}`,
      '/external-ids',
      '/audit',
      `/audit/${lastEntry()}`,
    ]) {
      await go(page, desk.url + path);
      await nothingRan();
    }
    await go(page, `${desk.url}/orders/${refId}`);
    await expect.poll(() => page.locator('main').textContent()).toContain('onerror="window.pwned=1"');
  });

  it('is text in the files that are made of it, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'srs-hostile-'));
    const wishes = [
      ['proof', { format: 'html', reason: IMAGE, reveal: true }],
      ['person-file', { format: 'html', reason: IMAGE, lang: 'en' }],
    ] as const;
    await page.request.post(`${desk.url}/api/session/reauthenticate`, {
      headers: HEADERS,
      data: { password: PASSWORD },
    });
    try {
      for (const [name, data] of wishes) {
        const made = await page.request.post(`${desk.url}/api/orders/${refId}/${name}`, {
          headers: HEADERS,
          data,
        });
        expect(made.headers()['content-disposition']).toContain('attachment');
        const file = join(folder, `${name}.html`);
        writeFileSync(file, await made.text());
        await page.goto(`file://${file}`);
        expect(await page.getByText('window.pwned=1').count()).toBeGreaterThan(0);
        expect([await page.evaluate(() => window.pwned), alarms]).toEqual([undefined, []]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has no page at the gateway: a browser is refused there, and nothing is asked of it', async () => {
    const calls = srs.calls.length;
    const answer = await page.goto(`${desk.server.gatewayUrl}/srs/page.html`);
    expect([answer?.status(), await page.evaluate(() => window.pwned)]).toEqual([403, undefined]);
    expect(srs.calls).toHaveLength(calls);
    alarms.length = 0;
  });
});

describe('a hostile page in the browser of who is logged in', () => {
  it('of the same machine, to which the cookie goes, reads nothing, changes nothing and frames nothing', async () => {
    const evil = createServer((_, res) =>
      res.setHeader('content-type', 'text/html').end('<title>evil</title>'),
    );
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
    const address = evil.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const before = lastEntry();
    const asked = srs.calls.length;
    try {
      await page.goto(`http://127.0.0.1:${port}/`);
      const got = await page.evaluate(
        async ({ url, order }) => {
          const read = (path: string, init: RequestInit = {}) =>
            fetch(url + path, { credentials: 'include', ...init }).then(
              async (answer) => `${answer.status} ${await answer.text()}`,
              () => 'blocked',
            );
          const body = JSON.stringify({ reason: 'evil', username: 'evil', displayName: 'E', role: 'admin' });
          const blind = { method: 'POST', mode: 'no-cors', body } as const;
          const listened = await new Promise((resolve) => {
            const stream = new EventSource(`${url}/api/events`, { withCredentials: true });
            stream.onopen = () => resolve('open');
            stream.onerror = () => resolve('blocked');
          });
          return {
            session: await read('/api/session'),
            orders: await read('/api/orders'),
            withHeader: await read('/api/users', {
              method: 'POST',
              body,
              headers: { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' },
            }),
            user: await read('/api/users', blind),
            cancel: await read(`/api/orders/${order}/cancel`, blind),
            logout: await read('/api/session', { method: 'DELETE' }),
            listened,
          };
        },
        { url: desk.url, order: refId },
      );
      expect(got).toEqual({
        session: 'blocked',
        orders: 'blocked',
        withHeader: 'blocked',
        // What was sent came to the desk, and nothing came of it, which stands below.
        user: 'blocked',
        cancel: 'blocked',
        logout: 'blocked',
        listened: 'blocked',
      });
      await page.setContent(
        `<form method="post" enctype="text/plain" action="${desk.url}/api/orders/${refId}/cancel"><input name='{"reason":"evil","a":"' value='"}'></form>`,
      );
      const [answer] = await Promise.all([
        page.waitForResponse((heard) => heard.url().endsWith('/cancel')),
        page.evaluate(() => document.querySelector('form')?.submit()),
      ]);
      expect(answer.status()).toBe(403);
      await page.waitForURL(/\/cancel$/);
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.setContent(`<iframe src="${desk.url}/orders"></iframe>`);
      await expect.poll(() => page.frames().at(-1)?.url()).toBe('chrome-error://chromewebdata/');
    } finally {
      evil.close();
      evil.closeAllConnections();
    }
    const since = desk.server.desk.reader.connection
      .sql('SELECT action FROM entries WHERE seq > ?')
      .pluck()
      .all(before)
      .filter((action) => !/^(sync|call|access|system|checkpoint)/.test(String(action)));
    expect([since, srs.calls.slice(asked).filter((call) => !call.startsWith('GET'))]).toEqual([[], []]);
    expect((await page.request.get(`${desk.url}/api/session`)).status()).toBe(200);
  });
});
