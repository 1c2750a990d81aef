import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, launch, openContext } from './browser.ts';
import { type DeskUnderTest, PASSWORD, startDesk } from './desk-under-test.ts';

/** More stops than any page or dialog of this walk has. */
const MOST_TABS = 120;

describe('the support desk by keyboard alone', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(30), launch()]);
    page = await (await openContext(browser)).newPage();
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  /** Goes to a control by Tab; fails when Tab does not lead there. */
  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < MOST_TABS; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${String(target)}`);
  }

  async function press(target: Locator): Promise<void> {
    await tabTo(target);
    await page.keyboard.press('Enter');
  }

  /** Two neighbours of the queue on screen; a ticket can be made of the first. */
  async function neighbours(): Promise<[string, string]> {
    const rows = page.locator('main [data-row-id]');
    await rows.nth(1).waitFor();
    const ids = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-row-id') ?? ''));
    const open = desk.server.desk.reader.connection.sql(
      `SELECT 1 FROM orders WHERE ref_id = ? AND next_actor IS NOT NULL AND msisdn IS NOT NULL`,
    );
    const at = ids.findIndex((id, index) => index + 1 < ids.length && open.get(id) !== undefined);
    return [ids[at] ?? '', ids[at + 1] ?? ''];
  }

  it('logs in, searches, reveals, tells the user, notes, hands over, and goes to the next', async () => {
    const { keyboard } = page;
    await page.goto(`${desk.url}/login`);
    await tabTo(page.getByRole('textbox').first());
    await keyboard.type('support');
    await tabTo(page.locator('input[type="password"]'));
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await page.waitForURL((address) => !address.pathname.startsWith('/login'));

    await press(page.getByRole('link', { name: 'Orders' }).first());
    const [refId, next] = await neighbours();
    await keyboard.press('/');
    await page.locator('[cmdk-input]').waitFor();
    await keyboard.type(refId);
    await keyboard.press('Enter');
    await page.waitForURL(`**/orders/${refId}`);

    const dialog = page.getByRole('dialog');
    await press(page.getByRole('button', { name: 'Reveal…' }));
    await tabTo(dialog.getByRole('textbox').or(dialog.getByRole('combobox')).first());
    await keyboard.type('The user is on the line');
    await press(dialog.getByRole('button', { name: 'Reveal', exact: true }));
    await dialog.waitFor({ state: 'detached' });

    await keyboard.press('m');
    await press(dialog.getByRole('button', { name: /^Copy/ }));
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('Kind regards');

    await tabTo(page.getByLabel('Note for colleagues'));
    await keyboard.type('will try again tonight');
    await press(page.getByRole('button', { name: 'Add note' }));
    await page.getByText('will try again tonight').first().waitFor();

    await keyboard.press('c');
    const created = page.getByText('Ticket created', { exact: true }).first();
    await dialog.or(created).first().waitFor();
    if (await dialog.isVisible()) await keyboard.press('Enter');
    await created.waitFor();
    await keyboard.press('n');
    await page.waitForURL(`**/orders/${next}`);
  }, 60_000);
});
