import type { Role } from '@srs-desk/shared/access/roles.ts';
import { DEFAULT_CANCELLATION_SETTINGS } from '@srs-desk/shared/cancellation/settings.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closePages, go, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

let desk: DeskUnderTest;
let browser: Browser;

beforeAll(async () => {
  [desk, browser] = await Promise.all([startDesk(5), launch()]);
});

afterAll(async () => {
  await closePages(browser);
  await desk.close();
});

async function pageOf(role: Role, language: 'en' | 'de' = 'en'): Promise<Page> {
  const page = await (await openContext(browser, { language })).newPage();
  await logIn(page, desk.url, role);
  return page;
}

it('leads old addresses to where the pages are now, with what they ask for', async () => {
  const page = await pageOf('admin');
  for (const [old, now] of [
    ['/settings/users', '/users'],
    ['/settings/keys', '/api-keys'],
    ['/account/sessions', '/sessions'],
    ['/usage/prices?price=7', '/prices?price=7'],
    ['/usage/external-ids?period=2026-10', '/aliases?period=2026-10'],
    ['/reconciliation/upload?period=2026-10', '/invoices/create?period=2026-10'],
    ['/reconciliation/invoices/1', '/invoices/1'],
    ['/reconciliation/periods/2026-10', '/periods/2026-10'],
    ['/cancellations/policies', '/cancellation-policies'],
    ['/cancellations/new', '/cancellations/create'],
    ['/orders/new', '/orders/create'],
    ['/orders/register?refId=x', '/registrations/create?refId=x'],
    // As react-admin itself writes the address of a record.
    ['/invoices/1/show', '/invoices/1'],
  ]) {
    // The first one as a bookmark does, the others within the app: it is the app that leads on.
    await go(page, desk.url + old);
    await page.waitForURL(desk.url + now);
  }
  // The filter of a month stood alone in the address once.
  await go(page, `${desk.url}/reconciliation?period=2026-10`);
  await page.waitForURL((url) => url.pathname === '/invoices' && url.searchParams.get('filter') !== null);
});

it('tells whoever may not use a page so, at its address, in both languages', async () => {
  for (const [language, words] of [
    ['en', 'Your role (Support) does not include this page'],
    ['de', /Ihre Rolle \(.*\) umfasst diese Seite nicht/],
  ] as const) {
    const page = await pageOf('support', language);
    for (const path of [
      '/users',
      '/invoices',
      '/invoices/create',
      '/cancellations/1',
      '/settings',
      '/usage/orders',
    ]) {
      await go(page, desk.url + path);
      await page.getByText(words).waitFor();
      expect(new URL(page.url()).pathname).toBe(path);
    }
    const bar = page.getByRole('navigation').first();
    expect(await bar.getByRole('link').count()).toBe(4);
  }
});

it('shows an auditor the log, orders without the person, users and settings, and nothing that changes them', async () => {
  const page = await pageOf('auditor');
  await page.goto(`${desk.url}/audit`);
  await page.getByRole('table').getByRole('row').nth(1).waitFor();
  await page
    .getByRole('button', { name: /export/i })
    .first()
    .waitFor();
  const bar = page.getByRole('navigation').first();
  expect(await bar.getByRole('link').allInnerTexts()).toEqual([
    'Overview',
    'Orders',
    'API calls',
    'Cancellations',
    'Playbook',
    'Audit log',
    'Settings',
  ]);
  await go(page, `${desk.url}/users`);
  await page.getByRole('cell', { name: 'Otto Auditor' }).waitFor();
  expect(await page.getByRole('button', { name: /Add|Edit|Sessions/ }).count()).toBe(0);
  const admin = await pageOf('admin');
  const changed = await admin.request.put(`${desk.url}/api/settings/cancellations`, {
    headers: { 'x-requested-with': 'srs-desk' },
    data: { value: { ...DEFAULT_CANCELLATION_SETTINGS, atOnce: 32 } },
  });
  expect(changed.ok(), await changed.text()).toBe(true);
  await go(page, `${desk.url}/settings/values`);
  await page.locator('main input:disabled').first().waitFor();
  await page.getByText(/\(before: 64/).waitFor();
  expect(await page.getByRole('button', { name: /^Back to the default/ }).count()).toBe(0);
  expect(await page.locator('main :is(input, textarea):enabled:not([aria-hidden])').count()).toBe(0);
  await go(page, `${desk.url}/orders/${desk.simulator.refIds()[0]}`);
  const pack = page.getByRole('button', { name: 'Proof pack …' });
  await pack.waitFor();
  const changing = /sync|verify call|cancel|note|hand|legal hold|erase|reveal/i;
  expect(await page.locator('main').getByRole('button', { name: changing }).count()).toBe(0);
  await pack.click();
  await page.getByRole('dialog').getByRole('radio').first().waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(0);
  for (const path of ['/orders/create', '/usage', '/invoices', '/cancellations/create', '/api-keys']) {
    await go(page, desk.url + path);
    await page.getByText('Your role (Auditor) does not include this page').waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
  }
});

it('knows no page where a noun has none', async () => {
  const page = await pageOf('admin');
  for (const path of ['/saved-views', '/settings/nothing']) {
    await go(page, desk.url + path);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
  }
});
