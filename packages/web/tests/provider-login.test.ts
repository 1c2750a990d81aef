import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  environmentOf,
  type IdentityProvider,
  startIdentityProvider,
} from '../../server/tests/oidc/identity-provider.ts';
import { axeFindings, closePages, launch, openContext, rawKeys, settled } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

/** A port that nobody has: the provider must know the desk's address before the desk starts. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('logging in at an identity provider', () => {
  let provider: IdentityProvider;
  let desk: DeskUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    provider = await startIdentityProvider({
      beat: { name: 'Beat Beispiel', preferred_username: 'beat', roles: ['desk-admins'] },
      nina: { name: 'Nina Niemand', preferred_username: 'nina', roles: [] },
    });
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    provider.serve({ publicUrl, url: publicUrl });
    const env = { ...environmentOf(provider, publicUrl), PORT: String(port) };
    [desk, browser] = await Promise.all([startDesk(5, env), launch()]);
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
    await provider.close();
  });

  const sayName = async (page: Page, name: string) => {
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Go on' }).click();
  };
  const looksWell = async (page: Page) => {
    await settled(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(await rawKeys(page)).toEqual([]);
  };

  it('leads to the page that was asked for, proves there who one is, and logs out there', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await page.goto(`${desk.url}/settings/users`);
    const button = page.getByRole('link', { name: 'Log in with Example AG' });
    await button.waitFor();
    await looksWell(page);
    await button.click();
    await sayName(page, 'beat');
    await page.waitForURL(`${desk.url}/settings/users`);
    const row = page.getByRole('row', { name: /beat/ });
    await row.getByText(`from ${provider.issuer}`).waitFor();
    await looksWell(page);

    await page.getByRole('button', { name: 'Edit: support' }).click();
    await page.getByLabel('Name shown').fill('Sam Other');
    await page.getByRole('button', { name: 'Save' }).click();
    const proof = page.getByRole('dialog', { name: 'Prove that it is you' });
    await proof.waitFor();
    await looksWell(page);
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      proof.getByRole('button', { name: 'Go to Example AG' }).click(),
    ]);
    await sayName(opened, 'beat');
    await page.getByRole('row', { name: /Sam Other/ }).waitFor();

    await page.getByRole('button', { name: 'Edit: beat' }).click();
    // What the dialog asks for as it opens is answered while there is a session.
    await settled(page);
    const cookies = await context.cookies(desk.url);
    await context.clearCookies({ domain: cookies[0]?.domain ?? '' });
    await page.getByRole('button', { name: 'Save' }).click();
    const again = page.getByRole('dialog', { name: 'Log in again' });
    await again.waitFor();
    await looksWell(page);
    await again.getByRole('button', { name: 'Go to Example AG' }).click();
    await again.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Account of Beat Beispiel' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.waitForURL(`${provider.issuer}/session/end**`);
    await context.close();
  });

  it('says in German why somebody is not let in, beside the way in', async () => {
    const context = await openContext(browser, { language: 'de', scheme: 'dark', width: 390 });
    const page = await context.newPage();
    await page.goto(`${desk.url}/login`);
    await page.getByRole('link', { name: 'Mit Example AG anmelden' }).click();
    await sayName(page, 'nina');
    await page.getByText('Ihr Konto beim Identitätsdienst hat an diesem Desk keine Rolle.').waitFor();
    await looksWell(page);
    await context.close();
  });
});
