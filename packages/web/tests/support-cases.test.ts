import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, logIn, openContext } from './browser.ts';
import { type DeskUnderTest, startDesk } from './desk-under-test.ts';

const HOUR = 3_600;
/** From the pasted id to the copied ticket. */
const MOST_CHORDS = 3;

const SERVICE_DESK = 'To: Swisscom Service Desk';
const PROVIDER = 'To: Identification provider via Swisscom Service Desk';
const OWN_SUPPORT = 'To: Service Provider Support';

interface Situation {
  issuer: 'IDENTITY.TM' | 'KLARNA';
  fate?: 'success' | 'abandoned' | 'overdue';
  placedHoursAgo?: number;
  status?: string;
  reason?: string;
  termsAccepted?: boolean;
}

interface Case {
  name: string;
  order: Situation;
  /** What the desk says before anything is asked. */
  turn: RegExp;
  /** Keys that answer the guided questions. */
  answers: readonly string[];
  team: string;
  /** What must stand in the ticket besides Ref ID and method. */
  ticket: readonly (string | RegExp)[];
  /** What the page says to tell the user, or why not to escalate. */
  says: RegExp;
}

const CASES: readonly Case[] = [
  {
    name: 'never got the link',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    turn: /Service Provider Support/,
    answers: ['Link not received'],
    team: OWN_SUPPORT,
    ticket: ['The user does not reach the Target URL'],
    says: /This is for our own support/,
  },
  {
    name: 'call broke off in the video',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    turn: /Service Provider Support/,
    answers: ['Connection lost', 'Before, too'],
    team: PROVIDER,
    ticket: ['PRO-4711', 'Order ID:', 'The connection was lost', 'The last screen has appeared', 'Time:'],
    says: /use the same link again/,
  },
  {
    name: 'app does not work',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    turn: /Service Provider Support/,
    answers: ['App does not work'],
    team: PROVIDER,
    ticket: ['PRO-4711', 'Order ID:', 'The identification app does not work'],
    says: /try another browser or device/,
  },
  {
    name: 'identified an hour ago and still cannot sign: the result is overdue',
    order: { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 },
    turn: /Identification provider/,
    answers: [],
    team: PROVIDER,
    ticket: ['PRO-4711', 'Order ID:', 'The result is overdue'],
    says: /is being checked|result/,
  },
  {
    name: 'identified an hour ago and still cannot sign: registered, the declaration of will fails',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    turn: /Nothing to do/,
    answers: ['No', 'Mobile ID'],
    team: SERVICE_DESK,
    ticket: [
      'PRO-4711',
      /Evidence ID: RAS/,
      /MSISDN\): \+\d{8,}/,
      'The declaration of will fails',
      'Contact:',
    ],
    says: /check that your Mobile ID is active/,
  },
  {
    name: 'no SMS for the terms',
    order: { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false },
    turn: /Swisscom Service Desk/,
    answers: ['No SMS'],
    team: SERVICE_DESK,
    ticket: [
      'PRO-4711',
      /MSISDN\): \+\d{8,}/,
      'no SMS with the terms of use',
      'The Verify Call succeeds',
      'Contact:',
    ],
    says: /why the SMS did not reach you/,
  },
  {
    name: 'wrong name typed',
    order: {
      issuer: 'IDENTITY.TM',
      fate: 'abandoned',
      status: 'IDENTIFICATION_NEGATIVELY_CONDUCTED',
      reason: 'Name differs from the submitted surname',
    },
    turn: /Service Provider Support/,
    answers: [],
    team: OWN_SUPPORT,
    ticket: ['Name differs from the submitted surname'],
    says: /compare your details with your ID document/,
  },
  {
    name: 'bank login failed twice',
    order: {
      issuer: 'KLARNA',
      fate: 'abandoned',
      status: 'NEGATIVE_IDENTIFICATION',
      reason: 'Online banking login failed twice',
    },
    turn: /Service Provider Support/,
    answers: [],
    team: OWN_SUPPORT,
    ticket: ['Online banking login failed twice'],
    says: /You will get a new link/,
  },
];

describe('the support cases, from the pasted id to the copied ticket', () => {
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

  /** An order in this situation, known to the desk. */
  async function orderIn({ issuer, fate, placedHoursAgo = 2, ...change }: Situation): Promise<string> {
    const { simulation } = desk.simulator;
    const wanted = { spreadSeconds: 2 * placedHoursAgo * HOUR, fate, issuer };
    const [order] = simulation.addOrders(2, 77, wanted as Parameters<typeof simulation.addOrders>[2]);
    if (!order) throw new Error('the simulator gave no order');
    if (change.status !== undefined) simulation.setStatus(order, change);
    await desk.register([order.refId]);
    return order.refId;
  }

  async function paste(text: string): Promise<void> {
    await page.evaluate((id) => navigator.clipboard.writeText(id), text);
    await page.keyboard.press('Control+V');
  }

  /** Copies the ticket by its key, and gives it. */
  async function copiedTicket(): Promise<string> {
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press('c');
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).not.toBe('');
    await page.getByText('Ticket created').first().waitFor();
    return await clipboard();
  }

  /** The key that gives an answer, as it stands on its button. */
  async function keyOf(answer: string): Promise<string> {
    const button = page
      .getByRole('button', { name: answer, exact: true })
      .and(page.locator('[aria-keyshortcuts]'));
    return (await button.getAttribute('aria-keyshortcuts')) ?? '';
  }

  it.each(CASES)('$name', async ({ order, turn, answers, team, ticket: wanted, says }) => {
    const refId = await orderIn(order);
    let chords = 0;
    await paste(refId);
    await page.waitForURL(`**/orders/${refId}`);
    await page.locator('main').getByText(refId).first().waitFor();
    await page.getByRole('heading', { name: turn }).first().waitFor();
    for (const answer of answers) {
      await page.keyboard.press(await keyOf(answer));
      chords += 1;
      await page.getByRole('button', { name: answer, pressed: true, exact: true }).waitFor();
    }
    await page.getByText(says).first().waitFor();
    const ticket = await copiedTicket();
    chords += 1;
    expect(chords).toBeLessThanOrEqual(MOST_CHORDS);
    expect(ticket).toContain(team);
    expect(ticket).toContain(refId);
    expect(ticket).toContain(order.issuer === 'KLARNA' ? 'Bank (Klarna)' : 'VIDEO IDENTITY.TM');
    for (const part of wanted) expect(ticket).toMatch(part);
  });

  it('order nowhere to be found: SRS is asked by one key and does not know it, so there is none', async () => {
    const refId = '00000000-dead-4bad-8bad-000000000001';
    await paste(refId);
    await page.getByText('Searched as').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('SRS knows no order with this Ref ID').waitFor();
    await page.goto(`${desk.url}/registrations`);
    await page.getByRole('cell', { name: refId }).waitFor();
    await page.getByRole('cell', { name: 'Not found at SRS' }).waitFor();
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
    await page.goto(`${desk.url}/orders/new`);
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
      SERVICE_DESK,
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
