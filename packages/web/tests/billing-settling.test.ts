import { readFileSync } from 'node:fs';
import type { MonthExportView } from '@srs-desk/shared/billing/wire.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, go, launch, logIn } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

/** The month before this one, which the simulator's population reaches. */
function lastMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

describe('what finance settles in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let finance: Page;
  const month = lastMonth();

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    // A reader far away: months and times are those of the billing zone all the same.
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Pacific/Auckland' });
    context.setDefaultTimeout(15_000);
    finance = await context.newPage();
    await logIn(finance, desk.url, 'finance');
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const read = async <T>(path: string): Promise<T> =>
    (await finance.request.get(`${desk.url}/api/${path}`)).json();

  it('settles chosen lines at once, and then a whole class', async () => {
    const strangers = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n};2,50`);
    await go(finance, `${desk.url}/invoices/create?period=${month}`);
    await finance.locator('input[type="file"]').setInputFiles({
      name: 'invoice.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`Referenz;Betrag\r\n${strangers.join('\r\n')}\r\n`, 'latin1'),
    });
    await finance.getByLabel('Supplier').fill('Swisscom');
    await finance.getByLabel('Invoice number').fill('R-7');
    await finance.getByRole('button', { name: 'Import and check' }).click();
    const open = finance
      .getByRole('table', { name: 'Lines by class' })
      .getByRole('row', { name: /No billable order/ });
    await open.getByRole('link', { name: '3' }).click();
    const lines = finance.getByRole('table', { name: 'Lines of the invoice' });
    await lines.locator('tbody tr').nth(2).waitFor();
    const settle = async (disposition: string, note: string) => {
      const dialog = finance.getByRole('dialog');
      await dialog.getByRole('combobox').click();
      await finance.getByRole('option', { name: disposition }).click();
      await dialog.getByLabel('Note').fill(note);
      await dialog.getByRole('button', { name: 'Decide…' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    for (const at of [0, 1]) await lines.locator('tbody').getByRole('checkbox').nth(at).check();
    await finance.getByRole('button', { name: 'Decide 2 selected…' }).click();
    await settle('Disputed', 'Not ours');
    await expect.poll(() => lines.getByText('Not ours').count()).toBe(2);
    await expect.poll(() => open.locator('td').nth(1).textContent()).toBe('1');
    await finance.getByRole('button', { name: 'Decide all of this class…' }).click();
    await settle('Accepted', 'Too small to argue');
    await expect.poll(() => lines.getByText('Too small to argue').count()).toBe(3);
    await expect.poll(() => open.locator('td').nth(1).textContent()).toBe('0');
  });

  it('bills one External ID as another, refuses a chain at the form, and takes it back', async () => {
    const usage = `usage?from=${month}&to=${month}&groupBy=externalId`;
    const placed = async () =>
      new Map(
        (await read<{ externalId: string | null; placed: number }[]>(usage)).map((row) => [
          row.externalId,
          row.placed,
        ]),
      );
    const before = await placed();
    const [from = '', to = '', third = ''] = [...before.keys()].filter((name) => name !== null);
    await go(finance, `${desk.url}/aliases?period=${month}`);
    const add = async (raw: string, canonical: string) => {
      await finance.getByLabel('As received (exactly)').fill(raw);
      await finance.getByRole('textbox', { name: 'Billed as' }).fill(canonical);
      await finance.getByRole('button', { name: 'Add alias' }).click();
    };
    await add(from, to);
    const remove = finance.getByRole('button', { name: `Delete: ${from}`, exact: true });
    await remove.waitFor();
    expect(await finance.getByLabel('As received (exactly)').inputValue()).toBe('');
    const merged = await placed();
    expect(merged.has(from)).toBe(false);
    expect(merged.get(to)).toBe((before.get(from) ?? 0) + (before.get(to) ?? 0));
    await add(third, from);
    await finance
      .getByRole('alert')
      .filter({ hasText: `map to ${to} directly` })
      .waitFor();
    expect(await finance.getByLabel('As received (exactly)').inputValue()).toBe(third);
    await remove.click();
    await remove.waitFor({ state: 'detached' });
    expect(await placed()).toEqual(before);
  });

  it('shows times of the billing zone, whatever the zone of the reader', async () => {
    const orders = await read<{ billedAs: string | null; billedAt: string }[]>(
      `usage/orders?period=${month}&outcome=billable&range=[0,199]`,
    );
    const order = orders.find((each) => each.billedAs !== null);
    const query = new URLSearchParams({ period: month, externalId: order?.billedAs ?? '' });
    await go(finance, `${desk.url}/usage/statements?${query}`);
    await finance.getByRole('columnheader', { name: 'Billable since (Europe/Zurich)' }).waitFor();
    const shown = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone: 'Europe/Zurich',
    }).format(Date.parse(order?.billedAt ?? ''));
    const time = finance.locator(`time[datetime="${order?.billedAt}"]`).first();
    expect(await time.textContent()).toBe(shown);
  });

  it('writes all statements of the month in the background, and hands out the ZIP', async () => {
    await finance.getByRole('button', { name: 'Write the ZIP' }).click();
    const take = finance.getByRole('link', { name: 'Download the ZIP' });
    await take.waitFor();
    await finance
      .getByRole('status')
      .filter({ hasText: /\d+ statements/ })
      .waitFor();
    const [download] = await Promise.all([finance.waitForEvent('download'), take.click()]);
    expect(download.suggestedFilename()).toBe(`statements-${month}.zip`);
    // Names stand in a ZIP as they are.
    const content = readFileSync(await download.path(), 'latin1');
    const files = new Set(content.match(new RegExp(`statement-[\\w.-]+-${month}(-\\d+)?\\.(pdf|xlsx)`, 'g')));
    const [made] = await read<MonthExportView[]>('statement-exports');
    expect([content.slice(0, 2), files.size, content.length]).toEqual([
      'PK',
      2 * (made?.of ?? 0),
      made?.bytes,
    ]);
  });
});
