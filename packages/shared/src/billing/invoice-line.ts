import type { Currency } from './money.ts';
import type { Day, Period } from './periods.ts';

/** One line of a supplier's invoice, read and checked. */
export interface InvoiceLine {
  /** Line in the file, counted from 1 with the header as people see it. */
  readonly line: number;
  readonly refId: string | null;
  readonly orderId: string | null;
  readonly externalId: string | null;
  readonly day: Day | null;
  readonly method: string | null;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly text: string | null;
}

/** One of our orders as reconciliation sees it. */
export interface InvoicedOrder {
  readonly refId: string;
  readonly orderId: string | null;
  /** The External ID to bill, aliases followed. */
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  /** Month of its billing event, null while it is not billable. */
  readonly billedPeriod: Period | null;
  readonly billedDay: Day | null;
  /** What we expect to pay for it; null when no price says so. */
  readonly amountMinor: number | null;
  readonly currency: Currency | null;
}

/** What became of an invoice line, or of an order of ours that no line names. */
export const MATCH_CLASSES = [
  'matched',
  'amount_differs',
  'wrong_period',
  'duplicate',
  'unknown_external_id',
  'invoice_only',
  'ours_only',
] as const;
export type MatchClass = (typeof MATCH_CLASSES)[number];

/** What made the match, or more about why there is none. */
export const MATCH_REASONS = [
  'ref_id',
  'order_id',
  'external_id_and_day',
  'earlier_line',
  'earlier_invoice',
  'no_reference',
  'unknown_reference',
  'not_billable',
  'currency',
  'amount',
  'amount_not_checked',
  'external_id_differs',
  'no_line',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** What is done about a difference. */
export const DISPOSITIONS = [
  'open',
  'accepted',
  'disputed',
  'credited',
  'ours_corrected',
  'ignored',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];
