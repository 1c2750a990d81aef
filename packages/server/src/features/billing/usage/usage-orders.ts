import type { Day, Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { UsageOrderRow } from '@srs-desk/shared/billing/wire.ts';
import type { UsageOrdersWanted } from '@srs-desk/shared/billing/wire-usage.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk } from '../../../platform/desk.ts';
import { readCurrentClose, readPricingTermsOf } from '../periods/queries.ts';
import { readUsageOrders, type UsageOrderStored } from './order-queries.ts';

interface DrillQuery {
  readonly period: Period;
  /** One day of the month. */
  readonly day?: Day | undefined;
  readonly externalId?: string | undefined;
  readonly issuer?: string | undefined;
  readonly method?: string | undefined;
  readonly outcome?: UsageOrdersWanted | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** An order as usage shows it; nothing of a person. */
export function usageOrderView(row: UsageOrderStored, pricingTerms: PricingTerms): UsageOrderRow {
  return {
    id: row.refId,
    refId: row.refId,
    orderId: row.orderId,
    externalId: row.externalId || null,
    billedAs: pricingTerms.resolve(row.externalId || null),
    issuer: row.issuer || null,
    method: row.method || null,
    outcome: row.outcome,
    verified: row.verified,
    placedDay: row.placedDay,
    billedAt: iso(row.billedAt),
  };
}

/**
 * The orders behind a bar or a figure of the usage page, in a closed month as they were when it was closed; totals above
 * 10,000 are capped. Nothing of a person.
 */
export function drillIntoUsage(
  desk: Desk,
  asked: DrillQuery,
): { rows: UsageOrderRow[]; total: number; capped: boolean } {
  const close = readCurrentClose(desk.reader, asked.period);
  const pricingTerms = readPricingTermsOf(desk.reader, close);
  // A month may hold an adjustment under a name that is another's by now: behind it stand none of the other's orders.
  const spellings =
    asked.externalId === undefined ? null : pricingTerms.spellingsOf(asked.externalId || null);
  const { rows, total } = readUsageOrders(desk.reader, {
    period: asked.period,
    day: asked.day ?? null,
    closeId: close?.id ?? null,
    spellings,
    issuer: asked.issuer ?? null,
    method: asked.method ?? null,
    outcome: asked.outcome ?? null,
    offset: asked.offset,
    limit: asked.limit,
  });
  const capped = total > 10_000;
  return {
    capped,
    total: capped ? 10_000 : total,
    rows: rows.map((row) => usageOrderView(row, pricingTerms)),
  };
}
