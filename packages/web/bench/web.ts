import { loadavg } from 'node:os';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import type { BenchOptions, BenchRow } from '../../server/bench/bench.ts';
import { PASSWORD, serveSeeded } from '../../server/bench/seed/served-desk.ts';

export const name = 'web';

/** So long after its rows a page moves no more, ms. */
const STANDS_MS = 2000;
const ORDER_LINKS = 'main tbody a[href^="/orders/"]';

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

interface Cost {
  /** Until it was on screen. */
  ms: number;
  /** Of the processor, for the page's main thread: unlike a duration it does not grow with what else the machine does. */
  cpu: number;
}

async function spent(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

async function costOf(session: CDPSession, act: () => Promise<number>): Promise<Cost> {
  const before = await spent(session);
  const ms = await act();
  return { ms, cpu: (await spent(session)) - before };
}

async function freshPage(browser: Browser): Promise<{ page: Page; session: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  // What runs from source keeps the names of functions by a helper that the page does not have.
  await context.addInitScript('globalThis.__name = (of) => of');
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, session };
}

/** Opens the desk with an empty cache, as far as the form of the login. */
async function openLogin(page: Page, url: string): Promise<number> {
  const opening = performance.now();
  await page.goto(`${url}/orders`);
  await page.locator('input[type="password"]').waitFor();
  return performance.now() - opening;
}

/** From the click on “Log in” to the first orders. */
async function logIn(page: Page): Promise<number> {
  const clicked = performance.now();
  await page.locator('button[type="submit"]').click();
  if (!page.url().endsWith('/orders')) await page.waitForURL((at) => !at.pathname.startsWith('/login'));
  if (!page.url().includes('/orders')) await page.getByRole('link', { name: 'Orders' }).first().click();
  await page.locator(ORDER_LINKS).first().waitFor();
  return performance.now() - clicked;
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
async function measure(browser: Browser, url: string): Promise<Record<Way, Cost>> {
  const { page, session } = await freshPage(browser);
  const drawn = await costOf(session, () => openLogin(page, url));
  await page.getByRole('textbox').first().fill('support');
  await page.locator('input[type="password"]').fill(PASSWORD);
  const toOrders = await costOf(session, () => logIn(page));
  await page.getByRole('tab').last().click();
  await page.locator(ORDER_LINKS).first().waitFor();
  await page.waitForTimeout(STANDS_MS);
  const filter = await costOf(session, () =>
    timed(page, 'main tbody', () => page.getByRole('tab').nth(1).click()),
  );
  await page.getByRole('tab').last().click();
  await page.locator(ORDER_LINKS).nth(5).waitFor();
  await page.waitForTimeout(STANDS_MS);
  const order = await costOf(session, () =>
    timed(page, '[data-page-title]', () => page.locator(ORDER_LINKS).first().click()),
  );
  await page.waitForTimeout(STANDS_MS);
  const next = await costOf(session, () => timed(page, '[data-page-title]', () => page.keyboard.press('n')));
  await page.goto(`${url}/orders?perPage=25&filter=${encodeURIComponent('{}')}`);
  await page.locator(ORDER_LINKS).nth(20).waitFor();
  await page.waitForTimeout(STANDS_MS);
  const task = await costOf(session, () =>
    longestTask(page, async () => {
      await page.locator('.MuiTablePagination-root').getByRole('combobox').click();
      await page.getByRole('option', { name: '100' }).click();
      await page.locator(ORDER_LINKS).nth(99).waitFor();
    }),
  );
  await page.context().close();
  return { drawn, toOrders, filter, order, next, task };
}

type Way = 'drawn' | 'toOrders' | 'filter' | 'order' | 'next' | 'task';

/** What is measured, by the names of the table, with its aim, ms. */
const WAYS: readonly [way: Way, name: string, most?: number][] = [
  ['drawn', 'login page, empty cache'],
  ['toOrders', 'from “Log in” to the first orders', 1500],
  ['filter', 'filter to painted rows', 250],
  ['order', 'order page from the list', 300],
  ['next', 'next order by n', 150],
  ['task', 'longest task while 100 rows come', 100],
];

/** The web app in Chromium with an empty cache, on a database of 100,000 orders. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const { url, stop } = await serveSeeded(quick ? 500 : 100_000);
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const rounds: Record<Way, Cost>[] = [];
    for (let round = 0; round < (quick ? 1 : 5); round += 1) rounds.push(await measure(browser, url));
    const middle = (way: Way, what: keyof Cost) => median(rounds.map((round) => round[way][what]));
    return {
      rows: WAYS.flatMap(([way, metric, most]): BenchRow[] => {
        const value = middle(way, 'ms');
        const aim = most === undefined ? {} : { target: `≤ ${most}`, met: value <= most };
        return [
          { metric, value, unit: 'ms', ...aim },
          { metric: '  processor time of the page', value: middle(way, 'cpu'), unit: 'ms' },
        ];
      }),
      notes: [
        `Median of ${rounds.length}; load of the machine at the end: ${loadavg()
          .map((one) => one.toFixed(1))
          .join(', ')}.`,
      ],
    };
  } finally {
    await browser.close();
    stop();
  }
}
