import * as z from 'zod';
import { PENDING_STATUSES, WITH_USER_STATUSES } from '../order/status.ts';
import { LONGEST_EXTERNAL_ID } from '../text/ids.ts';

const names = z.array(z.string().min(1).max(LONGEST_EXTERNAL_ID)).min(1).max(100);

/** What counts as stale: so many days in one of these statuses, narrowed to methods or External IDs. */
export const staleRule = z.strictObject({
  statuses: z.array(z.enum(PENDING_STATUSES)).min(1, 'names no status').default(WITH_USER_STATUSES),
  olderThanDays: z.number().int().min(1, 'must be at least one day').max(3650),
  methods: names.optional(),
  externalIds: names.optional(),
});
export type StaleRule = z.infer<typeof staleRule>;

const DAY_MS = 86_400_000;

/** Status changes up to this moment (ms since epoch) are old enough for the rule. */
export function staleBefore(rule: StaleRule, now: number): number {
  return now - rule.olderThanDays * DAY_MS;
}

/** Whole days an order has been in its status; `statusChangedAt` and `now` in ms since epoch. */
export function daysInStatus(order: { statusChangedAt: number }, now: number): number {
  return Math.max(0, Math.floor((now - order.statusChangedAt) / DAY_MS));
}
