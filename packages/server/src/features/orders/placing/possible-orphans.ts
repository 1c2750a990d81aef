import type { OrphanRow, OrphanSettlement } from '@srs-desk/shared/api/placing.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import { readDetail } from '../../../platform/ledger/stored-entry.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { importOrders } from '../import/import-orders.ts';
import { refuseOrderOfAnotherCall } from './order-of-another-call.ts';
import { listPossibleOrphans } from './queries.ts';

const MOST = 500;

/** Placing calls whose answer was lost and that nobody has cleared up: at SRS there may be an order that nobody knows. */
export function possibleOrphans(desk: Desk): OrphanRow[] {
  return listPossibleOrphans(desk.reader, MOST).map(({ detail, at, subject: _, ...row }) => {
    const { issuer, method } = readDetail(detail);
    return {
      ...row,
      at: new Date(at).toISOString(),
      issuer: typeof issuer === 'string' ? issuer : null,
      method: typeof method === 'string' ? method : null,
    };
  });
}

/**
 * Takes a possible orphan off the list, with the reason on record: the order was found at SRS (then its Ref ID is registered
 * here), or there is none.
 * @throws NotFound, Conflict `ref_id_not_found` when SRS does not know the Ref ID, `ref_id_pending` while it has not answered,
 * `ref_id_of_other_call` or `ref_id_created_before` where the call cannot have made the order
 */
export async function settleOrphan(
  desk: Desk,
  who: Principal,
  callId: number,
  { refId, note }: OrphanSettlement,
): Promise<OrphanRow[]> {
  const orphan = listPossibleOrphans(desk.reader, MOST).find(({ id }) => id === callId);
  if (orphan === undefined)
    throw new NotFound('orphan_not_found', 'There is no open placing call of this number on the list.');
  if (refId !== undefined) {
    refuseOrderOfAnotherCall(desk, refId, callId);
    const line = { line: 1, refId, externalId: orphan.externalId, note: null, problem: null };
    const { counts } = await importOrders(desk, who, [line]);
    if (counts.not_found > 0)
      throw new Conflict(
        'ref_id_not_found',
        'SRS does not know this Ref ID, so it is not that of the order.',
      );
    if (counts.pending > 0)
      throw new Conflict(
        'ref_id_pending',
        'SRS has not answered yet whether it knows this Ref ID. It is asked again; clear this up once it is registered.',
      );
    // Only now is it known of an order that was not when SRS created it.
    refuseOrderOfAnotherCall(desk, refId, callId);
  }
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'order.orphan_settled',
          actor: who.actor,
          origin: who.origin,
          refId,
          externalId: orphan.externalId,
          callId,
          subject: orphan.subject,
          outcome: refId === undefined ? 'no_order' : 'found',
          ...(orphan.subject === null ? {} : { sealed: { note } }),
        },
      ],
    ),
  );
  return possibleOrphans(desk);
}
