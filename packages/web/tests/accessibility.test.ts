import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeFindings,
  closePages,
  launch,
  logIn,
  logInByPage,
  openContext,
  rawKeys,
  settled,
  visit,
} from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';
import { PAGES } from './registered-paths.ts';

/** The pages a support agent has open on the phone. */
const SUPPORT_PATHS = ['/', '/orders', '/orders/:id', '/orders/create', '/handovers', '/calls', '/playbook'];

/** What of a page or its dialog is wider than its place, though nothing scrolls it sideways. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const inDialogs = [...document.querySelectorAll('.MuiDialogContent-root')]
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map((box) => `dialog: ${box.scrollWidth} > ${box.clientWidth}`);
    return [...(scrollWidth > clientWidth ? [`page: ${scrollWidth} > ${clientWidth}`] : []), ...inDialogs];
  });
}

/** Pages outside the frame, and states that none of these shows by itself. */
const NOWHERE = '00000000-0000-4000-8000-00000000dead';
const MORE_PATHS = ['/no/such/page', `/orders/${NOWHERE}`, `/orders/create?replaces=${NOWHERE}`];

describe('every page of the desk', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(60), launch()]);
    page = await (await openContext(browser)).newPage();
  });

  afterAll(async () => {
    await closePages(browser);
    await desk.close();
  });

  const one = (sql: string): string => String(desk.server.desk.reader.connection.sql(sql).pluck().get() ?? 1);

  /** A registered page's address with something real in the place of its parameters. */
  function addressOf(path: string): string {
    const refId = one('SELECT ref_id FROM orders WHERE attention IS NOT NULL ORDER BY id LIMIT 1');
    const call = one('SELECT max(id) FROM calls');
    return path
      .replace('/calls/:id', `/calls/${call}`)
      .replace(/(\/orders\/.*):id/, `$1${refId}`)
      .replace(/:[a-zA-Z]+\??/g, '1')
      .replace(/\/\*$/, '');
  }

  /** What axe finds on these pages, and the keys of texts on them, by path. */
  async function findingsOn(
    on: Page,
    paths: readonly string[],
    rules: 'all' | 'colours' = 'all',
  ): Promise<Record<string, string[]>> {
    const findings: Record<string, string[]> = {};
    for (const path of paths) {
      await visit(on, path);
      const found = [...(await rawKeys(on)), ...(await axeFindings(on, rules))];
      if (found.length > 0) findings[path] = found;
    }
    return findings;
  }

  it('satisfies axe on the login page, in both themes', async () => {
    await page.goto(`${desk.url}/login`);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator('input[type="password"]').waitFor();
      await settled(page);
      // Colours fade from theme to theme: what is measured midway is of neither.
      await page.waitForFunction(() => document.getAnimations().length === 0);
      expect(await axeFindings(page)).toEqual([]);
    }
  });

  it('satisfies axe and shows no key of a text where it is registered', async () => {
    await logInByPage(page, desk.url, 'admin');
    expect(await findingsOn(page, PAGES.map(addressOf))).toEqual({});
  }, 600_000);

  // By the rules that a theme can break: by the others German differs in nothing from English.
  it('shows no key of a text in German, and satisfies axe in the dark', async () => {
    const german = await openContext(browser, { language: 'de', scheme: 'dark' });
    const other = await german.newPage();
    await logIn(other, desk.url, 'admin');
    await other.goto(desk.url);
    expect(await findingsOn(other, [...PAGES.map(addressOf), ...MORE_PATHS], 'colours')).toEqual({});
    expect(await other.locator('html').getAttribute('lang')).toBe('de');
    await german.close();
  }, 600_000);

  it('satisfies axe where a role may not go, and names the page', async () => {
    const theirs = await openContext(browser);
    const other = await theirs.newPage();
    await logIn(other, desk.url, 'support');
    await other.goto(`${desk.url}/orders`);
    for (const path of ['/users', '/audit', '/invoices/1', '/settings/values']) {
      await visit(other, path);
      await other.getByText('does not include this page').waitFor();
      expect(await axeFindings(other), path).toEqual([]);
      expect(await other.title(), path).toBe('No access – SRS Desk');
    }
    await theirs.close();
  });

  it('satisfies axe where nothing is, and in the dialogs of an order', async () => {
    expect(await findingsOn(page, MORE_PATHS)).toEqual({});

    await visit(page, addressOf('/orders/:id'));
    await page.getByRole('button', { name: 'Sync now' }).waitFor();
    for (const key of ['t', 'm', '?', '/']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      await settled(page);
      expect(await axeFindings(page), key).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  it('cuts nothing on a phone, and says in the first screenful whose turn it is', async () => {
    const phone = await openContext(browser, { width: 390, height: 844, language: 'de' });
    const other = await phone.newPage();
    await logIn(other, desk.url, 'support');
    await other.goto(desk.url);
    const wide: Record<string, string[]> = {};
    const note = async (what: string) => {
      const found = await cutOff(other);
      if (found.length > 0) wide[what] = found;
    };
    for (const path of SUPPORT_PATHS.map(addressOf)) {
      await visit(other, path);
      await note(path);
    }
    await visit(other, addressOf('/orders/:id'));
    const turn = other.getByRole('heading', { name: /Nächster Schritt|Nichts zu tun/ });
    await turn.waitFor();
    expect((await turn.boundingBox())?.y).toBeLessThan(600);
    for (const key of ['t', 'm', '?']) {
      await other.keyboard.press(key);
      await other.getByRole('dialog').waitFor();
      await settled(other);
      await note(key);
      await other.keyboard.press('Escape');
      await other.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await phone.close();
    expect(wide).toEqual({});
  }, 120_000);
});
