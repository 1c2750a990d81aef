import type { InvoicedOrder, InvoiceLine } from '@srs-desk/shared/billing/invoice-line.ts';
import { addMonths, firstDayOf, type Period, periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import { unitPriceAt } from '@srs-desk/shared/billing/pricing.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import { reconcile } from '@srs-desk/shared/billing/reconcile.ts';
import { buildStatement, type StatementOrder } from '@srs-desk/shared/billing/statement.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { tidyText } from '@srs-desk/shared/text/signs.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { type BilledRow, readBilled, readByReference } from '../usage/queries.ts';
import type { Reconciling } from './invoice-work.ts';
import { readChargedBefore, readKnownExternalIds } from './queries.ts';
import { stagedRow } from './staged-lines.ts';

type Expected = { amountMinor: number; currency: string };

function statementOrder(
  row: BilledRow,
  pricingTerms: PricingTerms,
  list: 'customer' | 'supplier',
): StatementOrder | null {
  if (row.billedAt === null || row.billedDay === null) return null;
  const issuer = row.issuer || null;
  const method = row.method || null;
  const externalId = pricingTerms.resolve(row.externalId || null);
  return {
    refId: row.refId,
    orderId: row.orderId,
    rawExternalId: externalId,
    issuer,
    method,
    billedAt: row.billedAt,
    billedDay: row.billedDay,
    price: pricingTerms.book(list).priceFor({ externalId, issuer, method }, row.billedDay),
  };
}

/**
 * What we expect to be charged, per Ref ID: by the supplier's price list, whose tiers count over all orders of the
 * month; where there is none, by what each customer pays.
 */
function expectedAmounts(
  rows: readonly BilledRow[],
  pricingTerms: PricingTerms,
  period: Period,
): Map<string, Expected> {
  const list = pricingTerms.book('supplier').prices.length > 0 ? 'supplier' : 'customer';
  const together = new Map<string, StatementOrder[]>();
  const expected = new Map<string, Expected>();
  for (const row of rows) {
    const order = statementOrder(row, pricingTerms, list);
    if (order === null) continue;
    if (periodOfDay(order.billedDay) !== period) {
      if (order.price === null) continue;
      const amountMinor = unitPriceAt(order.price.tiers, 1);
      expected.set(order.refId, { amountMinor, currency: order.price.currency });
      continue;
    }
    const key = list === 'supplier' ? '' : `=${order.rawExternalId ?? ''}`;
    const others = together.get(key);
    if (others === undefined) together.set(key, [order]);
    else others.push(order);
  }
  for (const orders of together.values()) {
    const priced = buildStatement({ externalId: null, period, orders, adjustments: [] }).orders;
    for (const { refId, amountMinor, currency } of priced) {
      if (amountMinor !== null && currency !== null) expected.set(refId, { amountMinor, currency });
    }
  }
  return expected;
}

function ourOrders(
  db: Db,
  period: Period,
  lines: readonly InvoiceLine[],
  pricingTerms: PricingTerms,
): InvoicedOrder[] {
  const rows = new Map<string, BilledRow>();
  const add = (row: BilledRow) => void rows.set(row.refId, row);
  for (const row of readBilled(db, firstDayOf(period), firstDayOf(addMonths(period, 1)), null)) add(row);
  const refIds = lines.flatMap((line) => (line.refId === null ? [] : [refIdIn(line.refId) ?? line.refId]));
  const orderIds = lines.flatMap((line) => (line.orderId === null ? [] : [line.orderId.trim()]));
  for (const row of readByReference(db, [...new Set(refIds)], [...new Set(orderIds)])) add(row);
  const expected = expectedAmounts([...rows.values()], pricingTerms, period);
  return [...rows.values()].map((row) => ({
    refId: row.refId,
    orderId: row.orderId,
    externalId: pricingTerms.resolve(row.externalId || null),
    issuer: row.issuer || null,
    method: row.method || null,
    billedPeriod: row.billedDay === null ? null : periodOfDay(row.billedDay),
    billedDay: row.billedDay,
    amountMinor: expected.get(row.refId)?.amountMinor ?? null,
    currency: expected.get(row.refId)?.currency ?? null,
  }));
}

/** Reconciles an invoice's lines with our orders; gives the rows to be staged. `again` is the invoice's own number. */
export function matchLines(
  db: Db,
  asked: Reconciling,
  lines: readonly InvoiceLine[],
  again: number | null,
): string[] {
  const pricingTerms = readPricingTerms(db);
  const known = new Set(readKnownExternalIds(db).map(tidyText));
  const aliases = pricingTerms.data.aliases.map(
    ({ raw, canonical }) => [raw && tidyText(raw), canonical] as const,
  );
  const billedAs = new Map(aliases);
  return reconcile({
    period: asked.period,
    lines,
    orders: ourOrders(db, asked.period, lines, pricingTerms),
    chargedBefore: readChargedBefore(db, again),
    isKnownExternalId: (externalId) => known.has(externalId),
    // A line's External ID comes tidied: so must be what it is looked up by.
    resolve: (told) => billedAs.get(told) ?? told,
    tolerance: asked.tolerance,
  }).map(stagedRow);
}
