/** The columns of the tables in billing's files, in their order; those of the dispute file are fields of an invoice line. */
export const USAGE_KEYS = [
  'period',
  'externalId',
  'issuer',
  'method',
  'placed',
  'terminated',
  'verified',
  'error',
  'cancelled',
  'pending',
  'billable',
  'unpriced',
  'currency',
  'amount',
  'adjustment',
  'total',
] as const;
export const SUMMARY_KEYS = ['issuer', 'method', 'quantity', 'unit', 'amount', 'currency'] as const;
export const ADJUSTMENT_KEYS = ['period', 'issuer', 'method', 'quantity', 'amount', 'currency'] as const;
export const ORDER_KEYS = [
  'refId',
  'orderId',
  'externalId',
  'issuer',
  'method',
  'billedAt',
  'amount',
  'currency',
] as const;
export const TOTAL_KEYS = ['currency', 'usage', 'adjustments', 'total'] as const;
