import { and, eq, ne } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Desk } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { readOrderRow } from '../order-row.ts';

/** The clocks of SRS and of the desk may differ by so much. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

const startOf = statement({ id: calls.id }, (db, { id }) =>
  db.select({ startedAt: calls.startedAt }).from(calls).where(eq(calls.id, id)),
);
const placedBy = statement({ refId: calls.refId, callId: calls.id }, (db, { refId, callId }) =>
  db
    .select({ callId: calls.id })
    .from(calls)
    .where(and(eq(calls.refId, refId), eq(calls.operation, 'place_order'), ne(calls.id, callId)))
    .limit(1),
);
const foundFor = statement({ refId: entries.refId, callId: entries.callId }, (db, { refId, callId }) =>
  db
    .select({ callId: entries.callId })
    .from(entries)
    .where(
      and(
        eq(entries.action, 'order.orphan_settled').inlineParams(),
        ne(entries.kind, 'call').inlineParams(),
        eq(entries.outcome, 'found'),
        eq(entries.refId, refId),
        ne(entries.callId, callId),
      ),
    )
    .limit(1),
);

/**
 * Whether a call to place an order can have made this one, as far as it is known here; an order of which nobody knows when it
 * was created may be its.
 * @throws Conflict `ref_id_of_other_call`, Conflict `ref_id_created_before`
 */
export function refuseOrderOfAnotherCall(desk: Desk, refId: string, callId: number): void {
  const { reader } = desk;
  const other = placedBy(reader).get({ refId, callId }) ?? foundFor(reader).get({ refId, callId });
  if (other !== undefined)
    throw new Conflict(
      'ref_id_of_other_call',
      'Another API call placed this order. Give the Ref ID of the order that this call placed, or none where there is no such order.',
      { otherCallId: other.callId },
    );
  const order = readOrderRow(reader, refId);
  const startedAt = startOf(reader).get({ id: callId })?.startedAt;
  if (order === null || !order.createdAtKnown || startedAt === undefined) return;
  if (order.createdAt < startedAt - CLOCKS_DIFFER_MS)
    throw new Conflict(
      'ref_id_created_before',
      'SRS created this order before the API call was made. Give the Ref ID of an order created since, or none where there is no such order.',
      {
        createdAt: new Date(order.createdAt).toISOString(),
        calledAt: new Date(startedAt).toISOString(),
      },
    );
}
