import { randomUUID } from 'node:crypto';
import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLedger } from '../../src/app/start-ledger.ts';
import { readOrder } from '../../src/features/orders/get-order.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { type Fixture, register, startFixture, until } from './desk-fixture.ts';

const ADMIN: Principal = { kind: 'user', name: 'admin', role: 'admin', actor: 'user:admin', origin: 'user' };
const BY = { actor: 'user:support', origin: 'user' } as const;

describe('the sync', () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await startFixture({ desk: { startLedger } });
  });
  afterEach(() => fixture.close());

  async function placed(count: number): Promise<string[]> {
    const orders = fixture.simulator.simulation.addOrders(count, 5, { issuer: 'IDENTITY.TM' });
    const refIds = orders.map(({ refId }) => refId);
    await register(fixture.desk, refIds);
    return refIds;
  }

  const row = (refId: string) =>
    fixture.desk.reader.connection
      .sql(
        `SELECT status, wire_status AS wire, attention_all AS attention, gone_at AS goneAt, regressed_at AS regressedAt
         FROM orders WHERE ref_id = ?`,
      )
      .get(refId) as Record<'status' | 'wire' | 'attention' | 'goneAt' | 'regressedAt', unknown>;
  const received = (operation: string, refId?: string): number =>
    [...fixture.simulator.simulation.calls.since(0)].filter(
      (call) => call.operation === operation && (refId === undefined || call.refId === refId),
    ).length;
  const setStatus = async (refId: string, status: string): Promise<void> => {
    const answer = await fetch(`${fixture.simulator.url}/_sim/identifications/${refId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status }),
    });
    expect(answer.ok).toBe(true);
  };

  it('joins a run of the same order that is under way', async () => {
    const [refId = ''] = await placed(1);
    await Promise.all(Array.from({ length: 5 }, () => fixture.desk.sync.syncNow(refId, BY)));
    expect(received('get_status', refId)).toBe(1);
  });

  it('looks once at its start through the marks of later orders that an earlier version made', async () => {
    const [
      first = '',
      unknown = '',
      before = '',
      instead = '',
      typo = '',
      corrected = '',
      kept = '',
      erased = '',
      left = '',
    ] = await placed(9);
    for (const refId of [first, unknown, before, instead, typo, corrected, kept, left])
      await fixture.desk.sync.syncNow(refId, BY);
    const database = new Database(fixture.desk.config.databasePath);
    database.prepare('UPDATE orders SET created_at_known = 0 WHERE ref_id = ?').run(unknown);
    database.prepare('UPDATE orders SET superseded_by = ? WHERE ref_id = ?').run(unknown, first);
    database.prepare('UPDATE orders SET predecessor_ref_id = ? WHERE ref_id = ?').run(before, instead);
    database.prepare('UPDATE orders SET superseded_by = ? WHERE ref_id = ?').run(corrected, typo);
    database.prepare('UPDATE orders SET superseded_by = ? WHERE ref_id = ?').run(erased, kept);
    database.prepare('UPDATE orders SET superseded_by = ? WHERE ref_id = ?').run(corrected, left);
    const erase = database.prepare(
      'UPDATE orders SET erased_at = 1, msisdn = NULL, birth_date = NULL WHERE ref_id = ?',
    );
    for (const refId of [erased, left]) erase.run(refId);
    database.close();
    fixture.desk.sync.start();
    const successor = (refId: string) => readOrder(fixture.desk, ADMIN, refId).supersededBy;
    await until('marks are renewed', () => successor(typo) === null);
    expect([first, before, kept, left].map(successor)).toEqual([null, instead, erased, corrected]);
    const entries = entryTexts(fixture.desk.reader, "action = 'order.superseded'").map(parseEntry);
    expect(entries.map(({ refId, detail }) => [refId, detail])).toEqual([
      [first, { by: null, was: unknown }],
      [before, { by: instead, person: 'placed_instead', differs: expect.any(Array) }],
      [typo, { by: null, was: corrected }],
    ]);
  });

  it('asks for one token, however many calls wait for it', async () => {
    const refIds = await placed(20);
    await Promise.all(refIds.map((refId) => fixture.desk.sync.syncNow(refId, BY)));
    expect(received('get_status')).toBe(20);
    expect(received('token')).toBe(1);
  });

  it('repeats a call once, with a new token, when SRS refuses the old one', async () => {
    const [refId = ''] = await placed(1);
    await fixture.desk.sync.syncNow(refId, BY);
    fixture.simulator.simulation.setFaults({ errorRate: 1, status: 401, only: ['get_status'] });
    await fixture.desk.sync.syncNow(refId, BY);
    expect(received('get_status', refId)).toBe(3);
    expect(received('token')).toBe(2);
  });

  it('marks an order that SRS does not know', async () => {
    const refId = randomUUID();
    await register(fixture.desk, [refId]);
    await fixture.desk.sync.syncNow(refId, BY);
    expect(row(refId).goneAt).toEqual(expect.any(Number));
    expect(String(row(refId).attention)).toContain('gone');
  });

  it('keeps a status that nobody knows, and flags one that goes backwards', async () => {
    const [refId = ''] = await placed(1);
    await setStatus(refId, 'DATA_READY');
    await fixture.desk.sync.syncNow(refId, BY);
    await setStatus(refId, 'ON_HOLD');
    await fixture.desk.sync.syncNow(refId, BY);
    expect(row(refId)).toMatchObject({ status: 'unknown', wire: 'ON_HOLD' });
    expect(String(row(refId).attention)).toContain('unknown_status');
    await setStatus(refId, 'DATA_READY');
    await fixture.desk.sync.syncNow(refId, BY);
    await setStatus(refId, 'INITIALIZED');
    await fixture.desk.sync.syncNow(refId, BY);
    expect(row(refId)).toMatchObject({ status: 'initialized', regressedAt: expect.any(Number) });
    const history = fixture.desk.reader.connection
      .sql('SELECT transition FROM order_status_history WHERE ref_id = ? ORDER BY id')
      .pluck()
      .all(refId);
    expect(history).toEqual(expect.arrayContaining(['unknown', 'recognised', 'regression']));
    const lines = fixture.desk.reader.connection
      .sql('SELECT happened_at, observed_at FROM order_status_history WHERE ref_id = ?')
      .all(refId) as { happened_at: number; observed_at: number }[];
    for (const line of lines) expect(line.observed_at).toBeGreaterThanOrEqual(line.happened_at);
  });
});
