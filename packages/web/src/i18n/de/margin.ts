const margin = {
  title: 'Marge',
  intro:
    'Erlös abzüglich dessen, was dieselben Aufträge nach den Lieferantenpreisen kosten, ohne Grundgebühr. Abgeschlossene Monate behalten ihren Erlös; ihre Kosten richten sich nach den heutigen Preisen und Zuordnungen.',
  by: { label: 'Pro', externalId: 'External ID', method: 'Methode', period: 'Monat' },
  revenue: 'Erlös',
  cost: 'Kosten',
  margin: 'Marge',
  state: 'Stand',
  final: 'abgeschlossen',
  provisional: 'vorläufig',
  unknown: 'unbekannt',
  atLeast: 'mindestens %{amount}',
  unpriced: '%{count} ohne Preis',
  uncosted: '%{count} ohne Lieferantenpreis',
  noExternalId: 'ohne External ID',
  forecast: { revenue: 'Erlös %{month}, Prognose', cost: 'Kosten %{month}, Prognose' },
  chart: {
    caption: 'In %{currency}. Die Tabelle unten zeigt dieselben Zahlen.',
    unknown: 'Was nicht bekannt ist, hat keinen Balken.',
    atLeast: 'Wo Aufträge keinen Preis haben, ist der Erlös mindestens so hoch, wie sein Balken zeigt.',
    final: '✓ alle Monate abgeschlossen',
  },
};

export default margin;
