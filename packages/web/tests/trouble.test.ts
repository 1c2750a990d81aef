import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from '../../simulator/src/start-simulator.ts';
import { axeFindings, closePages, go, launch, pagesAt } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const LOOKS = [
  {
    width: 1440,
    height: 900,
    language: 'en',
    failing: /SRS answers HTTP 500 to cancellations since \d/,
    goesOn: 'The cancellation goes on by itself',
    dashboard: 'needs attention',
  },
  {
    width: 390,
    height: 844,
    language: 'de',
    failing: /SRS beantwortet Stornierungen mit HTTP 500 seit \d/,
    goesOn: 'Die Stornierung geht von selbst weiter',
    dashboard: 'Handlungsbedarf',
  },
] as const;

const FAILING: Faults = { errorRate: 1, status: 500, when: 'before', only: ['cancel_order'] };

describe('trouble with cancellations alone, in a browser', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let as: ReturnType<typeof pagesAt>;
  let seed = 1;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(20), launch()]);
    as = pagesAt(browser, desk.url);
  });
  afterEach(() => desk.simulator.simulation.setFaults({}));
  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  async function fresh(count: number): Promise<string[]> {
    const made = desk.simulator.simulation.addOrders(count, seed++, { fate: 'abandoned', spreadSeconds: 60 });
    const refIds = made.map(({ refId }) => refId);
    await desk.register(refIds);
    return refIds;
  }

  async function post(page: Page, path: string, body: unknown): Promise<{ id: number }> {
    const headers = { 'x-requested-with': 'srs-desk' };
    const answer = await page.request.post(`${desk.url}/api/${path}`, { headers, data: body });
    return (await answer.json()) as { id: number };
  }

  async function startJob(page: Page, refIds: readonly string[]): Promise<number> {
    const { id } = await post(page, 'cancellations', { refIds, reason: 'Old links' });
    await post(page, `cancellations/${id}/execute`, { confirm: refIds.length });
    return id;
  }

  it.each(LOOKS)(
    'header, overview and job page say it ($width, $language)',
    async ({ failing, goesOn, dashboard, ...look }) => {
      const page = await as('admin', look);
      const refIds = await fresh(14);
      desk.simulator.simulation.setFaults(FAILING);
      const id = await startJob(page, refIds);
      await go(page, `${desk.url}/cancellations/${id}`);
      await page.locator('main').getByText(failing).waitFor();
      await page.locator('main').getByText(goesOn).waitFor();
      await page.locator('header').getByRole('status').getByText(failing).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await go(page, `${desk.url}/`);
      await page.locator('main').getByText(failing).waitFor();
      await page.locator('main').getByText(dashboard).first().waitFor();
      desk.simulator.simulation.setFaults({});
      await go(page, `${desk.url}/cancellations/${id}`);
      // The breaker tries again less and less often: what is left may wait for its next try.
      const result = page.getByRole('heading', { name: look.language === 'de' ? 'Ergebnis' : 'Result' });
      await result.waitFor({ timeout: 150_000 });
      await page.locator('header').getByText(failing).waitFor({ state: 'detached' });
      for (const refId of refIds) expect(desk.simulator.truth(refId)?.cancelled).toBe(1);
    },
    240_000,
  );

  it('plans what a stopped cancellation left', async () => {
    const page = await as('admin');
    const refIds = await fresh(12);
    desk.simulator.simulation.setFaults(FAILING);
    const id = await startJob(page, refIds);
    await go(page, `${desk.url}/cancellations/${id}`);
    await page.locator('main').getByText(LOOKS[0].failing).waitFor();
    await page.getByRole('button', { name: 'Stop…' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/Reason/)
      .fill('SRS fails');
    await page.getByRole('button', { name: 'Stop cancellation' }).click();
    await page.getByRole('heading', { name: 'Stopped' }).waitFor();
    desk.simulator.simulation.setFaults({});
    await page.getByRole('button', { name: 'Plan the 12 orders that were left' }).click();
    await page.getByText('will be cancelled', { exact: true }).waitFor();
    await page.getByLabel(/Number of orders/).fill('12');
    await page.getByRole('button', { name: /^Cancel \d+ orders$/ }).click();
    await page.getByRole('heading', { name: 'Result' }).waitFor();
    for (const refId of refIds) expect(desk.simulator.truth(refId)?.cancelled).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
  }, 120_000);

  it('a dialog is left while SRS is asked; the cancellation goes on, and its result is told', async () => {
    const page = await as('admin');
    const [refId = ''] = await fresh(1);
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Status at SRS now:').waitFor();
    desk.simulator.simulation.setFaults({ latencyMs: 2_000 });
    await dialog.getByLabel(/Reason/).fill('Never started');
    await dialog.getByRole('button', { name: 'Cancel the order' }).click();
    await dialog.getByText('You can close this').waitFor();
    await dialog.getByRole('button', { name: 'Close; it goes on' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('The order is cancelled.').first().waitFor();
    expect(desk.simulator.truth(refId)?.cancelled).toBe(1);
  }, 90_000);

  it('the dialog says that SRS fails cancellations, and that nothing was sent where nothing was', async () => {
    const page = await as('admin', { width: 390, height: 844 });
    const [refId = '', other = ''] = await fresh(2);
    desk.simulator.simulation.setFaults({ ...FAILING, status: 503, retryAfter: 120 });
    await post(page, `orders/${other}/cancel`, { reason: 'Never started' });
    await go(page, `${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Cancel…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('SRS asks for a pause of cancellations since').waitFor();
    await dialog.getByLabel(/Reason/).fill('Never started');
    await dialog.getByRole('button', { name: 'Cancel the order' }).click();
    await dialog.getByText('Nothing was sent.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(desk.simulator.truth(refId)?.cancelRequests).toBe(0);
  }, 90_000);

  it('a plan says its filter and count before anything is planned; on a phone the status comes first', async () => {
    const page = await as('admin', { width: 390, height: 844 });
    await go(page, `${desk.url}/orders`);
    const filter = { status: 'initialized', externalId: 'ACME-042' };
    await page.evaluate((chosen) => {
      window.history.replaceState(
        { usr: { filter: chosen }, key: 'plan', idx: 0 },
        '',
        '/cancellations/create',
      );
    }, filter);
    await page.reload();
    await page.getByText('Status: Initialized').waitFor();
    await page.getByText('External ID: ACME-042').waitFor();
    await page.getByText(/^(These are \d+ orders|This is one order) now\.$/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await go(page, `${desk.url}/cancellations`);
    await page.getByRole('columnheader').first().waitFor();
    expect(await page.getByRole('columnheader').first().textContent()).toBe('State');
    await page.getByRole('rowheader').first().getByRole('link').click();
    await expect.poll(() => page.getByRole('columnheader').first().textContent()).toBe('Result');
  }, 90_000);
});
