import { z } from 'zod';
import { billableRuleSchema } from './billable.ts';
import { COMPLETENESS_CODES } from './completeness.ts';
import { LOOK_ALIKE_REASONS } from './external-id.ts';
import { columnMappingSchema } from './invoice-columns.ts';
import { DISPOSITIONS, MATCH_CLASSES, MATCH_REASONS } from './invoice-line.ts';
import { periodSchema } from './periods.ts';
import { priceSchema } from './price-list.ts';
import { USAGE_CELLS } from './usage.ts';

const maybeText = z.string().nullable();
const time = z.iso.datetime();
const maybeTime = time.nullable();
const count = z.int();

/** A row of `/api/usage`; what was not grouped by is null. Amounts in minor units. */
export const usageRow = z.object({
  id: z.string(),
  externalId: maybeText,
  period: maybeText,
  issuer: maybeText,
  method: maybeText,
  placed: count,
  terminated: count,
  verified: count,
  error: count,
  cancelled: count,
  pending: count,
  billable: count,
  /** Billable orders for which no price holds. */
  unpriced: count,
  /** Null when nothing billable has a price, or several currencies do: see `amounts`. */
  amount: count.nullable(),
  currency: maybeText,
  /** Charged or credited here for closed months; not in `amount`. */
  adjustment: count.nullable(),
  /** One entry per currency where there are several, else empty. */
  amounts: z.array(z.object({ currency: z.string(), amount: count, adjustment: count })),
});
export type UsageRow = z.infer<typeof usageRow>;

/** How complete a month is: `/api/usage/completeness`. */
export const completenessView = z.object({
  period: periodSchema,
  provisional: z.boolean(),
  settledPerMille: count,
  reasons: z.array(z.object({ code: z.enum(COMPLETENESS_CODES), count, blocks: z.boolean() })),
  closedAt: maybeTime,
  /** Orders are being booked anew after a change of rules or time zone. */
  rebooking: z.boolean(),
});
export type CompletenessView = z.infer<typeof completenessView>;

/** Where External IDs came from: told by SRS, by a call through the gateway, by an import, by the desk, assigned. */
export const spellingView = z.object({
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
  cell: z.enum(USAGE_CELLS),
  verified: z.boolean(),
  placedDay: z.string(),
  billedAt: maybeTime,
});
export type UsageOrderRow = z.infer<typeof usageOrderRow>;

/** An order without External ID, with the External ID of a related order as a proposal. */
export const unassignedOrder = z.object({
  id: z.string(),
  refId: z.string(),
  method: maybeText,
  placedDay: z.string(),
  cell: z.enum(USAGE_CELLS),
  source: z.string(),
  proposal: z
    .object({ externalId: z.string(), because: z.enum(['predecessor', 'successor', 'same_person']) })
    .nullable(),
});
export type UnassignedOrder = z.infer<typeof unassignedOrder>;

export const dayView = z.object({ day: z.string(), placed: count, billable: count });

/** `/api/usage/forecast`: the current month by day, and where it will probably end. Null without a week of past. */
export const forecastView = z.object({
  period: periodSchema,
  days: z.array(dayView),
  placed: z
    .object({
      forecast: z.literal(true),
      soFar: count,
      expected: count,
      low: count,
      high: count,
      basedOnDays: count,
    })
    .nullable(),
});
export type ForecastView = z.infer<typeof forecastView>;

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
  z.object({ kind: z.literal('unused_price'), priceId: count, price: z.string(), period: periodSchema }),
]);
export type AnomalyView = z.infer<typeof anomalyView>;

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

const externalIdText = z.string().min(1).max(200);

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

/** A month in `/api/periods`. */
export const periodRow = z.object({
  id: periodSchema,
  state: z.enum(['running', 'open', 'closed']),
  placed: count,
  billable: count,
  amounts: z.array(z.object({ currency: z.string(), amount: count, adjustment: count })),
  closedAt: maybeTime,
  closedBy: maybeText,
});
export type PeriodRow = z.infer<typeof periodRow>;

/** What stands before a close: `GET /api/periods/:period/close`. */
export const closeView = z.object({
  period: periodSchema,
  state: z.enum(['running', 'open', 'closed']),
  completeness: completenessView,
  openInvoiceLines: count,
  /** Codes that `acknowledge` must name. */
  unresolved: z.array(z.object({ code: z.string(), count, blocks: z.boolean() })),
  totals: z.array(z.object({ currency: z.string(), amount: count, adjustment: count })),
  history: z.array(
    z.object({
      closedAt: time,
      closedBy: z.string(),
      note: maybeText,
      unresolved: z.array(z.object({ code: z.string(), count })),
      reopenedAt: maybeTime,
      reopenedBy: maybeText,
      reopenReason: maybeText,
    }),
  ),
});
export type CloseView = z.infer<typeof closeView>;

export const closeInput = z.strictObject({
  acknowledge: z.array(z.string().max(60)).max(50).default([]),
  note: z.string().trim().max(1000).optional(),
});

/** An uploaded file that waits to become an invoice. */
export const invoiceFileView = z.object({
  id: z.string(),
  fileName: z.string(),
  size: count,
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  guess: z.record(z.string(), z.string()),
  /** Mappings remembered from earlier invoices; `same` when its header row was this one. */
  remembered: z.array(z.object({ supplier: z.string(), same: z.boolean(), mapping: columnMappingSchema })),
  /** The same file has been imported as this invoice. */
  duplicateOf: count.nullable(),
});
export type InvoiceFileView = z.infer<typeof invoiceFileView>;

export const invoiceInput = z.strictObject({
  fileId: z.string().max(100),
  supplier: z.string().trim().min(1).max(200),
  number: z.string().trim().min(1).max(100),
  period: periodSchema,
  mapping: columnMappingSchema,
  toleranceMinor: z.int().min(0).max(1_000_000).default(0),
  tolerancePerMille: z.int().min(0).max(1000).default(0),
});
export type InvoiceInput = z.infer<typeof invoiceInput>;

export const classTotalView = z.object({
  class: z.enum(MATCH_CLASSES),
  count,
  open: count,
  invoicedMinor: count,
  expectedMinor: count,
});

export const invoiceRow = z.object({
  id: count,
  supplier: z.string(),
  number: z.string(),
  period: periodSchema,
  currency: z.string(),
  fileName: z.string(),
  lines: count,
  sumMinor: count,
  toleranceMinor: count,
  tolerancePerMille: count,
  uploadedAt: time,
  uploadedBy: z.string(),
  reconciledAt: time,
  /** Lines that wait for a decision. */
  open: count,
});
export type InvoiceRow = z.infer<typeof invoiceRow>;
export const invoiceDetail = z.object({ ...invoiceRow.shape, classes: z.array(classTotalView) });
export type InvoiceDetail = z.infer<typeof invoiceDetail>;

export const invoiceLineRow = z.object({
  id: count,
  line: count.nullable(),
  class: z.enum(MATCH_CLASSES),
  reasons: z.array(z.enum(MATCH_REASONS)),
  refId: maybeText,
  orderId: maybeText,
  externalId: maybeText,
  day: maybeText,
  method: maybeText,
  text: maybeText,
  invoicedMinor: count.nullable(),
  ourRefId: maybeText,
  ourExternalId: maybeText,
  ourPeriod: maybeText,
  expectedMinor: count.nullable(),
  earlierLine: count.nullable(),
  earlierInvoice: count.nullable(),
  disposition: z.enum(DISPOSITIONS),
  note: maybeText,
  decidedAt: maybeTime,
  decidedBy: maybeText,
});
export type InvoiceLineRow = z.infer<typeof invoiceLineRow>;

export const dispositionInput = z
  .strictObject({
    lines: z.array(z.int().nonnegative()).min(1).max(10_000).optional(),
    class: z.enum(MATCH_CLASSES).optional(),
    disposition: z.enum(DISPOSITIONS),
    note: z.string().trim().max(1000).optional(),
  })
  .refine((input) => input.lines !== undefined || input.class !== undefined, 'name lines or a class');
export type DispositionInput = z.infer<typeof dispositionInput>;

const amountsView = z.array(
  z.object({ currency: z.string(), usageMinor: count, adjustmentsMinor: count, totalMinor: count }),
);

/** `/api/statements?period=&externalId=`: what one customer owes for a month, with every order. */
export const statementView = z.object({
  externalId: maybeText,
  period: periodSchema,
  closed: z.boolean(),
  provisional: z.boolean(),
  unpriced: count,
  totals: amountsView,
  lines: z.array(
    z.object({
      kind: z.enum(['pieces', 'minimum_fee', 'unpriced']),
      issuer: maybeText,
      method: maybeText,
      quantity: count,
      unitMinor: count.nullable(),
      amountMinor: count,
      currency: maybeText,
    }),
  ),
  adjustments: z.array(
    z.object({
      period: periodSchema,
      issuer: maybeText,
      method: maybeText,
      billable: count,
      amountMinor: count,
      currency: maybeText,
    }),
  ),
  orders: z.array(
    z.object({
      refId: z.string(),
      orderId: maybeText,
      externalId: maybeText,
      issuer: maybeText,
      method: maybeText,
      billedAt: time,
      amountMinor: count.nullable(),
      currency: maybeText,
    }),
  ),
});
export type StatementView = z.infer<typeof statementView>;
