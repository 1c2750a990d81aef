import { z } from 'zod';
import { CANCEL_RESULTS, reason, refId } from './orders.ts';

/** A row of `/api/cancellation-requests`: the cancellation of a replaced order, for an admin to do. */
export const cancellationRequestRow = z.object({
  id: z.int(),
  refId: z.string(),
  successorRefId: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  orderId: z.string().nullable(),
  externalId: z.string().nullable(),
  issuer: z.string().nullable(),
  method: z.string().nullable(),
  status: z.string(),
});
export type CancellationRequestRow = z.infer<typeof cancellationRequestRow>;

/** What became of the order that a new one replaced. */
export const PREDECESSOR_ENDS = ['not_needed', 'requested', 'failed', ...CANCEL_RESULTS] as const;
export type PredecessorEnd = (typeof PREDECESSOR_ENDS)[number];

/** What `POST /api/orders` tells besides the order. */
export const placedExtras = z.object({
  callId: z.int(),
  predecessor: z.object({ refId: z.string(), cancellation: z.enum(PREDECESSOR_ENDS) }).nullable(),
});
export type PlacedExtras = z.infer<typeof placedExtras>;

/** A row of `/api/orders/possible-orphans`: a placing call whose answer was lost. */
export const orphanRow = z.object({
  /** Number of the call. */
  id: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  externalId: z.string().nullable(),
  outcome: z.string().nullable(),
  issuer: z.string().nullable(),
  method: z.string().nullable(),
});
export type OrphanRow = z.infer<typeof orphanRow>;

/** How a possible orphan was cleared up: the order that was found at SRS, if there is one, and how it is known. */
export const orphanSettlement = z.strictObject({ refId: refId.optional(), note: reason });
export type OrphanSettlement = z.infer<typeof orphanSettlement>;

export const dismissal = z.strictObject({ reason });
