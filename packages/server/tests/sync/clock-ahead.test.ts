import { afterEach, beforeEach, expect, it } from 'vitest';
import { HOUR, MINUTE, startWorld } from '../support/support-world.ts';
import { until } from './desk-fixture.ts';

const DAY = 24 * HOUR;

let world: Awaited<ReturnType<typeof startWorld>>;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const orderOf = async (refId: string) => (await world.by.support.get(`/api/orders/${refId}`)).body;

/** An order that was synced while the desk's clock was a month ahead. */
async function syncedAhead(): Promise<string> {
  const refId = await world.registered({ statuses: [['CREATED', 0]] });
  await world.pass(30 * DAY);
  await world.sync(refId);
  await world.pass(-30 * DAY + MINUTE);
  return refId;
}

it('an order that was synced while the clock was ahead is synced again once it is set right', async () => {
  const refId = await syncedAhead();
  expect(Date.parse((await orderOf(refId)).nextSyncAt) - world.now()).toBeGreaterThan(29 * DAY);
  world.tell(refId, { statuses: [['CANCELLED', 0]] });
  world.app.desk.sync.start();
  await until('synced', async () => (await orderOf(refId)).status === 'cancelled');
  const { lastSyncedAt } = await orderOf(refId);
  expect(Date.parse(lastSyncedAt)).toBeLessThanOrEqual(world.now());
});

it.each(['TERMINATED', 'DATA_READY'])(
  'an order that became %s meanwhile, at no time that SRS tells, is as due as if the time were not known',
  async (status) => {
    const refId = await world.registered({ statuses: [['CREATED', 0]] });
    await world.pass(30 * DAY);
    world.tellUndated(refId, status);
    await world.sync(refId);
    await world.pass(-30 * DAY + MINUTE);
    const asked = world.answerVerify('no_evidence');
    world.app.desk.sync.start();
    await until('asked soon', async () => {
      const { nextSyncAt, lastSyncedAt } = await orderOf(refId);
      const isAsked =
        status === 'TERMINATED'
          ? world.answerVerify('no_evidence') > asked
          : Date.parse(lastSyncedAt) <= world.now();
      return isAsked && Date.parse(nextSyncAt) > world.now() && Date.parse(nextSyncAt) - world.now() < DAY;
    });
    expect(world.answerVerify('no_evidence')).toBe(status === 'TERMINATED' ? asked + 1 : asked);
    const { body } = await world.get(refId, 'triage');
    expect(JSON.stringify(body)).not.toMatch(/2026-04|04\/2026/);
    const { triageFacts } = await orderOf(refId);
    expect(triageFacts.statusChangedAtKnown).toBe(false);
    expect(triageFacts.statusChangedAt).toBeLessThan(world.now());
    const due = world.app.desk.reader.connection.sql('SELECT triage_due_at FROM orders').pluck().get();
    expect(Number(due) - world.now()).toBeLessThan(2 * DAY);
  },
);

it('an order that SRS says is to be Terminated later waits for that', async () => {
  const refId = await world.registered({ statuses: [['TERMINATED', 30 * DAY]] });
  await world.sync(refId);
  const { nextSyncAt } = await orderOf(refId);
  world.app.desk.sync.start();
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect((await orderOf(refId)).nextSyncAt).toBe(nextSyncAt);
});

it('what was read while the clock was ahead is not taken for read just now', async () => {
  const refId = await syncedAhead();
  // An answer without a status cannot be read.
  world.tell(refId, { statuses: [] });
  const { status, body } = await world.by.admin.post(`/api/orders/${refId}/cancel`, {
    reason: 'Wrong number',
  });
  expect([status, body.result]).toEqual([503, undefined]);
});
