import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, go, holdRequest, launch, letThrough, logIn, openContext, settled } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('the queue', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    page = await (await openContext(browser)).newPage();
    await logIn(page, desk.url, 'support');
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const row = (refId: string) => page.locator(`main [data-row-id="${refId}"]`);

  async function opened(refId = ''): Promise<void> {
    await page.waitForURL(`**/orders/${refId}`);
    await page.locator('main').getByText(refId).first().waitFor();
  }

  async function tab(name: RegExp): Promise<void> {
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tab', { name, selected: true }).waitFor();
    await settled(page);
  }

  /** The address changes at once; what the list remembers for the next visit, when it is drawn. */
  async function clearFilters(): Promise<void> {
    const clear = page.getByRole('button', { name: 'Clear filters' });
    await clear.first().click();
    await expect.poll(() => clear.count()).toBe(0);
  }

  it('lets an order be taken and put off: it leaves the queue, and stands among those put off', async () => {
    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    const first = page.locator('main [data-row-id]').first();
    await first.waitFor();
    const refId = (await first.getAttribute('data-row-id')) ?? '';

    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText('Assigned to support').first().waitFor();
    await page.getByRole('combobox', { name: 'Snooze for' }).click();
    await page.getByRole('option', { name: 'a day' }).click();
    await page.getByText('Snoozed; returns').waitFor();

    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    await page.locator('main [data-row-id]').first().waitFor();
    await expect.poll(() => row(refId).count()).toBe(0);
    await tab(/^Snoozed/);
    await row(refId).first().waitFor();

    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('combobox', { name: 'Snooze for' }).click();
    await page.getByRole('option', { name: 'end snooze' }).click();
    await page.getByText('Snoozed; returns').waitFor({ state: 'detached' });
    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    await row(refId).first().waitFor();
  });

  it('walks through the queue in the order of the list, by keyboard', async () => {
    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    await page.locator('main [data-row-id]').nth(1).waitFor();
    const ids = await page
      .locator('main [data-row-id]')
      .evaluateAll((rows) => [...new Set(rows.map((each) => each.getAttribute('data-row-id') ?? ''))]);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await opened(ids[0]);
    await page.keyboard.press('n');
    await opened(ids[1]);
    await page.keyboard.press('p');
    await opened(ids[0]);
  });

  it('goes on to the next although the order is still on its way, and opens the message once it can', async () => {
    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    const ids = await page
      .locator('main [data-row-id]')
      .evaluateAll((rows) => [...new Set(rows.map((each) => each.getAttribute('data-row-id') ?? ''))]);
    const order = holdRequest(page, `**/api/orders/${ids[0]}`);
    const rules = holdRequest(page, '**/api/support-rules');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await order.asked;
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await opened(ids[2]);
    order.release();
    await page.keyboard.press('m');
    rules.release();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await letThrough(page);
  });

  it('begins with who waits longest, says so, and keeps to a status that is asked for', async () => {
    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    await page.getByRole('combobox', { name: 'Sorted by' }).filter({ hasText: 'Longest waiting' }).waitFor();
    const longest = desk.server.desk.reader.connection
      .sql('SELECT ref_id FROM orders WHERE attention IS NOT NULL ORDER BY status_changed_at LIMIT 1')
      .pluck()
      .get();
    const first = page.locator('main [data-row-id]').first();
    await expect.poll(() => first.getAttribute('data-row-id')).toBe(longest);
    await tab(/^Done/);
    await page.getByRole('combobox', { name: 'Sorted by' }).filter({ hasText: 'Changed last' }).waitFor();
    await tab(/^Needs attention/);
    await page.getByRole('combobox', { name: 'Status' }).click();
    await page.getByRole('option', { name: 'Error' }).click();
    await page.waitForURL(/%22status%22%3A%22error%22/);
    await page.getByRole('tab', { name: /^Needs attention/, selected: true }).waitFor();
    await clearFilters();
    expect(page.url()).not.toMatch(/%22status%22/);
  });

  it('refuses a person’s data in its filters before it reaches the address', async () => {
    await go(page, `${desk.url}/orders`);
    await page.getByRole('textbox', { name: 'External ID' }).fill('max.muster@example.com');
    await page.getByText('use the search box').waitFor();
    expect(page.url()).not.toContain('max');
    await page.getByRole('textbox', { name: 'External ID' }).fill('ACME');
    await page.waitForURL(/ACME/);
    await clearFilters();
    expect(page.url()).not.toContain('ACME');
  });

  it('closes the order at the side by Escape and by Back, and is where it was', async () => {
    await go(page, `${desk.url}/orders`);
    await tab(/^Needs attention/);
    const list = page.url();
    const panel = page.getByRole('complementary');
    for (const close of [() => page.keyboard.press('Escape'), () => page.goBack()]) {
      await page.keyboard.press('j');
      await page.keyboard.press(' ');
      await panel.waitFor();
      await close();
      await panel.waitFor({ state: 'detached' });
      expect(page.url()).toBe(list);
    }
  });

  it('prints an order as a clean page, dark letters on white in the dark theme, too', async () => {
    const refId = String(
      desk.server.desk.reader.connection
        .sql("SELECT ref_id FROM orders WHERE status = 'initialized' LIMIT 1")
        .pluck()
        .get(),
    );
    await page.emulateMedia({ colorScheme: 'dark' });
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByText('What does the user say?').first().waitFor();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.getByRole('heading', { name: /^Next step/ }).waitFor();
    for (const gone of [
      page.getByRole('button'),
      page.getByRole('navigation'),
      page.getByText('What does the user say?'),
    ])
      expect(await gone.filter({ visible: true }).count()).toBe(0);
    const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(await scheme()).toBe('light');
    await page.emulateMedia({ media: null, colorScheme: null });
  });

  it('shows orders first on a phone: the filters are one button', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await go(page, `${desk.url}/orders`);
    const card = page.locator('main li a').nth(2);
    await card.waitFor();
    expect((await card.boundingBox())?.y ?? 844).toBeLessThan(844);
    expect(await page.getByRole('combobox', { name: 'Status' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('combobox', { name: 'Status' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
