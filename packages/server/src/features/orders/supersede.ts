import { foldName } from '@srs-desk/shared/cancellation/same-person.ts';
import { type SupersessionOrder, supersessionOf } from '@srs-desk/shared/cancellation/superseded.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import type { Tx } from '../../platform/ledger/tx.ts';

interface Row extends SupersessionOrder {
  orderId: string | null;
  externalId: string | null;
  supersededBy: string | null;
}

/** Orders of one person that are looked at: a person with more is a test number, not a person. */
const MOST_SIBLINGS = 100;

const FIELDS = `ref_id AS refId, order_id AS orderId, external_id AS externalId, status, issuer, method, jurisdiction,
  created_at AS createdAt, started_at AS startedAt, status_changed_at AS statusChangedAt, gone_at AS goneAt, msisdn,
  first_name AS firstName, last_name AS lastName, birth_date AS birthDate, superseded_by AS supersededBy`;

function byNumber(tx: Tx, msisdn: string | null): Row[] {
  if (!msisdn) return [];
  return tx
    .sql(`SELECT ${FIELDS} FROM orders WHERE msisdn = ? ORDER BY created_at DESC LIMIT ?`)
    .all(msisdn, MOST_SIBLINGS) as Row[];
}

function byNameAndBirthDate(tx: Tx, order: Row): Row[] {
  const { birthDate, firstName, lastName } = order;
  if (!birthDate || !firstName || !lastName) return [];
  const name = foldName(`${firstName} ${lastName}`);
  const sameDay = tx
    .sql(`SELECT ${FIELDS} FROM orders WHERE birth_date = ? ORDER BY created_at DESC LIMIT 1000`)
    .all(birthDate) as Row[];
  return sameDay
    .filter((other) => foldName(`${other.firstName ?? ''} ${other.lastName ?? ''}`) === name)
    .slice(0, MOST_SIBLINGS);
}

function mark(
  tx: Tx,
  order: Row,
  by: string | null,
  person: string | null,
  differs: readonly string[],
): void {
  tx.sql('UPDATE orders SET superseded_by = ?, updated_at = ?, triage_due_at = ? WHERE ref_id = ?').run(
    by,
    tx.now,
    tx.now,
    order.refId,
  );
  tx.append({
    action: 'order.superseded',
    actor: 'system',
    origin: 'system',
    refId: order.refId,
    orderId: order.orderId,
    externalId: order.externalId,
    detail: by === null ? { by: null, was: order.supersededBy } : { by, person, differs: [...differs] },
  });
  tx.rowChanged('orders', order.refId);
}

/**
 * Brings `superseded_by` of a person's pending orders up to date: the later order that took the place of each (guide
 * §7.2), or none any more. To be called when an order is placed, when its person, method, jurisdiction or time of
 * creation became known or changed, and when it was cancelled or is gone. Each change leaves an entry; gives the Ref IDs
 * that changed. Cheap: two look-ups by index.
 */
export function markSuperseded(tx: Tx, refId: string): string[] {
  const order = tx.sql(`SELECT ${FIELDS} FROM orders WHERE ref_id = ?`).get(refId) as Row | undefined;
  if (order === undefined) return [];
  const family = new Map<string, Row>();
  for (const row of [order, ...byNumber(tx, order.msisdn), ...byNameAndBirthDate(tx, order)])
    family.set(row.refId, row);
  if (family.size < 2 && order.supersededBy === null) return [];
  const rows = [...family.values()];
  const changed: string[] = [];
  for (const row of rows) {
    const supersession = supersessionOf(row, rows);
    // The mark of an order that has ended stays: it tells why it was cancelled.
    if (!isPending(row.status) || (supersession?.by ?? null) === row.supersededBy) continue;
    // Another order of the family may be superseded by one that this look does not see (found by its own name).
    if (supersession === null && row.refId !== refId && !family.has(row.supersededBy ?? '')) continue;
    mark(tx, row, supersession?.by ?? null, supersession?.person ?? null, supersession?.differs ?? []);
    changed.push(row.refId);
  }
  return changed;
}
