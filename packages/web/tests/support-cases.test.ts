import { sayAnswer } from '@srs-desk/shared/process/texts.ts';
import { LANGUAGES, type Language } from '@srs-desk/shared/words/language.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const HOUR = 3_600;
/** From the pasted id to the text on the clipboard. */
const MOST_INTERACTIONS = 3;

const SERVICE_DESK = 'Swisscom Service Desk';

interface Situation {
  issuer: 'IDENTITY.TM' | 'KLARNA';
  fate?: 'success' | 'abandoned' | 'overdue';
  placedHoursAgo?: number;
  status?: string;
  reason?: string;
  termsAccepted?: boolean;
  /** Placed by the desk, so that it knows what was sent. */
  placed?: Readonly<Record<string, string>>;
}

interface Call {
  name: string;
  order: Situation;
  /** Ids of the answers, each given by its key. */
  answers: readonly string[];
  /** What comes out: the message to the user, or the ticket (`asked` where it is asked about first); else what the page says. */
  out: 'message' | 'ticket' | 'asked' | 'page';
  must: readonly RegExp[];
  never: readonly RegExp[];
  /** The first button, where it is another than what comes out. */
  first?: RegExp;
  /** What the page says beside what goes out. */
  says?: readonly RegExp[];
}

const LINK = /https?:\/\//;
const UNTICKED = /We checked|Von uns geprüft|Already checked|Bereits geprüft/;

const CALLS: readonly Call[] = [
  {
    name: '1 I never got the link',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['link_not_received'],
    out: 'message',
    must: [LINK, /Swisscom Trust Services[\s\S]*https?:/, /10 (to|bis) 20/],
    never: [/new link|neuer Link/i],
    first: /Message to user|Nachricht an die Person/,
  },
  {
    name: '2 the video call broke off: the same link',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['connection_lost'],
    out: 'message',
    must: [LINK, /same link|demselben Link/],
    never: [/new link|neuer Link/i],
  },
  {
    name: '2 it broke off before, too: a ticket with the time of the call',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['connection_lost', 'again'],
    out: 'ticket',
    must: [
      /PRO-4711/,
      /Order ID: /,
      /(Time of the problem|Zeit des Problems): \d/,
      /connection was lost|Verbindung brach/,
      /(Status at SRS|Status bei SRS): INITIALIZED/,
    ],
    never: [UNTICKED, /Not reached|Nicht erreicht/],
  },
  {
    name: '3 the app does not work, only the browser: no surname was sent',
    order: { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed: { mobile: '+41 79 555 03 03' } },
    answers: ['app_not_working'],
    out: 'message',
    must: [LINK, /in the browser only, not in the app|nur im Browser, nicht in der App/],
    never: [
      /ask the provider|Anbieter fragen|another device|anderes Gerät|anderen Gerät/i,
      /new link|neuen Link/,
    ],
    first: /Message to user|Nachricht an die Person/,
    says: [
      /only the browser works|nur der Browser/,
      /place the order again with the surname|mit dem Nachnamen neu erteilen/,
      /Place again|Neu erteilen/,
    ],
  },
  {
    name: '4 identified three days ago, cannot sign: late, and no minutes are promised',
    order: { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 },
    answers: [],
    out: 'message',
    must: [/looking into it|klären das ab/],
    never: [/20 (minutes|Minuten)/, LINK],
    first: /Copy ticket|Ticket kopieren/,
  },
  {
    name: '4 registered, the declaration of will fails',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    answers: ['no', 'mobile_id'],
    out: 'ticket',
    must: [/PRO-4711/, /Evidence ID: RAS/, /MSISDN\): \+\d{8,}/, /signing fails|Unterschreiben scheitert/],
    never: [UNTICKED],
  },
  {
    name: '5 no SMS for the terms',
    order: { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false },
    answers: ['not_arrived'],
    out: 'asked',
    must: [
      new RegExp(SERVICE_DESK),
      /MSISDN\): \+\d{8,}/,
      /no SMS arrived|kein SMS ankam/,
      /Evidence ID: (not given by SRS|von SRS nicht angegeben)/,
    ],
    never: [UNTICKED, /that is the problem|das ist das Problem/],
  },
  {
    name: '5 no SMS for the terms: what the user is told',
    order: { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false },
    answers: ['not_arrived'],
    out: 'message',
    must: [/has not reached you|nicht erreicht/],
    never: [/please accept|nehmen Sie/, LINK],
  },
  {
    name: '6 I typed my name wrongly',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['data_wrong'],
    out: 'message',
    must: [/ID document|Ausweis/, /new link|neuen Link/],
    never: [LINK],
    first: /Place again|Neu erteilen/,
  },
  {
    name: '7 the bank login failed, tries are left: the same link',
    order: { issuer: 'KLARNA', fate: 'abandoned', status: 'INITIALIZED', placedHoursAgo: 0 },
    answers: ['login_failed'],
    out: 'message',
    must: [LINK, /same link|demselben Link/, /60 (minutes|Minuten)/],
    never: [/new link|neuen Link|officer|RA-Agent/],
  },
  {
    name: '7 the link is used up: none is given',
    order: { issuer: 'KLARNA', fate: 'abandoned', status: 'INITIALIZED', placedHoursAgo: 0 },
    answers: ['link_used_up'],
    out: 'message',
    must: [/could not be completed|nicht abgeschlossen/],
    never: [LINK, /officer|RA-Agent/],
    first: /Place again|Neu erteilen/,
  },
  {
    name: '7 the bank said no: no dead link as a new one',
    order: {
      issuer: 'KLARNA',
      fate: 'abandoned',
      status: 'NEGATIVE_IDENTIFICATION',
      reason: 'Online banking login failed twice',
    },
    answers: [],
    out: 'message',
    must: [/check|prüfen/],
    never: [LINK, /Online banking login failed/],
    first: /Place again|Neu erteilen/,
  },
  {
    name: '9 four months ago it worked, now I am not registered: a Verify Call now',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    answers: ['no', 'not_registered'],
    out: 'page',
    must: [/signing fails|scheitert das Unterschreiben/],
    never: [/Mobile ID is active|Mobile ID aktiv ist/],
    first: /Copy ticket|Ticket kopieren/,
  },
  {
    name: '9 four months ago it worked, the SIM card is new: identify again',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    answers: ['no', 'sim_or_number'],
    out: 'page',
    must: [/only a new identification helps|Nur eine neue Identifikation hilft/],
    never: [/Mobile ID is active|Mobile ID aktiv ist/],
    first: /Place again|Neu erteilen/,
  },
];

describe.each(LANGUAGES)('the calls, from the pasted id to the clipboard, in %s', (language) => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(20), launch()]);
    context = await openContext(browser, { language });
    page = await context.newPage();
    await logIn(page, desk.url, 'support');
  });

  afterAll(async () => {
    await context.close();
    await browser.close();
    await desk.close();
  });

  it.each(CALLS)('$name', async ({ order, answers, out, must, never, first, says = [] }) => {
    const refId = await orderIn(desk, order, page);
    let interactions = 0;
    await paste(page, refId);
    await page.waitForURL(`**/orders/${refId}`);
    await page.locator('main').getByText(refId).first().waitFor();
    const act = page.locator('main [aria-keyshortcuts="m"]').first();
    await act.waitFor();
    for (const answer of answers) {
      await giveAnswer(page, language, answer);
      interactions += 1;
      await page
        .getByRole('button', { name: sayAnswer(language, answer), pressed: true, exact: true })
        .first()
        .waitFor();
    }
    if (first) await page.locator('main .MuiButton-contained').first().filter({ hasText: first }).waitFor();
    const shown = (await page.locator('main').textContent()) ?? '';
    for (const part of says) expect(shown).toMatch(part);
    if (out === 'page') {
      const said = (await page.locator('main').textContent()) ?? '';
      for (const part of must) expect(said).toMatch(part);
      for (const part of never) expect(said).not.toMatch(part);
      return;
    }
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press(out === 'message' ? 'm' : 'c');
    interactions += 1;
    if (out !== 'ticket') {
      const dialog = page.getByRole('dialog');
      if (out === 'message') await dialog.getByRole('button', { name: /^(Copy|Kopieren)$/ }).click();
      else {
        await dialog.getByText(/Do not escalate yet|Noch nicht eskalieren/).waitFor();
        await page.keyboard.press('Enter');
      }
      interactions += 1;
      await dialog.waitFor({ state: 'detached' });
    }
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).not.toBe('');
    const text = await clipboard();
    expect(interactions).toBeLessThanOrEqual(MOST_INTERACTIONS);
    for (const part of must) expect(text).toMatch(part);
    for (const part of never) expect(text).not.toMatch(part);
    if (out !== 'message') expect(text).toContain(refId);
  });

  it('10 a person with three orders: the evidence that is valid is said on all of them, and which to cancel', async () => {
    const mobile = language === 'en' ? '+41 79 555 10 01' : '+41 79 555 10 02';
    const person = { mobile, firstName: 'Zoë', lastName: `O’Brien-Müller ${language}`, dob: '1980-05-17' };
    const video = { issuer: 'IDENTITY.TM', placed: person } as const;
    const valid = await orderIn(desk, { ...video, status: 'TERMINATED', termsAccepted: true }, page);
    const older = await orderIn(desk, { ...video, status: 'INITIALIZED' }, page);
    const newer = await orderIn(desk, { ...video, status: 'INITIALIZED' }, page);
    for (const refId of [older, newer]) {
      await paste(page, refId);
      await page.waitForURL(`**/orders/${refId}`);
      const main = page.locator('main');
      await main.getByText(/has valid evidence by|hat einen gültigen Nachweis aus/).waitFor();
      await main.getByText(/this order is not needed: cancel it|diesen Auftrag nicht: stornieren/).waitFor();
      await main
        .getByText(`${valid.slice(0, 4)}`)
        .first()
        .waitFor();
      await main
        .locator('.MuiButton-contained')
        .first()
        .filter({ hasText: /Message to user|Nachricht an die Person/ })
        .waitFor();
      expect((await main.textContent()) ?? '').not.toMatch(/Place a new order|Neuen Auftrag erteilen/i);
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.keyboard.press('m');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^(Copy|Kopieren)$/ }).click();
      await dialog.waitFor({ state: 'detached' });
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard).toMatch(/still valid, so you can sign|noch gültig; Sie können damit/);
      expect(await clipboard()).not.toMatch(/https?:/);
    }
    await paste(page, valid);
    await page.waitForURL(`**/orders/${valid}`);
    await page.getByRole('heading', { name: /Nothing to do|Nichts zu tun/ }).waitFor();
  });

  it('11 found in any spelling, why it was found, and how many more there are', async () => {
    const mobile = language === 'en' ? '+41 79 555 11 01' : '+41 79 555 11 02';
    const placed = {
      mobile,
      firstName: 'Jürg',
      lastName: `D’Angelò${language}`,
      externalId: `ACME-${language}-4711`,
    };
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed }, page);
    const digits = mobile.replaceAll(' ', '').slice(3);
    const searches: [string, RegExp][] = [
      [`juerg dangelo${language}`, /Name/],
      [`D'Angelo${language}`, /Name/],
      [`0041 (0)${digits.slice(0, 2)}/${digits.slice(2)}`, /Mobile number|Mobilnummer/],
      [`${language}-4711`, /External ID/],
    ];
    await page.goto(`${desk.url}/`);
    await page.locator('main').first().waitFor();
    for (const [typed, why] of searches) {
      await page.keyboard.press('/');
      await page.getByRole('combobox').last().fill(typed);
      const hit = page.getByRole('option').filter({ hasText: refId.slice(0, 4) });
      await hit.filter({ hasText: why }).first().waitFor();
      await page
        .getByRole('status')
        .filter({ hasText: /found|gefunden/ })
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    for (let n = 0; n < 21; n++)
      await orderIn(
        desk,
        {
          issuer: 'IDENTITY.TM',
          placed: {
            mobile: `+41 79 556 ${10 + n} 0${language === 'en' ? 1 : 2}`,
            externalId: `ACME-${language}-4711`,
          },
        },
        page,
      );
    await page.keyboard.press('/');
    await page.getByRole('combobox').last().fill(`${language}-4711`);
    await page.getByText(/20 of 22 orders found|20 von 22 gefundenen Aufträgen/).waitFor();
    await page.getByRole('button', { name: /Show all|Alle zeigen/ }).click();
    await expect.poll(() => page.getByRole('option').count()).toBe(22);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('12 two agents on one order: each sees the other, and a second ticket is noticed', async () => {
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 });
    const other = await openContext(browser, { language });
    try {
      const second = await other.newPage();
      await logIn(second, desk.url, 'admin');
      await paste(page, refId);
      await page.waitForURL(`**/orders/${refId}`);
      await page
        .getByRole('button', { name: /Copy ticket|Ticket kopieren/ })
        .first()
        .waitFor();
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await page.keyboard.press('c');
      const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(clipboard).toContain(refId);
      await second.goto(`${desk.url}/orders/${refId}`);
      await second.getByText(/Sam Support (is looking at this order|sieht sich diesen Auftrag an)/).waitFor();
      await second
        .getByRole('button', { name: /Copy ticket|Ticket kopieren/ })
        .first()
        .waitFor();
      await second.keyboard.press('c');
      await second
        .getByRole('dialog')
        .getByText(/There is an open ticket for this already|gibt es bereits ein offenes Ticket/)
        .waitFor();
      await second.keyboard.press('Escape');
      await page.getByText(/Ada Admin (is looking at this order|sieht sich diesen Auftrag an)/).waitFor();
      const recorded = desk.server.desk.reader.connection.sql(
        'SELECT count(*) FROM handovers WHERE ref_id = ?',
      );
      expect(recorded.pluck().get(refId)).toBe(1);
    } finally {
      await other.close();
    }
  });
});

/** An order in this situation, known to the desk. */
async function orderIn(desk: DeskUnderTest, situation: Situation, page?: Page): Promise<string> {
  const { issuer, fate, placedHoursAgo = 2, placed, ...change } = situation;
  const { simulation } = desk.simulator;
  if (placed !== undefined && page !== undefined) {
    const refId = await place(page, { issuer, method: 'VIDEO IDENTITY.TM', ...placed });
    const order = simulation.find(refId);
    if (order !== undefined && change.status !== undefined) simulation.setStatus(order, change);
    const by = { actor: 'system', origin: 'system' } as const;
    await desk.server.desk.sync.syncNow(refId, by);
    if (change.status === 'TERMINATED') await desk.server.desk.sync.syncNow(refId, by, 'verify');
    return refId;
  }
  const wanted = { spreadSeconds: 2 * placedHoursAgo * HOUR, fate, issuer };
  const [order] = simulation.addOrders(2, 77, wanted as Parameters<typeof simulation.addOrders>[2]);
  if (!order) throw new Error('the simulator gave no order');
  if (change.status !== undefined) simulation.setStatus(order, change);
  await desk.register([order.refId]);
  return order.refId;
}

/** Places an order as the page does, as who is logged in there; gives its Ref ID. */
async function place(page: Page, body: Readonly<Record<string, string>>): Promise<string> {
  const answer = await page.evaluate(async (sent) => {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' };
    const told = await fetch('/api/orders', { method: 'POST', headers, body: JSON.stringify(sent) });
    return told.text();
  }, body);
  const { refId } = JSON.parse(answer) as { refId?: string };
  if (refId === undefined) throw new Error(`not placed: ${answer}`);
  return refId;
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((id) => navigator.clipboard.writeText(id), text);
  await page.keyboard.press('Control+V');
}

/** Gives an answer by the key that stands on its button, or else by the button. */
async function giveAnswer(page: Page, language: Language, answer: string): Promise<void> {
  const button = page.getByRole('button', { name: sayAnswer(language, answer), exact: true }).first();
  const key = await button.getAttribute('aria-keyshortcuts');
  if (key === null) await button.click();
  else await page.keyboard.press(key);
}

describe('at the desk', () => {
  let desk: DeskUnderTest;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk(20), launch()]);
    context = await openContext(browser);
    page = await context.newPage();
    await logIn(page, desk.url, 'support');
  });

  afterAll(async () => {
    await context.close();
    await browser.close();
    await desk.close();
  });

  it('c copies nothing where there is no ticket, and a second ticket for the same issue is asked about', async () => {
    const done = await orderIn(desk, {
      issuer: 'IDENTITY.TM',
      fate: 'success',
      status: 'TERMINATED',
      termsAccepted: true,
    });
    await page.goto(`${desk.url}/orders/${done}`);
    await page.getByRole('heading', { name: /Nothing to do/ }).waitFor();
    await page.keyboard.press('c');
    await page.getByText('No ticket is needed here.').first().waitFor();
    const late = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 });
    await page.goto(`${desk.url}/orders/${late}`);
    await page.getByRole('button', { name: 'Copy ticket' }).click();
    await page.getByText('Ticket created').first().waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByText('There is an open ticket for this already').waitFor();
    await page.keyboard.press('Escape');
    expect(
      desk.server.desk.reader.connection
        .sql('SELECT count(*) FROM handovers WHERE ref_id = ?')
        .pluck()
        .get(late),
    ).toBe(1);
  });

  it('what is ticked as checked stands in the ticket, with the time that is asked for', async () => {
    const refId = await orderIn(desk, { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' });
    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByRole('button', { name: 'Officer could not continue' }).click();
    await page.getByRole('checkbox', { name: /Camera \(at least/ }).check();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('When did it happen?').fill('2026-01-02T09:30');
    await dialog.getByText('Camera and microphone allowed').waitFor();
    await dialog.getByRole('button', { name: /^Copy/ }).click();
    await dialog.waitFor({ state: 'detached' });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain('Time of the problem: 02/01/2026');
    expect(await clipboard()).toContain('We checked:\n- Camera and microphone allowed\n');
  });

  it('order nowhere to be found: SRS is asked by one key and does not know it, so there is none', async () => {
    const refId = '00000000-dead-4bad-8bad-000000000001';
    await paste(page, refId);
    await page.getByText('Searched as').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('SRS knows no order with this Ref ID').waitFor();
    await page.goto(`${desk.url}/registrations`);
    await page.getByRole('rowheader', { name: refId }).waitFor();
    await page.getByRole('cell', { name: 'Not found at SRS' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.goto(`${desk.url}/orders/${refId}`);
    await page.getByText('This order is not known here').waitFor();
  });

  it('SRS refused a call before there was any Ref ID: its ticket goes to Swisscom from the call', async () => {
    const faults = (settings: unknown) =>
      fetch(`${desk.simulator.url}/_sim/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(settings),
      });
    await faults({ status: 503, errorRate: 1, when: 'before', only: ['list_methods'] });
    await page.goto(`${desk.url}/orders/create`);
    await page.getByRole('alert').first().waitFor();
    await faults({});
    const failed = desk.server.desk.reader.connection
      .sql("SELECT max(id) FROM calls WHERE operation = 'list_methods' AND http_status = 503")
      .pluck()
      .get() as number;
    await page.goto(`${desk.url}/calls/${failed}`);
    await page.getByRole('button', { name: 'Copy ticket for this API call' }).click();
    await page.getByText('Ticket copied and recorded').first().waitFor();
    const ticket = await page.evaluate(() => navigator.clipboard.readText());
    for (const data of [
      `To: ${SERVICE_DESK}`,
      'PRO-4711',
      'HTTP 503',
      'x-correlation-id',
      'none: the API call failed before one was given',
    ])
      expect(ticket).toContain(data);
    const recorded = desk.server.desk.reader.connection
      .sql('SELECT ref_id AS refId, step, team FROM handovers WHERE call_id = ?')
      .all(failed);
    expect(recorded).toEqual([{ refId: null, step: 1, team: 'swisscom_service_desk' }]);
  });
});
