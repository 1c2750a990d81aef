import * as z from 'zod';
import { shapeWith } from '../fields/field.ts';
import { CLOSE_CODES } from './completeness.ts';
import { periodSchema } from './periods.ts';
import { USAGE_FIELDS } from './usage-fields.ts';
import { completenessView } from './wire-usage.ts';

const maybeText = z.string().nullable();
const time = z.iso.datetime();
const maybeTime = z.iso.datetime().nullable();
const count = z.int();

/** A change to a closed month, carried by a later one: `/api/periods/:period/adjustments`. */
export const adjustmentRow = z.object({
  id: z.string(),
  /** The closed month that changed, and the month that carries the difference. */
  period: periodSchema,
  bookedIn: periodSchema,
  /** False while the month that carries it is open: it may still move. */
  booked: z.boolean(),
  externalId: maybeText,
  issuer: maybeText,
  method: maybeText,
  ...shapeWith(USAGE_FIELDS, 'counted'),
  amount: count,
  currency: maybeText,
});
export type AdjustmentRow = z.infer<typeof adjustmentRow>;

/** How far a month is: not over, over and to be closed, closed. */
export const MONTH_STATES = ['running', 'open', 'closed'] as const;
export type MonthState = (typeof MONTH_STATES)[number];

/** A month in `/api/periods`. */
export const periodRow = z.object({
  id: periodSchema,
  state: z.enum(MONTH_STATES),
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
  state: z.enum(MONTH_STATES),
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
  acknowledge: z.array(z.enum(CLOSE_CODES)).max(50).default([]),
  note: z.string().trim().max(1000).optional(),
});
