import type { Day, Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCell } from '@srs-desk/shared/billing/usage.ts';
import type { UsageOrderRow } from '@srs-desk/shared/billing/wire.ts';
import type { Desk } from '../../../platform/desk.ts';
import { readStandingCloses } from '../periods/period-store.ts';
import { readTerms, type Terms, type TermsData, termsOf } from '../prices/terms.ts';
import { readUsageOrders, type UsageOrderStored } from './usage-order-store.ts';

export interface DrillAsked {
  readonly period: Period;
  /** One day of the month. */
  readonly day?: Day | undefined;
  readonly externalId?: string | undefined;
  readonly issuer?: string | undefined;
  readonly method?: string | undefined;
  readonly cell?: UsageCell | 'verified' | 'billable' | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** An order as usage tells it; nothing of a person. */
export function usageOrderView(row: UsageOrderStored, terms: Terms): UsageOrderRow {
  return {
    id: row.refId,
    refId: row.refId,
    orderId: row.orderId,
    externalId: row.externalId || null,
    billedAs: terms.resolve(row.externalId || null),
    issuer: row.issuer || null,
    method: row.method || null,
    cell: row.cell,
    verified: row.verified === 1,
    placedDay: row.placedDay,
    billedAt: row.billedAt === null ? null : new Date(row.billedAt).toISOString(),
  };
}

/**
 * The orders behind a bar or a cell of the usage page, in a closed month as they were when it was closed; totals above
 * 10,000 are capped. Nothing of a person.
 */
export function drillIntoUsage(
  desk: Desk,
  asked: DrillAsked,
): { rows: UsageOrderRow[]; total: number; capped: boolean } {
  const close = readStandingCloses(desk.reader).find((each) => each.period === asked.period);
  const terms = close === undefined ? readTerms(desk.reader) : termsOf(JSON.parse(close.terms) as TermsData);
  const spellings =
    asked.externalId === undefined ? null : terms.spellingsOf(terms.resolve(asked.externalId || null));
  const { rows, total } = readUsageOrders(desk.reader, {
    period: asked.period,
    day: asked.day ?? null,
    closeId: close?.id ?? null,
    spellings,
    issuer: asked.issuer ?? null,
    method: asked.method ?? null,
    cell: asked.cell ?? null,
    offset: asked.offset,
    limit: asked.limit,
  });
  const capped = total > 10_000;
  return { capped, total: capped ? 10_000 : total, rows: rows.map((row) => usageOrderView(row, terms)) };
}
