const margin = {
  title: 'Marge',
  intro:
    'Erlös abzüglich dessen, was dieselben Aufträge nach den Lieferantenpreisen kosten. Abgeschlossene Monate behalten ihren Erlös.',
  by: { label: 'Pro', externalId: 'External ID', method: 'Methode', period: 'Monat' },
  revenue: 'Erlös',
  cost: 'Kosten',
  margin: 'Marge',
  state: 'Stand',
  final: 'definitiv',
  provisional: 'vorläufig',
  unknown: 'kein Lieferantenpreis',
  noExternalId: 'ohne External ID',
  forecast: { revenue: 'Erlös %{month}, Prognose', cost: 'Kosten %{month}, Prognose' },
  chart:
    'In %{currency}. ✓ heisst definitiv (Monate abgeschlossen); die Tabelle unten zeigt dieselben Zahlen.',
};

export default margin;
