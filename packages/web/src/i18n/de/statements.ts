import type statementsEn from '../en/statements.ts';

const statements: typeof statementsEn = {
  title: 'Abrechnungen',
  intro:
    'Was eine External ID für einen Monat schuldet, mit jedem Auftrag nach Ref ID. Die Summen sind jene der Nutzungsseite.',
  language: { label: 'Sprache der Datei', en: 'Englisch', de: 'Deutsch' },
  download: 'Herunterladen',
  choose: 'Wählen Sie eine External ID',
  chooseHelp: 'Dann erscheint ihre Abrechnung hier, bevor Sie sie herunterladen.',
  none: 'In diesem Monat hat niemand etwas genutzt',
  noneHelp: 'Wählen Sie einen anderen Monat.',
  preview: 'Abrechnung von %{externalId}, %{month}',
  closed: 'Der Monat ist abgeschlossen; die Zahlen sind eingefroren.',
  provisional: 'Der Monat ist vorläufig; diese Abrechnung kann sich noch ändern.',
  unpriced: '%{count} verrechenbare Aufträge haben keinen Preis und hier keinen Betrag.',
  total: 'Total',
  usage: 'Nutzung',
  adjustments: 'Anpassungen für abgeschlossene Monate',
  lines: 'Was verrechnet wird',
  line: {
    pieces: 'Identifikationen',
    minimum_fee: 'Mindestgebühr',
    unpriced: 'Ohne Preis',
    what: 'Was',
    quantity: 'Menge',
    unit: 'Je Stück',
    amount: 'Betrag',
    method: 'Verfahren',
  },
  orders: 'Aufträge (%{count})',
  billedAt: 'Verrechenbar seit (%{zone})',
  amount: 'Betrag',
  empty: 'In diesem Monat ist nichts verrechenbar.',
  firstOrders: 'Die ersten %{count} Aufträge; die Dateien enthalten alle %{all}.',
  ofMonth: 'Für',
};

export default statements;
