import { sayAnswer } from '@srs-desk/shared/process/texts.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { axeFindings, closePages, go, launch, logIn, openContext } from '../browser.ts';
import { type DeskUnderTest, startDesk } from '../desk-under-test.ts';
import { CALLS } from './calls.ts';
import { giveAnswer, orderIn, paste } from './situations.ts';

/** From the pasted id to the text on the clipboard. */
const MOST_INTERACTIONS = 3;

/** The support cases from the pasted id to the clipboard, in one language: a file for each, so that they run side by side. */
export function takeCalls(language: Language): void {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(20), launch()]);
    page = await (await openContext(browser, { language })).newPage();
    await logIn(page, desk.url, 'support');
    await go(page, desk.url);
    await page.locator('main').first().waitFor();
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  it.each(CALLS)('$name', async ({ order, answers, out, must, never, first, says = [] }) => {
    const refId = await orderIn(desk, order, page);
    let interactions = 0;
    await paste(page, refId);
    await page.waitForURL(`**/orders/${refId}`);
    await page.locator('main').getByText(refId).first().waitFor();
    const act = page.locator('main [aria-keyshortcuts="m"]').first();
    await act.waitFor();
    for (const answer of answers) {
      await giveAnswer(page, language, answer);
      interactions += 1;
      await page
        .getByRole('button', { name: sayAnswer(language, answer), pressed: true, exact: true })
        .first()
        .waitFor();
    }
    if (first) await page.locator('main .MuiButton-contained').first().filter({ hasText: first }).waitFor();
    const shown = (await page.locator('main').textContent()) ?? '';
    for (const part of says) expect(shown).toMatch(part);
    if (out === 'page') {
      const said = (await page.locator('main').textContent()) ?? '';
      for (const part of must) expect(said).toMatch(part);
      for (const part of never) expect(said).not.toMatch(part);
      return;
    }
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press(out === 'message' ? 'm' : 'c');
    interactions += 1;
    if (out !== 'ticket') {
      const dialog = page.getByRole('dialog');
      if (out === 'message') await dialog.getByRole('button', { name: /^(Copy|Kopieren)$/ }).click();
      else {
        await dialog.getByText(/Do not escalate yet|Noch nicht eskalieren/).waitFor();
        await page.keyboard.press('Enter');
      }
      interactions += 1;
      await dialog.waitFor({ state: 'detached' });
    }
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).not.toBe('');
    const text = await clipboard();
    expect(interactions).toBeLessThanOrEqual(MOST_INTERACTIONS);
    for (const part of must) expect(text).toMatch(part);
    for (const part of never) expect(text).not.toMatch(part);
    if (out !== 'message') expect(text).toContain(refId);
  });

  it('2 it broke off, and the order is replaced: the successor’s link, and no word of the old one', async () => {
    const mobile = `+41 79 555 02 0${language === 'en' ? 1 : 2}`;
    const placed = { mobile, lastName: 'Muster' };
    const old = await orderIn(desk, { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed }, page);
    const again = { ...placed, replaces: old };
    const newer = await orderIn(desk, { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed: again }, page);
    await paste(page, old);
    await page.waitForURL(`**/orders/${old}`);
    await giveAnswer(page, language, 'connection_lost');
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^(Copy|Kopieren)$/ }).click();
    await dialog.waitFor({ state: 'detached' });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain(`/${newer}`);
    expect(await clipboard()).not.toContain(old);
    const facts = page.locator('main');
    await facts.getByText(/Do not give it to the user|Der Person nicht mehr geben/).waitFor();
    expect((await facts.textContent()) ?? '').not.toMatch(/same link|still works|demselben|denselben Link/);
  });

  it('8 a Ref ID nobody knows: SRS is asked by one key and does not know it, so there is no order', async () => {
    const refId = `00000000-dead-4bad-8bad-00000000000${language === 'en' ? 1 : 2}`;
    const count = async () => {
      const answer = await page.request.get(`${desk.url}/api/orders?range=[0,0]`);
      return answer.headers()['content-range'];
    };
    const before = await count();
    await go(page, desk.url);
    await page.locator('main').first().waitFor();
    await paste(page, refId);
    const palette = page.getByRole('dialog');
    await palette.getByText(/Searched as|Gesucht als/).waitFor();
    await palette.getByText(/Mistyped\?|Vertippt\?/).waitFor();
    await page.keyboard.press('Enter');
    await palette
      .getByText(/SRS knows no order with this Ref ID|SRS kennt keinen Auftrag mit dieser/)
      .waitFor();
    expect((await palette.textContent()) ?? '').not.toMatch(/looked into|klären (das|wir) ab/);
    expect(await count()).toBe(before);
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await go(page, `${desk.url}/registrations`);
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: refId }) });
    await row.getByRole('cell', { name: /Not found at SRS|Bei SRS nicht gefunden/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByText(/This order is not known here|Dieser Auftrag ist hier nicht bekannt/).waitFor();
  });

  it('9 it worked four months ago, now “not registered”: a Verify Call now, by one key', async () => {
    const refId = await orderIn(desk, {
      issuer: 'IDENTITY.TM',
      fate: 'success',
      status: 'TERMINATED',
      termsAccepted: true,
    });
    const admin = await openContext(browser, { language });
    const setting = await admin.newPage();
    await logIn(setting, desk.url, 'admin');
    const set = await setting.request.put(`${desk.url}/api/settings/triage`, {
      headers: { 'x-requested-with': 'srs-desk' },
      data: { value: { verifyFreshSeconds: 0 } },
    });
    expect(set.status()).toBe(200);
    await admin.close();
    await go(page, `${desk.url}/orders/${refId}`);
    for (const answer of ['no', 'not_registered']) await giveAnswer(page, language, answer);
    const main = page.locator('main');
    const first = main.locator('.MuiButton-contained').first();
    await first.filter({ hasText: /Run Verify Call|Verify Call ausführen/ }).waitFor();
    const verified = page.waitForResponse((answer) => answer.url().endsWith(`/orders/${refId}/verify`));
    await page.keyboard.press('v');
    expect((await verified).status()).toBe(200);
    await page
      .getByText(/(Order|Auftrag) \w{8}: Verify Call: (verified for|verifiziert für) \w+, LOA \d$/)
      .first()
      .waitFor();
    expect((await main.textContent()) ?? '').not.toMatch(/Mobile ID is active|Mobile ID aktiv ist/);
  });

  it('10 a person with three orders: the evidence that is valid is said on all of them, and which to cancel', async () => {
    const mobile = language === 'en' ? '+41 79 555 10 01' : '+41 79 555 10 02';
    const person = { mobile, firstName: 'Zoë', lastName: `O’Brien-Müller ${language}`, dob: '1980-05-17' };
    const video = { issuer: 'IDENTITY.TM', placed: person } as const;
    const valid = await orderIn(desk, { ...video, status: 'TERMINATED', termsAccepted: true }, page);
    const older = await orderIn(desk, { ...video, status: 'INITIALIZED' }, page);
    const newer = await orderIn(desk, { ...video, status: 'INITIALIZED' }, page);
    for (const refId of [older, newer]) {
      await paste(page, refId);
      await page.waitForURL(`**/orders/${refId}`);
      const main = page.locator('main');
      await main.getByText(/has valid evidence by|hat einen gültigen Nachweis aus/).waitFor();
      await main.getByText(/this order is not needed: cancel it|diesen Auftrag nicht: stornieren/).waitFor();
      await main
        .getByText(`${valid.slice(0, 4)}`)
        .first()
        .waitFor();
      await main
        .locator('.MuiButton-contained')
        .first()
        .filter({ hasText: /Message to user|Nachricht an die Person/ })
        .waitFor();
      expect((await main.textContent()) ?? '').not.toMatch(/Place a new order|Neuen Auftrag erteilen/i);
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.keyboard.press('m');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^(Copy|Kopieren)$/ }).click();
      await dialog.waitFor({ state: 'detached' });
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard).toMatch(/still valid, so you can sign|noch gültig; Sie können damit/);
      expect(await clipboard()).not.toMatch(/https?:/);
    }
    await paste(page, valid);
    await page.waitForURL(`**/orders/${valid}`);
    await page.getByRole('heading', { name: /Nothing to do|Nichts zu tun/ }).waitFor();
  });

  it('11 found in any spelling, why it was found, and how many more there are', async () => {
    const mobile = language === 'en' ? '+41 79 555 11 01' : '+41 79 555 11 02';
    const placed = {
      mobile,
      firstName: 'Jürg',
      lastName: `D’Angelò${language}`,
      externalId: `ACME-${language}-4711`,
    };
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed }, page);
    const digits = mobile.replaceAll(' ', '').slice(3);
    const searches: [string, RegExp][] = [
      [`juerg dangelo${language}`, /Name/],
      [`D'Angelo${language}`, /Name/],
      [`0041 (0)${digits.slice(0, 2)}/${digits.slice(2)}`, /Mobile number|Mobilnummer/],
      [`${language}-4711`, /External ID/],
    ];
    await go(page, `${desk.url}/`);
    await page.locator('main').first().waitFor();
    for (const [typed, why] of searches) {
      await page.keyboard.press('/');
      await page.getByRole('combobox').last().fill(typed);
      const hit = page.getByRole('option').filter({ hasText: refId.slice(0, 4) });
      await hit.filter({ hasText: why }).first().waitFor();
      await page
        .getByRole('status')
        .filter({ hasText: /found|gefunden/ })
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    const more = Array.from({ length: 21 }, (_, n) => ({
      mobile: `+41 79 556 ${10 + n} 0${language === 'en' ? 1 : 2}`,
      externalId: `ACME-${language}-4711`,
    }));
    await Promise.all(more.map((each) => orderIn(desk, { issuer: 'IDENTITY.TM', placed: each }, page)));
    await page.keyboard.press('/');
    await page.getByRole('combobox').last().fill(`${language}-4711`);
    await page.getByText(/20 of 22 orders found|20 von 22 gefundenen Aufträgen/).waitFor();
    await page.getByRole('button', { name: /Show all|Alle zeigen/ }).click();
    await expect.poll(() => page.getByRole('option').count()).toBe(22);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('12 two agents on one order: each sees the other, and a second ticket is noticed', async () => {
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 });
    const other = await openContext(browser, { language });
    try {
      const second = await other.newPage();
      await logIn(second, desk.url, 'admin');
      await paste(page, refId);
      await page.waitForURL(`**/orders/${refId}`);
      await page
        .getByRole('button', { name: /Copy ticket|Ticket kopieren/ })
        .first()
        .waitFor();
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.keyboard.press('c');
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard).toContain(refId);
      await go(second, `${desk.url}/orders/${refId}`);
      await second.getByText(/Sam Support (is looking at this order|sieht sich diesen Auftrag an)/).waitFor();
      await second
        .getByRole('button', { name: /Copy ticket|Ticket kopieren/ })
        .first()
        .waitFor();
      await second.keyboard.press('c');
      await second
        .getByRole('dialog')
        .getByText(/There is an open ticket for this already|gibt es bereits ein offenes Ticket/)
        .waitFor();
      await second.keyboard.press('Escape');
      await page.getByText(/Ada Admin (is looking at this order|sieht sich diesen Auftrag an)/).waitFor();
      const recorded = desk.server.desk.reader.connection.sql(
        'SELECT count(*) FROM handovers WHERE ref_id = ?',
      );
      expect(recorded.pluck().get(refId)).toBe(1);
    } finally {
      await other.close();
    }
  });
}
