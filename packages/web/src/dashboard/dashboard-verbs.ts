import type { CancelResult } from '@srs-desk/shared/api/orders.ts';
import type { OrphanRow } from '@srs-desk/shared/api/placing.ts';
import type { StatsView } from '@srs-desk/shared/api/stats.ts';
import type { QueueView } from '@srs-desk/shared/api/support.ts';
import { ask } from '../api/http.ts';

export const dashboardVerbs = {
  /** The desk's counters and the state of its sync. */
  readStats: (_: object, signal?: AbortSignal) => ask<StatsView>('stats', { signal }),
  /** What needs attention, by cause and by who acts next. */
  readQueue: (_: object, signal?: AbortSignal) => ask<QueueView>('queue', { signal }),
  /** Placing calls whose answer was lost. */
  readOrphans: (_: object, signal?: AbortSignal) => ask<OrphanRow[]>('orders/possible-orphans', { signal }),
  /** Writes down what became of such a call; with a Ref ID where an order was found. */
  settleOrphan: ({ callId, ...body }: { callId: number; note: string; refId?: string }) =>
    ask(`orders/possible-orphans/${callId}/settle`, { method: 'POST', body }),
  /** Cancels the order whose cancellation was asked for. */
  executeRequest: ({ id, reason }: { id: number; reason: string }) =>
    ask<{ result: CancelResult }>(`cancellation-requests/${id}/execute`, {
      method: 'POST',
      body: { reason },
    }),
  /** Leaves the order as it is. */
  dismissRequest: ({ id }: { id: number }) =>
    ask(`cancellation-requests/${id}/dismiss`, { method: 'POST', body: {} }),
  /** Takes up again a request that was left. */
  reopenRequest: ({ id }: { id: number }) =>
    ask(`cancellation-requests/${id}/reopen`, { method: 'POST', body: {} }),
};
