import type { Database } from 'better-sqlite3';
import { bookAllOrders } from '../../src/features/billing/usage/rebuild.ts';
import { Connection, type Db } from '../../src/platform/db/connection.ts';

export const TIME_ZONE = 'Europe/Zurich';

/** A month to fill: how many orders of how many External IDs. */
interface FilledMonth {
  /** First instant, ms since epoch. */
  from: number;
  days: number;
  orders: number;
  externalIds: number;
}

const METHODS = ['video', 'selfie', 'eid', 'shop'] as const;
const ENDS = ['terminated', 'terminated', 'terminated', 'error', 'cancelled'] as const;

/** A Ref ID out of a small number. */
export function refOf(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** A small generator of even numbers below a bound, the same for the same seed. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A database handle as the stores want it. */
export function dbOf(database: Database): Db {
  return new Connection(database);
}

/** Takes the indexes of the tables to be filled away; gives what makes them anew, far quicker than keeping them. */
function withoutIndexes(database: Database): () => void {
  const indexes = database
    .prepare(
      `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL
       AND tbl_name IN ('orders', 'order_status_history')`,
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of indexes) database.exec(`DROP INDEX ${name}`);
  return () => {
    for (const { sql } of indexes) database.exec(sql);
  };
}

/**
 * Fills a migrated, otherwise unused database with orders past the writer, as `desk seed` would, and books them. External
 * IDs are used unevenly (a few large customers, many small ones); every tenth order waits for its end.
 */
export function fillOrders(database: Database, months: readonly FilledMonth[], seed = 7): number {
  const db = dbOf(database);
  const random = seeded(seed);
  const order = database.prepare(
    `INSERT INTO orders (id, ref_id, order_id, external_id, external_id_source, known_by, issuer, method, status,
       status_changed_at, created_at, registered_at, updated_at, verify_status, verified_at, subject_id)
     VALUES (?, ?, ?, ?, 'gateway', 'gateway', 'IDENTITY.TM', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const history = database.prepare(
    `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
     VALUES (?, ?, ?, ?, ?, 'forward', 1)`,
  );
  let n = 0;
  const makeIndexes = withoutIndexes(database);
  database.transaction(() => {
    for (const month of months) {
      for (let at = 0; at < month.orders; at += 1) {
        n += 1;
        const customer = Math.floor(month.externalIds * (random(1_000_000) / 1_000_000) ** 2);
        const placed = month.from + random(month.days * 86_400_000 - 3_600_000);
        const ended = placed + 600_000;
        const status = random(10) === 0 ? 'created' : (ENDS[random(ENDS.length)] ?? 'terminated');
        const verified = status === 'terminated' && random(20) > 0;
        const refId = refOf(n);
        const method = METHODS[random(METHODS.length)] ?? 'video';
        order.run(
          n,
          refId,
          `O-${n}`,
          `CUSTOMER-${String(customer).padStart(4, '0')}`,
          method,
          status,
          status === 'created' ? placed : ended,
          placed,
          placed,
          ended,
          verified ? 'valid' : status === 'terminated' ? 'due' : 'not_due',
          verified ? ended : null,
          `s-${n}`,
        );
        history.run(refId, 'created', 'CREATED', placed, placed);
        if (status !== 'created') history.run(refId, status, status.toUpperCase(), ended, ended);
      }
    }
    makeIndexes();
    bookAllOrders(db, TIME_ZONE);
  })();
  return n;
}

/** What every customer pays: a list of tiers per method, and some prices of their own. */
export function fillPrices(database: Database, externalIds: number): void {
  const insert = database.prepare(
    `INSERT INTO billing_prices (list, external_id, group_name, issuer, method, valid_from, valid_to, currency, tiers,
       minimum_minor, changed_at, changed_by) VALUES ('customer', ?, NULL, NULL, ?, '2026-01-01', NULL, 'CHF', ?, ?, 0, 'bench')`,
  );
  const tiers = (unit: number) =>
    JSON.stringify([
      { upTo: 100, unitMinor: unit },
      { upTo: null, unitMinor: unit - 50 },
    ]);
  for (const [at, method] of METHODS.entries()) insert.run(null, method, tiers(250 + at * 10), 0);
  for (let n = 0; n < externalIds; n += 20) {
    insert.run(`CUSTOMER-${String(n).padStart(4, '0')}`, null, tiers(199), 5_000);
  }
}
