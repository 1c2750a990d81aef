import * as z from 'zod';
import { INITIAL_DATA_FIELDS } from '../method/sheet.ts';
import { CANCEL_RESULTS, orderDetail, refId } from './orders.ts';
import { reason } from './reason.ts';

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

/** What became of the order that a new one replaced; `not_needed` also where it was to be left as it is. */
const PREDECESSOR_ENDS = ['not_needed', 'requested', 'failed', ...CANCEL_RESULTS] as const;
export type PredecessorEnd = (typeof PREDECESSOR_ENDS)[number];

/** What `POST /api/orders` tells besides the order. */
const placedExtras = z.object({
  callId: z.int(),
  predecessor: z.object({ refId: z.string(), cancellation: z.enum(PREDECESSOR_ENDS) }).nullable(),
  /** What is worth knowing about the data that was sent along. */
  remarks: z.array(
    z.object({
      field: z.enum(INITIAL_DATA_FIELDS),
      code: z.string(),
      severity: z.enum(['error', 'advice']),
    }),
  ),
});
export type PlacedExtras = z.infer<typeof placedExtras>;

/** `POST /api/orders`: the order as it was placed, and what came with it. */
export const orderPlaced = z.object({ ...orderDetail.shape, ...placedExtras.shape });

/** A row of `/api/orders/possible-orphans`: a placing call whose answer was lost, or whose order the desk did not take up. */
export const orphanRow = z.object({
  /** Number of the call. */
  id: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  externalId: z.string().nullable(),
  /** `unrecorded` where the desk did not take the order up, else why nobody knows whether there is one. */
  outcome: z.string().nullable(),
  issuer: z.string().nullable(),
  method: z.string().nullable(),
});
export type OrphanRow = z.infer<typeof orphanRow>;

/** How a possible orphan was cleared up: the order that was found at SRS, if there is one, and how it is known. */
export const orphanSettlement = z.strictObject({ refId: refId.optional(), note: reason });
export type OrphanSettlement = z.infer<typeof orphanSettlement>;

export const dismissal = z.strictObject({ reason: reason.optional() });

/** `POST /api/orders/:refId/cancellation-request`: asks an admin to cancel the order, with the reason on record. */
export const cancellationAsked = z.strictObject({ reason });
/** `POST /api/cancellation-requests/:id/execute`; left out, the reason names the order that replaces it. */
export const requestExecution = z.strictObject({ reason: reason.optional() });
