import { afterEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../src/start-simulator.ts';
import { BANK_DATA, BANK_PATH, caller, control, handClock, start, stopAll, VIDEO_PATH } from './harness.ts';

afterEach(stopAll);

const HAPPY = ['CREATED', 'INITIALIZED', 'IDENTIFICATION_DONE', 'DATA_READY', 'TERMINATED'];

async function addOrders(simulator: Simulator, wanted: object): Promise<string[]> {
  const { body } = await control(simulator, 'POST', '/orders', { seed: 5, ...wanted });
  return body.refIds as string[];
}

interface Status {
  status: string;
  at: string;
}

async function histories(simulator: Simulator, refIds: string[]): Promise<Status[][]> {
  const { status } = await caller(simulator);
  return Promise.all(refIds.map(async (refId) => (await status(refId)).body.statuses as Status[]));
}

const seconds = (from: Status | undefined, to: Status | undefined): number =>
  (Date.parse(to?.at ?? '') - Date.parse(from?.at ?? '')) / 1000;

describe('the life of an order', () => {
  it.each([
    ['IDENTITY.TM', 570, 1200],
    ['KLARNA', 140, 420],
  ])('of %s that succeeds takes %i to %i s from the session on', async (issuer, least, most) => {
    const clock = handClock();
    const simulator = await start({ now: clock.now });
    const refIds = await addOrders(simulator, { count: 60, issuer, fate: 'success' });
    const begins = refIds.map((refId) => simulator.simulation.find(refId));
    clock.pass(5 * 86_400);
    for (const [index, history] of (await histories(simulator, refIds)).entries()) {
      expect(history.map(({ status }) => status)).toEqual(HAPPY);
      const order = begins[index];
      const last = history[4];
      const sinceStart = (Date.parse(last?.at ?? '') - (order?.startedAt ?? 0)) / 1000;
      expect(sinceStart).toBeGreaterThanOrEqual(least);
      if (order?.lostConnections === 0) expect(sinceStart).toBeLessThanOrEqual(most);
      if (issuer === 'KLARNA') expect(sinceStart).toBeLessThan(3600);
      expect(seconds(history[0], history[1])).toBeLessThan(1);
    }
    expect(begins.some((order) => (order?.lostConnections ?? 0) > 0)).toBe(true);
  });

  it('ends a bank session 60 minutes after the identification began, not after the order', async () => {
    const clock = handClock();
    const simulator = await start({ now: clock.now });
    const refIds = await addOrders(simulator, { count: 20, issuer: 'KLARNA', fate: 'negative' });
    clock.pass(5 * 86_400);
    const all = await histories(simulator, refIds);
    for (const [index, history] of all.entries()) {
      expect(history.at(-1)?.status).toBe('NEGATIVE_IDENTIFICATION');
      const startedAt = simulator.simulation.find(refIds[index] ?? '')?.startedAt ?? 0;
      expect(Date.parse(history.at(-1)?.at ?? '') - startedAt).toBeCloseTo(3_600_000, -2);
      expect(seconds(history[0], history.at(-1))).toBeGreaterThan(3600);
    }
  });

  it('ends a video call that goes wrong at once with IDENTIFICATION_NEGATIVELY_CONDUCTED', async () => {
    const clock = handClock();
    const simulator = await start({ now: clock.now });
    const refIds = await addOrders(simulator, { count: 30, issuer: 'IDENTITY.TM', fate: 'negative' });
    clock.pass(5 * 86_400);
    const truths = refIds.map((refId) => simulator.truth(refId));
    expect(new Set(truths.map((truth) => truth?.status))).toEqual(
      new Set(['IDENTIFICATION_NEGATIVELY_CONDUCTED']),
    );
    expect(new Set(truths.map((truth) => truth?.reason === null))).toEqual(new Set([true, false]));
  });

  it('shortens the steps by the speed and never dates one ahead of the clock', async () => {
    const clock = handClock();
    const slow = await start({ now: clock.now, speed: 1 });
    const fast = await start({ now: clock.now, speed: 60 });
    const wanted = { count: 40, issuer: 'IDENTITY.TM', fate: 'success' };
    const slowIds = await addOrders(slow, wanted);
    const fastIds = await addOrders(fast, wanted);
    clock.pass(2 * 86_400);
    const fastHistories = await histories(fast, fastIds);
    expect(fastHistories.flat().every(({ at }) => Date.parse(at) <= clock.now())).toBe(true);
    clock.pass(5 * 86_400);
    const slowHistories = await histories(slow, slowIds);
    for (const [index, history] of slowHistories.entries()) {
      const quick = fastHistories[index] ?? [];
      expect(seconds(quick[0], quick[4]) * 60).toBeCloseTo(seconds(history[0], history[4]), -1);
    }
  });

  it('is moved on by the clock control, without a timer', async () => {
    const simulator = await start();
    const [refId = ''] = await addOrders(simulator, { count: 1, issuer: 'IDENTITY.TM', fate: 'success' });
    expect(simulator.truth(refId)?.status).toBe('CREATED');
    await control(simulator, 'POST', '/clock', { advanceSeconds: 4 * 86_400 });
    expect(simulator.truth(refId)?.status).toBe('TERMINATED');
    await control(simulator, 'POST', '/clock', { advanceSeconds: -4 * 86_400 });
    expect(simulator.truth(refId)?.status).toMatch(/CREATED|INITIALIZED/);
  });
});

describe('status set from outside', () => {
  it('holds, also backwards and of no known kind, and ends the plan', async () => {
    const clock = handClock();
    const simulator = await start({ now: clock.now });
    const [refId = ''] = await addOrders(simulator, { count: 1, issuer: 'IDENTITY.TM', fate: 'success' });
    for (const set of ['TERMINATED', 'INITIALIZED', 'On Hold']) {
      clock.pass(1);
      await control(simulator, 'POST', `/identifications/${refId}`, {
        status: set,
        reason: `because ${set}`,
      });
    }
    clock.pass(9 * 86_400);
    const { status } = await caller(simulator);
    const { body } = await status(refId);
    expect(body).toMatchObject({ status: 'On Hold', reason: 'because On Hold' });
    expect((body.statuses as Status[]).map((step) => step.status)).toEqual([
      'CREATED',
      'INITIALIZED',
      'TERMINATED',
      'INITIALIZED',
      'On Hold',
    ]);
  });

  it('refuses what it cannot read', async () => {
    const simulator = await start({ population: 1 });
    const [refId] = simulator.refIds();
    expect((await control(simulator, 'POST', `/identifications/${refId}`, {})).status).toBe(400);
    expect((await control(simulator, 'POST', `/identifications/${refId}`, { state: 'X' })).status).toBe(400);
    expect((await control(simulator, 'POST', '/identifications/nobody', { status: 'X' })).status).toBe(404);
  });
});

describe('verify calls', () => {
  it('find no evidence, then want the terms, then give the evidence of the person, not of the order', async () => {
    const simulator = await start();
    const { place, verify } = await caller(simulator);
    const placed = await place(BANK_PATH, BANK_DATA);
    expect((await verify(BANK_DATA.mobile)).body.code).toBe('EVIDENCE_NOT_FOUND');
    const path = `/identifications/${placed.body.refId}`;
    await control(simulator, 'POST', path, { status: 'TERMINATED', termsAccepted: false });
    const pending = await verify(BANK_DATA.mobile);
    expect([pending.status, pending.body.code]).toEqual([403, 'TERMS_NOT_ACCEPTED']);
    await control(simulator, 'POST', path, { termsAccepted: true });
    const valid = await verify(BANK_DATA.mobile, { jurisdiction: 'eidas', assuranceLevel: '3' });
    expect(valid.status).toBe(200);
    expect(valid.body.evidenceId).toMatch(/^RAS[0-9a-f]{24}$/);
    await place(VIDEO_PATH, { lastName: 'Maximus', mobile: '0041790001234' });
    expect((await verify('+41790001234')).body).toEqual(valid.body);
  });

  it('compare the name when one is given', async () => {
    const simulator = await start();
    const { place, verify } = await caller(simulator);
    const { refId } = (await place(BANK_PATH, { ...BANK_DATA, firstName: 'Zoé', lastName: 'Müller' })).body;
    await control(simulator, 'POST', `/identifications/${refId}`, { status: 'TERMINATED' });
    const named = async (distinguishedName: string) =>
      (await verify(BANK_DATA.mobile, { distinguishedName })).status;
    expect(await named('cn=Zoé Müller, givenname=Zoé, surname=Müller, c=CH')).toBe(200);
    expect(await named('cn=ZOE MULLER, givenname=zoe, surname=MULLER, c=CH')).toBe(200);
    expect(await named('cn=Zoé Meier, givenname=Zoé, surname=Meier, c=CH')).toBe(404);
  });

  it('end with the validity of the method: two years for a bank, five for video', async () => {
    const clock = handClock();
    const simulator = await start({ now: clock.now });
    const first = await caller(simulator);
    const bank = await first.place(BANK_PATH, BANK_DATA);
    const video = await first.place(VIDEO_PATH, { mobile: '+41790009999' });
    for (const { body } of [bank, video]) {
      await control(simulator, 'POST', `/identifications/${body.refId}`, { status: 'TERMINATED' });
    }
    const outcomes = async () => [
      (await first.verify(BANK_DATA.mobile)).status,
      (await first.verify('+41790009999')).status,
    ];
    clock.pass(729 * 86_400);
    expect(await outcomes()).toEqual([200, 200]);
    clock.pass(2 * 86_400);
    expect(await outcomes()).toEqual([404, 200]);
    clock.pass(3 * 366 * 86_400);
    expect(await outcomes()).toEqual([404, 404]);
  });

  it('succeed at the test provider as soon as the data is ready (guide §4)', async () => {
    const simulator = await start();
    const { place, verify, srs } = await caller(simulator);
    const { refId } = (await place('test/video', { mobile: '+41790005555', lastName: 'Test' })).body;
    expect((await verify('+41790005555')).status).toBe(404);
    await control(simulator, 'POST', `/identifications/${refId}`, { status: 'DATA_READY' });
    expect((await verify('+41790005555')).status).toBe(200);
    const found = await srs('POST', '/api/evidences/lookup', { msisdn: '+41 79 000 55 55' });
    expect(found.body.evidences).toMatchObject([{ issuer: 'test', termsAccepted: true }]);
  });

  it.each([
    [{ jurisdiction: 'mars' }, 'jurisdiction'],
    [{ assuranceLevel: 'high' }, 'assuranceLevel'],
    [{ msisdn: 'x' }, 'msisdn'],
  ])('are refused when unreadable: %o', async (wrong, field) => {
    const { verify } = await caller(await start());
    const reply = await verify('+41790001234', wrong);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([expect.objectContaining({ field })]);
  });
});
