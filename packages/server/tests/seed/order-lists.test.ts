import { parseListQuery } from '@srs-desk/shared/api/list.ts';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import { ATTENTION_CODES } from '@srs-desk/shared/order/attention.ts';
import { VERIFIED_STATUSES, VERIFY_STATUSES } from '@srs-desk/shared/order/status.ts';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyFilter, everyQuery, type Filter } from '../../bench/scale/list-walk.ts';
import { countUpTo } from '../../src/features/orders/known-total.ts';
import { ORDER_COLUMNS } from '../../src/features/orders/list-conditions.ts';
import { COUNTED_ANEW } from '../../src/features/orders/order-counts.ts';
import { listOrders } from '../../src/features/orders/order-list.ts';
import { quickPage } from '../../src/features/orders/quick-list.ts';
import { whereOf } from '../../src/platform/db/list-sql.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import { bigReads, watchStatements } from './big-reads.ts';
import { type SeededFile, seededFile } from './seeded-file.ts';

const DAY = 86_400_000;
let seeded: SeededFile;
let path: string;
const UNVERIFIED = VERIFY_STATUSES.filter((status) => !VERIFIED_STATUSES.includes(status));
let reader: Reader;

beforeAll(async () => {
  seeded = await seededFile({ orders: 1_500, calls: 6_000, seed: 3, until: Date.now() });
  path = seeded.path;
  reader = openReader(path);
});
afterAll(() => {
  reader.close();
  seeded.remove();
});

const BIG = ['orders', 'o', 'order_work', 'order_sync', 's', 'w'];
/** What is looked at is bounded, or the rows of one page are turned round. */
const isBounded = (text: string): boolean =>
  text.includes(`LIMIT ${SMALL.lookedAt}`) || text.includes('row_number() OVER ()');
const readsOf = (texts: Iterable<string>): string[] => bigReads(path, texts, BIG, isBounded);

function listed(band: string): { refId: string; evidenceValidUntil: string }[] {
  const parsed = parseListQuery(orderList, {
    filter: JSON.stringify({ evidenceEnds: band }),
    range: '[0,999]',
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const page = listOrders(reader, 'facts', parsed.query);
  const rows = JSON.parse(String(page.json)) as { refId: string; evidenceValidUntil: string }[];
  expect(page.total).toBe(rows.length);
  return rows;
}

it.each([
  ['within_30_days', 30],
  ['within_90_days', 90],
])('lists valid evidence that ends %s', (band, days) => {
  const now = Date.now();
  const valid = reader.connection
    .sql("SELECT ref_id AS refId, evidence_valid_until AS until FROM orders WHERE verify_status = 'valid'")
    .all() as { refId: string; until: number }[];
  const wanted = valid.filter(({ until }) => until > now && until <= now + days * DAY);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThan(valid.length);
  expect(
    listed(band)
      .map(({ refId }) => refId)
      .sort(),
  ).toEqual(wanted.map(({ refId }) => refId).sort());
});

it('refuses another span with the spans there are', () => {
  const parsed = parseListQuery(orderList, { filter: '{"evidenceEnds":"within_7_days"}' });
  expect(parsed.ok).toBe(false);
  expect(JSON.stringify(parsed)).toContain('within_30_days');
});

/** Bounds that a desk of 1,500 orders reaches. */
const SMALL = { lookedAt: 40, passed: 200, merged: 100, farDown: 60, rows: 50, values: 16 };

/** Someone is at work on a few orders, and some persons are erased. */
function workOnOrders(): void {
  const database = new Database(path);
  database.exec(`INSERT INTO order_work (ref_id, assignee, snoozed_until, changed_at, changed_by)
    SELECT ref_id, iif(id % 2, 'somebody', NULL), iif(id % 3, ${Date.now() + DAY}, NULL), 0, 'cli:tester'
    FROM orders WHERE id % 17 = 0;
    UPDATE orders SET erased_at = 1 WHERE id % 5 = 0`);
  database.close();
}

const quickly: typeof quickPage = (from, view, query) => quickPage(from, view, query, SMALL);

describe('the quick way', () => {
  beforeAll(workOnOrders);

  it('gives the pages that the other gives', () => {
    const filters = everyFilter(reader);
    expect(filters.length).toBeGreaterThan(70);
    let quick = 0;
    let all = 0;
    for (const { name, query } of everyQuery(orderList, filters, [0, 150])) {
      const whole = listOrders(reader, 'facts', query);
      const where = whereOf(ORDER_COLUMNS, query, null);
      const total = countUpTo(reader, { ...where, sql: `SELECT id FROM orders ${where.sql}` }, 10_000);
      // With the bounds of a large desk, each filter of this one leaves few.
      const pages = [quickly(reader, 'facts', query), quickPage(reader, 'facts', query)];
      all += pages.length;
      for (const page of pages) {
        if (page === null) continue;
        quick += 1;
        expect([name, page.total, page.count, String(page.json)]).toEqual([
          name,
          total,
          whole.count,
          String(whole.json),
        ]);
      }
    }
    // The rest is for the read thread.
    expect(quick / all).toBeGreaterThan(0.6);
  });

  it('goes on from a row, forth and back, as far as by number', () => {
    const sorted: string[] = [];
    for (const { name, query } of everyQuery(
      orderList,
      [
        {},
        { status: 'terminated' },
        { status: ['error', 'cancelled'] },
        { method: 'video' },
        { externalId: null },
      ],
      [10],
    )) {
      for (const read of [listOrders, quickly]) {
        const page = read(reader, 'facts', query);
        if (page === null || page.count < 10 || page.ends === null) continue;
        const [first, last] = page.ends;
        const next = (side: 'after' | 'before', text: string, offset: number) => {
          const [, at = '', id] = /^(.*)\.(\d+)$/.exec(text) ?? [];
          const cursor = { side, at: query.sort.field === 'id' ? at : Number(at), id: Number(id) };
          const asked = { ...query, cursor };
          const found = read(reader, 'facts', asked) ?? listOrders(reader, 'facts', asked);
          return [found, listOrders(reader, 'facts', { ...query, offset })].map(({ json }) => String(json));
        };
        const [ahead, byNumber] = next('after', last, 20);
        const [behind, begin] = next('before', first, 0);
        expect([name, ahead, behind]).toEqual([name, byNumber, begin]);
        sorted.push(name);
      }
    }
    expect(sorted.length).toBeGreaterThan(40);
  });

  it('is the way of every tab, every single filter in the order of its index, and all orders in any order', () => {
    const attention = ATTENTION_CODES.map(String);
    const ways: [Filter, string][] = [
      [{ attention, putOff: 'no' }, 'statusChangedAt'],
      [{ nextActor: 'user', verifyStatus: UNVERIFIED }, 'statusChangedAt'],
      [{ status: 'terminated', verifyStatus: VERIFIED_STATUSES }, 'updatedAt'],
      [{ status: 'error' }, 'updatedAt'],
      [{ attention: 'error' }, 'statusChangedAt'],
      ...['id', 'createdAt', 'updatedAt', 'statusChangedAt'].map((sort): [Filter, string] => [{}, sort]),
    ];
    const slow = ways.filter(([filter, sort]) => {
      const parsed = parseListQuery(orderList, {
        filter: JSON.stringify(filter),
        sort: JSON.stringify([sort, 'ASC']),
        range: '[0,9]',
      });
      return !parsed.ok || quickPage(reader, 'facts', parsed.query, SMALL) === null;
    });
    expect(slow).toEqual([]);
  });

  it('neither scans nor sorts a big table', () => {
    const { texts, watched, close } = watchStatements(path);
    for (const { query } of everyQuery(orderList, everyFilter(reader), [0]))
      quickPage(watched, 'facts', query, SMALL);
    expect(texts.size).toBeGreaterThan(100);
    expect(readsOf(texts)).toEqual([]);
    close();
  });

  it('notices a scan and a sort', () => {
    expect(readsOf(['SELECT id FROM orders WHERE +status = ? ORDER BY created_at LIMIT 5'])).toHaveLength(1);
    expect(readsOf(['SELECT id FROM orders WHERE status = ? ORDER BY created_at LIMIT 5'])).toHaveLength(1);
    expect(readsOf(['SELECT id FROM orders ORDER BY first_name LIMIT 5'])).toHaveLength(2);
  });
});

describe('the counters', () => {
  it('tell what is there, whatever was changed', () => {
    const database = new Database(path);
    const all = (text: string) => database.prepare(text).all();
    const kept = () =>
      all("SELECT name, value FROM counters WHERE name LIKE 'orders%' AND value <> 0 ORDER BY name");
    const anew = () =>
      all(
        `SELECT name, value FROM (${COUNTED_ANEW.map(({ sql }) => sql).join(' UNION ALL ')}) WHERE value <> 0 ORDER BY name`,
      );
    expect(kept()).toEqual(anew());
    database.pragma('foreign_keys = OFF');
    database.exec(`UPDATE orders SET status = 'error', verify_status = 'due' WHERE id % 7 = 1;
      UPDATE orders SET attention = NULL, next_actor = 'user', step = NULL WHERE id % 7 = 2;
      UPDATE orders SET attention = 'stuck', support_team = 'srs', method = NULL, issuer = 'Other' WHERE id % 7 = 3;
      UPDATE orders SET next_actor = NULL, verify_status = 'valid', step = 2 WHERE id % 7 = 4;
      UPDATE orders SET created_at = created_at - 900000000 WHERE id % 7 = 6;
      DELETE FROM orders WHERE id % 7 = 5`);
    expect(kept()).toEqual(anew());
    database.close();
  });
});
