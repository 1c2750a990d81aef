import * as z from 'zod';
import {
  flag,
  integer,
  type KeysWith,
  keysWith,
  list,
  maybeAmount,
  maybeText,
  shapeWith,
  text,
} from '../fields/field.ts';

const COLUMN = { row: true, exported: true } as const;
const COUNT = { ...integer, ...COLUMN, counted: true } as const;

/**
 * Every field of a row of usage, once. What the row is not grouped by is null; the counts are kept per month, External ID,
 * issuer and method, the amounts follow from the prices.
 */
export const USAGE_FIELDS = {
  id: { ...text, row: true },
  period: { ...maybeText, ...COLUMN },
  externalId: { ...maybeText, ...COLUMN },
  issuer: { ...maybeText, ...COLUMN },
  method: { ...maybeText, ...COLUMN },
  placed: COUNT,
  terminated: COUNT,
  verified: COUNT,
  error: COUNT,
  cancelled: COUNT,
  pending: COUNT,
  billable: COUNT,
  /** Billable orders for which no price holds. */
  unpriced: { ...integer, ...COLUMN },
  currency: { ...maybeText, ...COLUMN },
  /** Null when nothing billable has a price, or several currencies do: see `amounts`. */
  amount: { ...maybeAmount, ...COLUMN },
  /** Charged or credited here for closed months; not in `amount`. */
  adjustment: { ...maybeAmount, ...COLUMN },
  /** Amount and adjustment together. */
  total: { ...maybeAmount, exported: true },
  /** One entry per currency where there are several, else empty. */
  amounts: { ...list(z.object({ currency: z.string(), amount: z.int(), adjustment: z.int() })), row: true },
} as const;

/** A row of `/api/usage`. */
export const usageRow = z.object(shapeWith(USAGE_FIELDS, 'row'));
export type UsageRow = z.infer<typeof usageRow>;

/** What is counted in a row of usage. */
export const USAGE_COUNTS = keysWith(USAGE_FIELDS, 'counted');
export type UsageCount = KeysWith<typeof USAGE_FIELDS, 'counted'>;

/**
 * Every field of a row of `/api/margin`, once: revenue less cost, a row per currency; amounts in minor units. What the row is not
 * grouped by is null.
 */
export const MARGIN_FIELDS = {
  id: { ...text, row: true },
  period: { ...maybeText, ...COLUMN },
  externalId: { ...maybeText, ...COLUMN },
  issuer: { ...maybeText, ...COLUMN },
  method: { ...maybeText, ...COLUMN },
  billable: { ...integer, ...COLUMN },
  /**
   * Billable orders without a customer price, and without a supplier price. They may be of any currency, so each row of a group has
   * them all.
   */
  unpriced: { ...integer, ...COLUMN },
  uncosted: { ...integer, ...COLUMN },
  currency: { ...maybeText, ...COLUMN },
  /** Of what has a customer price; null where nothing billable has one. */
  revenueMinor: { ...maybeAmount, ...COLUMN },
  /** Null where no supplier price says what some of it costs. */
  costMinor: { ...maybeAmount, ...COLUMN },
  /** Null where revenue or cost is not known in full. */
  marginMinor: { ...maybeAmount, ...COLUMN },
  /** All its months are closed. */
  final: { ...flag, row: true },
  /** The same in words. */
  state: { ...text, exported: true },
} as const;

/** A row of `/api/margin`. */
export const marginRow = z.object(shapeWith(MARGIN_FIELDS, 'row'));
export type MarginRow = z.infer<typeof marginRow>;
