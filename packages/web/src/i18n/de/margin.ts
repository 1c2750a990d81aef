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
};

export default margin;
