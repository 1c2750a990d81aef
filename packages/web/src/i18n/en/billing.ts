const billing = {
  title: 'Usage',
  month: 'Month',
  chart: 'Placed orders by External ID and outcome; the table below holds the same figures',
  none: 'without External ID',
  empty: 'No order was placed in this month',
  provisional: 'These figures are provisional.',
  column: {
    placed: 'Placed',
    terminated: 'Terminated',
    verified: 'Verified',
    error: 'Error',
    cancelled: 'Cancelled',
    pending: 'Pending',
    billable: 'Billable',
  },
  reason: {
    month_not_over: 'the month is not over',
    pending_orders: '%{count} pending',
    unverified_orders: '%{count} not verified yet',
    not_synced: '%{count} not read yet',
    gateway_gaps: '%{count} gaps in the gateway',
    possible_orphans: '%{count} possible orphans',
    without_external_id: '%{count} without External ID',
    imported_without_external_id: '%{count} imported without External ID',
    gone_orders: '%{count} no longer known at SRS',
    unpriced: '%{count} without a price',
  },
};

export default billing;
