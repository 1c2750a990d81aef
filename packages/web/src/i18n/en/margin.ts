const margin = {
  title: 'Margin',
  intro:
    'Revenue less what the supplier’s prices say the same orders cost. Closed months keep their revenue; their cost follows today’s prices and assignments.',
  by: { label: 'Per', externalId: 'External ID', method: 'Method', period: 'Month' },
  revenue: 'Revenue',
  cost: 'Cost',
  margin: 'Margin',
  state: 'State',
  final: 'closed',
  provisional: 'provisional',
  unknown: 'no supplier price',
  noExternalId: 'without External ID',
  forecast: { revenue: 'Revenue of %{month}, forecast', cost: 'Cost of %{month}, forecast' },
  chart: 'In %{currency}. ✓ marks closed months; the table below has the same figures.',
};

export default margin;
