import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BANK_CUSTOMER } from './bank-customer.ts';
import { addUser, closePages, go, holdRequest, launch, letThrough, NOT_NOW, pagesAt } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';
import { orderIn } from './support-cases/situations.ts';

/** Long enough for what must not happen to have happened, ms. */
const A_WHILE = 400;
const ANOTHER = '0d1c9a52-3f0e-4c1d-8a37-6a1f0f6a7b11';

/** Who is quicker than the answers: nothing is done, said or copied but what was meant. */
describe('in a hurry', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let support: Page;
  let admin: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(10), launch()]);
    const as = pagesAt(browser, desk.url);
    [support, admin] = await Promise.all([as('support'), as('admin')]);
  });
  afterEach(() => Promise.all([support, admin].map(letThrough)));
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const orders = (): number =>
    Number(desk.server.desk.reader.connection.sql('SELECT count(*) FROM orders').pluck().get());
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
  const answerOf = (page: Page, end: string, method = 'POST') =>
    page.waitForResponse((answer) => answer.url().endsWith(end) && answer.request().method() === method);
  const termsMissing = () =>
    orderIn(desk, { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false });
  const overdue = () => orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 });

  async function fillOrder(): Promise<void> {
    await go(support, `${desk.url}/orders/create`);
    await support.getByRole('radio', { name: /Bank \(Klarna\)/ }).check();
    for (const [label, value] of Object.entries(BANK_CUSTOMER)) await support.getByLabel(label).fill(value);
  }
  const send = () => support.getByRole('button', { name: 'Place the order' });

  it('no order goes out that was changed while evidence was asked for', async () => {
    await fillOrder();
    const before = orders();
    const evidence = holdRequest(support, '**/api/orders/check-evidence');
    await send().click();
    await evidence.asked;
    await support.getByLabel('Surname').fill('Minimus');
    const answered = answerOf(support, '/check-evidence');
    evidence.release();
    await answered;
    await setTimeout(A_WHILE);
    expect(orders()).toBe(before);
    await send().click();
    await support.waitForURL('**/orders/placed/*');
    const last = desk.server.desk.reader.connection.sql('SELECT last_name FROM orders ORDER BY id DESC');
    expect(last.pluck().get()).toBe('Minimus');
  });

  it('no order goes out once its dialog was left while evidence was asked for', async () => {
    const placed = support.url().split('/').at(-1) ?? '';
    await go(support, `${desk.url}/orders/${placed}`);
    await support.getByRole('button', { name: 'Place again…' }).click();
    const before = orders();
    const evidence = holdRequest(support, '**/api/orders/check-evidence');
    await support.getByRole('dialog').getByRole('button', { name: 'Place again' }).click();
    await evidence.asked;
    await support.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    const answered = answerOf(support, '/check-evidence');
    evidence.release();
    await answered;
    await setTimeout(A_WHILE);
    expect(orders()).toBe(before);
    expect(new URL(support.url()).pathname).toBe(`/orders/${placed}`);
  });

  it('what may have been placed already is asked for by the same key until it is known', async () => {
    await fillOrder();
    const keys: (string | undefined)[] = [];
    const refusals = [
      { status: 409, code: 'request_in_flight' },
      { status: 503, code: 'outcome_unrecorded' },
      { status: 500, code: 'internal' },
      { status: 409, code: 'order_known', refId: ANOTHER },
      { status: 502, code: null },
    ];
    await support.route('**/api/orders', async (route, request) => {
      if (request.method() !== 'POST') return route.fallback();
      keys.push(request.headers()['idempotency-key']);
      if (keys.length === 1) return route.abort('connectionreset');
      const refusal = refusals[keys.length - 2];
      if (refusal === undefined) return route.continue();
      const { status, code, ...members } = refusal;
      if (code === null) return route.fulfill({ status, contentType: 'text/html', body: 'Bad' });
      const body = JSON.stringify({ ...members, title: code, status, code });
      return route.fulfill({ status, contentType: 'application/problem+json', body });
    });
    const last = refusals.length + 2;
    for (let tries = 1; tries <= last; tries += 1) {
      await send().click();
      await expect.poll(() => keys.length).toBe(tries);
      if (tries < last) await expect.poll(() => send().isEnabled()).toBe(true);
      const isSaid = await support.getByText('Do not place it again.').count();
      if (tries > 1 && tries < last - 1) expect(isSaid, `${tries}`).toBe(1);
      const isNamed = await support.getByRole('link', { name: ANOTHER }).count();
      expect(isNamed, `${tries}`).toBe(refusals[tries - 2]?.refId === undefined ? 0 : 1);
    }
    await support.waitForURL('**/orders/placed/*');
    expect(new Set(keys).size).toBe(1);
  });

  it('who leaves while an order goes out is told what came of it, and stays where they are', async () => {
    const placed = support.url().split('/').at(-1) ?? '';
    await go(support, `${desk.url}/orders/${placed}`);
    const order = holdRequest(support, '**/api/orders', 'POST');
    await support.getByRole('button', { name: 'Place again…' }).click();
    await support.getByRole('dialog').getByRole('button', { name: 'Place again' }).click();
    await order.asked;
    await support.getByRole('dialog').getByRole('button', { name: /Close/ }).click();
    order.release();
    await support.getByText(/^Order placed: /).waitFor();
    expect(new URL(support.url()).pathname).toBe(`/orders/${placed}`);
  });

  it('Enter on an External ID of what was typed before sends no form', async () => {
    await fillOrder();
    const ids = holdRequest(support, '**/api/orders/external-ids?q=zz');
    let sent = 0;
    support.on('request', (request) => {
      if (request.method() === 'POST' && /check-evidence|orders$/.test(request.url())) sent += 1;
    });
    const field = support.getByRole('combobox', { name: 'External ID' });
    await field.fill('');
    await field.press('ArrowDown');
    await support.getByRole('option').first().waitFor();
    // In one go: after the first letter alone the list may be empty.
    await support.keyboard.insertText('zz');
    await ids.asked;
    await field.press('ArrowDown');
    await support.getByRole('option').first().waitFor();
    await field.press('Enter');
    await setTimeout(A_WHILE);
    expect([sent, await field.inputValue()]).toEqual([0, 'zz']);
    ids.release();
  });

  it('a late answer closes no dialog but its own', async () => {
    await go(admin, `${desk.url}/orders/${await overdue()}`);
    const cancelled = holdRequest(admin, '**/api/orders/*/cancel');
    await admin.getByRole('button', { name: 'Cancel…' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Never started' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click();
    await cancelled.asked;
    await admin.getByRole('dialog').getByRole('button', { name: 'Close; it goes on' }).click();
    await admin.getByRole('dialog').waitFor({ state: 'detached' });
    await admin.keyboard.press('m');
    await admin.getByRole('dialog').waitFor();
    cancelled.release();
    await admin.getByText(/: The order is cancelled\.$/).waitFor();
    await setTimeout(A_WHILE);
    expect(await admin.getByRole('dialog').count()).toBe(1);
    await admin.keyboard.press('Escape');
  });

  it('nor its own that was opened again since', async () => {
    const placed = { mobile: '+41795550002', firstName: 'Eva', lastName: 'Muster', country: 'CH' };
    await go(admin, desk.url);
    await go(admin, `${desk.url}/orders/${await orderIn(desk, { issuer: 'IDENTITY.TM', placed }, admin)}`);
    const late = holdRequest(admin, '**/api/orders/*/reveal');
    const dialog = admin.getByRole('dialog', { name: 'Reveal personal data' });
    const ask = () => admin.getByRole('button', { name: 'Reveal…' }).click();
    await ask();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('The user calls');
    await dialog.getByRole('button', { name: 'Reveal', exact: true }).click();
    await late.asked;
    await dialog.getByRole('button', { name: 'Close; it goes on' }).click();
    await dialog.waitFor({ state: 'detached' });
    await ask();
    await dialog.waitFor();
    late.release();
    await admin.getByText(/^Visible until/).waitFor();
    await setTimeout(A_WHILE);
    expect(await dialog.count()).toBe(1);
    await admin.keyboard.press('Escape');
  });

  it('Ctrl+Enter passes no button that is disabled', async () => {
    await go(admin, `${desk.url}/orders/${await overdue()}`);
    const asked: string[] = [];
    admin.on('request', (request) => {
      if (request.url().endsWith('/erase')) asked.push(request.url());
    });
    await admin.getByRole('button', { name: 'Erase person' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel(/^To confirm/).fill('another1');
    await dialog.getByLabel('Reason').fill('The person asked for it');
    await admin.keyboard.press('Control+Enter');
    await setTimeout(A_WHILE);
    expect(asked).toEqual([]);
    expect(await dialog.getByRole('button', { name: 'Erase person' }).isDisabled()).toBe(true);
    await admin.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('a call’s row passes for no whole call', async () => {
    await go(support, `${desk.url}/calls`);
    const row = support.getByRole('table').getByRole('row').nth(1);
    await row.waitFor();
    const whole = holdRequest(support, '**/api/calls/*', 'GET');
    await row.getByRole('cell').nth(1).click();
    await whole.asked;
    await setTimeout(A_WHILE);
    expect(await support.getByText('No body.').count()).toBe(0);
    expect(await support.getByRole('button', { name: 'Copy as JSON' }).count()).toBe(0);
    whole.release();
    await support.getByRole('button', { name: 'Copy as JSON' }).click();
    await expect.poll(() => clipboard(support)).toContain('"requestHeaders"');
  });

  it('a ticket is copied by its key only of what was read just now', async () => {
    const [refId, other] = [await overdue(), await overdue()];
    await go(support, `${desk.url}/orders/${refId}`);
    await support.getByRole('button', { name: 'Copy ticket' }).waitFor();
    await go(support, `${desk.url}/orders/${other}`);
    await support.getByRole('button', { name: 'Copy ticket' }).waitFor();
    await support.evaluate(() => navigator.clipboard.writeText('nothing'));
    const again = holdRequest(support, `**/api/orders/${refId}`, 'GET');
    await support.goBack();
    await again.asked;
    await support.getByRole('button', { name: 'Copy ticket' }).waitFor();
    await support.keyboard.press('c');
    await setTimeout(A_WHILE);
    expect(await clipboard(support)).toBe('nothing');
    again.release();
    await expect.poll(() => clipboard(support)).toContain(refId);
    await support.getByText(`Order ${refId.slice(0, 8)}: Ticket copied and recorded`).waitFor();
  });

  it('the focus is on the button again once a second ticket was copied nevertheless', async () => {
    await go(support, `${desk.url}/orders/${await overdue()}`);
    const copy = support.getByRole('button', { name: 'Copy ticket' });
    await copy.press('Enter');
    await support.getByText('Ticket copied and recorded').waitFor();
    // Once it is done, and the page knows of the ticket.
    await expect.poll(() => copy.getAttribute('aria-disabled')).not.toBe('true');
    await setTimeout(A_WHILE);
    await copy.press('Enter');
    const dialog = support.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Copy nevertheless' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => support.evaluate(() => document.activeElement?.textContent)).toBe('Copy ticket');
  });

  it('what came of registering an unknown Ref ID stays on the page of that order', async () => {
    await go(support, `${desk.url}/orders/7b1d3c52-3f0e-4c1d-8a37-6a1f0f6a7b12`);
    await support.getByRole('button', { name: 'Register this Ref ID' }).click();
    await support.getByText('SRS knows no order with this Ref ID').waitFor();
    await setTimeout(A_WHILE);
    expect(await support.getByText('SRS knows no order with this Ref ID').count()).toBe(1);
  });

  it('what was asked for before it was ready is not meant any more by who does something else', async () => {
    const page = await pagesAt(browser, desk.url)('admin');
    const playbook = holdRequest(page, '**/api/playbook*');
    await go(page, `${desk.url}/orders/${await overdue()}`);
    await playbook.asked;
    await page.getByRole('button', { name: 'Message to user' }).first().waitFor();
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel this order' });
    await dialog.getByLabel('Reason').fill('A reason of one’s own');
    const read = page.waitForResponse('**/api/playbook*');
    playbook.release();
    await read;
    await setTimeout(A_WHILE);
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('A reason of one’s own');
    await page.context().close();
  });

  it('what may have been done is not said to be not done', async () => {
    const refId = await overdue();
    const as = pagesAt(browser, desk.url);
    const page = await as('support');
    await go(page, `${desk.url}/orders/${refId}`);
    let cut = (): void => undefined;
    const isCut = new Promise<void>((resolve) => {
      cut = resolve;
    });
    const stored = new Promise<void>((resolve) => {
      void page.route('**/api/orders/*/notes', async (route) => {
        await route.fetch();
        resolve();
        await isCut;
        await route.abort();
      });
    });
    await page.getByLabel('Note for colleagues').fill('The user calls back');
    await page.getByRole('button', { name: 'Add note' }).click();
    await stored;
    await go(page, `${desk.url}/calls`);
    cut();
    await page.getByText(`Order ${refId.slice(0, 8)}: It is not known whether this was done: `).waitFor();
    await page.context().close();
  });

  it('a ticket that was not ready in time is said not to be copied', async () => {
    const refId = await overdue();
    const page = await pagesAt(browser, desk.url)('support');
    await page.clock.install();
    const playbook = holdRequest(page, '**/api/playbook*');
    await go(page, `${desk.url}/orders/${refId}`);
    await playbook.asked;
    await page.getByRole('button', { name: 'Message to user' }).first().waitFor();
    await page.evaluate(() => navigator.clipboard.writeText('nothing'));
    await page.keyboard.down('c');
    // Held down for a while.
    await page.keyboard.down('c');
    await page.keyboard.up('c');
    await page.clock.fastForward(5_000);
    await page.getByText('Not done: this was not loaded in time. Please try again.').waitFor();
    playbook.release();
    const copy = page.getByRole('button', { name: 'Copy ticket' });
    await copy.waitFor();
    await setTimeout(A_WHILE);
    expect(await clipboard(page)).toBe('nothing');
    await copy.click();
    await expect.poll(() => clipboard(page)).toContain(refId);
    await page.context().close();
  });

  describe('what is refused after it was left is told, by the order’s name:', () => {
    /** Refuses it, and waits until that is told, of this order where there is one. */
    async function isTold(page: Page, request: { refuse(): void }, refId?: string): Promise<void> {
      const order = refId === undefined ? '' : `Order ${refId.slice(0, 8)}: `;
      const told = page.getByText(`${order}Not done: ${NOT_NOW.json.title}`, { exact: true });
      // Not one of before, which stays until somebody does something else.
      await told.waitFor({ state: 'detached' });
      request.refuse();
      await told.waitFor();
    }

    it('a dialog', async () => {
      const refId = await overdue();
      await go(support, `${desk.url}/orders/${refId}`);
      const late = holdRequest(support, '**/api/orders/*/cancellation-request');
      await support.getByRole('button', { name: 'Request cancellation…' }).click();
      const dialog = support.getByRole('dialog');
      await dialog.getByRole('button', { name: 'The user has a newer link' }).click();
      await dialog.getByRole('button', { name: 'Request cancellation' }).click();
      await late.asked;
      await dialog.getByRole('button', { name: 'Close; it goes on' }).click();
      await dialog.waitFor({ state: 'detached' });
      await isTold(support, late, refId);
    });

    it('a page, with an answer on its way', async () => {
      const [refId, other] = [await termsMissing(), await overdue()];
      await go(support, `${desk.url}/orders/${refId}`);
      const late = holdRequest(support, '**/api/orders/*/work', 'PUT');
      await support.getByRole('button', { name: 'No SMS', exact: true }).click();
      await late.asked;
      await go(support, `${desk.url}/orders/${other}`);
      await isTold(support, late, refId);
    });

    it('a record’s dialog, without a name; and it closes no other', async () => {
      await go(admin, `${desk.url}/users`);
      const edit = admin.getByRole('button', { name: 'Edit: support' });
      const dialog = admin.getByRole('dialog');
      const saveAndLeave = async (name: string) => {
        const saving = holdRequest(admin, '**/api/users/*', 'PATCH');
        await edit.click();
        await dialog.getByLabel('Name shown').fill(name);
        await dialog.getByRole('button', { name: 'Save' }).click();
        await saving.asked;
        await dialog.getByRole('button', { name: 'Close; it goes on' }).click();
        await dialog.waitFor({ state: 'detached' });
        return saving;
      };
      await isTold(admin, await saveAndLeave('Sue Port'));
      await letThrough(admin);
      const saving = await saveAndLeave('Su Port');
      await edit.click();
      await dialog.waitFor();
      saving.release();
      await admin.getByText('Su Port').first().waitFor();
      await setTimeout(A_WHILE);
      expect(await dialog.count()).toBe(1);
      await admin.keyboard.press('Escape');
    });

    it('a row that was removed, and should have come back', async () => {
      const headers = { 'x-requested-with': 'srs-desk' };
      const data = { raw: 'acme-old', canonical: 'ACME' };
      const made = await admin.request.post(`${desk.url}/api/aliases`, { headers, data });
      expect(made.status()).toBe(201);
      await go(admin, `${desk.url}/aliases`);
      const remove = admin.getByRole('button', { name: /: acme-old$/ });
      await remove.click();
      await remove.waitFor({ state: 'detached' });
      const late = holdRequest(admin, '**/api/aliases', 'POST');
      await admin.getByRole('button', { name: 'Undo' }).click();
      await isTold(admin, late);
    });

    it('a page, by what was to be taken back', async () => {
      const refId = await overdue();
      await go(support, `${desk.url}/orders/${refId}`);
      await support.getByRole('combobox', { name: /^Snooze/ }).click();
      await support.getByRole('option').first().click();
      const undo = support.getByRole('button', { name: 'Undo' });
      await undo.waitFor();
      const late = holdRequest(support, '**/api/orders/*/work', 'PUT');
      await go(support, `${desk.url}/calls`);
      await undo.click();
      await isTold(support, late, refId);
    });
  });

  it('Escape leaves a dialog also in the moment in which its button was pressed', async () => {
    await go(admin, `${desk.url}/orders/${await overdue()}`);
    const cancelled = holdRequest(admin, '**/api/orders/*/cancel');
    await admin.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Never started' }).click();
    await dialog.getByRole('button', { name: 'Cancel the order' }).focus();
    await admin.keyboard.press('Enter');
    await cancelled.asked;
    await dialog.getByRole('button', { name: 'Close; it goes on' }).waitFor();
    // A second Enter is no wish to leave: what comes of it may be shown here alone.
    await admin.keyboard.press('Enter');
    await setTimeout(A_WHILE);
    expect(await dialog.count()).toBe(1);
    await admin.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    cancelled.release();
    await admin.getByText(/: The order is cancelled\.$/).waitFor();
  });

  it('a ticket is not given without its contacts: that they could not be read is said, and tried again', async () => {
    const refId = await overdue();
    const page = await pagesAt(browser, desk.url)('support', { language: 'en' });
    await page.route('**/api/playbook*', (route) => route.fulfill({ status: 500, body: 'broken' }));
    await go(page, `${desk.url}/orders/${refId}`);
    const failed = page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Try again' }) });
    await failed.first().waitFor();
    await page.keyboard.press('t');
    await setTimeout(A_WHILE);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await letThrough(page);
    await failed.first().getByRole('button', { name: 'Try again' }).click();
    await failed.first().waitFor({ state: 'detached' });
    await page.keyboard.press('t');
    const copy = page.getByRole('dialog').getByRole('button', { name: /^Copy/ });
    await expect.poll(() => copy.isEnabled()).toBe(true);
    await page.context().close();
  });

  it('earlier orders that were not cancelled are not said to be dealt with', async () => {
    const mobile = '+41795550001';
    const placed = { mobile, firstName: 'Eva', lastName: 'Muster', country: 'CH' };
    await go(admin, desk.url);
    const [first, second] = [
      await orderIn(desk, { issuer: 'IDENTITY.TM', placed }, admin),
      await orderIn(desk, { issuer: 'IDENTITY.TM', placed }, admin),
    ];
    await go(admin, `${desk.url}/orders/${second}`);
    await admin.route('**/api/orders/*/cancel', async (route) => {
      const order = await admin.request.get(`${desk.url}/api/orders/${first}`);
      await route.fulfill({ json: { result: 'changed', order: await order.json() } });
    });
    await admin.getByRole('button', { name: /Cancel 1 earlier pending order/ }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('button', { name: 'The user has a newer link' }).click();
    await dialog.getByRole('button', { name: 'Cancel 1 order' }).click();
    await dialog.getByText('Not cancelled: the status has changed.').waitFor();
    expect(await admin.getByText('dealt with').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('an earlier order whose cancellation is requested already does not stop the request for the others', async () => {
    const placed = { mobile: '+41795550003', firstName: 'Uwe', lastName: 'Muster', country: 'CH' };
    await go(admin, desk.url);
    const one = () => orderIn(desk, { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed }, admin);
    // Which is the earlier is told by their seconds.
    const first = await one();
    await setTimeout(1_100);
    await one();
    await setTimeout(1_100);
    const third = await one();
    await support.request.post(`${desk.url}/api/orders/${first}/cancellation-request`, {
      headers: { 'x-requested-with': 'srs-desk' },
      data: { reason: 'The user has a newer link' },
    });
    await go(support, `${desk.url}/orders/${third}`);
    await support.getByRole('button', { name: /Request cancellation of 2 earlier orders/ }).click();
    const dialog = support.getByRole('dialog');
    await dialog.getByRole('button', { name: 'The user has a newer link' }).click();
    await dialog.getByRole('button', { name: 'Request 2 cancellations' }).click();
    await support.getByText('2 cancellations are requested.').waitFor();
    await setTimeout(A_WHILE);
    expect(await support.getByText('already requested').count()).toBe(0);
  });

  it('what came of an order is told by its name, for another may be on screen', async () => {
    const [refId, other] = [await overdue(), await overdue()];
    await go(support, `${desk.url}/orders/${refId}`);
    const sync = holdRequest(support, `**/api/orders/${refId}/sync`);
    await support.getByRole('button', { name: 'Sync now' }).click();
    await sync.asked;
    await go(support, `${desk.url}/orders/${other}`);
    sync.release();
    await support.getByText(`Order ${refId.slice(0, 8)}: Status at SRS:`).waitFor();
  });

  it('what is refused after its dialog was closed stands on the page that the dialog was on', async () => {
    await addUser(admin, desk.url, { username: 'second', displayName: 'Second Admin', role: 'admin' });
    const asked = await admin.request.patch(`${desk.url}/api/users/support`, {
      headers: { 'x-requested-with': 'srs-desk' },
      data: { role: 'admin' },
    });
    expect(asked.status()).toBe(202);
    await go(admin, `${desk.url}/approvals`);
    const taking = holdRequest(admin, '**/api/approvals/*/reject');
    await admin.getByRole('button', { name: 'Take back' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Not needed any more');
    await dialog.getByRole('button', { name: 'Take back' }).click();
    await taking.asked;
    await dialog.getByRole('button', { name: 'Close; it goes on' }).click();
    await dialog.waitFor({ state: 'detached' });
    taking.refuse();
    await admin.getByRole('main').getByRole('alert').filter({ hasText: NOT_NOW.json.title }).waitFor();
  });
});
