import type { RevealCategory } from '@srs-desk/shared/access/reveal-categories.ts';
import type { CancelResult, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type {
  HandoverCreated,
  HandoverGiven,
  HandoverRow,
  HandoverUpdate,
  MessageInput,
  OrderMessage,
  OrderViewers,
  WorkInput,
  WorkView,
} from '@srs-desk/shared/api/support.ts';
import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import type { TimelineAnswer } from '@srs-desk/shared/api/timeline.ts';
import type { Revealable } from '@srs-desk/shared/order/fields.ts';
import type { Situation } from '@srs-desk/shared/process/situations.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
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

interface MessageWanted {
  lang: Language;
  /** Left out for the one that fits best. */
  situation?: Situation | undefined;
  /** Left out for what the settings say. */
  ownUse?: boolean | undefined;
}

function queryOf(wanted: MessageWanted): URLSearchParams {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
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
  /** Who else has the order's page open. To ask is to have it open. */
  readViewers: ({ id }: OfOrder, signal?: AbortSignal) =>
    ask<OrderViewers>(`orders/${id}/viewers`, { signal }),
  /** Limits and texts that readings, tickets and messages go by. */
  readSupportRules: (_: object, signal?: AbortSignal) => ask<SupportRules>('support-rules', { signal }),
  /** What may be told to the user: the situation that fits best, or this one. */
  readMessage: ({ id, ...wanted }: OfOrder & MessageWanted, signal?: AbortSignal) =>
    ask<OrderMessage>(`orders/${id}/message?${queryOf(wanted)}`, { signal }),
  /** Records that a message was given to the user. */
  noteMessage: ({ id, ...body }: OfOrder & MessageInput) =>
    ask(`orders/${id}/messages`, { method: 'POST', body }),
  /** The tickets of an order, newest first. */
  readHandovers: ({ id }: OfOrder, signal?: AbortSignal) =>
    ask<HandoverRow[]>(`orders/${id}/handovers`, { signal }),
  /** The team's number of a ticket, or how it stands. */
  changeHandover: ({ handoverId, ...body }: HandoverUpdate & { handoverId: number }) =>
    ask(`handovers/${handoverId}`, { method: 'PATCH', body }),
  /** Records that a ticket was given to a team, and gives it as it went out. */
  handOver: ({ id, ...body }: OfOrder & HandoverGiven) =>
    ask<HandoverCreated>(`orders/${id}/handovers`, { method: 'POST', body }),
  // What comes after it waits for its answer.
  setWork: ({ id, ...body }: OfOrder & WorkInput) =>
    ask<WorkView>(`orders/${id}/work`, { method: 'PUT', body, timeoutMs: 30_000 }),
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
  /** Asks an admin to cancel. */
  askCancellation: ({ id, reason }: OfOrder & { reason: string }) =>
    ask(`orders/${id}/cancellation-request`, { method: 'POST', body: { reason } }),
  /** Shows these fields of the person in clear for a while. */
  revealPerson: ({ id, ...body }: OfOrder & RevealWish) =>
    ask<OrderDetail>(`orders/${id}/reveal`, { method: 'POST', body }),
  addNote: ({ id, text }: OfOrder & { text: string }) =>
    ask(`orders/${id}/notes`, { method: 'POST', body: { text } }),
};

interface RevealWish {
  category?: RevealCategory;
  reason: string;
  fields: readonly Revealable[];
}
