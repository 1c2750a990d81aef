import * as z from 'zod';
import { LONGEST_EXTERNAL_ID } from '../text/ids.ts';
import { billableRuleSchema } from './billable.ts';
import { periodSchema } from './periods.ts';
import { priceSchema } from './price-list.ts';

const maybeText = z.string().nullable();
const time = z.iso.datetime();
const count = z.int();

export const priceRow = z.object({
  id: count,
  ...priceSchema.shape,
  changedAt: time,
  changedBy: z.string(),
});
export type PriceRow = z.infer<typeof priceRow>;

export const ruleRow = z.object({
  id: count,
  ...billableRuleSchema.shape,
  changedAt: time,
  changedBy: z.string(),
});
export type RuleRow = z.infer<typeof ruleRow>;

const externalIdText = z.string().min(1).max(LONGEST_EXTERNAL_ID);

/** `raw` null: orders without External ID. */
export const aliasInput = z.strictObject({ raw: externalIdText.nullable(), canonical: externalIdText });
export const aliasRow = z.object({
  id: z.string(),
  raw: maybeText,
  canonical: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type AliasRowView = z.infer<typeof aliasRow>;

export const groupInput = z.strictObject({
  externalId: externalIdText,
  group: z.string().trim().min(1).max(200),
});
export const groupRow = z.object({
  id: z.string(),
  externalId: z.string(),
  group: z.string(),
  changedAt: time,
  changedBy: z.string(),
});
export type GroupRowView = z.infer<typeof groupRow>;

export const assignmentInput = z.strictObject({
  refIds: z.array(z.string().min(1).max(100)).min(1).max(1000),
  /** Null takes the assignment away. */
  externalId: externalIdText.nullable(),
});

/**
 * What a change of prices, rules or aliases would do to closed months: their figures stay, the difference is charged or credited
 * (minor units) by the next open one.
 */
export const closedEffect = z.object({
  months: count,
  from: periodSchema,
  to: periodSchema,
  customers: count,
  amounts: z.array(z.object({ currency: z.string(), chargedMinor: count, creditedMinor: count })),
});
export type ClosedEffect = z.infer<typeof closedEffect>;
