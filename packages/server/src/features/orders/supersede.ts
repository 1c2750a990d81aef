import type { PersonFacts } from '@srs-desk/shared/cancellation/same-person.ts';
import {
  laterThanFailed,
  type Supersession,
  type SupersessionOrder,
  supersessionOf,
} from '@srs-desk/shared/cancellation/superseded.ts';
import { isPending } from '@srs-desk/shared/order/status.ts';
import { eq } from 'drizzle-orm';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { Families, MOST_HOPS, orderOf, type Row } from './families.ts';
import { isBeforeCalls } from './placed-here.ts';
import { orders } from './table.ts';

const setSuperseded = statement(
  { refId: orders.refId, by: orders.supersededBy, now: orders.updatedAt },
  (db, { refId, by, now }) =>
    db
      .update(orders)
      .set({ supersededBy: by, updatedAt: now, triageDueAt: now })
      .where(eq(orders.refId, refId)),
);

/** What triage makes of an order is made anew by its next run. */
const lookAgain = statement({ refId: orders.refId, now: orders.triageDueAt }, (db, { refId, now }) =>
  db.update(orders).set({ triageDueAt: now }).where(eq(orders.refId, refId)),
);

/**
 * Ref ID of the later order of the same person after one that has failed; null where there is none. Unlike the mark of a
 * pending order it is not written down: nothing is cancelled by it.
 */
export function laterOrderOf(db: Db, refId: string): string | null {
  const order = orderOf(db, refId);
  if (order?.status !== 'error') return null;
  const around = new Families(db).around(order);
  const failed = around.get(refId);
  return (failed === undefined ? null : laterThanFailed(failed, [...around.values()])?.by) ?? null;
}

function mark(tx: Tx, order: Row, supersession: Supersession | null): void {
  setSuperseded(tx).run({ refId: order.refId, by: supersession?.by ?? null, now: tx.now });
  tx.append({
    action: 'order.superseded',
    actor: 'system',
    origin: 'system',
    refId: order.refId,
    orderId: order.orderId,
    externalId: order.externalId,
    detail: supersession === null ? { by: null, was: order.supersededBy } : { ...supersession },
  });
  tx.rowChanged('orders', order.refId);
}

/**
 * Brings `superseded_by` of a person's pending orders up to date, and of those in whose place this one was placed: the later
 * order that took the place of each (guide §7.2), or none any more. To be called when an order is placed, when its person,
 * method, jurisdiction or time of creation became known or changed, and when it was cancelled, is gone or came back. Each change
 * leaves an entry; gives the Ref IDs that changed. Those that have failed are read anew by triage, see `laterOrderOf`. Every
 * look-up is by index: a few of them, and as many again for each order in whose place the next was placed, and for each other
 * number or name and birth date of those whose mark changes.
 *
 * @param was the person that the order was known to be for, where that has changed: the orders of that one are judged as well
 */
export function markSuperseded(tx: Tx, refId: string, was: PersonFacts | null = null): string[] {
  const changed: string[] = [];
  let order = orderOf(tx, refId);
  for (let hop = 0; hop < MOST_HOPS && order !== undefined; hop++) {
    changed.push(...markFamily(tx, order, hop === 0 ? was : null));
    const { predecessorRefId }: Row = order;
    order = predecessorRefId === null ? undefined : orderOf(tx, predecessorRefId);
  }
  return changed;
}

/** Whether {@link markSuperseded} would change the mark of this pending order. */
export function isMarkOutdated(db: Db, refId: string): boolean {
  const order = orderOf(db, refId);
  if (order === undefined || !isPending(order.status)) return false;
  const around = new Families(db).around(order);
  const by = order.supersededBy === null ? undefined : around.get(order.supersededBy);
  if (by !== undefined && by.createdNotBefore === null && isBeforeCalls(db, by)) return false;
  return newMark(db, order, around) !== undefined;
}

/** What the mark of a pending order is to become, by itself and the others; undefined where it stands. */
function newMark(
  db: Db,
  { refId, supersededBy, erasedAt }: Row,
  around: ReadonlyMap<string, SupersessionOrder>,
): Supersession | null | undefined {
  const own = around.get(refId);
  const supersession = own === undefined ? null : supersessionOf(own, [...around.values()]);
  if ((supersession?.by ?? null) === supersededBy) return undefined;
  if (supersession !== null || supersededBy === null) return supersession;
  // Nobody can tell any more whose an erased order was.
  const isErased = (erasedAt ?? orderOf(db, supersededBy)?.erasedAt ?? null) !== null;
  return isErased ? undefined : null;
}

function markFamily(tx: Tx, order: Row, was: PersonFacts | null): string[] {
  const families = new Families(tx);
  const family = families.of(order);
  const before = was === null ? [] : families.byPerson(was);
  const isAlone = families.withPlacedInstead(family).size < 2;
  if (isAlone && before.length === 0 && order.supersededBy === null) return [];
  const around = families.around(order);
  const others = [...around.values()];
  const changed: string[] = [];
  for (const row of new Map([...before.map((one) => [one.refId, one] as const), ...family]).values()) {
    if (row.status === 'error' && row.supersededBy === null)
      lookAgain(tx).run({ refId: row.refId, now: tx.now });
    // The mark of an order that has ended stays: it tells why it was cancelled.
    if (!isPending(row.status)) continue;
    const here = around.get(row.refId);
    if (here !== undefined && (supersessionOf(here, others)?.by ?? null) === row.supersededBy) continue;
    // Its own number or name may be shared with orders that were not read here.
    const supersession = newMark(tx, row, families.around(row));
    if (supersession === undefined) continue;
    mark(tx, row, supersession);
    changed.push(row.refId);
  }
  return changed;
}

/** An order that has failed names the one placed in its place, whoever that is for: it is nobody's turn any more. */
export function markReplaced(tx: Tx, refId: string, by: string): void {
  const order = orderOf(tx, refId);
  if (order === undefined || order.status !== 'error' || order.supersededBy === by) return;
  mark(tx, order, { by, person: 'placed_instead', differs: [] });
}
