import * as z from 'zod';
import { CALL_ANSWERS, CALL_OUTCOMES } from '../call/fields.ts';
import { ORDER_STATUSES } from '../order/status.ts';

const base = {
  id: z.string(),
  /** When it happened. */
  at: z.iso.datetime(),
  actor: z.string(),
};

/** One event of an order's timeline. */
const timelineItem = z.discriminatedUnion('kind', [
  z.object({
    ...base,
    kind: z.literal('status'),
    status: z.enum(ORDER_STATUSES),
    wireStatus: z.string(),
    /** When the desk saw it. */
    observedAt: z.iso.datetime(),
    transition: z.string(),
    seq: z.int(),
  }),
  z.object({
    ...base,
    kind: z.literal('call'),
    callId: z.int(),
    operation: z.string(),
    httpMethod: z.string(),
    outcome: z.enum(CALL_OUTCOMES),
    answer: z.enum(CALL_ANSWERS).nullable(),
    httpStatus: z.int().nullable(),
    durationMs: z.int().nullable(),
    origin: z.string(),
    /** Equal calls in a row are one line: how many there were, since when (`at` is the last), and the status that held. */
    count: z.int(),
    firstAt: z.iso.datetime(),
    status: z.enum(ORDER_STATUSES).nullable(),
  }),
  z.object({
    ...base,
    kind: z.enum(['verify', 'act', 'handover']),
    action: z.string(),
    seq: z.int(),
    callId: z.int().nullable(),
    detail: z.record(z.string(), z.unknown()),
    /** What was sealed with it and may be shown: a note's text, a reason. */
    text: z.string().nullable(),
  }),
  z.object({ ...base, kind: z.literal('note'), seq: z.int(), text: z.string().nullable() }),
]);
export type TimelineItem = z.infer<typeof timelineItem>;

export const timelineAnswer = z.object({
  items: z.array(timelineItem),
  /** Whether there is, or was, more than is shown. */
  truncated: z.boolean(),
  /** Notes, acts and calls of before were pruned from the log; null where the order is younger, or nothing was. */
  prunedBefore: z.iso.datetime().nullable(),
});
export type TimelineAnswer = z.infer<typeof timelineAnswer>;
