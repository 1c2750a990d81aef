const margin = {
  title: 'Marge',
  intro:
    'Erlös abzüglich dessen, was dieselben Aufträge nach den Lieferantenpreisen kosten. Abgeschlossene Monate behalten ihren Erlös; ihre Kosten richten sich nach den heutigen Preisen und Zuordnungen.',
  by: { label: 'Pro', externalId: 'External ID', method: 'Methode', period: 'Monat' },
  revenue: 'Erlös',
  cost: 'Kosten',
  margin: 'Marge',
  state: 'Stand',
  final: 'abgeschlossen',
  provisional: 'vorläufig',
  unknown: 'kein Lieferantenpreis',
  noExternalId: 'ohne External ID',
  forecast: { revenue: 'Erlös %{month}, Prognose', cost: 'Kosten %{month}, Prognose' },
  chart: 'In %{currency}. ✓ heisst: Monate abgeschlossen; die Tabelle unten zeigt dieselben Zahlen.',
};

export default margin;
