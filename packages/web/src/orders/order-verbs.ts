import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { WorkInput, WorkView } from '@srs-desk/shared/api/support.ts';
import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import type { TimelineAnswer } from '@srs-desk/shared/api/timeline.ts';
import type { Revealable } from '@srs-desk/shared/order/fields.ts';
import { ask, request } from '../api/http.ts';

interface OfOrder {
  /** Ref ID. */
  id: string;
}

/** An order read anew, or as it stood when that took too long. */
export interface Reread {
  order: OrderDetail;
  /** False when the answer of SRS is still on its way. */
  live: boolean;
}

async function reread(id: string, by: 'sync' | 'verify'): Promise<Reread> {
  const { status, json } = await request<OrderDetail>(`orders/${id}/${by}`, { method: 'POST', body: {} });
  return { order: json, live: status === 200 };
}

export const orderVerbs = {
  readTimeline: ({ id }: OfOrder, signal?: AbortSignal) =>
    ask<TimelineAnswer>(`orders/${id}/timeline`, { signal }),
  /** Who works on an order, and until when it may rest. */
  readWork: ({ id }: OfOrder, signal?: AbortSignal) => ask<WorkView>(`orders/${id}/work`, { signal }),
  /** Limits and texts that readings, tickets and messages go by. */
  readSupportRules: (_: object, signal?: AbortSignal) => ask<SupportRules>('support-rules', { signal }),
  setWork: ({ id, ...body }: OfOrder & WorkInput) => ask(`orders/${id}/work`, { method: 'PUT', body }),
  /** Reads the status at SRS now. */
  syncOrder: ({ id }: OfOrder) => reread(id, 'sync'),
  /** Asks the RA service for the evidence now. */
  verifyOrder: ({ id }: OfOrder) => reread(id, 'verify'),
  cancelOrder: ({ id, idempotencyKey, reason }: OfOrder & { idempotencyKey: string; reason: string }) =>
    ask<{ result: CancelResult; order: OrderDetail }>(`orders/${id}/cancel`, {
      method: 'POST',
      body: { reason },
      idempotencyKey,
    }),
  /** Shows these fields of the person in clear for a while. */
  revealPerson: ({ id, ...body }: OfOrder & { reason: string; fields: readonly Revealable[] }) =>
    ask<OrderDetail>(`orders/${id}/reveal`, { method: 'POST', body }),
  addNote: ({ id, text }: OfOrder & { text: string }) =>
    ask(`orders/${id}/notes`, { method: 'POST', body: { text } }),
};
