import { recordOf } from '../fields/field.ts';
import { isPending } from '../order/status.ts';
import { type BillableOrder, type BillableRule, billingEvent, isVerified } from './billable.ts';
import type { Calendar, Day } from './periods.ts';
import { USAGE_COUNTS, type UsageCount } from './usage-fields.ts';

/** Where an order stands, each in exactly one of these: placed = terminated + error + cancelled + pending. */
export const USAGE_OUTCOMES = ['terminated', 'error', 'cancelled', 'pending'] as const;
export type UsageOutcome = (typeof USAGE_OUTCOMES)[number];

export type UsageCounts = Readonly<Record<UsageCount, number>>;

/** Counts with nothing beside them: of a row that has more, they must be taken out. */
export type CountsAlone = UsageCounts & {
  readonly [K in 'period' | 'externalId' | 'issuer' | 'method']?: never;
};

/** No use at all. */
export const NO_USAGE: UsageCounts = recordOf(USAGE_COUNTS, () => 0);

/** An order as usage sees it; the External ID is the raw one, blank and missing are the same. */
export type UsageOrder = BillableOrder & { readonly externalId: string | null };

/** What one order adds to usage. Stored per order, so that a change is taken back exactly. */
export interface Contribution {
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  readonly placedDay: Day;
  readonly outcome: UsageOutcome;
  readonly verified: boolean;
  /** When it became billable, ms since epoch, and the day of it; null while it is not. */
  readonly billedAt: number | null;
  readonly billedDay: Day | null;
}

/** Signed change of the figures of one External ID, day, issuer and method. */
export interface UsageDelta extends UsageCounts {
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  readonly day: Day;
}

/** The outcome that an order is counted under. */
function outcomeOf(order: { status: UsageOrder['status'] }): UsageOutcome {
  if (isPending(order.status)) return 'pending';
  if (order.status === 'terminated') return 'terminated';
  return order.status === 'error' ? 'error' : 'cancelled';
}

/** A raw External ID, or null when there is none to speak of. */
export function givenExternalId(raw: string | null): string | null {
  return raw === null || raw.trim() === '' ? null : raw;
}

/** What an order adds to usage: placed figures on the day of placing, billable on the day of the billing event. */
export function contributionOf(
  order: UsageOrder,
  rules: readonly BillableRule[],
  calendar: Calendar,
): Contribution {
  const event = billingEvent(order, rules, calendar);
  return {
    externalId: givenExternalId(order.externalId),
    issuer: order.issuer,
    method: order.method,
    placedDay: calendar.dayOf(order.createdAt),
    outcome: outcomeOf(order),
    verified: isVerified(order),
    billedAt: event.at,
    billedDay: event.at === null ? null : calendar.dayOf(event.at),
  };
}

type Counts = { -readonly [K in UsageCount]: number };
type Sum = { -readonly [K in keyof UsageDelta]: UsageDelta[K] };

/** Adds up to few rows, so that looking through them is quicker than any index. */
function sumFor(sums: Sum[], of: Contribution, day: Day): Counts {
  for (const sum of sums) {
    if (
      sum.day === day &&
      sum.externalId === of.externalId &&
      sum.issuer === of.issuer &&
      sum.method === of.method
    )
      return sum;
  }
  const { externalId, issuer, method } = of;
  const sum = { ...NO_USAGE, externalId, issuer, method, day };
  sums.push(sum);
  return sum;
}

function count(sums: Sum[], of: Contribution | null, sign: 1 | -1): void {
  if (of === null) return;
  const placed = sumFor(sums, of, of.placedDay);
  placed.placed += sign;
  placed[of.outcome] += sign;
  if (of.verified) placed.verified += sign;
  if (of.billedDay !== null) sumFor(sums, of, of.billedDay).billable += sign;
}

/** The sum of two rows of figures. */
export function addCounts(a: UsageCounts, b: UsageCounts): CountsAlone {
  return {
    placed: a.placed + b.placed,
    terminated: a.terminated + b.terminated,
    verified: a.verified + b.verified,
    error: a.error + b.error,
    cancelled: a.cancelled + b.cancelled,
    pending: a.pending + b.pending,
    billable: a.billable + b.billable,
  };
}

/** True when nothing is counted. */
export function isNoUsage(counts: UsageCounts): boolean {
  return USAGE_COUNTS.every((name) => counts[name] === 0);
}

/**
 * The signed increments that turn what an order added before into what it adds now, merged per External ID, day,
 * issuer and method, without those that change nothing. `null` before: a new order; `null` now: it is gone.
 */
export function usageDeltas(before: Contribution | null, now: Contribution | null): UsageDelta[] {
  const sums: Sum[] = [];
  count(sums, before, -1);
  count(sums, now, 1);
  return sums.filter((delta) => !isNoUsage(delta));
}

/** The rules that figures of any usage row must obey, told as what is broken; empty when they hold. */
export function brokenInvariants(counts: UsageCounts): string[] {
  const broken: string[] = [];
  if (counts.placed !== counts.terminated + counts.error + counts.cancelled + counts.pending) {
    broken.push('placed is not the sum of terminated, error, cancelled and pending');
  }
  if (counts.verified > counts.terminated) broken.push('more verified than terminated');
  for (const name of USAGE_COUNTS) if (counts[name] < 0) broken.push(`${name} is negative`);
  return broken;
}
