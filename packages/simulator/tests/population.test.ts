import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { evidencesOf } from '../src/evidence.ts';
import { type Order, stepAt } from '../src/order.ts';
import { Simulation } from '../src/simulation.ts';
import { control, handClock, start, stopAll } from './harness.ts';

afterEach(stopAll);

const NOW = Date.parse('2026-11-24T09:30:00Z');
const DAY = 86_400_000;
const make = (seed: number, now = NOW, population: 'full' | number = 'full') =>
  new Simulation({ seed, speed: 1, population, arrivalsPerMinute: 0 }, () => now);

function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

describe('the full population', () => {
  let orders: readonly Order[];
  let recent: readonly Order[];
  beforeAll(() => {
    orders = make(7).orders();
    recent = orders.filter(({ createdAt }) => createdAt >= NOW - 91 * DAY);
  });

  it('has 3,200 orders of the last 90 days and some of years ago, by time of creation', () => {
    expect(orders).toHaveLength(3236);
    expect(recent).toHaveLength(3200);
    expect(orders.every(({ createdAt }) => createdAt <= NOW)).toBe(true);
    expect(orders.every(({ createdAt }, i) => i === 0 || createdAt >= (orders[i - 1]?.createdAt ?? 0))).toBe(
      true,
    );
    expect(new Set(orders.map(({ refId }) => refId)).size).toBe(orders.length);
  });

  it.each(['2026-11-24T09:30:00Z', '2026-11-22T02:10:00Z', '2026-01-01T00:00:01Z'])(
    'shows every status at a start at %s',
    (start) => {
      const now = Date.parse(start);
      const counts = countBy(make(3, now).orders(), (order) => stepAt(order, now).kind);
      for (const kind of [
        'created',
        'initialized',
        'identification_done',
        'data_ready',
        'unknown',
      ] as const) {
        expect(counts[kind], kind).toBeGreaterThanOrEqual(3);
      }
      expect(counts.terminated).toBeGreaterThan(2000);
      expect(counts.error).toBeGreaterThan(250);
      expect(counts.cancelled).toBeGreaterThan(60);
    },
  );

  it('knows errors with and without reason, pending terms, missing target URLs and weeks of silence', () => {
    const failed = orders.map((order) => stepAt(order, NOW)).filter(({ kind }) => kind === 'error');
    expect(failed.filter(({ reason }) => reason === undefined).length).toBeGreaterThan(30);
    expect(failed.filter(({ reason }) => reason !== undefined).length).toBeGreaterThan(100);
    expect(Object.keys(countBy(failed, ({ status }) => status)).sort()).toEqual([
      'ERROR',
      'IDENTIFICATION_NEGATIVELY_CONDUCTED',
      'NEGATIVE_IDENTIFICATION',
    ]);
    const terminated = recent.filter((order) => stepAt(order, NOW).kind === 'terminated');
    const pending = terminated.filter(({ termsAcceptedAt }) => termsAcceptedAt > NOW);
    expect(pending.length / terminated.length).toBeGreaterThan(0.04);
    expect(pending.length / terminated.length).toBeLessThan(0.12);
    expect(orders.filter(({ hasTargetUrl }) => !hasTargetUrl).length).toBeGreaterThanOrEqual(4);
    const silent = orders.filter(
      (order) => stepAt(order, NOW).kind === 'initialized' && order.createdAt < NOW - 21 * DAY,
    );
    expect(silent.length).toBeGreaterThan(50);
  });

  it('uses External IDs unevenly, with look-alikes and a few orders without one', () => {
    const counts = countBy(recent, ({ externalId }) => externalId ?? '');
    const named = Object.keys(counts).filter((id) => id !== '');
    expect(named.length).toBeGreaterThanOrEqual(33);
    expect(named.length).toBeLessThanOrEqual(36);
    expect(counts['']).toBeGreaterThan(60);
    const sorted = named.map((id) => counts[id] ?? 0).sort((a, b) => b - a);
    expect(sorted[0] ?? 0).toBeGreaterThan(10 * (sorted[20] ?? 0));
    expect(named).toEqual(expect.arrayContaining(['ALPENBANK', 'alpenbank', 'cust-10023', 'cust-10023 ']));
  });

  it('comes in office hours, less on weekends, and more and more', () => {
    const zurich = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Zurich',
      weekday: 'short',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    const office = recent.filter(({ createdAt }) => {
      const hour = Number(zurich.formatToParts(createdAt).find(({ type }) => type === 'hour')?.value);
      return hour >= 7 && hour < 20;
    });
    expect(office.length / recent.length).toBeGreaterThan(0.8);
    const days = countBy(recent, ({ createdAt }) => zurich.format(createdAt).slice(0, 3));
    expect(days.Sun ?? 0).toBeLessThan((days.Tue ?? 0) / 2);
    const firstMonth = recent.filter(({ createdAt }) => createdAt < NOW - 60 * DAY).length;
    const lastMonth = recent.filter(({ createdAt }) => createdAt >= NOW - 30 * DAY).length;
    expect(lastMonth).toBeGreaterThan(firstMonth * 1.2);
  });

  it('has people with several orders, evidence about to expire, expired, and from before', () => {
    const people = new Set(orders.map(({ person }) => person));
    expect([...people].filter((person) => person.orders.length > 1).length).toBeGreaterThan(60);
    expect(new Set([...people].map(({ msisdn }) => msisdn)).size).toBe(people.size);
    const left = [...people].flatMap((person) =>
      evidencesOf(person, NOW).map(({ validUntil }) => (validUntil - NOW) / DAY),
    );
    expect(left.filter((days) => days <= 30).length).toBeGreaterThanOrEqual(10);
    expect(left.filter((days) => days > 30 && days <= 90).length).toBeGreaterThanOrEqual(15);
    const old = orders.filter(({ createdAt }) => createdAt < NOW - 500 * DAY);
    expect(old.filter(({ person }) => evidencesOf(person, NOW).length === 0).length).toBeGreaterThanOrEqual(
      4,
    );
    expect([...people].filter(({ earlier }) => earlier.length > 0).length).toBeGreaterThan(50);
  });

  it('has Order IDs for video only', () => {
    for (const order of recent.filter(({ hasTargetUrl }) => hasTargetUrl)) {
      expect(order.orderId !== undefined).toBe(order.provider.issuer === 'IDENTITY.TM');
    }
    const ids = recent.flatMap(({ orderId }) => orderId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a seed', () => {
  const print = (simulation: Simulation) => JSON.stringify([...simulation.truths(0)]);

  it('makes the same world at the same time, another seed another one', () => {
    expect(print(make(11))).toBe(print(make(11)));
    expect(print(make(11))).not.toBe(print(make(12)));
  });

  it('makes the same Ref IDs at any time', () => {
    const ids = (now: number) =>
      make(11, now, 100)
        .orders()
        .map(({ refId }) => refId);
    expect(ids(NOW)).toEqual(ids(NOW + 40 * DAY));
  });

  it('makes the same added orders, others when used again', () => {
    const first = make(1, NOW, 0);
    const second = make(1, NOW, 0);
    const ids = (simulation: Simulation) => simulation.addOrders(20, 5, {}).map(({ refId }) => refId);
    const once = ids(first);
    expect(ids(second)).toEqual(once);
    expect(new Set([...once, ...ids(first)]).size).toBe(40);
  });
});

describe('the living population', () => {
  it('grows by itself, visible from where the reader stopped', async () => {
    const clock = handClock();
    const simulator = await start({ now: clock.now, population: 10, arrivalsPerMinute: 2 });
    const first = (await control(simulator, 'GET', '/refIds')).body;
    expect(first).toMatchObject({ next: 10, total: 10 });
    clock.pass(3600);
    const { body } = await control(simulator, 'GET', '/refIds?since=10');
    const added = body.refIds as string[];
    expect(added.length).toBeGreaterThan(85);
    expect(added.length).toBeLessThan(155);
    expect(body.next).toBe(10 + added.length);
    expect(new Set(added.map((refId) => simulator.truth(refId)?.status)).size).toBeGreaterThan(1);
  });

  it('is made anew by a reset, with other options where given', async () => {
    const simulator = await start({ population: 50 });
    const before = simulator.refIds();
    await control(simulator, 'PUT', '/faults', { dropRate: 1 });
    await control(simulator, 'POST', '/orders', { count: 3 });
    await control(simulator, 'POST', '/reset');
    expect(simulator.refIds()).toEqual(before);
    expect((await control(simulator, 'GET', '/faults')).body).toEqual({});
    const reset = await control(simulator, 'POST', '/reset', { seed: 99, population: 12, speed: 30 });
    expect(reset.body).toMatchObject({ seed: 99, population: 12, speed: 30, orders: 12 });
    expect((await control(simulator, 'POST', '/reset', { population: 'huge' })).status).toBe(400);
  });

  it('hands out the truth about all', async () => {
    const simulator = await start({ population: 30 });
    const all = JSON.parse((await control(simulator, 'GET', '/truth')).text) as { refId: string }[];
    expect(all.map(({ refId }) => refId)).toEqual(simulator.refIds());
    expect((await control(simulator, 'GET', `/truth/${all[4]?.refId}`)).body).toEqual(all[4]);
  });
});
