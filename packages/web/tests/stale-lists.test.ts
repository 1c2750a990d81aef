import { maskNumber } from '@srs-desk/shared/api/masking.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  addUser,
  closePages,
  go,
  holdRequest,
  laterAtDesk,
  launch,
  letThrough,
  logIn,
  NOT_NOW,
  openContext,
  pagesAt,
  settled,
} from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';
import { orderIn } from './support-cases/situations.ts';

const HEADERS = { 'x-requested-with': 'srs-desk' };

/** The month before this one, which the simulator's population reaches. */
function lastMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** A reveal is over after it, at the page and at the desk, whose answers to this do not come any more. */
async function passQuarterHour(page: Page, unread: string): Promise<void> {
  await laterAtDesk(page, 16 * 60_000);
  holdRequest(page, unread);
  await page.clock.fastForward('16:00');
}

/** What was asked before does not pass for the answer to what is asked now. */
describe('what is on screen of before', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;
  let support: Page;
  let as: ReturnType<typeof pagesAt>;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    as = pagesAt(browser, desk.url);
    [page, support] = [await as('admin'), await as('support')];
  });
  afterEach(() => Promise.all([page, support].map(letThrough)));
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const one = (sql: string) => String(desk.server.desk.reader.connection.sql(sql).pluck().get());
  const ordersBy = (filter: object) =>
    `${desk.url}/orders?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
  const rows = () => page.locator('main [data-row-id]');

  async function post<T>(by: Page, path: string, data: unknown): Promise<T> {
    const answer = await by.request.post(`${desk.url}/api/${path}`, { headers: HEADERS, data });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  }

  async function freshOrders(count: number): Promise<string[]> {
    const wanted = { fate: 'abandoned', spreadSeconds: 60 };
    const refIds = desk.simulator.simulation.addOrders(count, 5, wanted).map(({ refId }) => refId);
    await desk.register(refIds);
    return refIds;
  }

  it('an empty list does not say of the next filter that nothing fits it', async () => {
    await go(page, ordersBy({ externalId: 'NOBODY-1' }));
    const nothing = page.getByText('No order fits these filters');
    await nothing.waitFor();
    const list = holdRequest(page, '**/api/orders?*');
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await list.asked;
    await page.locator('main').getByRole('progressbar', { name: 'Loading …' }).first().waitFor();
    expect(await nothing.or(page.getByText('Nothing needs attention')).count()).toBe(0);
    list.release();
    await rows().first().waitFor();
  });

  it('no tab has the count of the filter before', async () => {
    await go(page, ordersBy({}));
    await page.getByRole('tab', { name: /^All \d/ }).waitFor();
    const lists = holdRequest(page, '**/api/orders?*');
    await page.getByRole('textbox', { name: 'External ID' }).fill('ACME');
    await page.waitForURL(/ACME/);
    await page.getByRole('tab', { name: /^All$/ }).waitFor();
    lists.release();
    await page.getByRole('tab', { name: /^All \d/ }).waitFor();
  });

  it('no tab moves away from under the hand when the counts come', async () => {
    await go(page, ordersBy({}));
    const all = page.getByRole('tab', { name: /^All/ });
    await page.getByRole('tab', { name: /^All \d/ }).waitFor();
    // Nor is their room forgotten with the page.
    await page.reload();
    await page.getByRole('tab', { name: /^All \d/ }).waitFor();
    await page.goto(`${desk.url}/calls`);
    const counts = holdRequest(page, /api\/orders\?.*range=%5B0%2C0%5D/);
    const externalId = one('SELECT external_id FROM orders WHERE external_id IS NOT NULL LIMIT 1');
    await go(page, ordersBy({ externalId, putOff: 'no' }));
    await rows().first().waitFor();
    await counts.asked;
    const places = () =>
      page.getByRole('tab').evaluateAll((tabs) => tabs.map((tab) => tab.getBoundingClientRect().x));
    await all.scrollIntoViewIfNeeded();
    const before = await places();
    const x = (before.at(-1) ?? 0) + 12;
    const { y = 0, height = 0 } = (await all.boundingBox()) ?? {};
    await page.mouse.move(x, y + height / 2);
    await page.mouse.down();
    counts.release();
    await page.getByRole('tab', { name: /^Done \d/ }).waitFor();
    const moved = (await places()).map((at, tab) => Math.abs(at - (before[tab] ?? 0)));
    expect(Math.max(...moved)).toBeLessThan(1);
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.get('filter') === JSON.stringify({ externalId }));
    await go(page, `${desk.url}/calls`);
  });

  it('the button that plans all does not name the count of the rule before', async () => {
    await go(page, `${desk.url}/cancellations/stale`);
    const counted = page.getByRole('button', { name: /^Plan cancelling \d/ });
    await counted.waitFor();
    const list = holdRequest(page, '**/api/cancellations/stale?*');
    await page.getByLabel(/Older than/).fill('1');
    await list.asked;
    const waits = page.getByRole('button', { name: 'Plan cancellation…' });
    await waits.waitFor();
    expect(await waits.isDisabled()).toBe(true);
    list.release();
    await counted.waitFor();
  });

  it('External IDs that begin like what was typed before cannot be picked', async () => {
    const externalId = one('SELECT external_id FROM orders WHERE external_id IS NOT NULL LIMIT 1');
    await go(support, `${desk.url}/orders/create`);
    await support.getByRole('radio', { name: /Bank \(Klarna\)/ }).check();
    const field = support.getByRole('combobox', { name: 'External ID' });
    await field.fill(externalId.slice(0, 2));
    await support.getByRole('option', { disabled: false }).first().waitFor();
    const next = holdRequest(support, '**/api/orders/external-ids?*');
    await field.fill(externalId.slice(0, 3));
    await next.asked;
    await support.getByRole('option', { disabled: true }).first().waitFor();
    expect(await support.getByRole('option', { disabled: false }).count()).toBe(0);
    next.release();
    await support.getByRole('option', { disabled: false }).first().waitFor();
    await field.fill('');
  });

  describe('marks', () => {
    const bar = () => page.getByRole('region', { name: 'Selection' });
    const markFirst = () => page.locator('main tbody').getByRole('checkbox').first().check();

    it('one row marked after all of a filter were is planned alone', async () => {
      await go(page, ordersBy({ putOff: 'no' }));
      await rows().first().waitFor();
      await page.getByRole('checkbox', { name: /all/i }).first().check();
      await bar()
        .getByRole('button', { name: /^Select all \d+ of this filter$/ })
        .click();
      await bar()
        .getByText(/^All \d+ orders of this filter selected$/)
        .waitFor();
      await bar().getByRole('button', { name: 'Unselect' }).click();
      await bar().waitFor({ state: 'detached' });
      const refId = await rows().first().getAttribute('data-row-id');
      await markFirst();
      await bar().getByText('1 order selected').waitFor();
      await bar().getByRole('button', { name: 'Plan cancellation…' }).click();
      await page.waitForURL('**/cancellations/create');
      expect(await page.evaluate(() => history.state.usr)).toEqual({ refIds: [refId] });
    });

    it('go with the filter that showed the rows', async () => {
      await go(page, ordersBy({ putOff: 'no' }));
      await rows().first().waitFor();
      await markFirst();
      await bar().getByText('1 order selected').waitFor();
      await page.getByRole('tab', { name: /^All/ }).click();
      await bar().waitFor({ state: 'detached' });
      await settled(page);
      // Those on other pages of the same filter stay, those of a filter that was left do not come back.
      await markFirst();
      await page.getByRole('button', { name: /next page/i }).click();
      await page.waitForURL(/page=2/);
      await bar().getByText('1 order selected').waitFor();
      await go(page, `${desk.url}/calls`);
      await go(page, ordersBy({ putOff: 'no' }));
      await rows().first().waitFor();
      await expect.poll(() => bar().count()).toBe(0);
      expect(await page.locator('main tbody').getByRole('checkbox', { checked: true }).count()).toBe(0);
    });

    it('go with the class of an invoice’s lines, too', async () => {
      const finance = await as('finance');
      await go(finance, `${desk.url}/invoices/create?period=${lastMonth()}`);
      const strangers = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n};2,50`);
      await finance.locator('input[type="file"]').setInputFiles({
        name: 'invoice.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`Referenz;Betrag\r\n${strangers.join('\r\n')}\r\n`, 'latin1'),
      });
      await finance.getByLabel('Supplier').fill('Swisscom');
      await finance.getByLabel('Invoice number').fill('R-8');
      await finance.getByRole('button', { name: 'Import and check' }).click();
      await finance
        .getByRole('table', { name: 'Lines by class' })
        .getByRole('row', { name: /No billable order/ })
        .getByRole('link', { name: '3' })
        .click();
      const lines = finance.getByRole('table', { name: 'Lines of the invoice' });
      await lines.locator('tbody tr').nth(2).waitFor();
      await lines.locator('tbody').getByRole('checkbox').first().check();
      const decide = finance.getByRole('button', { name: 'Decide 1 selected…' });
      await decide.waitFor();
      await finance.getByRole('combobox', { name: 'Class' }).click();
      // By its text: its name is that of what it does.
      await finance.getByRole('option').filter({ hasText: /^All$/ }).click();
      await decide.waitFor({ state: 'detached' });
      await lines.locator('tbody tr').nth(2).waitFor();
      expect(await lines.locator('tbody').getByRole('checkbox', { checked: true }).count()).toBe(0);
    });
  });

  it('a class chosen in the plan is not asked for among the results of the run', async () => {
    const refIds = await freshOrders(2);
    const { id } = await post<{ id: number }>(page, 'cancellations', { refIds, reason: 'Old links' });
    await go(page, `${desk.url}/cancellations/${id}`);
    const shown = page.getByRole('combobox', { name: /^Show\b/ });
    await shown.click();
    await page.getByRole('option', { name: 'Will be cancelled', exact: true }).click();
    const items = page.getByRole('table', { name: 'Orders', exact: true }).locator('tbody tr');
    await expect.poll(() => items.count()).toBe(2);
    await page.getByLabel(/Number of orders/).fill('2');
    await page.getByRole('button', { name: /^Cancel \d+ orders$/ }).click();
    await page.getByRole('heading', { name: 'Result' }).waitFor({ timeout: 60_000 });
    await expect.poll(() => items.count()).toBe(2);
    expect(await page.getByText('Could not be loaded').count()).toBe(0);
  }, 120_000);

  it.each(['order', 'overview'])(
    'says on the %s that a dismissed request was not taken up again',
    async (at) => {
      const [refId = ''] = await freshOrders(1);
      await post(support, `orders/${refId}/cancellation-request`, { reason: 'The user asked for it' });
      await page.route('**/api/cancellation-requests/*/reopen', (route) => route.fulfill(NOT_NOW));
      await go(page, at === 'order' ? `${desk.url}/orders/${refId}` : desk.url);
      const keep = page.getByRole('button', { name: 'Keep the order' });
      await keep.click();
      await keep.waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.locator('main').getByRole('alert').filter({ hasText: NOT_NOW.json.title }).waitFor();
    },
  );

  it('a typed ticket number outlives a change of the ticket’s state', async () => {
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 });
    await go(support, `${desk.url}/orders/${refId}`);
    await support.getByRole('button', { name: 'Copy ticket' }).click();
    const number = support.getByLabel('Ticket number');
    await number.fill('INC-4711');
    const state = support.getByRole('combobox', { name: /^State\b/ });
    await state.click();
    await support.getByRole('option', { name: 'answered', exact: true }).click();
    await state.filter({ hasText: 'answered' }).waitFor();
    expect(await number.inputValue()).toBe('INC-4711');
    await number.press('Enter');
    await expect
      .poll(() => one(`SELECT ticket_number FROM handovers WHERE ref_id = '${refId}'`))
      .toBe('INC-4711');
  });

  it('a call that was opened during a reveal shows no body once that is over', async () => {
    const mobile = '+41795550123';
    await go(page, desk.url);
    const placed = { mobile, firstName: 'Eva', lastName: 'Muster', country: 'CH' };
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', placed }, page);
    const later = await (await openContext(browser)).newPage();
    await later.clock.install();
    await logIn(later, desk.url, 'admin');
    await post(later, `orders/${refId}/reveal`, { reason: 'The user calls', fields: ['msisdn'] });
    const call = one(`SELECT id FROM calls WHERE ref_id = '${refId}' AND operation = 'place_order'`);
    await later.goto(`${desk.url}/calls/${call}`);
    const clear = later.getByText(mobile.slice(1)).first();
    await clear.waitFor();
    await passQuarterHour(later, `**/api/calls/${call}`);
    await clear.waitFor({ state: 'detached' });
    await later.getByText(/^Personal data is masked/).waitFor();
    expect(await later.getByRole('button', { name: 'Copy as JSON' }).count()).toBe(0);
    await later.context().close();
  });

  it('a reveal lasts as long by a clock that is wrong', async () => {
    const refId = one('SELECT ref_id FROM orders WHERE msisdn IS NOT NULL LIMIT 1');
    const msisdn = one(`SELECT msisdn FROM orders WHERE ref_id = '${refId}'`);
    const early = await (await openContext(browser)).newPage();
    await early.clock.install({ time: Date.now() + 20 * 60_000 });
    await logIn(early, desk.url, 'admin');
    await post(early, `orders/${refId}/reveal`, { reason: 'The user calls', fields: ['msisdn'] });
    await early.goto(`${desk.url}/orders/${refId}`);
    await early.getByText(/^Visible until in 1[45] min/).waitFor();
    expect(await early.getByText(msisdn, { exact: true }).count()).toBe(1);
    await early.context().close();
  });

  it('a reveal that is over hides itself, though the order cannot be read again', async () => {
    const refId = one('SELECT ref_id FROM orders WHERE msisdn IS NOT NULL LIMIT 1');
    const msisdn = one(`SELECT msisdn FROM orders WHERE ref_id = '${refId}'`);
    const later = await (await openContext(browser)).newPage();
    await later.clock.install();
    await logIn(later, desk.url, 'admin');
    await post(later, `orders/${refId}/reveal`, { reason: 'The user calls', fields: ['msisdn'] });
    await later.goto(`${desk.url}/orders/${refId}`);
    const clear = later.getByText(msisdn, { exact: true }).first();
    await clear.waitFor();
    await passQuarterHour(later, `**/api/orders/${refId}`);
    await clear.waitFor({ state: 'detached' });
    const masked = later.getByText(maskNumber(msisdn) ?? '', { exact: true }).first();
    await masked.waitFor();
    expect(await later.getByText('Visible until').count()).toBe(0);
    // The cache still has it in clear.
    await go(later, `${desk.url}/calls`);
    await go(later, `${desk.url}/orders/${refId}`);
    await masked.waitFor();
    expect(await clear.count()).toBe(0);
    await later.context().close();
  });

  describe('what somebody else has decided meanwhile', () => {
    it('a requested cancellation: its dialog stays, with what was typed, and says so', async () => {
      const [refId = ''] = await freshOrders(1);
      await post(support, `orders/${refId}/cancellation-request`, { reason: 'The user has a newer link' });
      await go(page, `${desk.url}/`);
      await page.getByRole('heading', { name: 'Requested cancellations (1)' }).waitFor();
      await page.getByRole('button', { name: 'Cancel the order' }).click();
      const dialog = page.getByRole('dialog', { name: 'Cancel this order' });
      await dialog.getByLabel('Reason').fill('Nobody needs it');
      const id = one(`SELECT id FROM cancellation_requests WHERE ref_id = '${refId}'`);
      await post(page, `cancellation-requests/${id}/dismiss`, {});
      await page.getByText(/^Requested cancellations/).waitFor({ state: 'detached' });
      expect(await dialog.getByLabel('Reason').inputValue()).toBe('Nobody needs it');
      await dialog.getByRole('button', { name: 'Cancel the order' }).click();
      const told = dialog.getByRole('alert').filter({ hasText: 'This request was already decided' });
      await told.waitFor();
      await settled(page);
      expect(await told.count()).toBe(1);
      await dialog.getByRole('button', { name: 'Keep' }).click();
      await dialog.waitFor({ state: 'detached' });
    });

    it('an order with unknown outcome: likewise', async () => {
      const orphan = { at: new Date().toISOString(), actor: 'user:admin', issuer: 'KLARNA', method: null };
      let json: object[] = [
        { ...orphan, id: 7, externalId: 'ACME-1', outcome: 'timeout' },
        { ...orphan, id: 8, externalId: 'ACME-2', outcome: 'unrecorded' },
      ];
      await page.route('**/api/orders/possible-orphans', (route) => route.fulfill({ json }));
      await go(page, `${desk.url}/orders`);
      await go(page, `${desk.url}/`);
      await page.getByText(/ · ACME-1$/).waitFor();
      await page.getByText('ACME-2 · Placed at SRS, not recorded here').waitFor();
      await page.getByText(/^SRS’s answer was lost/).waitFor();
      await page.getByText(/^Those that SRS placed/).waitFor();
      await page.getByRole('button', { name: 'Clarify' }).first().click();
      const dialog = page.getByRole('dialog', { name: 'Clarify an order with unknown outcome' });
      await dialog.getByLabel('Reason').fill('SRS has none');
      json = [];
      await dialog.getByRole('button', { name: 'Clarify' }).click();
      await page.getByText(/^Orders with unknown outcome/).waitFor({ state: 'detached' });
      await dialog.getByRole('alert').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
    });

    it('what waited for a second admin: it is told, for its row is gone', async () => {
      await addUser(page, desk.url, { username: 'second', displayName: 'Second Admin', role: 'admin' });
      const second = await as('second');
      const change = { headers: HEADERS, data: { role: 'admin' } };
      const asked = await page.request.patch(`${desk.url}/api/users/support`, change);
      const { id } = await asked.json();
      await go(second, `${desk.url}/approvals`);
      const agree = second.getByRole('button', { name: 'Agree' });
      await agree.waitFor();
      await post(page, `approvals/${id}/reject`, { reason: 'Not needed any more' });
      await agree.click();
      await second.getByText(/^Not done: This no longer waits/).waitFor();
      expect(await agree.count()).toBe(0);
      await second.context().close();
    });
  });

  it('the page of a session that could not be read has a name, and leads back', async () => {
    await go(page, `${desk.url}/authentication-error`);
    await page.getByRole('heading', { level: 1, name: 'Could not be loaded' }).waitFor();
    expect(await page.title()).toMatch(/^Could not be loaded/);
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.waitForURL(`${desk.url}/`);
  });
});
