import type statementsEn from '../en/statements.ts';

const statements: typeof statementsEn = {
  title: 'Abrechnungen',
  intro: 'Was einer External ID für einen Monat verrechnet wird, mit jedem Auftrag.',
  language: { label: 'Sprache der Datei', en: 'Englisch', de: 'Deutsch' },
  all: 'Alle des Monats (ZIP)',
  download: 'Herunterladen',
  choose: 'Wählen Sie eine External ID',
  chooseHelp: 'Dann erscheint ihre Abrechnung hier, bevor Sie sie herunterladen.',
  none: 'Keine Nutzung in diesem Monat',
  noneHelp: 'Wählen Sie einen anderen Monat.',
  preview: 'Abrechnung von %{externalId}, %{month}',
  closed: 'Der Monat ist abgeschlossen; die Zahlen sind eingefroren.',
  provisional: 'Der Monat ist vorläufig; diese Abrechnung kann sich noch ändern.',
  unpriced: '%{count} verrechenbare Aufträge haben keinen Preis und hier keinen Betrag.',
  total: 'Total',
  usage: 'Nutzung',
  adjustments: 'Korrekturen früherer Monate',
  lines: 'Was verrechnet wird',
  line: {
    pieces: 'Identifikationen',
    minimum_fee: 'Mindestgebühr',
    unpriced: 'Ohne Preis',
    what: 'Was',
    quantity: 'Anzahl',
    unit: 'Stückpreis',
    amount: 'Betrag',
    method: 'Methode',
  },
  orders: 'Aufträge (%{count})',
  billedAt: 'Verrechenbar seit (%{zone})',
  amount: 'Betrag',
  empty: 'In diesem Monat ist nichts verrechenbar.',
  firstOrders: 'Die ersten %{count} Aufträge; die Dateien enthalten alle %{all}.',
  ofMonth: 'Für',
};

export default statements;
