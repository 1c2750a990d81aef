import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { BenchOptions, BenchRow } from '../../server/bench/bench.ts';

export const name = 'web';

const PASSWORD = 'demo password for benchmarks';
/** So long after its rows a page moves no more, ms. */
const STANDS_MS = 2000;
const ORDER_LINKS = 'main tbody a[href^="/orders/"]';
const DESK = fileURLToPath(new URL('../../../scripts/desk.mjs', import.meta.url));
const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** A folder filled by `desk seed`. */
async function seededFolder(orders: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-web-'));
  const args = [DESK, 'seed', '--orders', String(orders), '--calls', String(orders * 2)];
  const seeding = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(seeding, 'exit');
  if (code !== 0) throw new Error('desk seed failed.');
  return folder;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.once('listening', done));
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function serve(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      DATA_DIR: folder,
      PORT: port,
      DESK_MODE: 'demo',
      DEMO_PASSWORD: PASSWORD,
      SRS_BASE_URL: 'http://127.0.0.1:9',
      SRS_TOKEN_URL: 'http://127.0.0.1:9/oauth/token',
      RAS_BASE_URL: 'http://127.0.0.1:9',
      SRS_CLIENT_ID: 'bench',
      SRS_CLIENT_SECRET: 'bench-secret',
      // There is no SRS: it is asked as seldom as can be.
      SRS_RATE_LIMIT: '1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < 600; waited += 1) {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok) return { url, child };
    await new Promise((done) => setTimeout(done, 100));
  }
  child.kill('SIGTERM');
  throw new Error('The desk did not answer within a minute.');
}

/**
 * From the next click or key press until what `shown` asks for has been painted, ms. `shown` runs in the page; it is
 * handed the text of `selector` as it was before.
 */
async function timed(page: Page, selector: string, act: () => Promise<unknown>): Promise<number> {
  const measured = page.evaluateHandle((wanted) => {
    const textOf = () => document.querySelector(wanted)?.textContent ?? '';
    const before = textOf();
    let started = 0;
    const begin = (event: Event) => {
      started ||= event.timeStamp;
    };
    for (const kind of ['pointerdown', 'keydown'])
      addEventListener(kind, begin, { capture: true, once: true });
    const look = (done: (ms: number) => void) => {
      const text = textOf();
      if (started > 0 && text !== '' && text !== before) {
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
      } else requestAnimationFrame(() => look(done));
    };
    return { ms: new Promise<number>(look) };
  }, selector);
  const handle = await measured;
  await act();
  return handle.evaluate(({ ms }) => ms);
}

async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  // What runs from source keeps the names of functions by a helper that the page does not have.
  await context.addInitScript('globalThis.__name = (of) => of');
  return context.newPage();
}

/** Opens the desk with an empty cache; from the click on “Log in” to the first orders. */
async function logIn(
  browser: Browser,
  url: string,
): Promise<{ page: Page; drawn: number; toOrders: number }> {
  const page = await freshPage(browser);
  const opening = performance.now();
  await page.goto(`${url}/orders`);
  await page.locator('input[type="password"]').waitFor();
  const drawn = performance.now() - opening;
  await page.getByRole('textbox').first().fill('support');
  await page.locator('input[type="password"]').fill(PASSWORD);
  const clicked = performance.now();
  await page.locator('button[type="submit"]').click();
  if (!page.url().endsWith('/orders')) await page.waitForURL((at) => !at.pathname.startsWith('/login'));
  if (!page.url().includes('/orders')) await page.getByRole('link', { name: 'Orders' }).first().click();
  await page.locator(ORDER_LINKS).first().waitFor();
  return { page, drawn, toOrders: performance.now() - clicked };
}

async function longestTask(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const found: number[] = [];
    Object.assign(window, { longTasks: found });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) found.push(duration);
    }).observe({ type: 'longtask' });
  });
  await act();
  await page.waitForTimeout(500);
  return page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks));
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Each way once per round; a round begins with a browser that has nothing. */
async function measure(browser: Browser, url: string): Promise<Record<string, number>> {
  const { page, drawn, toOrders } = await logIn(browser, url);
  await page.getByRole('tab').last().click();
  await page.locator(ORDER_LINKS).first().waitFor();
  await page.waitForTimeout(STANDS_MS);
  const filter = await timed(page, 'main tbody', () => page.getByRole('tab').nth(1).click());
  await page.getByRole('tab').last().click();
  await page.locator(ORDER_LINKS).nth(5).waitFor();
  await page.waitForTimeout(STANDS_MS);
  const order = await timed(page, '[data-page-title]', () => page.locator(ORDER_LINKS).first().click());
  await page.waitForTimeout(STANDS_MS);
  const next = await timed(page, '[data-page-title]', () => page.keyboard.press('n'));
  await page.goto(`${url}/orders?perPage=25&filter=${encodeURIComponent('{}')}`);
  await page.locator(ORDER_LINKS).nth(20).waitFor();
  const task = await longestTask(page, async () => {
    await page.locator('.MuiTablePagination-root').getByRole('combobox').click();
    await page.getByRole('option', { name: '100' }).click();
    await page.locator(ORDER_LINKS).nth(99).waitFor();
  });
  await page.context().close();
  return { drawn, toOrders, filter, order, next, task };
}

/** The web app in Chromium with an empty cache, on a database of 100,000 orders. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const folder = await seededFolder(quick ? 500 : 100_000);
  const { url, child } = await serve(folder);
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const rounds: Record<string, number>[] = [];
    for (let round = 0; round < (quick ? 1 : 5); round += 1) rounds.push(await measure(browser, url));
    const row = (metric: string, key: string, most?: number): BenchRow => {
      const value = median(rounds.map((round) => round[key] ?? 0));
      return { metric, value, unit: 'ms', ...(most ? { target: `≤ ${most}`, met: value <= most } : {}) };
    };
    return {
      rows: [
        row('login page, empty cache', 'drawn'),
        row('from “Log in” to the first orders', 'toOrders', 1500),
        row('filter to painted rows', 'filter', 250),
        row('order page from the list', 'order', 300),
        row('next order by n', 'next', 150),
        row('longest task while 100 rows come', 'task', 100),
      ],
      notes: [
        `Median of ${rounds.length}; load of the machine at the end: ${loadavg()
          .map((one) => one.toFixed(1))
          .join(', ')}.`,
      ],
    };
  } finally {
    await browser.close();
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
