import type { ItemResult } from '@srs-desk/shared/cancellation/job.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Actor } from '../../platform/ledger/entry-draft.ts';
import type { cancellationItems } from './table.ts';

/** An order of a job that the runner has taken up. */
export interface ClaimedItem {
  id: number;
  jobId: number;
  refId: string;
  plannedStatus: OrderStatus;
  /** When it was first taken up, ms since epoch: calls of this job are not older. */
  claimedAt: number;
  requestedBy: Actor;
}

type Stored = Pick<
  typeof cancellationItems.$inferSelect,
  'id' | 'jobId' | 'refId' | 'plannedStatus' | 'claimedAt'
>;

/** An item that is under way, as the runner works on it. @throws TypeError when it was never planned or taken up. */
export function claimedItem({ plannedStatus, claimedAt, ...item }: Stored, requestedBy: Actor): ClaimedItem {
  if (plannedStatus === null || claimedAt === null) throw new TypeError(`item ${item.id} is not under way`);
  return { ...item, plannedStatus, claimedAt, requestedBy };
}

/** What became of an item, or that it goes back untouched, or that the desk stops with its fate still open. */
export type Ended =
  | {
      kind: 'settled';
      state: ItemResult;
      reason: string | null;
      status: OrderStatus | null;
      callId: number | null;
      attempts: number;
    }
  /** Settled with the answer that told of it. */
  | { kind: 'settled_already' }
  | { kind: 'released' }
  | { kind: 'open' };
