import * as z from 'zod';
import { shapeWith } from '../fields/field.ts';
import { COMPLETENESS_CODES } from './completeness.ts';
import { LOOK_ALIKE_REASONS } from './external-id.ts';
import { periodSchema } from './periods.ts';
import { USAGE_OUTCOMES } from './usage.ts';
import { USAGE_FIELDS, usageRow } from './usage-fields.ts';

export { type MarginRow, marginRow, type UsageRow, usageRow } from './usage-fields.ts';

/** Which of the orders behind a figure may be asked for: those of an outcome, or of another kind. */
export const USAGE_ORDERS_WANTED = [...USAGE_OUTCOMES, 'verified', 'billable', 'month_uncertain'] as const;
export type UsageOrdersWanted = (typeof USAGE_ORDERS_WANTED)[number];

const maybeText = z.string().nullable();
const maybeTime = z.iso.datetime().nullable();
const count = z.int();

/** How complete a month is: `/api/usage/completeness`. */
export const completenessView = z.object({
  period: periodSchema,
  provisional: z.boolean(),
  /** Null for a month that is not closed and has no order. */
  settledPerMille: count.nullable(),
  reasons: z.array(z.object({ code: z.enum(COMPLETENESS_CODES), count, blocks: z.boolean() })),
  closedAt: maybeTime,
  /** Orders are being booked anew after a change of rules or time zone. */
  rebooking: z.boolean(),
});
export type CompletenessView = z.infer<typeof completenessView>;

/** Where External IDs came from: told by SRS, by a call through the gateway, by an import, by the desk, assigned. */
const spellingView = z.object({
  id: z.string(),
  /** Null: orders without External ID. */
  externalId: maybeText,
  billedAs: maybeText,
  group: maybeText,
  orders: count,
  sources: z.record(z.string(), count),
});
export type SpellingView = z.infer<typeof spellingView>;

/** `/api/usage/external-ids`: spellings in use, and which of them wait for a decision. */
export const externalIdsView = z.object({
  spellings: z.array(spellingView),
  lookAlikes: z.array(
    z.object({
      canonical: z.string(),
      reasons: z.array(z.enum(LOOK_ALIKE_REASONS)),
      spellings: z.array(z.object({ externalId: z.string(), orders: count })),
    }),
  ),
  withoutExternalId: count,
});
export type ExternalIdsView = z.infer<typeof externalIdsView>;

/** An order behind a usage figure; nothing of a person. */
export const usageOrderRow = z.object({
  id: z.string(),
  refId: z.string(),
  orderId: maybeText,
  externalId: maybeText,
  billedAs: maybeText,
  issuer: maybeText,
  method: maybeText,
  outcome: z.enum(USAGE_OUTCOMES),
  verified: z.boolean(),
  placedDay: z.string(),
  billedAt: maybeTime,
});
export type UsageOrderRow = z.infer<typeof usageOrderRow>;

/** How many orders without External ID one answer holds; the next follow once these are settled. */
export const UNASSIGNED_AT_ONCE = 500;

/** An order without External ID, with the External ID of a related order as a proposal. */
export const unassignedOrder = z.object({
  id: z.string(),
  refId: z.string(),
  method: maybeText,
  placedDay: z.string(),
  outcome: z.enum(USAGE_OUTCOMES),
  source: z.string(),
  proposal: z
    .object({ externalId: z.string(), because: z.enum(['predecessor', 'successor', 'same_person']) })
    .nullable(),
});
export type UnassignedOrder = z.infer<typeof unassignedOrder>;

const dayView = z.object({ day: z.string(), placed: count, billable: count });

/** Where a month will probably end; four of five months end from `low` to `high`. */
const forecast = z.object({
  forecast: z.literal(true),
  soFar: count,
  expected: count,
  low: count,
  high: count,
  basedOnDays: count,
});

/** `/api/usage/forecast`: the current month by day, and where it will probably end. Null without a week of past. */
export const forecastView = z.object({
  period: periodSchema,
  days: z.array(dayView),
  placed: forecast.nullable(),
});
export type ForecastView = z.infer<typeof forecastView>;

const amountForecast = z.object({ currency: z.string(), ...forecast.shape });

/** `/api/margin/forecast`: revenue and cost of the current month per currency, minor units; no cost where some is not known. */
export const marginForecast = z.object({
  period: periodSchema,
  revenue: z.array(amountForecast),
  cost: z.array(amountForecast),
});
export type MarginForecast = z.infer<typeof marginForecast>;

/** A flagged customer, failure rate or price, with the figures that say why. */
export const anomalyView = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('far_from_past'),
    externalId: maybeText,
    period: periodSchema,
    direction: z.enum(['more', 'less']),
    placed: count,
    usual: count,
    months: count,
  }),
  z.object({
    kind: z.literal('failure_rate'),
    externalId: maybeText,
    period: periodSchema,
    failed: count,
    ended: count,
    failedPerMille: count,
    usualPerMille: count,
  }),
  z.object({
    kind: z.literal('unused_price'),
    priceId: count,
    /** The price's scope in English words. */
    price: z.string(),
    externalId: maybeText,
    group: maybeText,
    issuer: maybeText,
    method: maybeText,
    period: periodSchema,
  }),
]);
export type AnomalyView = z.infer<typeof anomalyView>;

/** By what customers are ranked; `failureShare`: errors among orders whose end is known. */
export const TOP_BY = ['placed', 'billable', 'amount', 'error', 'failureShare'] as const;
export type TopBy = (typeof TOP_BY)[number];

/** A customer in `/api/usage/top`; `failurePerMille` null while no order has ended. */
export const topCustomerRow = z.object({ ...usageRow.shape, rank: count, failurePerMille: count.nullable() });
export type TopCustomerRow = z.infer<typeof topCustomerRow>;

const comparedMonth = z.object({
  ...shapeWith(USAGE_FIELDS, 'counted'),
  amount: count.nullable(),
  currency: maybeText,
});

/** A customer's month beside another (`/api/usage/compare`); changes in whole per mille, null from zero. */
export const comparisonRow = z.object({
  id: z.string(),
  externalId: maybeText,
  period: periodSchema,
  withPeriod: periodSchema,
  /** The month is running: its figures so far stand beside a whole month. */
  running: z.boolean(),
  now: comparedMonth,
  before: comparedMonth,
  placedChangePerMille: count.nullable(),
  billableChangePerMille: count.nullable(),
  /** Null where amounts are missing or in different currencies. */
  amountChange: count.nullable(),
});
export type ComparisonRow = z.infer<typeof comparisonRow>;
