import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, closePages, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('backups in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(2), launch()]);
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  it('makes one now, tells size, check and file; on a phone in German nothing is wider than the page', async () => {
    const page = await (await openContext(browser)).newPage();
    await logIn(page, desk.url, 'admin');
    await page.goto(`${desk.url}/settings/backups`);
    await page.getByText('none by itself: set BACKUP_AT').waitFor();
    await page.getByRole('button', { name: 'Make a backup now' }).click();
    await page.getByText(/log of \d+ entries intact/).waitFor();
    await page.getByRole('row', { name: /admin .* kB intact .*\.db\.gz\.age/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const listed = await (await page.request.get(`${desk.url}/api/backups`)).json();
    const tell = (at: string | null) =>
      page.route('**/api/backups', (route) => route.fulfill({ json: { ...listed, unlisted: { at } } }));
    await tell(null);
    await page.getByText('not known', { exact: true }).waitFor();
    await tell('2026-01-01T00:00:00.000Z');
    await page.getByText('(the database was restored from it)').waitFor();

    const look = { width: 390, height: 844, scheme: 'dark', language: 'de' } as const;
    const phone = await (await openContext(browser, look)).newPage();
    await logIn(phone, desk.url, 'admin');
    await phone.goto(`${desk.url}/settings/backups`);
    await phone.getByText(/Protokoll mit \d+ Einträgen unversehrt/).waitFor();
    expect(await axeFindings(phone)).toEqual([]);
    const wide = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBeLessThanOrEqual(0);
    if (process.env.SHOTS) await phone.screenshot({ path: `${process.env.SHOTS}/backups-390.png` });
  }, 120_000);
});
