import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

describe('one person’s orders in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let admin: Page;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(5), launch()]);
    admin = await as('admin', {});
  });

  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser.close();
    await desk.close();
  });

  async function as(role: string, options: Parameters<typeof openContext>[1]): Promise<Page> {
    const context = await openContext(browser, options);
    contexts.push(context);
    const page = await context.newPage();
    await logIn(page, desk.url, role);
    return page;
  }

  /** Places so many orders of one person, one after the other. */
  async function ordersOf(mobile: string, count: number): Promise<string[]> {
    const refIds: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const data = {
        issuer: 'IDENTITY.TM',
        method: 'video',
        lastName: 'Doppelt',
        externalId: 'ACME-7',
        mobile,
      };
      const idempotency = `${mobile.slice(1).replaceAll(' ', '-')}-${n}`;
      const headers = { 'x-requested-with': 'srs-desk', 'idempotency-key': idempotency };
      const answer = await admin.request.post(`${desk.url}/api/orders`, { data, headers });
      expect(answer.status(), await answer.text()).toBe(201);
      refIds.push(String((await answer.json()).refId));
    }
    return refIds;
  }

  const atSrs = (refId: string | undefined) => desk.simulator.truth(refId ?? '')?.status;

  it('cancels the earlier pending ones in one dialog, and shows where they ended', async () => {
    const [first, second, third] = await ordersOf('+41 79 555 11 01', 3);
    await admin.goto(`${desk.url}/orders/${third}`);
    await admin.getByRole('button', { name: 'Cancel 2 earlier pending orders…' }).click();
    const dialog = admin.getByRole('dialog');
    await expect.poll(() => dialog.getByRole('checkbox', { checked: true }).count()).toBe(2);
    await dialog.getByRole('button', { name: 'The user has a newer link' }).click();
    expect(await axeFindings(admin)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel 2 orders' }).click();
    await admin.getByText('2 orders have been dealt with.').waitFor();
    expect([first, second, third].map(atSrs).slice(0, 2)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(atSrs(third)).not.toBe('CANCELLED');
    await admin.goto(`${desk.url}/orders/${first}`);
    await admin.getByText('(Ended here)').waitFor({ state: 'attached' });
  });

  it('says of a superseded order what replaces it, and what is cancelled with whom and since when', async () => {
    const [first, second] = await ordersOf('+41 79 555 11 02', 2);
    await admin.goto(`${desk.url}/orders/${first}`);
    const note = admin.getByRole('alert').filter({ hasText: 'The user has a newer order:' });
    await note.getByRole('link').waitFor();
    expect(await note.getByRole('link').getAttribute('href')).toBe(`/orders/${second}`);
    await note.getByRole('button', { name: 'Cancel this one…' }).click();
    const dialog = admin.getByRole('dialog');
    for (const name of ['Person', 'Placed', 'Newer order'])
      await dialog.getByText(name, { exact: true }).waitFor();
    await dialog.getByText('Status at SRS now:').waitFor();
    expect(await axeFindings(admin)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep the order' }).click();
    expect(atSrs(first)).not.toBe('CANCELLED');
  });

  it('lets support ask for a cancellation on a phone in German; an admin leaves it, and takes it up again', async () => {
    const [refId] = await ordersOf('+41 79 555 11 03', 1);
    const support = await as('support', { width: 390, height: 844, language: 'de' });
    await support.goto(`${desk.url}/orders/${refId}`);
    await support.getByRole('button', { name: 'Stornierung beantragen…' }).click();
    const dialog = support.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Die Person möchte nicht mehr' }).click();
    expect(await axeFindings(support)).toEqual([]);
    await dialog.getByRole('button', { name: 'Stornierung beantragen' }).click();
    await support.getByText('Die Stornierung ist beantragt; ein Admin entscheidet.').waitFor();

    await admin.goto(desk.url);
    const row = admin.getByRole('listitem').filter({ has: admin.locator(`a[href="/orders/${refId}"]`) });
    await row.getByRole('button', { name: 'Keep the order' }).click();
    await admin.getByRole('button', { name: 'Undo' }).click();
    await row.getByRole('button', { name: 'Cancel the order' }).click();
    const cancel = admin.getByRole('dialog');
    await cancel.getByRole('button', { name: 'The user no longer wants it' }).click();
    await cancel.getByRole('button', { name: 'Cancel the order' }).click();
    await expect.poll(() => atSrs(refId)).toBe('CANCELLED');
  });

  it('narrows the superseded ones to a person and plans those that are marked', async () => {
    const [first] = await ordersOf('+41 79 555 11 04', 2);
    await admin.goto(`${desk.url}/cancellations/superseded`);
    await admin.getByLabel('Person (name, number)').fill('+41 79 555 11 04');
    await admin.getByRole('button', { name: 'Find' }).click();
    await expect.poll(() => admin.locator('tbody tr').count()).toBe(1);
    await admin.locator(`tbody a[href="/orders/${first}"]`).waitFor();
    expect(await axeFindings(admin)).toEqual([]);
    await admin.locator('tbody').getByRole('checkbox').check();
    await admin.getByRole('button', { name: /Plan cancellation/ }).click();
    await admin.waitForURL(/\/cancellations\/create/);
  });

  it('asks before an erasure what becomes of an order that is pending at SRS', async () => {
    const [refId] = await ordersOf('+41 79 555 11 05', 1);
    await admin.goto(`${desk.url}/orders/${refId}`);
    await admin.getByRole('button', { name: 'Erase person' }).click();
    const dialog = admin.getByRole('dialog');
    expect(await dialog.getByRole('radio', { name: 'Cancel at SRS first' }).isChecked()).toBe(true);
    await dialog.getByRole('radio', { name: 'Leave open at SRS' }).check();
    await dialog.getByText('The link keeps working', { exact: false }).waitFor();
    await dialog.getByRole('radio', { name: 'Cancel at SRS first' }).check();
    expect(await axeFindings(admin)).toEqual([]);
    await dialog.getByRole('button', { name: 'The person asked for it' }).click();
    await dialog.getByLabel(/^To confirm/).fill(String(refId).slice(0, 8));
    await dialog.getByRole('button', { name: 'Erase person' }).click();
    await admin.getByText('The person is erased (one order).').waitFor();
    expect(atSrs(refId)).toBe('CANCELLED');
    for (const name of ['Message to user', 'Check ticket', 'Sync now'])
      await expect.poll(() => admin.getByRole('button', { name }).count()).toBe(0);
  });
});
