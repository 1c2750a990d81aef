import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdRequest, launch, logIn, openContext, settled } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('the queue', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    context = await openContext(browser);
    page = await context.newPage();
    await logIn(page, desk.url, 'support');
  });

  afterAll(async () => {
    await context.close();
    await browser.close();
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

  it('lets an order be taken and put off: it leaves the queue, and stands among those put off', async () => {
    await page.goto(`${desk.url}/orders`);
    await tab(/^Needs attention/);
    const first = page.locator('main [data-row-id]').first();
    await first.waitFor();
    const refId = (await first.getAttribute('data-row-id')) ?? '';

    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText('Assigned to support').first().waitFor();
    await page.getByRole('combobox', { name: 'Snooze for' }).click();
    await page.getByRole('option', { name: 'a day' }).click();
    await page.getByText('Snoozed; returns').waitFor();

    await page.goto(`${desk.url}/orders`);
    await tab(/^Needs attention/);
    await page.locator('main [data-row-id]').first().waitFor();
    await expect.poll(() => row(refId).count()).toBe(0);
    await tab(/^Snoozed/);
    await row(refId).first().waitFor();

    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByRole('combobox', { name: 'Snooze for' }).click();
    await page.getByRole('option', { name: 'end snooze' }).click();
    await page.getByText('Snoozed; returns').waitFor({ state: 'detached' });
    await page.goto(`${desk.url}/orders`);
    await tab(/^Needs attention/);
    await row(refId).first().waitFor();
  });

  it('walks through the queue in the order of the list, by keyboard', async () => {
    await page.goto(`${desk.url}/orders`);
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
    await page.goto(`${desk.url}/orders`);
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
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
});
