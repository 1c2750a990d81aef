import * as z from 'zod';
import { healthView } from '../health/wire.ts';
import { ATTENTION_CODES } from '../order/attention.ts';
import { ORDER_STATUSES } from '../order/status.ts';

const maybeTime = z.iso.datetime().nullable();

/** `GET /api/stats`: what needs somebody now, and how far the figures can be trusted. */
export const statsView = z.object({
  asOf: z.iso.datetime(),
  orders: z.object({
    total: z.int(),
    byStatus: z.record(z.enum(ORDER_STATUSES), z.int()),
    /** Orders with any attention code that nobody has put off: as many as the queue shows. */
    needsAttention: z.int(),
    termsPending: z.int(),
  }),
  attention: z.array(z.object({ code: z.enum(ATTENTION_CODES), count: z.int(), oldestAt: maybeTime })),
  health: healthView,
  sync: z.object({
    /** Health is `good`. */
    healthy: z.boolean(),
    behind: z.boolean(),
    running: z.boolean(),
    due: z.int(),
    lagMs: z.int(),
    oldestDueAt: maybeTime,
    lastSuccessAt: maybeTime,
    firstFullSyncAt: maybeTime,
    inFlight: z.int(),
    lastFailure: z
      .object({ at: z.iso.datetime(), refId: z.string().nullable(), reason: z.string() })
      .nullable(),
    srs: z.object({
      /** Calls per second over the last minute. */
      rate: z.number(),
      /** Calls per second that the pacing allows at most. */
      allowedRate: z.number(),
      lastOkAt: maybeTime,
      lastFailure: z
        .object({ at: z.iso.datetime(), operation: z.string(), code: z.string(), status: z.int().nullable() })
        .nullable(),
    }),
  }),
  ledger: z.object({ state: z.enum(['ok', 'full', 'busy', 'latched']) }),
  today: z.object({
    /** Start of the day in the billing time zone. */
    since: z.iso.datetime(),
    placed: z.int(),
    identified: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    /** Median time from placing to Terminated, ms: of today, and of the seven days before. */
    medianToTerminatedMs: z.int().nullable(),
    medianToTerminatedLastWeekMs: z.int().nullable(),
  }),
});
export type StatsView = z.infer<typeof statsView>;
