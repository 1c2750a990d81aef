import { z } from 'zod';
import { ORDER_STATUSES } from '../order/status.ts';

const base = {
  id: z.string(),
  /** When it happened. */
  at: z.iso.datetime(),
  actor: z.string(),
};

/** One event of an order's timeline. */
export const timelineItem = z.discriminatedUnion('kind', [
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
    outcome: z.string(),
    httpStatus: z.int().nullable(),
    durationMs: z.int().nullable(),
    origin: z.string(),
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

export const timelineAnswer = z.object({ items: z.array(timelineItem), truncated: z.boolean() });
