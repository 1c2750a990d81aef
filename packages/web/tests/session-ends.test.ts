import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { axeFindings, closePages, launch, logIn, logInByPage, openContext } from './browser.ts';
import { type DeskUnderTest, PASSWORD, startDesk } from './desk-under-test.ts';

describe('a session that ends while somebody works', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let refId: string;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(10), launch()]);
    refId = String(desk.server.desk.reader.connection.sql('SELECT ref_id FROM orders LIMIT 1').pluck().get());
  });
  beforeEach(async () => {
    await context?.close();
    context = await openContext(browser);
    page = await context.newPage();
    await logIn(page, desk.url, 'support');
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const again = () => page.getByRole('dialog', { name: 'Log in again' });

  it('keeps a typed note, hides the page, and saves the note once its author is back', async () => {
    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByLabel('Note for colleagues').fill('calls back at noon');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Add note' }).click();
    await again().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await again().getByRole('alert').waitFor();
    const password = again().locator('input[type="password"]');
    await password.fill(PASSWORD);
    await password.press('Enter');
    await again().waitFor({ state: 'detached' });
    await page.getByText('calls back at noon').first().waitFor();
    await expect.poll(() => page.getByLabel('Note for colleagues').inputValue()).toBe('');
  });

  it('gives nothing to who leaves: what was held is refused, and the login page is there', async () => {
    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByLabel('Note for colleagues').fill('nobody saves this');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Add note' }).click();
    await again().getByRole('button', { name: 'Log out' }).click();
    await page.waitForURL('**/login');
    await logInByPage(page, desk.url, 'admin');
    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('nobody saves this').count()).toBe(0);
  });
});
