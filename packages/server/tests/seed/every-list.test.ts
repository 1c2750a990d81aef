import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { billingQuestions } from '../../bench/scale/billing-questions.ts';
import { HoldMeter } from '../../bench/scale/hold-meter.ts';
import { addJobAndInvoice, walkedLists } from '../../bench/scale/lists.ts';
import { type Asked, askAll, LONGEST_MS, walk } from '../../bench/scale/walk.ts';
import { fill } from '../../bench/seed/served-desk.ts';
import { benchEnvironment } from '../../bench/sync/bench-environment.ts';
import { openDesk, type RunningDesk } from '../../src/app/open-desk.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { diskFolder, NIGHTLY } from '../long-form.ts';

const ORDERS = NIGHTLY ? 1_000_000 : 400;
/** Refusals that say how to ask instead. */
const TOLD = ['too_many_calls', 'too_many_entries', 'read_took_too_long', 'use_search'];
/** Walked by tests of their own, see order-lists and call-lists. */
const ELSEWHERE = NIGHTLY ? [] : ['orders', 'calls'];
const folder = join(diskFolder(), 'every-list');
let desk: RunningDesk;
let meter: HoldMeter;

beforeAll(async () => {
  await fill(folder, ORDERS);
  addJobAndInvoice(join(folder, 'desk.db'));
  desk = await openDesk(readConfig(benchEnvironment(folder, 'http://127.0.0.1:9')), { logLevel: 'silent' });
  await desk.audit.search().ready;
  while (desk.audit.search().lag() > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  meter = new HoldMeter();
}, 3_600_000);
afterAll(async () => {
  meter.stop();
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

function expectAnswered(name: string, asked: readonly Asked[]): void {
  expect(asked.length, name).toBeGreaterThan(2);
  const untold = asked.filter(({ refused }) => refused !== null && !TOLD.includes(refused));
  expect(untold, name).toEqual([]);
  // Milliseconds of the processor: of a small desk they say nothing.
  if (!NIGHTLY) return;
  const held = asked.filter(({ hold }) => hold > LONGEST_MS);
  expect(held, name).toEqual([]);
}

it(
  'every list answers every filter in every order, or says how to ask; a million rows hold up nobody',
  async () => {
    for (const list of walkedLists(desk.reader).filter(({ name }) => !ELSEWHERE.includes(name)))
      expectAnswered(list.name, await walk(desk, meter, list, NIGHTLY));
  },
  NIGHTLY ? 3_600_000 : 60_000,
);

it(
  'every question of billing is answered; a year of a million orders holds up nobody',
  async () => expectAnswered('billing', await askAll(desk, meter, billingQuestions(desk.reader))),
  NIGHTLY ? 600_000 : 60_000,
);
