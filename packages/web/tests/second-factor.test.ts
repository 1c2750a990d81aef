import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { codeOf } from '../../server/tests/auth/authenticator-app.ts';
import {
  addUser,
  axeFindings,
  closePages,
  go,
  launch,
  logIn,
  openContext,
  rawKeys,
  settled,
  visit,
} from './browser.ts';
import { type DeskUnderTest, PASSWORD, startDesk } from './desk-under-test.ts';

const HEADERS = { 'x-requested-with': 'srs-desk' };
const NEXT_CODE_MS = 30_000;
const PROOF_OVER_MS = 6 * 60_000;

describe('a second factor at login', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let admin: Page;
  /** How far the desk's clock is ahead, ms. */
  let ahead = 0;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(5), launch()]);
    vi.spyOn(desk.server.desk.clock, 'now').mockImplementation(() => Date.now() + ahead);
    admin = await (await openContext(browser)).newPage();
    await logIn(admin, desk.url, 'admin');
    await addUser(admin, desk.url, { username: 'rolf', displayName: 'Rolf Muster', role: 'support' });
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const looksWell = async (page: Page) => {
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(await rawKeys(page)).toEqual([]);
  };
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const typeLogin = async (page: Page, username: string) => {
    await page.goto(`${desk.url}/login`);
    await page.getByRole('textbox').first().fill(username);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
  };
  const secretOn = async (page: Page) =>
    (await page.getByRole('dialog').locator('[data-secret]').textContent()) ?? '';
  /** The next code of an app: none is taken twice. */
  const nextCode = (secret: string) => {
    ahead += NEXT_CODE_MS;
    return codeOf(secret.replace(/\s/g, ''), Date.now() + ahead);
  };
  const proveAsAdmin = () =>
    admin.request.post(`${desk.url}/api/session/reauthenticate`, {
      headers: HEADERS,
      data: { password: PASSWORD },
    });

  it('is set up, asked for at login and for a proof, and taken away with a warning', async () => {
    const page = await (await openContext(browser)).newPage();
    await logIn(page, desk.url, 'rolf');
    await go(page, `${desk.url}/account/factor`);
    await page.getByText('Your account is protected by your password alone.').waitFor();
    await looksWell(page);
    await press(page, 'Set up an authenticator app');
    await press(page, 'Show the QR code');
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await looksWell(page);
    const secret = await secretOn(page);
    await page.getByLabel('Code', { exact: false }).last().fill('000000');
    await press(page, 'Set up');
    await page.getByText('is not the code that the app shows now').waitFor();
    await page.getByRole('textbox', { name: 'Code' }).fill(nextCode(secret));
    await press(page, 'Set up');
    await page.getByRole('dialog', { name: 'Your recovery codes' }).waitFor();
    expect((await secretOn(page)).trim().split(/\s+/)).toHaveLength(10);
    await looksWell(page);
    await press(page, 'I have kept them');
    await page.getByText('Recovery codes left').waitFor();
    await looksWell(page);

    await page.getByRole('button', { name: 'Account of Rolf Muster' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.waitForURL('**/login');
    await typeLogin(page, 'rolf');
    const code = page.getByRole('textbox', { name: 'Code' });
    await code.fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText('The code is wrong, or was used before.').waitFor();
    await looksWell(page);
    await code.fill(nextCode(secret));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Account of Rolf Muster' }).waitFor();

    await visit(page, '/account/factor');
    ahead += PROOF_OVER_MS;
    await press(page, 'New recovery codes');
    await press(page, 'Make new codes');
    const proof = page.getByRole('dialog', { name: 'Prove that it is you' });
    await proof.getByRole('textbox', { name: 'Code' }).fill(nextCode(secret));
    await looksWell(page);
    await proof.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('dialog', { name: 'Your recovery codes' }).waitFor();
    await press(page, 'I have kept them');

    ahead += PROOF_OVER_MS;
    await press(page, 'Remove second factor');
    await page.getByText('From then on your password alone opens your account').waitFor();
    await looksWell(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove second factor' }).click();
    await proof.getByRole('button', { name: 'Without the app: by password' }).click();
    await proof.locator('input[type="password"]').fill(PASSWORD);
    await proof.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Your account is protected by your password alone.').waitFor();
    await page.context().close();
  });

  it('is asked for by role: first a password of one’s own, then the app, then what was opened; an admin resets it', async () => {
    await proveAsAdmin();
    const value = { admin: false, support: true, finance: false, auditor: false };
    await admin.request.put(`${desk.url}/api/settings/access.second_factor`, {
      headers: HEADERS,
      data: { value },
    });
    const data = { username: 'sara', displayName: 'Sara Meier', role: 'support', password: PASSWORD };
    await admin.request.post(`${desk.url}/api/users`, { headers: HEADERS, data });
    const context = await openContext(browser, { language: 'de', scheme: 'dark', width: 390 });
    const page = await context.newPage();
    await typeLogin(page, 'sara');
    const own = page.getByRole('dialog', { name: 'Eigenes Passwort wählen' });
    await own.getByLabel('Bisheriges Passwort').fill(PASSWORD);
    await own.getByLabel('Neues Passwort').fill(`${PASSWORD} anew`);
    await looksWell(page);
    await own.getByRole('button', { name: 'Passwort ändern' }).click();
    await page.getByText('Ihre Rolle braucht einen zweiten Faktor').waitFor();
    await looksWell(page);
    await press(page, 'QR-Code anzeigen');
    await page.getByRole('img', { name: 'QR-Code für die Authentifizierungs-App' }).waitFor();
    await looksWell(page);
    await page.getByRole('textbox', { name: 'Code' }).fill(nextCode(await secretOn(page)));
    await press(page, 'Einrichten');
    await page.getByRole('dialog', { name: 'Ihre Wiederherstellungscodes' }).waitFor();
    const [recovery = ''] = (await secretOn(page)).trim().split(/\s+/);
    await looksWell(page);
    await press(page, 'Ich habe sie aufbewahrt');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('main h1').first().waitFor();

    const link = await admin.request.post(`${desk.url}/api/users/sara/link`, { headers: HEADERS, data: {} });
    await context.clearCookies();
    await page.goto('about:blank');
    await page.goto(String((await link.json()).url));
    await page.locator('input[type="password"]').fill(PASSWORD);
    await looksWell(page);
    await press(page, 'Passwort setzen und anmelden');
    await page.getByRole('textbox', { name: 'Code' }).fill(recovery);
    await looksWell(page);
    await press(page, 'Anmelden');
    await page.getByRole('button', { name: 'Konto von Sara Meier' }).waitFor();

    await proveAsAdmin();
    await go(admin, `${desk.url}/settings/users`);
    await admin.getByRole('button', { name: 'Reset the second factor of sara' }).click();
    await looksWell(admin);
    await press(admin, 'Reset second factor');
    await admin.getByText('The second factor of sara is removed.').waitFor();
    // Not hidden by the dialog, but gone once the list is read again.
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
    await admin
      .getByRole('button', { name: 'Reset the second factor of sara' })
      .waitFor({ state: 'detached' });
    await context.close();
  });
});
