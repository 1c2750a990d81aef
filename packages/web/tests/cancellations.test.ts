import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, axeFindings, closePages, go, launch, pagesAt } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const SECOND_ADMIN = 'second.admin';

describe('cancellations in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let first: Page;
  let as: ReturnType<typeof pagesAt>;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    as = pagesAt(browser, desk.url);
    first = await as('admin');
    await addSecondAdmin();
    await setCancellations({ approvalAbove: 2, atOnce: 1 });
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const addSecondAdmin = () =>
    addUser(first, desk.url, { username: SECOND_ADMIN, displayName: 'Second Admin', role: 'admin' });

  async function api(page: Page, method: string, path: string, data: unknown): Promise<number> {
    const headers = { 'x-requested-with': 'srs-desk' };
    return (await page.request.fetch(`${desk.url}/api/${path}`, { method, headers, data })).status();
  }

  /** Sets what holds for cancellations; what loosens a control, the second admin approves. */
  async function setCancellations(value: { approvalAbove: number | null; atOnce: number }): Promise<void> {
    const headers = { 'x-requested-with': 'srs-desk' };
    const data = { value: { callMayRunMinutes: 0, ...value } };
    const set = await first.request.put(`${desk.url}/api/settings/cancellations`, { headers, data });
    if (set.status() !== 202) return expect(set.status()).toBe(200);
    const { proposal } = await set.json();
    const second = await as(SECOND_ADMIN);
    expect(await api(second, 'POST', `approvals/${proposal.id}/approve`, {})).toBe(200);
  }

  function faults(settings: unknown): Promise<Response> {
    return fetch(`${desk.simulator.url}/_sim/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    });
  }

  /** Places orders at the simulator as the Service Provider's application would, and lets the desk know them. */
  async function freshOrders(count: number): Promise<string[]> {
    const answer = await fetch(`${desk.simulator.url}/_sim/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ count, seed: count }),
    });
    const { refIds } = (await answer.json()) as { refIds: string[] };
    await desk.register(refIds);
    return refIds;
  }

  it('plans by selection, asks for the typed count, and a second admin approves', async () => {
    const pending = desk.server.desk.reader.connection
      .sql(`SELECT count(*) FROM orders WHERE status = 'initialized'`)
      .pluck()
      .get() as number;
    expect(pending).toBeGreaterThan(2);
    const filter = encodeURIComponent(JSON.stringify({ status: 'initialized' }));
    await go(first, `${desk.url}/orders?filter=${filter}`);
    await first.getByRole('checkbox', { name: /all/i }).first().check();
    // The list shows 25 rows; what lies beyond is taken by its filter.
    if (pending > 25) await first.getByRole('button', { name: /in this filter/ }).click();
    await first.getByRole('button', { name: 'Plan cancellation…' }).click();
    await first.getByLabel(/Reason/).fill('These links are no longer in use');
    await first.getByRole('button', { name: 'Create plan (cancels nothing)' }).click();
    await first.getByText('will be cancelled', { exact: true }).waitFor();
    expect(await axeFindings(first)).toEqual([]);

    const count = first.getByLabel(/Number of orders/);
    const ask = first.getByRole('button', { name: 'Request approval by a second admin' });
    await count.fill('1');
    await expect.poll(() => ask.isDisabled()).toBe(true);
    await count.fill(String(pending));
    await ask.click();
    await first.getByText('Another admin has to open this page.').waitFor();
    expect(desk.simulator.refIds().filter((refId) => desk.simulator.truth(refId)?.cancelled)).toEqual([]);

    // Slow enough that both pages see it run, however slow they are; the rest then goes at full speed.
    await faults({ latencyMs: 2_000 });
    const second = await as(SECOND_ADMIN);
    await second.goto(first.url());
    await second.getByLabel(/Number of orders/).fill(String(pending));
    await second.getByRole('button', { name: 'Approve and start' }).click();
    await second.getByRole('heading', { name: 'Running' }).waitFor();
    await first.getByRole('heading', { name: 'Running' }).waitFor();
    await faults({});
    await first.getByRole('heading', { name: 'Result' }).waitFor({ timeout: 40_000 });
    const left = desk.server.desk.reader.connection
      .sql(`SELECT count(*) FROM cancellation_items WHERE state IN ('pending', 'in_progress')`)
      .pluck()
      .get();
    expect(left).toBe(0);
  });

  it('pauses, resumes, shows what failed, and plans the failures again', async () => {
    await setCancellations({ approvalAbove: null, atOnce: 1 });
    const refIds = await freshOrders(8);
    await faults({ latencyMs: 600 });
    const made = await first.evaluate(
      (ids) =>
        fetch('/api/cancellations', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' },
          body: JSON.stringify({ refIds: ids, reason: 'A batch was placed twice' }),
        }).then((answer) => answer.json() as Promise<{ id: number; counts: { willCancel: number } }>),
      refIds,
    );
    await go(first, `${desk.url}/cancellations/${made.id}`);
    await first.getByLabel(/Number of orders/).fill(String(made.counts.willCancel));
    await first.getByRole('button', { name: /^Cancel \d+ orders$/ }).click();
    await first.getByText(/^[1-9] of \d+ orders$/).waitFor({ timeout: 30_000 });
    await first.getByRole('button', { name: 'Pause' }).click();
    await first.getByRole('heading', { name: 'Paused' }).waitFor();

    await faults({ errorRate: 1, status: 403, when: 'before', only: ['cancel_order'] });
    await setCancellations({ approvalAbove: null, atOnce: 24 });
    await first.getByRole('button', { name: 'Resume' }).click();
    await first.getByRole('heading', { name: 'Result' }).waitFor({ timeout: 60_000 });
    const again = first.getByRole('button', { name: /failed orders? again/ });
    await again.waitFor();
    await first.getByRole('link', { name: 'Place again' }).first().waitFor();
    expect(await axeFindings(first)).toEqual([]);

    await faults({});
    await again.click();
    await first.getByText('will be cancelled', { exact: true }).waitFor();
    await first.getByRole('button', { name: 'Discard plan' }).click();
    await first.getByRole('heading', { name: 'Discarded' }).waitFor();
    await go(first, `${desk.url}/orders/${refIds[0]}`);
    await first.getByRole('link', { name: `Cancellation ${made.id}` }).waitFor();
  }, 120_000);

  it('lists what lies about, saves the rule as a policy, and support sees none of it', async () => {
    await go(first, `${desk.url}/cancellations/superseded`);
    await first.getByRole('heading', { name: 'Cancellations', level: 1 }).waitFor();
    await first.getByRole('link', { name: 'Stale' }).click();
    await first.getByLabel(/Older than/).fill('1');
    await first.getByRole('button', { name: 'Save as rule…' }).click();
    await first.getByRole('dialog').getByLabel(/^Name/).fill('Left lying for a day');
    await first.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await first
      .getByRole('cell', { name: 'Left lying for a day' })
      .or(first.getByRole('rowheader', { name: 'Left lying for a day' }))
      .waitFor();
    expect(await axeFindings(first)).toEqual([]);
    const support = await as('support');
    await go(support, `${desk.url}/cancellations`);
    await support.getByText('Your role').first().waitFor();
  });
});
