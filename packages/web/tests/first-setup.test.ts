import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSetupLink } from '../../server/src/features/access/links/setup-link.ts';
import { axeFindings, closePages, launch, openContext, rawKeys, settled } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('the first login at a desk without users', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;
  const scripts: string[] = [];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(0, { DESK_MODE: 'serve', DEMO_PASSWORD: '' }), launch()]);
    page = await (await openContext(browser, { language: 'de', width: 390, height: 844 })).newPage();
    page.on('request', (asked) => scripts.push(asked.url()));
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const judging = () => scripts.filter((url) => url.includes('judge-password'));

  it('says while one types why a password is easily guessed, by a list that is loaded then', async () => {
    await page.goto((await makeSetupLink(desk.server.desk, desk.url)) ?? '');
    await page.getByLabel('Benutzername').fill('ada.muster');
    await page.getByLabel('Angezeigter Name').fill('Ada Muster');
    await settled(page);
    expect(judging()).toEqual([]);
    const password = page.getByLabel('Passwort');
    for (const [typed, told] of [
      ['password', /häufiges Passwort oder fast eines.*Noch mindestens 4 Zeichen/],
      ['password1234', /häufiges Passwort oder fast eines/],
      ['aaaaaaaaaaaaaaaa', /Was sich wiederholt/],
      ['ada.muster geht heim', /Der Benutzername darf nicht darin vorkommen/],
      ['mein SRS Desk bitte', /Der Name dieses Produkts/],
      ['vier Esel fliegen nach Chur', /^Gut\.$/],
    ] as const) {
      await password.fill(typed);
      await page.getByText(told).waitFor();
    }
    expect(judging()).toHaveLength(1);
    expect([await axeFindings(page), await rawKeys(page)]).toEqual([[], []]);
  });

  it('leads into the desk as the admin that was made, not to the login', async () => {
    await page.getByRole('button', { name: 'Admin anlegen und anmelden' }).click();
    await page.waitForURL(({ pathname }) => pathname !== '/setup');
    await page.getByRole('main').waitFor();
    expect(new URL(page.url()).pathname).not.toContain('login');
    const session = await page.request.get(`${desk.url}/api/session`);
    expect((await session.json()).user).toMatchObject({ username: 'ada.muster', role: 'admin' });
  });
});
