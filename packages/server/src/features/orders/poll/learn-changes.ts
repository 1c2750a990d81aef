import type { Tx } from '../../../platform/ledger/tx.ts';

/** Newest status changes that the desk learns from: enough for every method, quick to read. */
const LOOKED_AT = 50_000;
/** Fewer orders than this teach nothing. */
const ENOUGH = 30;

const DURATIONS = `WITH recent AS (
    SELECT ref_id, status, happened_at,
      lead(happened_at) OVER (PARTITION BY ref_id ORDER BY happened_at, id) - happened_at AS lasted
    FROM (SELECT * FROM order_status_history ORDER BY id DESC LIMIT ${LOOKED_AT})
  ), ranked AS (
    SELECT o.issuer, o.method, r.status, r.lasted,
      row_number() OVER (PARTITION BY o.issuer, o.method, r.status ORDER BY r.lasted) AS place,
      count(*) OVER (PARTITION BY o.issuer, o.method, r.status) AS total
    FROM recent r JOIN orders o ON o.ref_id = r.ref_id
    WHERE r.lasted >= 0 AND o.issuer IS NOT NULL AND o.method IS NOT NULL
  )
  SELECT issuer, method, status, min(lasted) AS lasted, total FROM ranked
  WHERE place * 10 >= total * 9 AND total >= ${ENOUGH} GROUP BY issuer, method, status`;

type Learned = { issuer: string; method: string; status: string; lasted: number; total: number };

export const learnChanges = {
  /** Bookkeeping: how long nine in ten orders of each method stay in each status, from the desk's own history. */
  'order.learn_durations': (tx: Tx, _: null): { learned: number } => {
    const rows = tx.sql(DURATIONS).all() as Learned[];
    tx.sql('DELETE FROM usual_durations').run();
    const insert = tx.sql(
      'INSERT INTO usual_durations (issuer, method, status, p90_seconds, orders, learned_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    for (const { issuer, method, status, lasted, total } of rows) {
      insert.run(issuer, method, status, Math.round(lasted / 1_000), total, tx.now);
    }
    return { learned: rows.length };
  },
};
