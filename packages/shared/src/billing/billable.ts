import * as z from 'zod';
import { type OrderStatus, VERIFIED_STATUSES, type VerifyStatus } from '../order/status.ts';
import { type Calendar, type Day, daySchema } from './periods.ts';
import { coversDay, type ValidityProblem, validityProblems } from './validity.ts';

/** Whose prices and rules: what our customers pay, or what the supplier charges us (expected on its invoice). */
export const PRICE_LISTS = ['customer', 'supplier'] as const;
export type PriceListName = (typeof PRICE_LISTS)[number];

/** What makes an order billable: the first time it reached this point. */
export const BILLING_EVENTS = ['placed', 'identification_done', 'terminated', 'verified'] as const;
export type BillingEventKind = (typeof BILLING_EVENTS)[number];

/**
 * From which day on which event makes the orders of a method billable. `issuer` and `method` null mean any.
 * The day that counts is the day of placing: an order keeps the terms under which it was placed.
 */
export const billableRuleSchema = z.strictObject({
  list: z.enum(PRICE_LISTS).default('customer'),
  issuer: z.string().trim().min(1).max(200).nullable().default(null),
  method: z.string().trim().min(1).max(200).nullable().default(null),
  validFrom: daySchema,
  validTo: daySchema.nullable().default(null),
  event: z.enum(BILLING_EVENTS),
  failedBillable: z.boolean().default(false),
});
export type BillableRule = z.infer<typeof billableRuleSchema>;

/** Holds where no other rule does: identifications whose evidence arrived are billed, failed ones are not. */
export const DEFAULT_BILLABLE_RULE: BillableRule = {
  list: 'customer',
  issuer: null,
  method: null,
  validFrom: '2000-01-01',
  validTo: null,
  event: 'terminated',
  failedBillable: false,
};

/** What of an order the billing rules look at. Times are ms since epoch, null when it never happened. */
export interface BillableOrder {
  readonly issuer: string | null;
  readonly method: string | null;
  readonly status: OrderStatus;
  readonly verifyStatus: VerifyStatus;
  readonly createdAt: number;
  /** First sight of Identification done or any later step of the happy path. */
  readonly identifiedAt: number | null;
  readonly terminatedAt: number | null;
  readonly verifiedAt: number | null;
  /** When the order ended in Error. */
  readonly failedAt: number | null;
}

/** When the order became billable, and why it is or is not. */
type BillingEvent =
  | { billable: true; at: number; because: BillingEventKind | 'failed' }
  | { billable: false; at: null; because: 'failed' | 'not_reached' };

const NOT_REACHED: BillingEvent = { billable: false, at: null, because: 'not_reached' };

/** How closely a rule names a method: 3 issuer and method, 2 method, 1 issuer, 0 any. */
export function methodRank(scope: { issuer: string | null; method: string | null }): number {
  return (scope.method === null ? 0 : 2) + (scope.issuer === null ? 0 : 1);
}

/** Whether a scope of issuer and method takes in an order of that issuer and method. */
export function methodFits(
  scope: { issuer: string | null; method: string | null },
  order: { issuer: string | null; method: string | null },
): boolean {
  return (
    (scope.issuer === null || scope.issuer === order.issuer) &&
    (scope.method === null || scope.method === order.method)
  );
}

/** The rule for orders of a method placed on `day`: the one that names it most closely, else the default. */
export function ruleFor(
  rules: readonly BillableRule[],
  order: { issuer: string | null; method: string | null },
  day: Day,
): BillableRule {
  let best: BillableRule | undefined;
  for (const rule of rules) {
    if (!coversDay(rule, day) || !methodFits(rule, order)) continue;
    if (best === undefined || methodRank(rule) > methodRank(best)) best = rule;
  }
  return best ?? DEFAULT_BILLABLE_RULE;
}

function reachedAt(order: BillableOrder, event: BillingEventKind): number | null {
  switch (event) {
    case 'placed':
      return order.createdAt;
    case 'identification_done':
      return order.identifiedAt ?? order.terminatedAt;
    case 'terminated':
      return order.terminatedAt;
    case 'verified':
      return isVerified(order) ? (order.verifiedAt ?? order.terminatedAt) : null;
  }
}

/** Verified: terminated, and a verify call found the evidence (which may have expired since). */
export function isVerified(order: { status: OrderStatus; verifyStatus: VerifyStatus }): boolean {
  return order.status === 'terminated' && VERIFIED_STATUSES.includes(order.verifyStatus);
}

/**
 * Whether and since when an order is billable. It is, once it reached the rule's event; a later cancellation
 * does not undo that. An order that ended in Error is billable only where failed attempts are, and then, if it
 * never reached the event, from the moment it failed.
 */
export function billingEvent(
  order: BillableOrder,
  rules: readonly BillableRule[],
  calendar: Calendar,
): BillingEvent {
  const rule = ruleFor(rules, order, calendar.dayOf(order.createdAt));
  const reached = reachedAt(order, rule.event);
  if (order.status === 'error') {
    if (!rule.failedBillable) return { billable: false, at: null, because: 'failed' };
    if (reached === null) return { billable: true, at: order.failedAt ?? order.createdAt, because: 'failed' };
  }
  return reached === null ? NOT_REACHED : { billable: true, at: reached, because: rule.event };
}

/** A problem in a list of rules or prices, told in one sentence. */
export interface ListProblem {
  readonly kind: string;
  readonly message: string;
  /** Positions in the checked list of the entries concerned. */
  readonly entries: readonly number[];
}

/** `IDENTITY.TM / video`, `any issuer / video`, `all methods`. */
export function scopeName(scope: { issuer: string | null; method: string | null }): string {
  if (scope.issuer === null && scope.method === null) return 'all methods';
  return `${scope.issuer ?? 'any issuer'} / ${scope.method ?? 'any method'}`;
}

/** Entries of a list put together by a key, each with its position in the list. */
export function byScope<T extends object>(
  list: readonly T[],
  keyOf: (entry: T) => string,
): Map<string, (T & { position: number })[]> {
  const scopes = new Map<string, (T & { position: number })[]>();
  list.forEach((entry, position) => {
    const key = keyOf(entry);
    const scope = scopes.get(key) ?? [];
    scope.push({ ...entry, position });
    scopes.set(key, scope);
  });
  return scopes;
}

type Placed = { position: number; validFrom: Day; validTo: Day | null };

function validityMessage(problem: ValidityProblem<Placed>): string {
  switch (problem.kind) {
    case 'empty':
      return `the end ${problem.entry.validTo} is not after the beginning ${problem.entry.validFrom}`;
    case 'overlap': {
      const until = problem.to === null ? 'on' : `until before ${problem.to}`;
      return `two entries hold at once from ${problem.from} ${until}; end the first before the second begins`;
    }
    case 'gap':
      return `nothing holds from ${problem.from} until before ${problem.to}; move one end so that they meet`;
  }
}

function concerned(problem: ValidityProblem<Placed>): number[] {
  if (problem.kind === 'empty') return [problem.entry.position];
  if (problem.kind === 'overlap') return [problem.first.position, problem.second.position];
  return [problem.before.position, problem.after.position];
}

/** Overlaps, gaps and empty validities in one sentence each; `name` says whose they are. */
export function validityMessages(name: string, entries: readonly Placed[]): ListProblem[] {
  return validityProblems(entries).map((problem) => ({
    kind: problem.kind,
    message: `${name}: ${validityMessage(problem)}`,
    entries: concerned(problem),
  }));
}

/** What is wrong with a list of rules; empty when all is well. */
export function checkRules(rules: readonly BillableRule[]): ListProblem[] {
  const scopes = byScope(rules, (rule) => JSON.stringify([rule.list, rule.issuer, rule.method]));
  return [...scopes.values()].flatMap((scope) => {
    const first = scope[0];
    return first === undefined ? [] : validityMessages(scopeName(first), scope);
  });
}
