import type { Language } from '@srs-desk/shared/words/language.ts';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { createI18nProvider } from '../../src/i18n/i18nProvider.ts';
import { logIn, openContext, visit } from '../browser.ts';
import type { DeskUnderTest } from '../desk-under-test.ts';

/** How the page is looked at: each case is played in both. */
export const LOOKS = [
  { width: 1440, height: 900, language: 'en' },
  { width: 390, height: 844, language: 'de' },
] as const;
type Look = (typeof LOOKS)[number];

/** Says a text of the page by its key. */
type Say = (key: string, options?: object) => string;

async function wordsOf(language: Language): Promise<Say> {
  // The provider says its language to the page, and here is none.
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  const { translate } = await createI18nProvider(language);
  vi.unstubAllGlobals();
  return translate;
}

/** An admin with one page open for all cases in one look, and what they and the tests do at the desk. */
export class AdminAtWork {
  readonly #desk: DeskUnderTest;
  readonly page: Page;
  readonly say: Say;
  #placed = 0;

  private constructor(desk: DeskUnderTest, page: Page, say: Say) {
    this.#desk = desk;
    this.page = page;
    this.say = say;
  }

  static async start(
    desk: DeskUnderTest,
    browser: Browser,
    look: Look,
    username: string,
  ): Promise<AdminAtWork> {
    const page = await (await openContext(browser, look)).newPage();
    await logIn(page, desk.url, username);
    await page.goto(desk.url);
    await page.locator('main h1').first().waitFor();
    return new AdminAtWork(desk, page, await wordsOf(look.language));
  }

  visit(path: string): Promise<void> {
    return visit(this.page, path);
  }

  /** Presses the button of this text, in the dialog where there is one. */
  async press(key: string, options?: object): Promise<void> {
    // What opens below a resting pointer may tell of itself, over the button that is meant.
    await this.page.mouse.move(0, 0);
    const within = this.page.getByRole('dialog');
    const place = (await within.count()) > 0 ? within : this.page;
    await place
      .getByRole('button', { name: this.say(key, options), exact: true })
      .first()
      .click();
  }

  /** Waits until a text stands on the page. */
  read(key: string, options?: object): Promise<void> {
    return this.page.getByText(this.say(key, options), { exact: false }).first().waitFor();
  }

  /** Sends something to the desk without the page; `status` is what it must answer. */
  async send(method: string, path: string, data: unknown, status: number) {
    const headers = { 'x-requested-with': 'srs-desk' };
    const answer = await this.page.request.fetch(`${this.#desk.url}/api/${path}`, { method, headers, data });
    const text = await answer.text();
    expect(answer.status(), text).toBe(status);
    return text === '' ? null : JSON.parse(text);
  }

  /** Places so many orders of one new person, one after the other; gives their Ref IDs and the person's number. */
  async ordersOfOne(count: number): Promise<{ mobile: string; refIds: string[] }> {
    this.#placed += 1;
    const mobile = `+41 79 555 ${this.page.viewportSize()?.width === 390 ? 12 : 11} ${String(this.#placed).padStart(2, '0')}`;
    const refIds: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const person = { lastName: 'Doppelt', externalId: 'ACME-7', mobile };
      const order = { issuer: 'IDENTITY.TM', method: 'video', cancelPredecessor: false, ...person };
      refIds.push(String((await this.send('POST', 'orders', order, 201)).refId));
    }
    return { mobile, refIds };
  }

  atSrs(refId: string | undefined): string | undefined {
    return this.#desk.simulator.truth(refId ?? '')?.status;
  }

  /** Confirms the plan that is on the page by its count, and waits for its result. */
  async carryOut(count: number): Promise<void> {
    await this.read('desk.cancellations.plan.willCancel');
    await this.page.getByLabel(this.say('desk.cancellations.confirm.count')).fill(String(count));
    await this.press('desk.cancellations.confirm.run', { smart_count: count, count: String(count) });
    const result = this.say('desk.cancellations.result.completed');
    await this.page.getByRole('heading', { name: result, exact: true }).waitFor({ timeout: 60_000 });
  }

  /** Says why, and makes the plan of what was chosen. */
  async makePlan(): Promise<void> {
    await this.page.getByRole('textbox', { name: this.say('desk.reason') }).fill('No longer used');
    await this.press('desk.cancellations.new.make');
    await this.page.waitForURL(/\/cancellations\/\d+$/);
  }
}
