import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { UsageCell } from '@srs-desk/shared/billing/usage.ts';
import type { UsageOrderRow } from '@srs-desk/shared/billing/wire.ts';
import type { Desk } from '../desk.ts';
import { readUsageOrders } from '../stores/billing/usage-order-store.ts';
import { readTerms } from './terms.ts';

export interface DrillAsked {
  readonly period: Period;
  readonly externalId?: string | undefined;
  readonly issuer?: string | undefined;
  readonly method?: string | undefined;
  readonly cell?: UsageCell | 'verified' | 'billable' | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** The orders behind a bar or a cell of the usage page; totals above 10,000 are capped. Nothing of a person. */
export function drillIntoUsage(
  desk: Desk,
  asked: DrillAsked,
): { rows: UsageOrderRow[]; total: number; capped: boolean } {
  const terms = readTerms(desk.reader);
  const spellings =
    asked.externalId === undefined ? null : terms.spellingsOf(terms.resolve(asked.externalId || null));
  const { rows, total } = readUsageOrders(desk.reader, {
    period: asked.period,
    spellings,
    issuer: asked.issuer ?? null,
    method: asked.method ?? null,
    cell: asked.cell ?? null,
    offset: asked.offset,
    limit: asked.limit,
  });
  const capped = total > 10_000;
  return {
    capped,
    total: capped ? 10_000 : total,
    rows: rows.map((row) => ({
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
    })),
  };
}
