import { randomUUID } from 'node:crypto';
import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportJobs } from '../../src/features/cancellations/export-cancellation.ts';
import { exportOrders } from '../../src/features/orders/export-orders.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { type Fixture, register, startFixture } from '../sync/desk-fixture.ts';
import { tellStatuses } from '../sync/told-by-srs.ts';

const ADMIN: Principal = { kind: 'user', name: 'anna', role: 'admin', actor: 'user:anna', origin: 'user' };
const HOUR = 3_600_000;

const listOf = (field: string, value: string): ListQuery => ({
  where: [{ op: 'in', field, values: [value] }],
  sort: { field: 'id', order: 'DESC' },
  offset: 0,
  limit: 25,
});

/** The first cell of every row of a CSV export without its heading. */
const firstCells = (text: string): string[] =>
  text
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split(',', 1)[0] ?? '');

/** Reads the heading and the first page, lets `change` happen, then reads the rest. */
async function readAround(
  lines: AsyncGenerator<string>,
  change: (first: readonly string[]) => Promise<void>,
): Promise<string[]> {
  await lines.next();
  const first = firstCells((await lines.next()).value ?? '');
  await change(first);
  const rest: string[] = [];
  for await (const text of lines) rest.push(...firstCells(text));
  return [...first, ...rest];
}

describe('an export while the desk goes on', () => {
  let fixture: Fixture;

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.close());

  it('has every order that stays in the filter exactly once', async () => {
    const refIds = Array.from({ length: 1_300 }, () => randomUUID());
    await register(fixture.desk, refIds);
    const now = fixture.desk.clock.now();
    const { lines } = await exportOrders(fixture.desk, ADMIN, listOf('status', 'created'), ['refId']);
    const leaving: string[] = [];
    const written = await readAround(lines, async (first) => {
      expect(first).toHaveLength(500);
      const given = new Set(first);
      const waiting = refIds.filter((refId) => !given.has(refId));
      leaving.push(...first.slice(0, 40), ...waiting.slice(0, 20));
      for (const refId of leaving) {
        await tellStatuses(fixture.desk, refId, [
          ['CREATED', now - HOUR],
          ['INITIALIZED', now],
        ]);
      }
      // SRS tells when orders were created: some that were given come to stand last, some that were not first.
      for (const refId of first.slice(40, 45)) {
        await tellStatuses(fixture.desk, refId, [['CREATED', now + HOUR]]);
      }
      for (const refId of waiting.slice(20, 25)) {
        await tellStatuses(fixture.desk, refId, [['CREATED', now - HOUR]]);
      }
    });
    expect(new Set(written).size).toBe(written.length);
    const left = new Set(leaving);
    const given = new Set(written);
    expect(refIds.filter((refId) => !left.has(refId) && !given.has(refId))).toEqual([]);
    expect(written).toHaveLength(refIds.length - 20);
  });

  it('has every job of the history that stays in the filter exactly once', async () => {
    const { desk } = fixture;
    const none = { willCancel: 0, alreadyFinal: 0, changed: 0, notAllowed: 0, finishedWork: 0 };
    const plan = {
      source: 'selection' as const,
      filter: null,
      policy: null,
      retryOf: null,
      reason: 'old links',
      includeFinished: false,
      counts: none,
      total: 0,
      items: '[]',
      actor: ADMIN.actor,
      origin: ADMIN.origin,
    };
    const planned = await desk.ledger.record(
      Array.from({ length: 1_100 }, () => ({ name: 'cancellation.plan' as const, args: plan })),
      [],
    );
    expect(planned.ok).toBe(true);
    const ids = desk.reader.connection
      .sql('SELECT CAST(id AS TEXT) FROM cancellation_jobs')
      .pluck()
      .all() as string[];
    const written = await readAround(
      await exportJobs(desk, ADMIN, listOf('state', 'planned')),
      async (first) => {
        for (const id of first.slice(0, 60)) {
          const args = { id: Number(id), reason: null, actor: ADMIN.actor, origin: ADMIN.origin };
          await desk.ledger.record([{ name: 'cancellation.discard', args }], []);
        }
      },
    );
    expect(new Set(written).size).toBe(written.length);
    const given = new Set(written);
    expect(ids.filter((id) => !given.has(id))).toEqual([]);
  });
});
