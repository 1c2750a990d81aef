import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closePages, go, holdRequest, laterAtDesk, launch, letThrough, pagesAt, settled } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

/** Parts of pages, what each reads, and what it must not say before that is known. */
const PARTS = [
  { path: '/', name: /^Usage in /, reads: '**/api/usage?*groupBy=period', says: 'placed so far' },
  { path: '/', name: 'Follow-ups due', reads: '**/api/queue', says: 'None is due.' },
  { path: '/', name: /^Tickets waiting/, reads: '**/api/handovers?*', says: 'No open ticket' },
  { path: '/prices', name: 'Billing rules', reads: '**/api/billable-rules?*', says: /^No rule yet/ },
  { path: '/prices', name: 'Price groups', reads: '**/api/price-groups?*', says: /^No External ID is in/ },
  {
    path: '/aliases',
    name: 'Without External ID',
    reads: '**/api/usage/unassigned?*',
    says: /^Every order of this month/,
  },
  { path: '/aliases', name: 'Aliases', reads: '**/api/aliases?*', says: /^No External ID is billed/ },
] as const;

/** Reads that others wait for: when one fails, what waits is told so. */
const CHAINS = [
  { path: '/', name: /^Largest changes/, reads: '**/api/usage/completeness*' },
  { path: '/', name: /^Largest changes/, reads: '**/api/usage?*groupBy=externalId%2Cperiod' },
] as const;

const EXPORTS = [
  { path: '/orders', reads: '**/api/orders?*', dialog: 'Export these orders', counted: /orders fit/ },
  { path: '/audit', reads: '**/api/audit?*', dialog: 'Export the log', counted: /\bentr(y|ies),/ },
] as const;

const FAILED = 'Could not be loaded';

/** The same to type whether a field asks for the day or for the month first. */
const DAY = '2030-05-05';
const TYPED = '05052030';

describe('what is not known yet, and days half typed', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let as: ReturnType<typeof pagesAt>;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    as = pagesAt(browser, desk.url);
    page = await as('admin');
  });

  // What a failed test still holds back is not waited for.
  afterEach(() => letThrough(page));

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const refuse = (address: string) =>
    page.route(address, (route) => route.fulfill({ status: 500, body: 'broken' }));
  const startOf = (day: string) =>
    page.evaluate((text) => new Date(`${text}T00:00:00.000`).toISOString(), day);

  it.each(PARTS)(
    '$path, $name: says nothing before it is known, nor when it could not be read',
    async ({ path, name, reads, says }) => {
      const part = page.getByRole('region', { name, exact: true });
      const held = holdRequest(page, reads);
      await page.goto(`${desk.url}${path}`);
      await held.asked;
      await part.waitFor();
      expect(await part.getByText(says).count()).toBe(0);
      await part.getByRole('progressbar').waitFor();
      held.release();
      await part.getByRole('progressbar').waitFor({ state: 'detached' });
      await letThrough(page);

      await refuse(reads);
      await page.goto(`${desk.url}${path}`);
      await part.getByText(FAILED).waitFor();
      expect(await part.getByText(says).count()).toBe(0);
      await letThrough(page);
      await part.getByRole('button', { name: 'Try again' }).click();
      await part.getByText(FAILED).waitFor({ state: 'detached' });
      await part.getByRole('progressbar').waitFor({ state: 'detached' });
    },
  );

  it.each(CHAINS)('$name: is told when $reads fails, and asks again', async ({ path, name, reads }) => {
    const part = page.getByRole('region', { name });
    await refuse(reads);
    await page.goto(`${desk.url}${path}`);
    await part.getByText(FAILED).waitFor();
    expect(await part.getByRole('progressbar').count()).toBe(0);
    await letThrough(page);
    await part.getByRole('button', { name: 'Try again' }).click();
    await part.getByText(FAILED).waitFor({ state: 'detached' });
    await part.getByRole('progressbar').waitFor({ state: 'detached' });
  });

  it('the usage page is told when the figures by method fail, and asks again', async () => {
    await refuse('**/api/usage?*groupBy=period%2Cmethod*');
    await page.goto(`${desk.url}/usage?stack=method`);
    const main = page.locator('main');
    await main.getByText(FAILED).waitFor();
    await letThrough(page);
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByRole('table', { name: 'Orders placed per month, by method' }).waitFor();
  });

  it.each(EXPORTS)('$dialog: tells no count before it is known', async ({ path, reads, dialog, counted }) => {
    const held = holdRequest(page, reads, 'GET');
    await page.goto(`${desk.url}${path}`);
    await held.asked;
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const opened = page.getByRole('dialog', { name: dialog });
    await opened.waitFor();
    expect(await opened.getByText(counted).count()).toBe(0);
    await opened.getByRole('progressbar').waitFor();
    held.release();
    await opened.getByText(counted).waitFor();
  });

  it('records a follow-up typed by keyboard once, when it is whole, and takes it away only when meant', async () => {
    const [refId = ''] = desk.simulator.refIds();
    const sent: unknown[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT' && new URL(request.url()).pathname.endsWith('/work'))
        sent.push(request.postDataJSON());
    });
    const held = async () => {
      const answer = await page.request.get(`${desk.url}/api/orders/${refId}/work`);
      return (await answer.json()).followUpAt;
    };
    await go(page, `${desk.url}/orders/${refId}`);
    const field = page.getByLabel('Follow-up on');
    await field.focus();
    await page.keyboard.type(TYPED);
    await expect.poll(() => field.inputValue()).toBe(DAY);
    expect(sent).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await field.blur();
    const start = await startOf(DAY);
    await expect.poll(held).toBe(start);
    await settled(page);
    expect(sent).toEqual([{ followUpAt: start }]);
    expect(await field.inputValue()).toBe(DAY);

    // Changed, and changed back before the answer is there.
    const change = holdRequest(page, '**/api/orders/*/work', 'PUT');
    await field.focus();
    await page.keyboard.type('06062031');
    await page.keyboard.press('Enter');
    await change.asked;
    await field.blur();
    await field.focus();
    await page.keyboard.type(TYPED);
    await field.blur();
    const first = page.waitForResponse('**/api/orders/*/work');
    const second = holdRequest(page, '**/api/orders/*/work', 'PUT');
    change.release();
    await first;
    await second.asked;
    await settled(page);
    await expect.poll(async () => [sent.length, await field.inputValue()]).toEqual([3, DAY]);
    second.release();
    await expect.poll(held).toBe(start);
    await settled(page);
    expect(await field.inputValue()).toBe(DAY);

    // One part taken away is a day half typed: it falls back.
    await field.focus();
    await page.keyboard.press('Backspace');
    await expect.poll(() => field.inputValue()).toBe('');
    await field.blur();
    await expect.poll(() => field.inputValue()).toBe(DAY);

    await field.focus();
    for (const key of ['Backspace', 'ArrowRight', 'Backspace', 'ArrowRight', 'Backspace'])
      await page.keyboard.press(key);
    expect(sent).toHaveLength(3);
    await page.keyboard.press('Enter');
    await expect.poll(held).toBe(null);
    expect(sent.slice(3)).toEqual([{ followUpAt: null }]);
  });

  it('filters by a day typed by keyboard, and by no year that typing passes through', async () => {
    const asked: unknown[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname !== '/api/orders') return;
      const { createdAt_gte: from } = JSON.parse(searchParams.get('filter') ?? '{}');
      if (from !== undefined) asked.push(from);
    });
    await go(page, `${desk.url}/orders`);
    const field = page.getByLabel('Placed from');
    await field.focus();
    await page.keyboard.type(TYPED);
    await expect.poll(() => field.inputValue()).toBe(DAY);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await settled(page);
    expect([...new Set(asked)]).toEqual([await startOf(DAY)]);
    expect(await field.inputValue()).toBe(DAY);
    expect(decodeURIComponent(page.url())).toContain('createdAt_gte');
  });

  it('filters the log by a minute typed by keyboard, and by no year that changing it passes through', async () => {
    const asked: unknown[] = [];
    const admin = await as('admin');
    admin.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname !== '/api/audit') return;
      const { at_gte: from } = JSON.parse(searchParams.get('filter') ?? '{}');
      if (from !== undefined) asked.push(from);
    });
    await go(admin, `${desk.url}/audit`);
    const field = admin.getByLabel('From', { exact: true });
    await field.focus();
    await admin.keyboard.type(TYPED);
    await admin.keyboard.press('ArrowRight');
    // The last letter for a browser that asks for the half of the day.
    await admin.keyboard.type('0930a');
    await expect.poll(() => field.inputValue()).toBe(`${DAY}T09:30`);
    // Filters wait for a pause in the typing.
    await expect.poll(() => asked.length).toBeGreaterThan(0);
    await field.blur();
    await field.focus();
    await admin.keyboard.type('06062031');
    await expect.poll(() => field.inputValue()).toBe('2031-06-06T09:30');
    await field.blur();
    await expect.poll(() => String(asked.at(-1)).slice(0, 4)).toBe('2031');
    expect(new Set(asked.map((from) => String(from).slice(0, 4)))).toEqual(new Set(['2030', '2031']));
  });

  it('offers a new price from the month of the billing zone, by the desk’s clock', async () => {
    const late = await as('admin', { width: 1400 });
    // In Zurich March has begun.
    await laterAtDesk(late, Date.parse('2026-02-28T23:30:00Z') - Date.now());
    await late.goto(`${desk.url}/prices`);
    await late.getByRole('button', { name: 'Add price' }).click();
    expect(await late.getByRole('dialog').getByLabel('Valid from').inputValue()).toBe('2026-03-01');
  });

  it('keeps what was selected when assigning it is refused', async () => {
    const made = desk.simulator.simulation.addOrders(10, 5, { fate: 'abandoned' });
    const refId = made.find(({ externalId }) => externalId === undefined)?.refId ?? '';
    await desk.register([refId]);
    const known = async () => (await page.request.get(`${desk.url}/api/usage/unassigned`)).text();
    await expect.poll(known).toContain(refId);
    await page.goto(`${desk.url}/aliases`);
    const part = page.getByRole('region', { name: 'Without External ID' });
    const box = part.getByRole('checkbox', { name: `Select ${refId}` });
    await box.check();
    await part.getByLabel('Assign to').fill('ACME');
    await refuse('**/api/assignments');
    const assign = part.getByRole('button', { name: 'Assign 1 orders' });
    await assign.click();
    await part.getByRole('alert').waitFor();
    await settled(page);
    expect(await box.isChecked()).toBe(true);
    await letThrough(page);
    await assign.click();
    await box.waitFor({ state: 'detached' });
  });
});
