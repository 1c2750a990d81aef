import { readFileSync } from 'node:fs';
import { addMonths } from '@srs-desk/shared/billing/periods.ts';
import type { UsageOrderRow } from '@srs-desk/shared/billing/wire.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, closePages, go, holdRequest, launch, letThrough, pagesAt, visit } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

/** What identifies the person of an order: an admin reveals it, finance must meet it nowhere. */
const PERSON = ['firstName', 'lastName', 'msisdn'] as const;

/** The month before this one, which the simulator's population reaches. */
function lastMonth(): string {
  return addMonths(new Date().toISOString().slice(0, 7), -1);
}

describe('billing in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let finance: Page;
  let admin: Page;
  let as: ReturnType<typeof pagesAt>;
  const month = lastMonth();
  const seen: (string | null)[] = [];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(90), launch()]);
    as = pagesAt(browser, desk.url);
    [finance, admin] = [await as('finance'), await as('admin')];
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  async function api<T>({ request }: Page, path: string, data?: unknown): Promise<T> {
    const address = `${desk.url}/api/${path}`;
    const headers = { 'x-requested-with': 'srs-desk' };
    const answer = await (data === undefined
      ? request.get(address)
      : request.post(address, { headers, data }));
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }

  /** Downloads what a link offers, and keeps its text for the search for personal data. */
  async function download(page: Page, name: string): Promise<string> {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name, exact: true }).click(),
    ]);
    const text = readFileSync(await file.path(), 'utf8');
    seen.push(text);
    return text;
  }

  const billable = () =>
    api<UsageOrderRow[]>(finance, `usage/orders?period=${month}&outcome=billable&range=[0,199]`);

  it('leads finance from usage to the orders behind it and on to the calls', async () => {
    await go(finance, `${desk.url}/usage?from=${month}&to=${month}&by=externalId`);
    await finance.locator('.recharts-surface').first().waitFor();
    const table = finance.getByRole('table', { name: 'Orders placed per External ID, by status' });
    const placed = table.locator('tbody tr').first().locator('td').first().getByRole('link');
    const count = Number(await placed.textContent());
    await placed.click();
    await finance.getByText(`${count} orders`, { exact: true }).waitFor();
    const rows = finance.getByRole('table', { name: 'Orders behind a figure' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(count);
    seen.push(await finance.locator('main').textContent());
    await rows.first().getByRole('link', { name: 'Calls' }).click();
    await finance.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    await finance.locator('tbody tr').first().waitFor();
    seen.push(await finance.locator('main').textContent());
  });

  it('lets an admin add prices, refuses an overlap at its field, and lets finance only read', async () => {
    await go(admin, `${desk.url}/prices`);
    const add = async (list: string, amount: string) => {
      await admin.getByRole('button', { name: 'Add price' }).click();
      const dialog = admin.getByRole('dialog');
      if (list !== 'Customers pay') {
        await dialog.getByRole('combobox', { name: 'List' }).click();
        await admin.getByRole('option', { name: list }).click();
      }
      await dialog.getByLabel('Valid from').fill('2020-01-01');
      await dialog.getByLabel('Unit price').fill(amount);
      await dialog.getByRole('button', { name: 'Save' }).click();
      return dialog;
    };
    const table = admin.getByRole('table', { name: 'Prices' });
    await (await add('Customers pay', '4,50')).waitFor({ state: 'detached' });
    await table.getByText('CHF 4.50').waitFor();
    await (await add('Supplier charges', '2.50')).waitFor({ state: 'detached' });
    await table.getByText('CHF 2.50').waitFor();
    const refused = await add('Customers pay', '4.00');
    const field = refused.getByLabel('Valid from');
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    const message = await refused
      .locator(`[id="${await field.getAttribute('aria-describedby')}"]`)
      .textContent();
    expect(message).toContain('two entries hold at once from 2020-01-01');
    await go(finance, `${desk.url}/prices`);
    await finance.getByRole('table', { name: 'Prices' }).getByText('CHF 4.50').waitFor();
    expect(await finance.getByRole('button', { name: /Add price|Replace|Change|Delete/ }).count()).toBe(0);
  });

  it('shows the same amount on the usage page and on the statement', async () => {
    const orders = await billable();
    const customer = orders.find((each) => each.billedAs !== null)?.billedAs ?? '';
    const query = new URLSearchParams({ period: month, externalId: customer });
    await go(finance, `${desk.url}/usage/statements?${query}`);
    const total = await finance
      .locator('dl div')
      .filter({ has: finance.locator('dt', { hasText: /^Total$/ }) })
      .locator('dd')
      .textContent();
    seen.push(await finance.locator('main').textContent(), await download(finance, 'Download CSV'));
    const span = new URLSearchParams({ from: month, to: month, externalId: customer });
    await go(finance, `${desk.url}/usage?${span}`);
    const cells = finance.getByRole('table', { name: 'Orders placed per month, by status' }).locator('td');
    await cells.filter({ hasText: total ?? 'no total' }).waitFor();
  });

  it('shows adjustments beside the amounts, in both languages, also of a month without use', async () => {
    const counts = { placed: 4, terminated: 4, verified: 4, error: 0, cancelled: 0, pending: 0, billable: 4 };
    const none = { placed: 0, terminated: 0, verified: 0, error: 0, cancelled: 0, pending: 0, billable: 0 };
    const row = { issuer: null, method: null, unpriced: 0, currency: 'CHF', amounts: [] };
    const used = { ...row, ...counts, id: 'A', period: month, externalId: 'A', amount: 77_735 };
    const gone = { ...row, ...none, id: 'B', period: month, externalId: 'B', amount: 0 };
    const shown = async (rows: object[], language: 'en' | 'de') => {
      const page = await as('finance', { language });
      await page.route('**/api/usage?*', (route) => route.fulfill({ json: rows }));
      await go(page, `${desk.url}/usage?from=${month}&to=${month}&by=externalId`);
      const table = page.getByRole('table', {
        name: language === 'en' ? /^Orders placed per/ : /je External ID/,
      });
      await table.waitFor();
      const plain = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
      const cells = await table.locator('tbody tr').allTextContents();
      const figures = plain(await page.locator('main dl').first().textContent());
      expect(await axeFindings(page)).toEqual([]);
      await page.unroute('**/api/usage?*');
      return { heads: await table.locator('th').allTextContents(), cells: cells.map(plain), figures };
    };
    const both = await shown(
      [
        { ...used, adjustment: 0 },
        { ...gone, adjustment: -10_001 },
      ],
      'en',
    );
    expect(both.heads).toContain('Adjustments');
    expect(both.cells[0]).toMatch(/CHF 777\.35–$/);
    expect(both.cells[1]).toMatch(/CHF 0\.00-CHF 100\.01$/);
    expect(both.figures).toContain('Adjustments-CHF 100.01');
    const alone = await shown([{ ...gone, adjustment: -10_001 }], 'de');
    expect(alone.heads).toContain('Korrekturen');
    expect(alone.figures).toContain('KorrekturenCHF-100.01');
    const without = await shown([{ ...used, adjustment: 0 }], 'en');
    expect([without.heads.includes('Adjustments'), without.figures.includes('Adjustments')]).toEqual([
      false,
      false,
    ]);
  });

  it('marks figures of what was asked before, until those of what is asked now are there', async () => {
    await go(finance, `${desk.url}/usage?from=${month}&to=${month}`);
    const body = finance.locator('main [aria-busy]').filter({ has: finance.getByRole('table') });
    await body.and(finance.locator('[aria-busy=false]')).first().waitFor();
    const figures = holdRequest(finance, '**/api/usage?*externalId=*');
    await finance.getByRole('combobox', { name: 'External ID' }).click();
    await finance.getByRole('option').first().click();
    await body.and(finance.locator('[aria-busy=true]')).first().waitFor();
    figures.release();
    await body.and(finance.locator('[aria-busy=false]')).first().waitFor();
    await letThrough(finance);
    // What is no longer asked for is not waited for.
    for (const stack of ['By method', 'By status']) {
      await finance.getByRole('button', { name: stack, exact: true }).click();
      await finance.getByRole('table', { name: `Orders placed per month, ${stack.toLowerCase()}` }).waitFor();
      await body.and(finance.locator('[aria-busy=false]')).first().waitFor();
    }
  });

  it('reconciles an uploaded invoice, settles a line, and hands out the dispute file', async () => {
    const orders = await billable();
    const lines = orders.map(({ refId }, at) => `${refId};${at === 0 ? '9,90' : '2,50'}`);
    const buffer = Buffer.from(`\ufeffReferenz;Betrag\r\n${lines.join('\r\n')}\r\n`, 'utf8');
    await go(finance, `${desk.url}/invoices/create?period=${month}`);
    await finance
      .locator('input[type="file"]')
      .setInputFiles({ name: 'invoice.csv', mimeType: 'text/csv', buffer });
    await finance.getByLabel('Supplier').fill('Swisscom');
    await finance.getByLabel('Invoice number').fill('R-1');
    await finance.getByRole('button', { name: 'Import and check' }).click();
    await finance.getByRole('heading', { level: 1, name: 'Swisscom, invoice R-1' }).waitFor();
    const classes = finance.getByRole('table', { name: 'Lines by class' });
    const differs = classes.getByRole('row', { name: /Amount differs/ });
    await expect.poll(() => differs.textContent()).toMatch(/CHF\s7\.40/);
    await differs.getByRole('link', { name: '1' }).click();
    await finance.getByRole('button', { name: 'Decide line 2' }).click();
    const dialog = finance.getByRole('dialog');
    await dialog.getByLabel('Note').fill('Agreed price is 2.50');
    await dialog.getByRole('button', { name: 'Decide…' }).click();
    await dialog.waitFor({ state: 'detached' });
    const table = finance.getByRole('table', { name: 'Lines of the invoice' });
    await table.getByText('Agreed price is 2.50').waitFor();
    seen.push(await finance.locator('main').textContent());
    const dispute = await download(finance, 'Dispute CSV');
    expect(dispute).toContain(orders[0]?.refId);
    expect(dispute).toContain('Agreed price is 2.50');
    const [, asked, total] = dispute.trim().split('\n');
    expect([asked, total]).toEqual([
      expect.stringContaining('9.90,2.50,7.40'),
      expect.stringContaining('9.90,2.50,7.40'),
    ]);
    const move = async (to: string, told: string) => {
      await finance.getByRole('button', { name: 'Correct…' }).click();
      await dialog.locator('input[type="month"]').fill(to);
      await dialog.getByText(/all others no longer hold/).waitFor();
      await dialog.getByRole('button', { name: 'Save' }).click();
      await finance.getByText(told, { exact: true }).waitFor();
    };
    const dropped = '1 decision or note no longer holds: what it was about has changed.';
    await move(addMonths(month, -1), `Invoice corrected. ${dropped}`);
    await move(month, 'Invoice corrected.');
    await finance.getByRole('button', { name: 'Check again' }).click();
    await finance.getByText('Invoice checked again.', { exact: true }).waitFor();
    await go(finance, finance.url());
    await table.getByRole('link', { name: orders[0]?.refId.slice(0, 6) ?? '' }).click();
    await finance.waitForURL(`**/orders/${orders[0]?.refId}`);
    await finance.getByRole('heading', { level: 1 }).waitFor();
    seen.push(await finance.locator('main').textContent());
  });

  it('tells a bad file line by line and imports nothing', async () => {
    await go(finance, `${desk.url}/invoices/create?period=${month}`);
    const buffer = Buffer.from('Referenz;Betrag\nx1;abc\nx2;5,005\n', 'utf8');
    await finance
      .locator('input[type="file"]')
      .setInputFiles({ name: 'bad.csv', mimeType: 'text/csv', buffer });
    await finance.getByLabel('Supplier').fill('Swisscom');
    await finance.getByLabel('Invoice number').fill('R-2');
    await finance.getByRole('button', { name: 'Import and check' }).click();
    await finance.getByText(/Line 2, column Betrag: "abc" is not an amount/).waitFor();
    await finance.getByText(/Line 3, column Betrag: "5,005"/).waitFor();
    expect(await api<unknown[]>(finance, 'invoices')).toHaveLength(1);
  });

  it('closes a month over what finance accepts, and only an admin opens it again', async () => {
    await go(finance, `${desk.url}/usage?from=${month}&to=${month}&by=externalId`);
    const shown = finance.locator('main');
    await shown.getByText('provisional, may still change').first().waitFor();
    await go(finance, `${desk.url}/periods/${month}`);
    const close = finance.getByRole('button', { name: 'Close the month' });
    await close.waitFor();
    const boxes = finance.getByRole('checkbox', { name: 'close anyway' });
    // By keyboard alone.
    for (const box of await boxes.all()) {
      await box.focus();
      await finance.keyboard.press('Space');
    }
    await close.focus();
    await finance.keyboard.press('Enter');
    await finance.getByRole('heading', { level: 1, name: /is closed$/ }).waitFor();
    await finance.getByText('Closed by finance').waitFor();
    expect(await finance.getByRole('button', { name: 'Reopen…' }).count()).toBe(0);

    // Without a query of its own the page is as it was left.
    await go(finance, `${desk.url}/usage`);
    await shown.getByRole('table', { name: /^Orders placed per External ID/ }).waitFor();
    await shown.locator('.recharts-surface').first().waitFor();
    expect(await shown.getByText(/provisional/).count()).toBe(0);
    await go(finance, `${desk.url}/usage/margin?from=${month}&to=${month}&by=externalId`);
    await finance.locator('.recharts-surface').first().waitFor();
    await finance.locator('main tbody tr').first().waitFor();
    expect(await shown.getByText(/provisional/).count()).toBe(0);

    await go(admin, `${desk.url}/prices`);
    await admin
      .getByRole('button', { name: /^Change/ })
      .first()
      .click();
    const dialog = admin.getByRole('dialog').first();
    await dialog.getByLabel('Unit price').fill('5.50');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const question = admin.getByRole('dialog', { name: 'This changes closed months' });
    await question.getByText(/^1 closed month/).waitFor();
    expect(await axeFindings(admin)).toEqual([]);
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(JSON.stringify(await api(admin, 'prices'))).not.toContain('550');
    await admin.keyboard.press('Escape');

    await go(admin, `${desk.url}/periods/${month}`);
    await admin.getByRole('button', { name: 'Reopen…' }).click();
    await admin.getByRole('dialog').getByRole('textbox').fill('The supplier corrected its invoice');
    await admin.getByRole('button', { name: 'Reopen the month' }).click();
    await admin.getByText(/reopened by admin: The supplier corrected its invoice/).waitFor();
  });

  it('says of margins what is not known, in the chart as in the table', async () => {
    const closed = { period: '2026-09', externalId: null, issuer: null, method: null, currency: 'CHF' };
    const known = { unpriced: 0, uncosted: 0, revenueMinor: 7200, costMinor: 3000, marginMinor: 4200 };
    const rows = [
      { ...closed, ...known, id: '1', billable: 24, final: true },
      {
        ...closed,
        ...known,
        id: '2',
        period: '2026-10',
        billable: 26,
        final: false,
        unpriced: 2,
        marginMinor: null,
        uncosted: 26,
        costMinor: null,
      },
      {
        ...closed,
        ...known,
        id: '3',
        period: '2026-11',
        billable: 24,
        final: false,
        unpriced: 24,
        revenueMinor: null,
        marginMinor: null,
      },
    ];
    const page = await as('finance', { width: 390, height: 844, language: 'de' });
    await page.route('**/api/margin?*', (route) => route.fulfill({ json: rows }));
    await go(page, `${desk.url}/usage/margin?from=2026-09&to=2026-11&by=period`);
    const table = page.getByRole('table', { name: 'Marge' });
    await table.waitFor();
    const cells = await table.locator('tbody tr').allTextContents();
    expect(cells.map((text) => text.replaceAll('\u00a0', ' '))).toEqual([
      'September 202624CHF 72.00CHF 30.00CHF 42.00abgeschlossen',
      'Oktober 202626mindestens CHF 72.002 ohne Preisunbekannt26 ohne Lieferantenpreisunbekanntvorläufig',
      'November 202624unbekannt24 ohne PreisCHF 30.00unbekanntvorläufig',
    ]);
    const chart = page.locator('main figure');
    await chart.locator('.recharts-yAxis-tick-labels').waitFor();
    const ticks = await chart.locator('.recharts-yAxis-tick-labels text').allTextContents();
    expect(ticks).toEqual(['Sept. 2026 ✓', 'Okt. 2026', 'Nov. 2026']);
    await chart.getByText('✓ alle Monate abgeschlossen').waitFor();
    await chart.getByText('Was nicht bekannt ist, hat keinen Balken.').waitFor();
    await chart.getByText('ist der Erlös mindestens so hoch, wie sein Balken zeigt.').waitFor();
    await expect.poll(() => chart.locator('.recharts-bar-rectangle path').count()).toBe(5);
    await chart.locator('.recharts-bar-rectangle path').nth(1).hover();
    const told = chart.locator('.recharts-tooltip-wrapper');
    await expect
      .poll(async () => (await told.textContent())?.replaceAll('\u00a0', ' '))
      .toBe('Oktober 2026Erlös : mindestens CHF 72.00Kosten : unbekanntMarge : unbekannt');
    expect(await axeFindings(page)).toEqual([]);

    await page.unroute('**/api/margin?*');
    const errors = { from: 'must not be after to (2026-09)' };
    const problem = { title: 'Bad Request', status: 400, code: 'invalid_input', errors };
    await page.route('**/api/margin?*', (route) =>
      route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify(problem) }),
    );
    await go(page, `${desk.url}/usage/margin?from=2026-08&to=2026-11&by=period`);
    await page.getByRole('alert').getByText('darf nicht nach dem Ende liegen (2026-09)').waitFor();
    await page.unroute('**/api/margin?*');
  });

  it('shows finance no personal data, on no page and in no file', async () => {
    const [order] = await billable();
    const path = `orders/${order?.refId}`;
    const detail = Object.keys(await api<object>(finance, path));
    for (const field of [...PERSON, 'email', 'targetUrl', 'statusReason'])
      expect(detail).not.toContain(field);
    const revealed = await api<Record<string, unknown>>(admin, `${path}/reveal`, {
      reason: 'to know what must not be seen',
      fields: PERSON,
    });
    const person = JSON.stringify(revealed).match(/\+?\d{10,}/g) ?? [];
    expect(person.length).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(5);
    for (const text of seen) for (const value of person) expect(text ?? '').not.toContain(value);
  });

  it.each(['light', 'dark'] as const)(
    'has nothing for axe to find, in the %s theme',
    async (scheme) => {
      const page = await as('admin', { scheme });
      await go(page, desk.url);
      const findings: Record<string, string[]> = {};
      // The walk over all pages has no invoice and no period; what shows them is looked at here.
      for (const path of [
        `/usage/orders?period=${month}`,
        `/usage/statements?period=${month}`,
        '/invoices',
        '/invoices/1',
        '/periods',
        `/periods/${month}`,
      ]) {
        await visit(page, path);
        const found = await axeFindings(page);
        if (found.length > 0) findings[path] = found;
      }
      expect(findings).toEqual({});
    },
    120_000,
  );
});
