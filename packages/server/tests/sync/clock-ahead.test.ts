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

it('what was read while the clock was ahead is not taken for read just now', async () => {
  const refId = await syncedAhead();
  // An answer without a status cannot be read.
  world.tell(refId, { statuses: [] });
  const { status, body } = await world.by.admin.post(`/api/orders/${refId}/cancel`, {
    reason: 'Wrong number',
  });
  expect([status, body.result]).toEqual([503, undefined]);
});
