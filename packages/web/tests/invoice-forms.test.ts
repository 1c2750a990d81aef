import { MATCH_CLASSES } from '@srs-desk/shared/billing/invoice-line.ts';
import { WORDS_EN } from '@srs-desk/shared/words/en/index.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place, tell } from '../../server/tests/billing/billing-fixture.ts';
import {
  ASKED_BACK,
  CHARGES,
  CLASSES,
  INVOICED,
  PERIOD,
  PRICES,
  TEST_ORDERS,
} from '../../server/tests/billing/invoice-charges.ts';
import type { Form } from '../../server/tests/billing/invoice-form-files.ts';
import { FORMS } from '../../server/tests/billing/invoice-forms.ts';
import { NIGHTLY } from '../../server/tests/long-form.ts';
import { closePages, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const HEADERS = { 'x-requested-with': 'srs-desk' };

/** An amount as the page shows it, in minor units. */
function minorOf(shown: string): number {
  const digits = Number(shown.replace(/\D/g, ''));
  return /[-\u2212]/.test(shown) ? -digits : digits;
}

const LABELS = WORDS_EN.invoiceClass;

/** One of each kind of form; all of them at night. */
const SAMPLE = [
  'semicolons',
  'Windows-1252 below a letterhead',
  'three decimals',
  'gross amounts',
  'American days',
  'Order IDs as formulas',
  'subtotals, tax and total',
  'a cover sheet',
  'no days',
  'per customer and method',
];
const played = FORMS.filter(({ name }) => NIGHTLY || SAMPLE.includes(name));

describe('one invoice through the page', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // Nobody answers there: what the orders of March have become stays as it is.
    const nobody = 'http://127.0.0.1:9';
    const env = { SRS_BASE_URL: nobody, SRS_TOKEN_URL: `${nobody}/token`, RAS_BASE_URL: nobody };
    [desk, browser] = await Promise.all([startDesk(0, env), launch()]);
    for (const order of TEST_ORDERS) {
      await place(desk.server.desk, order);
      await tell(desk.server.desk, order, order.went ?? []);
    }
    const context = await openContext(browser);
    page = await context.newPage();
    await logIn(page, desk.url, 'admin');
    for (const data of PRICES) {
      const answer = await page.request.post(`${desk.url}/api/prices`, { headers: HEADERS, data });
      expect(answer.status(), await answer.text()).toBe(201);
    }
    await logIn(page, desk.url, 'finance');
    await page.goto(`${desk.url}/invoices`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  /** Chooses from one of the form's lists. */
  const choose = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option }).click();
  };

  /** From the file to the invoice's page, with the answers that the form or its questions ask for. */
  const play = async (form: Form): Promise<string> => {
    // What names neither day nor order can be of any month: it is uploaded from its month's page.
    await page.evaluate(
      (path) => {
        history.pushState(null, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
      },
      form.aggregated ? `/invoices/create?period=${PERIOD}` : '/invoices/create',
    );
    const content = await form.file(CHARGES);
    await page.locator('input[type="file"]').setInputFiles({
      name: 'invoice',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content as string),
    });
    await expect
      .poll(() => page.getByLabel('Row with the column names').inputValue())
      .toBe(String(form.headerRow ?? 1));
    await page.getByLabel('Supplier').fill(form.name);
    await page.getByLabel('Invoice number').fill('4711');
    if (form.choose?.decimal) await choose('Decimals', 'comma (12,50)');
    if (form.choose?.dateFormat) await choose('Dates', '11/03/2026');
    await page.getByRole('button', { name: 'Import and check' }).click();
    if (form.choose?.vatBasisPoints)
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /include/ })
        .click();
    if (form.undated) await page.getByRole('button', { name: 'Import for March 2026' }).click();
    await page.getByRole('heading', { level: 1, name: `${form.name}, invoice 4711` }).waitFor();
    return new URL(page.url()).pathname.split('/').at(-1) ?? '';
  };

  /** What the page says of each class that has lines: how many, and in all what is invoiced and asked back, minor units. */
  const shown = async () => {
    const rows = page.getByRole('table', { name: 'Lines by class' }).locator('tbody tr');
    await rows.first().waitFor();
    const texts = await rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
    );
    const lines: Record<string, number> = {};
    const sums = { invoiced: 0, askedBack: 0 };
    for (const [name = '', count, _open, invoiced = '', _expected, askedBack = ''] of texts) {
      const [of = name] = MATCH_CLASSES.filter((each) => name.startsWith(LABELS[each]));
      if (Number(count) > 0) lines[of] = Number(count);
      sums.invoiced += minorOf(invoiced);
      sums.askedBack += minorOf(askedBack);
    }
    return { lines, sums };
  };

  it.each(played.map((form) => [form.name, form] as const))('%s', async (_name, form) => {
    const id = await play(form);
    const { lines, sums } = await shown();
    expect(sums).toEqual({ invoiced: INVOICED, askedBack: ASKED_BACK });
    const { total = 0, ...charges } = lines;
    expect(total).toBe(form.totals ?? 0);
    if (form.aggregated) {
      const ours = await page.getByRole('link', { name: 'our orders' }).first().getAttribute('href');
      expect(ours).toMatch(/^\/usage\/orders\?period=2026-03&.*outcome=billable$/);
    } else expect(charges).toEqual(CLASSES);
    if (total > 0) {
      const classes = page.getByRole('table', { name: 'Lines by class' });
      await classes
        .getByRole('row', { name: new RegExp(LABELS.total) })
        .getByRole('link')
        .click();
      const stated = page.getByRole('table', { name: 'Lines of the invoice' }).getByText(/states CHF/);
      await expect.poll(() => stated.count()).toBe(total);
    }
    // The next one charges the same orders: as if this had never been.
    const gone = await page.request.delete(`${desk.url}/api/invoices/${id}`, { headers: HEADERS });
    expect(gone.ok(), await gone.text()).toBe(true);
  });
});
