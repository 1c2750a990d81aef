import { sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { orderStatusHistory, orders, usualDurations } from '../table.ts';

/** Newest status changes that the desk learns from: enough for every method, quick to read. */
const LEARNED_FROM = 50_000;
/** Fewer orders than this teach nothing. */
const ENOUGH = 30;

const durations = statement((db) =>
  db.rows(
    {
      issuer: usualDurations.issuer,
      method: usualDurations.method,
      status: usualDurations.status,
      lasted: sql<number>`min(lasted)`,
      total: sql<number>`total`,
    },
    () => sql`WITH recent AS (
        SELECT ref_id, status, happened_at,
          lead(happened_at) OVER (PARTITION BY ref_id ORDER BY id) - happened_at AS lasted
        FROM (SELECT * FROM ${orderStatusHistory} ORDER BY id DESC LIMIT ${sql.raw(String(LEARNED_FROM))})
      ), ranked AS (
        SELECT o.issuer, o.method, r.status, r.lasted,
          row_number() OVER (PARTITION BY o.issuer, o.method, r.status ORDER BY r.lasted) AS place,
          count(*) OVER (PARTITION BY o.issuer, o.method, r.status) AS total
        FROM recent r JOIN ${orders} o ON o.ref_id = r.ref_id
        WHERE r.lasted >= 0 AND o.issuer IS NOT NULL AND o.method IS NOT NULL
      )
      SELECT issuer, method, status, min(lasted), total FROM ranked
      WHERE place * 10 >= total * 9 AND total >= ${sql.raw(String(ENOUGH))} GROUP BY issuer, method, status`,
  ),
);
const forget = statement((db) => db.delete(usualDurations));
const keep = statement(
  {
    issuer: usualDurations.issuer,
    method: usualDurations.method,
    status: usualDurations.status,
    p90Seconds: usualDurations.p90Seconds,
    orders: usualDurations.orders,
    learnedAt: usualDurations.learnedAt,
  },
  (db, row) => db.insert(usualDurations).values(row),
);

export const learnChanges = {
  /** Without entry: how long nine in ten orders of each method stay in each status, from the desk's own history. */
  'order.learn_durations': (tx: Tx, _: null): { learned: number } => {
    const rows = durations(tx).all();
    forget(tx).run();
    for (const { issuer, method, status, lasted, total } of rows) {
      const p90Seconds = Math.round(lasted / 1_000);
      keep(tx).run({ issuer, method, status, p90Seconds, orders: total, learnedAt: tx.now });
    }
    return { learned: rows.length };
  },
};
