import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Desk } from '../../../platform/desk.ts';
import type { Origin } from '../../../platform/ledger/entry-draft.ts';
import type { OrderFacts } from '../queries.ts';

/** The call to which SRS said yes, and who asked for it. */
interface AcceptedCancel {
  callId: number | null;
  actor: string;
  origin: Origin;
  /** The bulk job it belongs to. */
  job?: number;
}

/**
 * Corrects the log where it says `cancelled` on SRS's word alone: the order, read after that, is not. The first entry
 * stands; this one says that it had no effect, and what SRS shows instead.
 */
export async function recordWithoutEffect(
  desk: Desk,
  order: Pick<OrderFacts, 'refId' | 'orderId' | 'externalId' | 'subjectId'>,
  accepted: AcceptedCancel,
  statusAfter: OrderStatus,
): Promise<void> {
  const { callId, actor, origin, job } = accepted;
  await desk.ledger.record(
    [],
    [
      {
        action: 'order.cancel',
        actor,
        origin,
        refId: order.refId,
        orderId: order.orderId,
        externalId: order.externalId,
        subject: order.subjectId,
        ...(callId === null ? {} : { callId }),
        ...(job === undefined ? {} : { target: String(job) }),
        outcome: 'without_effect',
        detail: { statusAfter, corrects: 'cancelled', ...(job === undefined ? {} : { job }) },
      },
    ],
  );
}
