import type { Words } from '../words.ts';
import { FIELD_WORDS } from './fields.ts';
import { ORDER_WORDS } from './orders.ts';

const { field } = FIELD_WORDS;
const { status, verify } = ORDER_WORDS;

/** Words of billing in English. */
export const BILLING_WORDS = {
  usage: {
    placed: 'Placed',
    terminated: status.terminated,
    verified: verify.valid,
    error: status.error,
    cancelled: status.cancelled,
    pending: 'Pending',
    billable: 'Billable',
  },
  billingEvent: {
    placed: 'Placed',
    identification_done: status.identification_done,
    terminated: status.terminated,
    verified: verify.valid,
  },
  monthState: { running: 'running', open: 'to close', closed: 'closed' },
  invoiceColumn: {
    refId: field.refId,
    orderId: field.orderId,
    externalId: field.externalId,
    date: 'Date',
    method: field.method,
    amount: 'Amount',
    currency: 'Currency',
    text: 'Text',
  },
  invoiceClass: {
    matched: 'Matches',
    amount_differs: 'Amount differs',
    wrong_period: 'Wrong month',
    duplicate: 'Charged twice',
    unknown_external_id: 'Unknown External ID',
    invoice_only: 'No billable order',
    ours_only: 'Missing on the invoice',
  },
  invoiceClassMeaning: {
    matched: 'invoiced as expected',
    amount_differs: 'our order, but another amount or currency',
    wrong_period: 'our order, billable in another month',
    duplicate: 'already charged on an earlier line or invoice',
    unknown_external_id: 'for a customer we do not know',
    invoice_only: 'we have no order for this line, or our order is not billable',
    ours_only: 'billable for us, not on the invoice',
  },
  matchReason: {
    ref_id: 'found by Ref ID',
    order_id: 'found by Order ID',
    external_id_and_day: 'found by External ID and day',
    earlier_line: 'already on an earlier line',
    earlier_invoice: 'already on an earlier invoice',
    no_reference: 'the line names no order',
    unknown_reference: 'no order of ours has this id',
    not_billable: 'our order is not billable',
    currency: 'other currency',
    amount: 'other amount',
    amount_not_checked: 'no supplier price to compare with',
    external_id_differs: 'other External ID than ours',
    no_line: 'no line on the invoice',
  },
  decision: {
    open: 'Open',
    accepted: 'Accepted',
    disputed: 'Disputed',
    credited: 'Credited',
    ours_corrected: 'Corrected on our side',
    ignored: 'Ignored',
  },
} as const satisfies Partial<Words>;
