const margin = {
  title: 'Margin',
  intro:
    'Revenue less what the supplier’s prices say the same orders cost, without its base fee. Closed months keep their revenue; their cost follows today’s prices and assignments.',
  by: { label: 'Per', externalId: 'External ID', method: 'Method', period: 'Month' },
  revenue: 'Revenue',
  cost: 'Cost',
  margin: 'Margin',
  state: 'State',
  final: 'closed',
  provisional: 'provisional',
  unknown: 'unknown',
  atLeast: 'at least %{amount}',
  unpriced: '%{count} without a price',
  uncosted: '%{count} without a supplier price',
  noExternalId: 'without External ID',
  forecast: { revenue: 'Revenue of %{month}, forecast', cost: 'Cost of %{month}, forecast' },
  chart: {
    caption: 'In %{currency}. The table below has the same figures.',
    unknown: 'What is not known has no bar.',
    atLeast: 'Where orders have no price, revenue is at least what its bar shows.',
    final: '✓ all months closed',
  },
};

export default margin;
