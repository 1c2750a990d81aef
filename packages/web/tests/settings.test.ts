import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, axeFindings, closePages, go, launch, pagesAt, settled } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('settings in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let open: ReturnType<typeof pagesAt>;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(2), launch()]);
    open = pagesAt(browser, desk.url);
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  async function openSettings(...who: Parameters<typeof open>): Promise<Page> {
    const page = await open(...who);
    await go(page, `${desk.url}/settings/values`);
    await page.locator('form h2').first().waitFor();
    return page;
  }

  const readValue = async (page: Page, name: string): Promise<unknown> =>
    (await (await page.request.get(`${desk.url}/api/settings/${name}`)).json()).value;

  it('takes a span in the unit that is chosen, refuses what is out of bounds, and tells who changed it from what', async () => {
    const page = await openSettings('admin');
    const field = page.getByRole('textbox', { name: 'Delay before the banner', exact: true });
    await field.fill('9999');
    await page.getByText('Must be 1 min to 1 d.').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Unit of: Delay before the banner' }).click();
    await page.getByRole('option', { name: 'hours' }).click();
    await field.fill('0.5');
    const bar = page.getByRole('region', { name: 'Unsaved changes' });
    await bar.getByText('Delay before the banner: 5 min → 30 min').waitFor();
    await bar.getByRole('button', { name: 'Save' }).click();
    await bar.waitFor({ state: 'detached' });
    expect(await readValue(page, 'sync.behind_after_minutes')).toBe(30);
    await page.getByText('Changed by admin (before: 5 min)').waitFor();
    await page.getByRole('button', { name: 'Back to the default: Delay before the banner' }).click();
    await bar.getByRole('button', { name: 'Save' }).click();
    await bar.waitFor({ state: 'detached' });
    await page.getByText('Changed by admin (before: 30 min)').waitFor();
  });

  it('asks before it is left with changes, and goes when they may be lost', async () => {
    const page = await openSettings('admin');
    await page.getByRole('textbox', { name: 'Country code', exact: true }).fill('49');
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor();
    let leave = false;
    page.on('dialog', (dialog) => void (leave ? dialog.accept() : dialog.dismiss()).catch(() => undefined));
    await page.getByRole('link', { name: 'Audit log' }).first().click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings/values');
    leave = true;
    await page.getByRole('link', { name: 'Audit log' }).first().click();
    await page.waitForURL('**/audit**');
    expect(await readValue(page, 'search.country_code')).toBe('41');
  });

  it('has the methods side by side; an empty field follows the data sheet', async () => {
    const page = await openSettings('admin');
    const table = page.getByRole('table', { name: 'Waiting times per method' });
    const cell = table.getByRole('textbox', { name: /^Length of a session, .*Klarna/i });
    await cell.fill('0.75');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    expect(await readValue(page, 'methods')).toMatchObject({ bank_klarna: { sessionSeconds: 2700 } });
    await cell.fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    expect(await readValue(page, 'methods')).toMatchObject({ bank_klarna: {} });
  });

  it('offers the placeholders of the legal text, shows how it reads, and names one that it does not know', async () => {
    const page = await openSettings('admin');
    const english = page.getByRole('textbox', { name: /^English/ });
    await english.fill('The link leads to ');
    await page.getByRole('button', { name: 'Provider', exact: true }).first().click();
    await expect.poll(() => english.inputValue()).toBe('The link leads to {provider}');
    await page.locator('[data-preview="en"]', { hasText: 'The link leads to IDENTITY.TM' }).waitFor();
    await page.getByRole('textbox', { name: /^German/ }).fill('Der Link führt zu {partner} und weiter.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByText(/^holds a placeholder that is not known/)
      .first()
      .waitFor();
    await page.getByRole('textbox', { name: /^German/ }).fill('Der Link führt zu {provider} und weiter.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'detached' });
    expect(await readValue(page, 'messages.legal_text')).toEqual({
      en: 'The link leads to {provider}',
      de: 'Der Link führt zu {provider} und weiter.',
    });
  });

  it('has a second admin agree before a control is loosened, and tells every admin', async () => {
    const page = await openSettings('admin');
    await addUser(page, desk.url, { username: 'berta', displayName: 'Berta', role: 'admin' });
    await page.getByRole('textbox', { name: 'Second admin needed above', exact: true }).fill('5000');
    await page.getByText(/→ 5,000 orders \(loosens a control\)/).waitFor();
    await page.getByRole('textbox', { name: 'Orders under way at once', exact: true }).fill('32');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/a second admin must agree\./).waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Take back' }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Agree' }).count()).toBe(0);
    expect(await readValue(page, 'cancellations')).toMatchObject({ approvalAbove: 1000 });

    const other = await open('berta', { language: 'de', width: 390, height: 844 });
    await go(other, desk.url);
    await other.getByRole('heading', { name: 'Wartet auf einen zweiten Admin' }).waitFor();
    await other.getByText(/1.000 Aufträge → 5.000 Aufträge \(lockert eine Kontrolle\)/).waitFor();
    await other.getByText(/: 64[^→]* → 32/).waitFor();
    await other.getByRole('link', { name: 'Zweiter Admin nötig über' }).click();
    await other.waitForURL('**/settings/values**');
    await settled(other);
    await other
      .getByText(/1.000 Aufträge → 5.000 Aufträge/)
      .first()
      .waitFor();
    expect(await axeFindings(other)).toEqual([]);
    await other.getByRole('button', { name: 'Zustimmen' }).click();
    await other.getByRole('button', { name: 'Zustimmen' }).waitFor({ state: 'detached' });
    expect(await readValue(page, 'cancellations')).toMatchObject({ approvalAbove: 5000 });
    await go(page, desk.url);
    await page.getByRole('heading', { name: 'Controls loosened' }).waitFor();
    await page.getByText(/1,000 orders → 5,000 orders/).waitFor();
  }, 180_000);

  it.each([
    [1440, 'light', 'en'],
    [390, 'dark', 'de'],
  ] as const)(
    'has nothing for axe to find and nothing wider than the page at %i px',
    async (width, scheme, language) => {
      const page = await openSettings('admin', { width, height: 900, scheme, language });
      await settled(page);
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/settings-${width}.png`, fullPage: true });
      expect(await axeFindings(page)).toEqual([]);
      const { scrollWidth, clientWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        clientWidth: document.documentElement.clientWidth,
      }));
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    },
  );
});
