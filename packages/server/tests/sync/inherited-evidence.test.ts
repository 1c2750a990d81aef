import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { HOUR, MINUTE, PERSON, startWorld, YEAR } from '../support/support-world.ts';
import { until } from './desk-fixture.ts';

const DAY = 24 * HOUR;
const ENDED = { statuses: ['CREATED', 'INITIALIZED', 'IDENTIFICATION_DONE', 'TERMINATED'] };

let world: Awaited<ReturnType<typeof startWorld>>;

beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const told = (mobile: string) => ({
  statuses: ENDED.statuses.map((status, index) => [status, index * MINUTE] as const),
  mobile,
});
const orderOf = async (refId: string) => (await world.by.support.get(`/api/orders/${refId}`)).body;

/** Two orders of one person, a year apart; the RA service shows the evidence of the first for both. */
async function secondOfTwo(): Promise<[first: string, second: string]> {
  const mobile = world.someNumber();
  const placed = async () => {
    const refId = await world.placed(told(mobile), { ...PERSON, mobile });
    await world.pass(HOUR);
    await world.sync(refId);
    await world.verified(refId, 'valid');
    return refId;
  };
  const first = await placed();
  await world.pass(YEAR);
  return [first, await placed()];
}

it('evidence of an earlier identification does not end the wait for an order’s own', async () => {
  const [first, second] = await secondOfTwo();
  expect((await orderOf(first)).nextSyncAt).toBeNull();
  const order = await orderOf(second);
  expect(order).toMatchObject({ verifyStatus: 'valid', evidenceIsEarlier: true });
  const gap = Date.parse(order.nextSyncAt) - world.now();
  expect(gap).toBeGreaterThan(10 * MINUTE);
  await world.pass(31 * DAY);
  await world.verified(second, 'valid');
  expect((await orderOf(second)).nextSyncAt).toBeNull();
});

it('evidence of an earlier identification is called expired only when the RA service says so', async () => {
  const [first, second] = await secondOfTwo();
  await world.pass(31 * DAY);
  await world.verified(second, 'valid');
  await world.pass(4 * YEAR);
  const expire = () =>
    world.app.desk.ledger.record([{ name: 'order.expire_evidence', args: { limit: 10 } }], []);
  await expire();
  expect((await orderOf(first)).verifyStatus).toBe('expired');
  expect(await orderOf(second)).toMatchObject({ verifyStatus: 'valid' });
  const { body } = await world.get(second, 'triage');
  expect(body.why.code).toBe('verify_outstanding');
  const asked = world.answerVerify('no_evidence');
  world.app.desk.sync.start();
  await until('expired', async () => (await orderOf(second)).verifyStatus === 'expired');
  expect(world.answerVerify('no_evidence')).toBe(asked + 1);
});

it('evidence of an earlier identification that ends meanwhile leaves an order waiting for its own', async () => {
  const [, second] = await secondOfTwo();
  await world.pass(MINUTE);
  const order = await world.verified(second, 'no_evidence');
  expect(order).toMatchObject({ verifyStatus: 'no_evidence', evidenceIsEarlier: true });
  expect(order.evidenceValidUntil).toBe(new Date(world.now()).toISOString());
  expect(Date.parse(order.nextSyncAt)).toBeGreaterThan(world.now());
  const { body } = await world.get(second, 'triage');
  expect(body.why.code).not.toBe('evidence_expired');
  const facts = await checkFacts({ path: world.app.desk.config.databasePath, now: world.now() });
  expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
});

it('evidence that outlives the earlier identification is the order’s own', async () => {
  const [, second] = await secondOfTwo();
  await world.pass(4 * YEAR + DAY);
  const order = await world.verified(second, 'valid');
  expect(order).toMatchObject({ verifyStatus: 'valid', evidenceIsEarlier: false });
  const ends = Date.parse(order.evidenceValidUntil) - Date.parse(order.statusChangedAt);
  expect(Math.round(ends / YEAR)).toBe(5);
  const facts = await checkFacts({ path: world.app.desk.config.databasePath, now: world.now() });
  expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
});

it('evidence that an order showed before it terminated does not become its own thereby', async () => {
  const mobile = world.someNumber();
  const open = { statuses: [['CREATED', 0]], mobile } as const;
  const refId = await world.placed(open, { ...PERSON, mobile });
  const early = await world.verified(refId, 'valid');
  expect(early).toMatchObject({ verifyStatus: 'valid', evidenceIsEarlier: true });
  await world.pass(12 * MINUTE);
  world.tell(refId, { ...told(mobile), statuses: told(mobile).statuses.map(([status]) => [status, 0]) });
  await world.sync(refId);
  await world.pass(25 * MINUTE);
  const { evidenceId, evidenceValidUntil } = early;
  const stands = { status: 'terminated', evidenceId, evidenceIsEarlier: true, evidenceValidUntil };
  const order = await world.verified(refId, 'valid');
  expect(order).toMatchObject({ ...stands, verifyStatus: 'valid' });
  expect(order.nextSyncAt).not.toBeNull();
  const none = await world.verified(refId, 'no_evidence');
  expect(none).toMatchObject({ verifyStatus: 'no_evidence', evidenceIsEarlier: true });
  const { body } = await world.get(refId, 'handover');
  expect(body.body).not.toContain(evidenceId);
  const facts = await checkFacts({ path: world.app.desk.config.databasePath, now: world.now() });
  expect(facts).toMatchObject({ problem: null, differences: [], outcome: 'agree' });
});
