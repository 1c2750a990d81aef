import type periodsEn from '../en/periods.ts';

const periods: typeof periodsEn = {
  title: 'Monate',
  intro:
    'Ein Abschluss friert die Zahlen eines Monats ein. Was sich später ändert, überschreibt sie nie: Es kommt als Anpassung in den nächsten offenen Monat.',
  none: 'Noch kein Monat hat Nutzung',
  month: 'Monat',
  state: 'Stand',
  amount: 'Betrag',
  adjustment: 'Anpassungen',
  closed: 'Abgeschlossen',
  page: '%{month} abschliessen',
  pageClosed: '%{month} ist abgeschlossen',
  back: 'Alle Monate',
  checks: 'Was offen ist',
  nothing: 'Nichts ist offen.',
  acknowledge: 'trotzdem abschliessen',
  blocks: 'muss zuerst erledigt werden',
  runs: 'Der Monat läuft noch; er kann nach seinem Ende abgeschlossen werden.',
  totals: 'Was eingefroren wird',
  frozen: 'Was eingefroren wurde',
  noAmounts: 'Kein Betrag: nichts Verrechenbares hat einen Preis.',
  note: 'Notiz (freiwillig)',
  close: 'Monat abschliessen',
  closeHelp:
    'Zahlen, Preise und Zuordnungen werden so festgehalten, wie sie jetzt sind. Der Abschluss und was Sie in Kauf nehmen, stehen im Protokoll.',
  closedDone: '%{month} ist abgeschlossen.',
  reopen: 'Wieder öffnen…',
  reopenTitle: '%{month} wieder öffnen',
  reopenConfirm: 'Monat wieder öffnen',
  reopenHelp:
    'Die eingefrorenen Zahlen werden aufgegeben, und der Monat wird aus Aufträgen und Preisen neu gerechnet. Verschickte Abrechnungen stimmen dann womöglich nicht mehr.',
  reopened: '%{month} ist wieder offen.',
  history: 'Frühere Abschlüsse',
  historyClosed: 'Abgeschlossen von %{name}',
  historyReopened: 'wieder geöffnet von %{name}: %{reason}',
  acknowledged: 'In Kauf genommen',
  usage: 'Nutzung dieses Monats',
  statements: 'Abrechnungen dieses Monats',
  invoices: 'Rechnungen dieses Monats',
  customers: 'Nach External ID',
};

export default periods;
