import * as z from 'zod';
import { type OrderStatus, PENDING_STATUSES, WITH_USER_STATUSES } from '../order/status.ts';

const names = z.array(z.string().min(1).max(200)).min(1).max(100);

/** What counts as stale: so many days in one of these statuses, narrowed to methods or External IDs. */
export const staleRule = z.strictObject({
  statuses: z.array(z.enum(PENDING_STATUSES)).min(1, 'names no status').default(WITH_USER_STATUSES),
  olderThanDays: z.number().int().min(1, 'must be at least one day').max(3650),
  methods: names.optional(),
  externalIds: names.optional(),
});
export type StaleRule = z.infer<typeof staleRule>;

/** An order as far as staleness looks at it; times in ms since epoch. */
interface StaleOrder {
  status: OrderStatus;
  statusChangedAt: number;
  method: string | null;
  externalId: string | null;
}

const DAY_MS = 86_400_000;

/** Status changes up to this moment (ms since epoch) are old enough for the rule. */
export function staleBefore(rule: StaleRule, now: number): number {
  return now - rule.olderThanDays * DAY_MS;
}

/** Whether an order falls under the rule at `now`. */
export function isStale(order: StaleOrder, rule: StaleRule, now: number): boolean {
  const listed = (list: readonly string[] | undefined, value: string | null): boolean =>
    list === undefined || (value !== null && list.includes(value));
  return (
    rule.statuses.some((status) => status === order.status) &&
    order.statusChangedAt <= staleBefore(rule, now) &&
    listed(rule.methods, order.method) &&
    listed(rule.externalIds, order.externalId)
  );
}

/** Whole days an order has been in its status. */
export function daysInStatus(order: Pick<StaleOrder, 'statusChangedAt'>, now: number): number {
  return Math.max(0, Math.floor((now - order.statusChangedAt) / DAY_MS));
}

/** The rule as a filter of the orders list, so that its rows can be looked at there. */
export function filterOfRule(rule: StaleRule, now: number): Record<string, unknown> {
  return {
    status: rule.statuses,
    statusChangedAt_lte: new Date(staleBefore(rule, now)).toISOString(),
    ...(rule.methods === undefined ? {} : { method: rule.methods }),
    ...(rule.externalIds === undefined ? {} : { externalId: rule.externalIds }),
  };
}
