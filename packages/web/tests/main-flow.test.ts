import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  closePages,
  go,
  holdRequest,
  launch,
  logInByPage,
  openContext,
  pagesAt,
  settled,
} from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('the main job in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let as: ReturnType<typeof pagesAt>;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(), launch()]);
    as = pagesAt(browser, desk.url);
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const oneOrder = (where: string): { ref_id: string; order_id: string } =>
    desk.server.desk.reader.connection
      .sql(`SELECT ref_id, order_id FROM orders WHERE order_id IS NOT NULL AND ${where} ORDER BY id LIMIT 1`)
      .get() as { ref_id: string; order_id: string };

  it('lets each role in, with the pages it may use', async () => {
    for (const [role, audited] of [
      ['support', 0],
      ['finance', 0],
      ['admin', 1],
    ] as const) {
      const page = await (await openContext(browser)).newPage();
      await logInByPage(page, desk.url, role);
      await page.getByRole('link', { name: 'Orders' }).first().waitFor();
      expect(await page.getByRole('link', { name: 'Audit log' }).count(), role).toBe(audited);
      await page.context().close();
    }
  });

  it('refuses a wrong password in words', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await page.goto(`${desk.url}/login`);
    await page.getByRole('textbox').first().fill('support');
    await page.locator('input[type="password"]').fill('not the password');
    await page.locator('button[type="submit"]').click();
    await page.getByRole('alert').first().waitFor();
  });

  it('finds a stuck order by its Order ID and sees the right team', async () => {
    const stuck = oneOrder(`attention = 'stuck' AND status = 'initialized'`);
    const page = await as('support');
    await go(page, desk.url);
    await page.getByRole('link', { name: 'Orders' }).first().waitFor();
    await page.keyboard.press('/');
    const box = page.locator('[cmdk-input]');
    await box.fill(stuck.order_id);
    await box.press('Enter');
    await page.waitForURL(`**/orders/${stuck.ref_id}`);
    await page
      .getByText(/Service Provider Support/)
      .first()
      .waitFor();
    expect(await page.locator('li[aria-current="step"]').textContent()).toMatch(/^2/);
    expect(await page.getByRole('button', { name: 'Cancel…' }).count()).toBe(0);
  });

  it('keeps what is typed while the page is still on its way', async () => {
    const order = oneOrder(`status = 'initialized'`);
    const page = await as('support');
    const session = holdRequest(page, '**/api/session');
    await page.goto(`${desk.url}/playbook`, { waitUntil: 'domcontentloaded' });
    await session.asked;
    await page.keyboard.press('/');
    await page.keyboard.type(order.order_id);
    await page.keyboard.press('Enter');
    session.release();
    await page.waitForURL(`**/orders/${order.ref_id}`);
  });

  it('shows what changed between reading the page and hearing the news', async () => {
    const order = oneOrder(`verify_status = 'valid'`);
    const page = await as('support');
    const events = holdRequest(page, '**/api/events');
    await page.goto(`${desk.url}/orders/${order.ref_id}`, { waitUntil: 'domcontentloaded' });
    await events.asked;
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.evaluate(
      (path) =>
        fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' },
          body: JSON.stringify({ text: 'written before the line stood' }),
        }),
      `/api/orders/${order.ref_id}/notes`,
    );
    events.release();
    await page.getByText('written before the line stood').waitFor();
  });

  it('copies a ready ticket with one key, and the hand-over stands in the timeline', async () => {
    const stuck = oneOrder(`attention = 'terms_pending' AND step = 5`);
    const page = await as('support');
    await go(page, `${desk.url}/orders/${stuck.ref_id}`);
    await page.getByRole('button', { name: 'Copy ticket' }).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByText('Do not escalate yet:').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Ticket copied').first().waitFor();
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain(stuck.ref_id);
    const ticket = await clipboard();
    for (const data of [stuck.ref_id, 'VIDEO IDENTITY.TM', 'PRO-4711']) expect(ticket).toContain(data);
    await page.getByText('Ticket created', { exact: true }).first().waitFor();
  });

  it('cancels an order as admin with a reason, is refused as support, and shows the call with both ids', async () => {
    const order = oneOrder(`status = 'initialized'`);
    const support = await as('support');
    const refused = await support.request.post(`${desk.url}/api/orders/${order.ref_id}/cancel`, {
      headers: { 'x-requested-with': 'srs-desk' },
      data: { reason: 'not allowed to' },
    });
    expect(refused.status()).toBe(403);

    const page = await as('admin');
    await go(page, `${desk.url}/orders/${order.ref_id}`);
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('The user has a newer link');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click();
    await page
      .getByText(`Order ${order.ref_id.slice(0, 8)}: The order is cancelled.`)
      .first()
      .waitFor();
    expect(desk.simulator.truth(order.ref_id)).toMatchObject({ status: 'CANCELLED', cancelled: 1 });

    const calls = desk.server.desk.reader.connection
      .sql(`SELECT id, order_id FROM calls WHERE ref_id = ? AND operation = 'cancel_order'`)
      .all(order.ref_id) as { id: number; order_id: string }[];
    expect(calls).toMatchObject([{ order_id: order.order_id }]);
    await page.goto(
      `${desk.url}/calls?filter=${encodeURIComponent(JSON.stringify({ refId: order.ref_id, operation: 'cancel_order' }))}`,
    );
    await page.getByText(order.ref_id.slice(0, 8)).first().waitFor();
  });

  it('shows finance usage per External ID as chart and table, and a cancellation changes it', async () => {
    const page = await as('finance');
    await go(page, `${desk.url}/usage`);
    await page.locator('.recharts-surface').first().waitFor();
    const table = page.getByRole('table', { name: 'Orders placed per month, by status' });
    const cancelledNow = async (): Promise<number> => {
      const cells = await table.locator('tbody tr td:nth-child(6)').allTextContents();
      return cells.reduce((sum, text) => sum + Number(text), 0);
    };
    await table.locator('tbody tr').first().waitFor();
    await settled(page);
    const before = await cancelledNow();
    // The page shows this month and the five before it; no day of the population lies before them.
    const pending = oneOrder(`status = 'initialized'`);
    const month = calendarOf('Europe/Zurich').periodOf(Date.now());
    const admin = await as('admin');
    const cancelled = await admin.request.post(`${desk.url}/api/orders/${pending.ref_id}/cancel`, {
      headers: { 'x-requested-with': 'srs-desk' },
      data: { reason: 'for the usage' },
    });
    expect(await cancelled.json()).toMatchObject({ result: 'cancelled' });
    await page.reload();
    await page.locator('.recharts-surface').first().waitFor();
    await expect.poll(cancelledNow).toBe(before + 1);
    const csv = await page.evaluate(
      (path) => fetch(path).then((answer) => answer.text()),
      `/api/usage.csv?from=${month}`,
    );
    expect(csv).toContain('External ID');
  });

  it('switches to German and back without losing the page', async () => {
    const page = await as('support');
    await go(page, `${desk.url}/playbook`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const english = await page.getByRole('heading', { level: 1 }).textContent();
    const other = await as('support', { language: 'de' });
    await go(other, `${desk.url}/orders`);
    await other.getByText('Handlungsbedarf').first().waitFor();
    expect(english).toBe('Playbook');
  });

  it('leaves what was typed and the focus where they are when the language is switched', async () => {
    const page = await as('support');
    await go(page, `${desk.url}/orders/create`);
    await page.getByRole('radio', { name: /VIDEO IDENTITY\.TM/ }).check();
    await page.locator('input[name="lastName"]').fill('Maximus');
    await page.getByRole('button', { name: /: Deutsch$/ }).press('Enter');
    await page.getByRole('heading', { name: 'Auftrag erteilen' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toMatch(/: English$/);
    expect(await page.locator('input[name="lastName"]').inputValue()).toBe('Maximus');
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    await page.getByRole('button', { name: /: English$/ }).press('Enter');
    await page.getByRole('heading', { name: 'Place an order' }).waitFor();
    expect(await page.locator('input[name="lastName"]').inputValue()).toBe('Maximus');
  });
});
