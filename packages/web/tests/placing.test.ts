import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BANK_CUSTOMER } from './bank-customer.ts';
import { axeFindings, closePages, go, launch, pagesAt } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('placing an order in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let as: ReturnType<typeof pagesAt>;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(10), launch()]);
    as = pagesAt(browser, desk.url);
  });
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  async function lastOrder() {
    return desk.server.desk.reader.connection
      .sql(
        'SELECT ref_id, issuer, last_name, external_id, predecessor_ref_id FROM orders ORDER BY id DESC LIMIT 1',
      )
      .get() as Record<string, string | null>;
  }

  it('places Bank with its five mandatory fields, and says before what is missing; then places it anew', async () => {
    const page = await as('support');
    await go(page, `${desk.url}/orders/create`);
    await page.getByRole('radio', { name: /VIDEO IDENTITY\.TM/ }).waitFor();
    await page.getByRole('combobox', { name: 'Method type' }).click();
    await page.getByRole('option', { name: 'Bank login' }).click();
    await page.getByRole('radio', { name: /VIDEO IDENTITY\.TM/ }).waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: /Bank \(Klarna\)/ }).check();
    const send = page.getByRole('button', { name: 'Place the order' });
    await send.click();
    await page.getByText('Something is missing').waitFor();
    await expect.poll(() => page.getByText('Mandatory for this method.').count()).toBe(5);
    for (const [label, value] of Object.entries(BANK_CUSTOMER)) await page.getByLabel(label).fill(value);
    await page.getByLabel('Mobile number').fill('12');
    await page.getByText('Too few digits for a mobile number.').waitFor();
    await page.getByLabel('Mobile number').fill(BANK_CUSTOMER['Mobile number']);
    await page.getByLabel('External ID').fill('ACME-9');
    await send.click();
    await page.waitForURL('**/orders/placed/*');
    await page.getByRole('button', { name: 'Copy Target URL' }).waitFor();
    await page.getByText('Message to the user').waitFor();
    const first = await lastOrder();
    expect(first).toMatchObject({ issuer: 'KLARNA', last_name: 'Maximus', external_id: 'ACME-9' });
    expect(await axeFindings(page)).toEqual([]);

    await go(page, `${desk.url}/orders/${first.ref_id}`);
    await page.getByRole('button', { name: 'Place again…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('requested from an admin').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Place again' }).click();
    await page.waitForURL(
      (url) => url.pathname.startsWith('/orders/placed/') && !url.pathname.includes(String(first.ref_id)),
    );
    await page.getByText('An admin has been asked to cancel it.').waitFor();
    expect(await lastOrder()).toMatchObject({ predecessor_ref_id: first.ref_id, last_name: 'Maximus' });

    const admin = await as('admin');
    await go(admin, desk.url);
    await admin.getByRole('heading', { name: 'Requested cancellations (1)' }).waitFor();
    expect(await axeFindings(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Cancel the order' }).click();
    const cancel = admin.getByRole('dialog');
    await cancel.getByRole('button', { name: 'The user has a newer link' }).click();
    await cancel.getByRole('button', { name: 'Cancel the order' }).click();
    await expect
      .poll(() => desk.simulator.truth(String(first.ref_id)), { timeout: 30_000 })
      .toMatchObject({ status: 'CANCELLED', cancelled: 1 });
  }, 90_000);

  it('imports a file with a report per line', async () => {
    const [plain, contradicted] = desk.simulator.simulation.addOrders(2, 9, {}).map(({ refId }) => refId);
    const page = await as('admin');
    await go(page, `${desk.url}/registrations/create`);
    const csv = `refId;externalId;Mandant\r\n${plain};;1\r\n${contradicted};B\xfcro;\r\nnot-an-id;x;\r\n`;
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(csv, 'latin1') });
    await page.getByText('1 new').waitFor();
    await page.getByText('1 contradiction').waitFor();
    await page.getByText('The list says External ID “Büro”').waitFor();
    await page.getByText('1 invalid').waitFor();
    await page.getByText('Not read: Mandant.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download report' }).click();
    expect((await download).suggestedFilename()).toBe('import-report.csv');
    expect(await axeFindings(page)).toEqual([]);
  });

  it('checks the connection and runs the test bench, as admin', async () => {
    const page = await as('admin');
    await go(page, `${desk.url}/settings/connection`);
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('works').nth(4).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await go(page, `${desk.url}/settings/test-bench`);
    await page.getByLabel('Mobile number of the test user').fill('079 555 77 77');
    await page.getByRole('button', { name: 'Start the test' }).click();
    const isp = page.waitForEvent('popup');
    await page.getByRole('link', { name: 'Open the Target URL' }).click();
    const target = (await isp).url();
    expect(target).toContain('/isp/');
    expect(await axeFindings(page)).toEqual([]);
    const refId = target.split('/').at(-1) ?? '';
    const order = desk.simulator.simulation.find(refId);
    if (order === undefined) throw new Error('no order at the simulator');
    desk.simulator.simulation.setStatus(order, { status: 'DATA_READY' });
    await page.getByText('Passed').waitFor({ timeout: 30_000 });
  }, 90_000);
});
