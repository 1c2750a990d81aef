import { z } from 'zod';
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
  sync: z.object({
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
      breaker: z.enum(['closed', 'open', 'half_open']),
      rate: z.number(),
      pausedUntil: maybeTime,
      lastOkAt: maybeTime,
      lastFailure: z
        .object({ at: z.iso.datetime(), operation: z.string(), kind: z.string(), status: z.int().nullable() })
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
