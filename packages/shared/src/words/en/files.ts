import type { FileTexts } from '../texts.ts';
import { BILLING_WORDS } from './billing.ts';
import { FIELD_WORDS } from './fields.ts';

const { invoiceColumn, usage } = BILLING_WORDS;
const { field } = FIELD_WORDS;

/** Words of files in English. */
export const FILES_EN: FileTexts = {
  usage: {
    sheet: 'Usage',
    headers: {
      period: 'Month',
      externalId: field.externalId,
      issuer: field.issuer,
      method: field.method,
      ...usage,
      unpriced: 'Without price',
      currency: 'Currency',
      amount: 'Amount',
      adjustment: 'Adjustments',
      total: 'Total',
    },
  },
  statement: {
    title: 'Statement of identifications',
    externalId: field.externalId,
    number: 'Number',
    recipient: 'To',
    noExternalId: '(none)',
    period: 'Month',
    state: {
      closed: 'Final: month closed',
      open: 'Month not closed yet',
      provisional: 'Provisional: figures may still change',
    },
    created: 'Created on',
    timeZone: 'Time zone',
    summary: 'Summary',
    summaryHeaders: {
      issuer: field.issuer,
      method: field.method,
      quantity: 'Quantity',
      unitMinor: 'Unit price',
      amountMinor: 'Amount',
      currency: 'Currency',
    },
    adjustments: 'Adjustments of earlier months',
    adjustmentHeaders: {
      period: 'Month',
      issuer: field.issuer,
      method: field.method,
      billable: 'Quantity',
      amountMinor: 'Amount',
      currency: 'Currency',
    },
    orders: 'Orders',
    // Narrow: the full name stands in the summary above.
    orderHeaders: {
      refId: field.refId,
      orderId: field.orderId,
      externalId: field.externalId,
      issuer: 'Provider',
      method: field.method,
      billedAt: 'Billable since',
      amountMinor: 'Amount',
      currency: 'Currency',
    },
    totals: 'Total',
    totalHeaders: {
      currency: 'Currency',
      usageMinor: 'Usage',
      adjustmentsMinor: 'Adjustments',
      totalMinor: 'Total',
    },
    minimumFee: 'Top-up to the minimum fee',
    unpriced: 'without price',
    unpricedNote: (count) => `${count} billable orders have no price and are not part of the total.`,
    nothing: 'Nothing billable in this month.',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  dispute: {
    sheet: 'Dispute',
    supplier: 'Supplier',
    number: 'Invoice',
    period: 'Month',
    total: 'Total',
    headers: {
      ...invoiceColumn,
      unitMinor: invoiceColumn.unitPrice,
      ourQuantity: 'Our quantity',
      line: 'Line',
      class: 'Class',
      day: 'Day',
      invoicedMinor: 'Invoiced',
      expectedMinor: 'Expected',
      differenceMinor: 'Difference',
      ourPeriod: 'Our month',
      earlierLine: 'Earlier line',
      earlierInvoice: 'Earlier invoice',
      note: 'Note',
    },
  },
};
