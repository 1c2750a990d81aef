import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closePages, go, holdRequest, launch, letThrough, logIn, openContext } from '../browser.ts';
import { type DeskUnderTest, startDesk } from '../desk-under-test.ts';
import { SERVICE_DESK } from './calls.ts';
import { orderIn } from './situations.ts';

describe('at the desk', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(20), launch()]);
    page = await (await openContext(browser)).newPage();
    await logIn(page, desk.url, 'support');
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  it('c copies nothing where there is no ticket, and a second ticket for the same issue is asked about', async () => {
    const done = await orderIn(desk, {
      issuer: 'IDENTITY.TM',
      fate: 'success',
      status: 'TERMINATED',
      termsAccepted: true,
    });
    await go(page, `${desk.url}/orders/${done}`);
    await page.getByRole('heading', { name: /Nothing to do/ }).waitFor();
    await page.keyboard.press('c');
    await page.getByText('No ticket is needed here.').first().waitFor();
    const late = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 });
    await go(page, `${desk.url}/orders/${late}`);
    await page.getByRole('button', { name: 'Copy ticket' }).click();
    await page.getByText('Ticket created').first().waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByText('There is an open ticket for this already').waitFor();
    await page.keyboard.press('Escape');
    expect(
      desk.server.desk.reader.connection
        .sql('SELECT count(*) FROM handovers WHERE ref_id = ?')
        .pluck()
        .get(late),
    ).toBe(1);
  });

  it('what is ticked as checked stands in the ticket, with the time that is asked for', async () => {
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' });
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Officer could not continue' }).click();
    await page.getByRole('checkbox', { name: /Camera \(at least/ }).check();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('When did it happen?').fill('2026-01-02T09:30');
    await dialog.getByText('Camera and microphone allowed').waitFor();
    await dialog.getByRole('button', { name: /^Copy/ }).click();
    await dialog.waitFor({ state: 'detached' });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain('Time of the problem: 02/01/2026');
    expect(await clipboard()).toContain('We checked:\n- Camera and microphone allowed\n');
  });

  describe('what the message says', () => {
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    const dialog = () => page.getByRole('dialog');
    const copy = async () => {
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await dialog().getByRole('button', { name: 'Copy', exact: true }).click();
      await expect.poll(clipboard).not.toBe('');
      await dialog().waitFor({ state: 'detached' });
      return clipboard();
    };
    const termsMissing = async () => {
      const situation = { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED' } as const;
      const refId = await orderIn(desk, { ...situation, termsAccepted: false });
      await go(page, `${desk.url}/orders/${refId}`);
      return page.getByRole('button', { name: 'No SMS', exact: true });
    };

    afterEach(() => letThrough(page));

    it('follows the answer just given, though it is still on its way', async () => {
      const noSms = await termsMissing();
      await page.route('**/api/orders/*/work', async (route) => {
        await setTimeout(700);
        await route.continue();
      });
      await noSms.click();
      await noSms.and(page.locator('[aria-pressed=true]')).waitFor();
      await page.keyboard.press('m');
      expect(await copy()).toMatch(/has not reached you/);
    });

    it('follows the last of two quick answers, though the way of the first is longer', async () => {
      const noSms = await termsMissing();
      const waits = [700];
      await page.route('**/api/orders/*/work', async (route, request) => {
        if (request.method() === 'PUT') await setTimeout(waits.pop() ?? 0);
        await route.continue();
      });
      const stored = () => page.waitForResponse((answer) => answer.request().method() === 'PUT');
      const both = [stored(), stored().then(stored)];
      await noSms.click();
      await noSms.click();
      await Promise.all(both);
      await noSms.and(page.locator('[aria-pressed=false]')).waitFor();
      await page.keyboard.press('m');
      expect(await copy()).toMatch(/please accept/);
      expect(await noSms.getAttribute('aria-pressed')).toBe('false');
    });

    it('follows an answer that a colleague was quicker to give', async () => {
      const noSms = await termsMissing();
      const mine = holdRequest(page, '**/api/orders/*/work', 'PUT');
      const refused = page.waitForResponse((answer) => answer.request().method() === 'PUT');
      await noSms.click();
      const work = `${page.url().replace('/orders/', '/api/orders/')}/work`;
      const headers = { 'x-requested-with': 'srs-desk' };
      const first = await page.request.put(work, {
        headers,
        data: { answers: { terms_sms: 'not_arrived' } },
      });
      expect(first.status()).toBeLessThan(300);
      mine.release();
      expect((await refused).status()).toBe(409);
      await page.keyboard.press('m');
      expect(await copy()).toMatch(/has not reached you/);
      expect(await noSms.getAttribute('aria-pressed')).toBe('true');
      expect(await page.locator('main').getByRole('alert').count()).toBe(0);
    });

    it('follows an answer given by a key that is held down, once, and kept while the page is left', async () => {
      const noSms = await termsMissing();
      await noSms.waitFor();
      const order = page.url();
      const put = holdRequest(page, '**/api/orders/*/work', 'PUT');
      const key = (await noSms.getAttribute('aria-keyshortcuts')) ?? '';
      for (let again = 0; again < 4; again += 1) await page.keyboard.down(key);
      await page.keyboard.up(key);
      await put.asked;
      await go(page, `${desk.url}/calls`);
      await go(page, order);
      await noSms.and(page.locator('[aria-pressed=true]')).waitFor();
      await page.keyboard.press('m');
      expect(await dialog().getByRole('button', { name: 'Copy', exact: true }).isDisabled()).toBe(true);
      put.release();
      expect(await copy()).toMatch(/has not reached you/);
    });

    it('is in the language just chosen', async () => {
      await termsMissing();
      await page.keyboard.press('m');
      await dialog().getByText('please accept').first().waitFor();
      await page.route('**/api/orders/*/message?*lang=de*', async (route) => {
        await setTimeout(700);
        await route.continue();
      });
      await dialog().getByRole('combobox', { name: 'Language' }).click();
      await page.getByRole('option', { name: 'Deutsch' }).click();
      expect(await copy()).toMatch(/^Noch ein Schritt/);
    });

    it('follows no answer that was refused, and the page no longer shows it as given', async () => {
      const noSms = await termsMissing();
      await page.route('**/api/orders/*/work', (route) =>
        route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          body: JSON.stringify({ status: 503, code: 'storage_full', title: 'no room' }),
        }),
      );
      await noSms.click();
      await page.getByRole('alert').first().waitFor();
      await noSms.and(page.locator('[aria-pressed=false]')).waitFor();
      await page.keyboard.press('m');
      await dialog().getByRole('alert').waitFor();
      expect(await copy()).toMatch(/please accept/);
    });

    it('is not recorded as given where the browser refuses to copy it', async () => {
      await termsMissing();
      const recorded: string[] = [];
      await page.route('**/api/orders/*/messages', (route, request) => {
        recorded.push(request.method());
        return route.continue();
      });
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
        document.execCommand = () => false;
      });
      await page.keyboard.press('m');
      await dialog().getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByText('The browser refused to copy').waitFor();
      expect(recorded).toEqual([]);
      await page.reload();
    });

    it('is not given in a language in which it could not be read', async () => {
      await termsMissing();
      await page.keyboard.press('m');
      await dialog().getByText('please accept').first().waitFor();
      const german = '**/api/orders/*/message?*lang=de*';
      const second = holdRequest(page, german);
      const failure = { status: 500, json: { status: 500, code: 'internal', title: 'no answer' } };
      await page.route(german, (route) => route.fulfill(failure), { times: 1 });
      await dialog().getByRole('combobox', { name: 'Language' }).click();
      await page.getByRole('option', { name: 'Deutsch' }).click();
      const give = dialog().getByRole('button', { name: 'Copy', exact: true });
      // By hand, unless news of the order has it read again before.
      const again = dialog().getByRole('button', { name: 'Try again' });
      await Promise.race([second.asked, again.click().catch(() => undefined)]);
      await second.asked;
      await setTimeout(300);
      expect(await give.isDisabled()).toBe(true);
      second.release();
      expect(await copy()).toMatch(/^Noch ein Schritt/);
    });
  });

  it('SRS refused a call before there was any Ref ID: its ticket goes to Swisscom from the call', async () => {
    const faults = (settings: unknown) =>
      fetch(`${desk.simulator.url}/_sim/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      });
    await faults({ status: 503, errorRate: 1, when: 'before', only: ['list_methods'] });
    await go(page, `${desk.url}/orders/create`);
    await page.getByRole('alert').first().waitFor();
    await faults({});
    const [first = 0, failed = 0] = desk.server.desk.reader.connection
      .sql("SELECT id FROM calls WHERE operation = 'list_methods' AND http_status = 503 ORDER BY id")
      .pluck()
      .all() as number[];
    await go(page, `${desk.url}/calls/${first}`);
    await page.getByText('One failure so far: try again first.').waitFor();
    await go(page, `${desk.url}/calls/${failed}`);
    await page.getByRole('button', { name: 'Copy ticket for this API call' }).click();
    await page.getByText('Ticket copied and recorded').first().waitFor();
    expect(await page.getByText('One failure so far').count()).toBe(0);
    const ticket = await page.evaluate(() => navigator.clipboard.readText());
    for (const data of [
      `To: ${SERVICE_DESK}`,
      'PRO-4711',
      'HTTP 503',
      'x-correlation-id',
      'none: the API call is not about an order',
    ])
      expect(ticket).toContain(data);
    const recorded = desk.server.desk.reader.connection
      .sql('SELECT ref_id AS refId, step, team FROM handovers WHERE call_id = ?')
      .all(failed);
    expect(recorded).toEqual([{ refId: null, step: 1, team: 'swisscom_service_desk' }]);
  });
});
