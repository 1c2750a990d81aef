import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const CSRF = { 'x-requested-with': 'srs-desk' };

describe('administration in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(5), launch()]);
    page = await (await open()).newPage();
    await logIn(page, desk.url, 'admin');
  });

  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser.close();
    await desk.close();
  });

  async function open(scheme: 'light' | 'dark' = 'light'): Promise<BrowserContext> {
    const context = await openContext(browser, { scheme });
    contexts.push(context);
    return context;
  }

  /** A login without a page; gives the status of its answer. */
  async function logInAs(context: BrowserContext, username: string, password: string): Promise<number> {
    const data = { username, password };
    return (await context.request.post(`${desk.url}/api/session`, { data, headers: CSRF })).status();
  }

  it('makes a user, refuses a short password in words, changes the role, resets the password, disables', async () => {
    await page.goto(`${desk.url}/settings`);
    await page.getByRole('main').getByRole('link', { name: 'Users', exact: true }).last().click();
    await page.getByRole('button', { name: 'New user' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('User name').fill('nina');
    await dialog.getByLabel('Name shown').fill('Nina Neu');
    await dialog.getByLabel('Password').fill('too short');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('12 characters or more').last().waitFor();
    await dialog.getByText(/must have 12 characters/).waitFor();
    await dialog.getByLabel('Password').fill('a password long enough');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('rowheader', { name: 'nina', exact: true }).waitFor();
    const hers = await open();
    expect(await logInAs(hers, 'nina', 'a password long enough')).toBe(200);

    await page.getByRole('button', { name: 'Edit: nina' }).click();
    await dialog.getByLabel('Role').click();
    await page.getByRole('option', { name: 'Finance' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /nina.*Finance/ }).waitFor();
    expect((await hers.request.get(`${desk.url}/api/handovers`, { headers: CSRF })).status()).not.toBe(200);

    await page.getByRole('button', { name: 'Edit: nina' }).click();
    await dialog.getByLabel('Password').fill('another long password');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await logInAs(await open(), 'nina', 'a password long enough')).toBe(401);
    expect(await logInAs(hers, 'nina', 'another long password')).toBe(200);

    await page.getByRole('button', { name: 'Edit: nina' }).click();
    await dialog.getByLabel(/^Disabled/).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /nina.*disabled/ }).waitFor();
    expect((await hers.request.get(`${desk.url}/api/session`)).status()).toBe(401);
  });

  it('shows another user’s sessions and ends one', async () => {
    const theirs = await open();
    expect(await logInAs(theirs, 'support', 'demo password for tests')).toBe(200);
    await page.goto(`${desk.url}/users`);
    await page.getByRole('button', { name: 'Sessions of support' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('Not logged in anywhere').waitFor();
    expect((await theirs.request.get(`${desk.url}/api/session`)).status()).toBe(401);
  });

  it('shows a key once, lets it in, and shuts it out when it is revoked', async () => {
    await page.goto(`${desk.url}/api-keys`);
    await page.getByText('There is no key yet').waitFor();
    await page.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Purpose').fill('Nightly report');
    await dialog.getByRole('button', { name: 'Create key' }).click();
    const key = (await dialog.locator('[data-api-key]').textContent()) ?? '';
    expect(key.length).toBeGreaterThan(20);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(key);
    const machine = await open();
    const ask = async () =>
      (
        await machine.request.get(`${desk.url}/api/orders`, { headers: { authorization: `Bearer ${key}` } })
      ).status();
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /Nightly report.*revoked/ }).waitFor();
    expect(await ask()).toBe(401);
  });

  it('refuses a setting out of bounds, keeps one within, and goes back to the default', async () => {
    await page.goto(`${desk.url}/settings/values`);
    const form = page.getByRole('form', { name: 'Duration of a reveal' });
    await form.getByLabel('Value').fill('999');
    await form.getByText('1 to 480').waitFor();
    await expect.poll(() => form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await form.getByLabel('Value').fill('30');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText(/Set by/).waitFor();

    const country = page.getByRole('form', { name: 'Country code' });
    await country.getByLabel('Value').fill('Switzerland');
    await country.getByRole('button', { name: 'Save' }).click();
    await country.getByText(/must be the digits of a country calling code/).waitFor();

    await form.getByRole('button', { name: 'Back to the default' }).click();
    await form.getByText('Default').waitFor();
    await expect.poll(() => form.getByLabel('Value').inputValue()).toBe('15');
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to find, in the %s theme', async (scheme) => {
    const look = await (await open(scheme)).newPage();
    await logIn(look, desk.url, 'admin');
    const findings: Record<string, string[]> = {};
    // Those with rows of this test; the walk over all pages sees the others.
    for (const path of ['/users', '/api-keys']) {
      await look.goto(desk.url + path);
      await look.locator('main table, main form, main section').first().waitFor();
      const found = await axeFindings(look);
      if (found.length > 0) findings[path] = found;
    }
    expect(findings).toEqual({});
  });
});
