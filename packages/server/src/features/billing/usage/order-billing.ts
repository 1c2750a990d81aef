import { periodOfDay } from '@srs-desk/shared/billing/periods.ts';
import { unitPriceAt } from '@srs-desk/shared/billing/pricing.ts';
import type { OrderBillingView } from '@srs-desk/shared/billing/wire.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import type { Desk } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { lineView } from '../invoices/invoices.ts';
import { readLinesOfOrder } from '../invoices/line-queries.ts';
import { readCurrentClose } from '../periods/queries.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { readUsageOrder } from './order-queries.ts';
import { usageOrderView } from './usage-orders.ts';

/**
 * How one order is counted and billed, and which lines of which invoices charge it: the way back from an order to the
 * invoice. Nothing of a person. @throws NotFound
 */
export function readOrderBilling(desk: Desk, refId: string): OrderBillingView {
  const db = desk.reader;
  const row = readUsageOrder(db, refIdIn(refId) ?? refId);
  if (row === undefined) throw new NotFound('order_not_found', 'There is no such order.');
  const pricingTerms = readPricingTerms(db);
  const order = usageOrderView(row, pricingTerms);
  const asked = { externalId: order.billedAs, issuer: order.issuer, method: order.method };
  const price = row.billedDay === null ? null : pricingTerms.book('customer').priceFor(asked, row.billedDay);
  const billedPeriod = row.billedDay === null ? null : periodOfDay(row.billedDay);
  return {
    ...order,
    source: row.source,
    placedPeriod: periodOfDay(row.placedDay),
    billedPeriod,
    closed: billedPeriod !== null && readCurrentClose(db, billedPeriod) !== undefined,
    unitMinor: price === null ? null : unitPriceAt(price.tiers, 1),
    currency: price?.currency ?? null,
    priceId: price?.id ?? null,
    invoiceLines: readLinesOfOrder(db, row.refId).map(({ invoiceId, supplier, number, ...line }) => ({
      ...lineView(line),
      invoiceId,
      supplier,
      number,
    })),
  };
}
