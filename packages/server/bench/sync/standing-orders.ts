import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';

/** An order as it stands before it moves on. */
export interface BareOrder {
  id: number;
  refId: string;
  orderId: string | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  subject: string;
  /** Lines of the status history that are known. */
  known: number;
  placedDay: string;
  derived: Derived;
  key: Buffer;
}

/** What the desk's rules make of an order. */
export type Derived = Record<(typeof DERIVED)[number], string | number | null>;

export const DERIVED = [
  'next_actor',
  'step',
  'support_team',
  'issue',
  'attention',
  'attention_all',
  'triage_due_at',
] as const;

/** The orders as the desk's first look at them left them. */
export function standingOrders(db: Database.Database, refIds: readonly string[]): BareOrder[] {
  const select = db.prepare(
    `SELECT o.id, o.ref_id AS refId, o.order_id AS orderId, o.external_id AS externalId, o.issuer, o.method,
       o.subject_id AS subject, u.placed_day AS placedDay, ${DERIVED.join(', ')},
       (SELECT count(*) FROM order_status_history h WHERE h.ref_id = o.ref_id) AS known
     FROM orders o JOIN usage_orders u ON u.order_id = o.id WHERE o.ref_id = ?`,
  );
  return refIds.map((refId) => {
    const row = select.get(refId) as Omit<BareOrder, 'derived' | 'key'> & Derived;
    const { next_actor, step, support_team, issue, attention, attention_all, triage_due_at, ...order } = row;
    const derived = { next_actor, step, support_team, issue, attention, attention_all, triage_due_at };
    return { ...order, derived, key: randomBytes(32) };
  });
}

/** What the desk's rules make of an order in each status. */
export function derivedByStatus(db: Database.Database, refIds: readonly string[]): Map<string, Derived> {
  const select = db.prepare(`SELECT status, ${DERIVED.join(', ')} FROM orders WHERE ref_id = ?`);
  const found = new Map<string, Derived>();
  for (const refId of refIds) {
    const { status, ...derived } = select.get(refId) as Derived & { status: string };
    found.set(status, derived);
  }
  return found;
}
