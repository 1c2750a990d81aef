import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, closePages, go, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const CSRF = { 'x-requested-with': 'srs-desk' };

describe('administration in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(5), launch()]);
    page = await (await open()).newPage();
    await logIn(page, desk.url, 'admin');
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  async function open(scheme: 'light' | 'dark' = 'light'): Promise<BrowserContext> {
    return openContext(browser, { scheme });
  }

  /** A login without a page; gives the status of its answer. */
  async function logInAs(context: BrowserContext, username: string, password: string): Promise<number> {
    const data = { username, password };
    return (await context.request.post(`${desk.url}/api/session`, { data, headers: CSRF })).status();
  }

  it('invites a user by a link that works once, changes the role, gives a new password by link, disables', async () => {
    await go(page, `${desk.url}/users`);
    await page.getByRole('button', { name: 'New user' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('User name').fill('nina');
    await dialog.getByLabel('Name shown').fill('Nina Neu');
    await dialog.getByRole('button', { name: 'Create user and invitation' }).click();
    const invitation = (await dialog.locator('[data-secret]').textContent()) ?? '';
    expect(invitation).toContain('/password-link#');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /nina.*invited/ }).waitFor();

    const hers = await open();
    const her = await hers.newPage();
    const choose = async (link: string, password: string) => {
      await her.goto('about:blank');
      await her.goto(link);
      await her.getByLabel('Password').fill(password);
      await her.getByRole('button', { name: 'Set password and log in' }).click();
    };
    await her.goto(invitation);
    await her.getByLabel('Password').fill('nina and her password');
    await her.getByText('It must not hold the user name.').waitFor();
    await her.getByLabel('Password').fill('password1234');
    await her.getByText(/nearly, a common password/).waitFor();
    await choose(invitation, 'too short');
    await her
      .getByText(/12 characters/)
      .last()
      .waitFor();
    await choose(invitation, 'a password long enough');
    await her.getByRole('button', { name: 'Account of Nina Neu' }).waitFor();
    await her.goto('about:blank');
    await her.goto(invitation);
    await her.getByText(/was used, has run out/).waitFor();
    await go(page, `${desk.url}/users`);
    await page.getByRole('button', { name: 'Edit: nina' }).click();
    await dialog.getByLabel('Role').click();
    await page.getByRole('option', { name: 'Finance' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /nina.*Finance/ }).waitFor();
    expect((await hers.request.get(`${desk.url}/api/handovers`, { headers: CSRF })).status()).not.toBe(200);

    await page.getByRole('button', { name: 'New password for nina' }).click();
    await dialog.getByRole('button', { name: 'Create link' }).click();
    const reset = (await dialog.locator('[data-secret]').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await logInAs(await open(), 'nina', 'a password long enough')).toBe(200);
    await choose(reset, 'another long password');
    await her.getByRole('button', { name: 'Account of Nina Neu' }).waitFor();
    expect(await logInAs(await open(), 'nina', 'a password long enough')).toBe(401);

    await page.getByRole('button', { name: 'Edit: nina' }).click();
    await dialog.getByLabel(/^Disabled/).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /nina.*disabled/ }).waitFor();
    expect((await hers.request.get(`${desk.url}/api/session`)).status()).toBe(401);

    await page.getByRole('button', { name: 'Delete: nina' }).click();
    await dialog.getByText('The audit log keeps what they did').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('row', { name: /nina/ }).waitFor({ state: 'detached' });
  }, 180_000);

  it('warns before one’s own rights as an admin, or the last admin, would be lost', async () => {
    await go(page, `${desk.url}/users`);
    await page.getByRole('button', { name: 'Edit: admin' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Role').click();
    await page.getByRole('option', { name: 'Support' }).click();
    await dialog.getByText(/the only admin who can log in/).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').last().waitFor();
    const headers = { ...CSRF };
    const berta = { username: 'berta', displayName: 'Berta', role: 'admin' };
    expect((await page.request.post(`${desk.url}/api/users`, { data: berta, headers })).status()).toBe(201);
    await dialog.getByText(/This is your own account/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('shows another user’s sessions and ends one', async () => {
    const theirs = await open();
    expect(await logInAs(theirs, 'support', 'demo password for tests')).toBe(200);
    await go(page, `${desk.url}/users`);
    await page.getByRole('button', { name: 'Sessions of support' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('Not logged in anywhere').waitFor();
    expect((await theirs.request.get(`${desk.url}/api/session`)).status()).toBe(401);
  });

  it('shows a key once, lets it in, and shuts it out when it is revoked', async () => {
    await go(page, `${desk.url}/api-keys`);
    await page.getByText('There is no key yet').waitFor();
    await page.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Purpose').fill('Nightly report');
    await dialog.getByLabel('Read orders and calls').check();
    await dialog.getByRole('button', { name: 'Create key' }).click();
    const key = (await dialog.locator('[data-secret]').textContent()) ?? '';
    expect(key.length).toBeGreaterThan(20);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(key);
    const machine = await open();
    const ask = async (bearer: string) =>
      (
        await machine.request.get(`${desk.url}/api/orders`, {
          headers: { authorization: `Bearer ${bearer}` },
        })
      ).status();
    expect(await ask(key)).toBe(200);
    await page.getByRole('button', { name: /^Renew/ }).click();
    await dialog.getByText(/number, name and rights stay/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Renew' }).click();
    const renewed = (await dialog.locator('[data-secret]').textContent()) ?? '';
    await dialog.getByText(/Earlier keys work until \d.* at the latest/).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('row', { name: /Nightly report.*the key before ends/ }).waitFor();
    expect(renewed).not.toBe(key);
    expect([await ask(key), await ask(renewed)]).toEqual([200, 200]);
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: /Nightly report.*revoked/ }).waitFor();
    expect([await ask(key), await ask(renewed)]).toEqual([401, 401]);
  });

  it('promises no overlap beyond the end of a key', async () => {
    const expiresAt = new Date(Date.now() + 48 * 3_600_000).toISOString();
    const headers = { 'x-requested-with': 'srs-desk' };
    const data = { name: 'Ends soon', scopes: ['usage'], expiresAt };
    expect((await page.request.post(`${desk.url}/api/api-keys`, { headers, data })).ok()).toBe(true);
    await go(page, `${desk.url}/api-keys`);
    await page
      .getByRole('row', { name: /Ends soon/ })
      .getByRole('button', { name: /^Renew/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'The key before works' }).click();
    const offered = await page.getByRole('option').allTextContents();
    expect(offered).toEqual([
      'no longer',
      'for one more hour',
      'for one more day',
      expect.stringMatching(/^until its end, \d/),
    ]);
    const end = (offered[3] ?? '').slice('until its end, '.length);
    await page.getByRole('option').last().click();
    await dialog.getByRole('button', { name: 'Renew' }).click();
    await dialog.getByText(`Earlier keys work until ${end} at the latest.`).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it.each(['light', 'dark'] as const)('has nothing for axe to find, in the %s theme', async (scheme) => {
    const look = await (await open(scheme)).newPage();
    await logIn(look, desk.url, 'admin');
    const findings: Record<string, string[]> = {};
    // Those with rows of this test; the walk over all pages sees the others.
    for (const path of ['/users', '/api-keys']) {
      await go(look, desk.url + path);
      await look.locator('main table, main form, main section').first().waitFor();
      const found = await axeFindings(look);
      if (found.length > 0) findings[path] = found;
    }
    expect(findings).toEqual({});
  });
});
