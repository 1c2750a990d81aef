import { sayAnswer } from '@srs-desk/shared/process/texts.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import type { Page } from 'playwright-core';
import type { DeskUnderTest } from '../desk-under-test.ts';

const HOUR = 3_600;

/** How an order stands that somebody calls about. */
export interface Situation {
  issuer: 'IDENTITY.TM' | 'KLARNA';
  fate?: 'success' | 'abandoned' | 'overdue';
  placedHoursAgo?: number;
  status?: string;
  reason?: string;
  termsAccepted?: boolean;
  /** Placed by the desk, so that it knows what was sent. */
  placed?: Readonly<Record<string, string>>;
}

/** An order in this situation, known to the desk. */
export async function orderIn(desk: DeskUnderTest, situation: Situation, page?: Page): Promise<string> {
  const { issuer, fate, placedHoursAgo = 2, placed, ...change } = situation;
  const { simulation } = desk.simulator;
  if (placed !== undefined && page !== undefined) {
    const refId = await place(page, { issuer, method: 'VIDEO IDENTITY.TM', ...placed });
    const order = simulation.find(refId);
    if (order !== undefined && change.status !== undefined) simulation.setStatus(order, change);
    const by = { actor: 'system', origin: 'system' } as const;
    const known = desk.server.desk.reader.connection.sql('SELECT upper(status) FROM orders WHERE ref_id = ?');
    // Who asks while a poll is under way gets its answer, and that may be older than the change.
    do await desk.server.desk.sync.syncNow(refId, by);
    while (change.status !== undefined && known.pluck().get(refId) !== change.status);
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

/** Pastes a text on the page, as an agent does with an id. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((id) => navigator.clipboard.writeText(id), text);
  await page.keyboard.press('Control+V');
}

/** Gives an answer by the key that stands on its button, or else by the button. */
export async function giveAnswer(page: Page, language: Language, answer: string): Promise<void> {
  const button = page.getByRole('button', { name: sayAnswer(language, answer), exact: true }).first();
  const key = await button.getAttribute('aria-keyshortcuts');
  // Nobody is so quick: what the last answer brought about listens to its keys by then.
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
  if (key === null) await button.click();
  else await page.keyboard.press(key);
}
