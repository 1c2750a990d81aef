import type periodsEn from '../en/periods.ts';

const periods: typeof periodsEn = {
  title: 'Monate',
  intro:
    'Ein Abschluss friert die Zahlen eines Monats ein. Spätere Änderungen überschreiben sie nie: Sie kommen als Korrektur in den nächsten offenen Monat.',
  none: 'Noch kein Monat hat Nutzung',
  amount: 'Betrag',
  adjustment: 'Korrekturen',
  page: '%{month} abschliessen',
  pageClosed: '%{month} ist abgeschlossen',
  back: 'Alle Monate',
  checks: 'Offene Punkte',
  nothing: 'Keine offenen Punkte',
  acknowledge: 'trotzdem abschliessen',
  blocks: 'muss zuerst erledigt werden',
  runs: 'Der Monat läuft noch; er kann nach seinem Ende abgeschlossen werden.',
  totals: 'Einzufrierende Zahlen',
  frozen: 'Eingefrorene Zahlen',
  noAmounts: 'Kein Betrag: Nichts Verrechenbares hat einen Preis.',
  note: 'Notiz (optional)',
  close: 'Monat abschliessen',
  closeHelp:
    'Zahlen, Preise und Aliasse werden so festgehalten, wie sie jetzt sind. Abschluss und akzeptierte offene Punkte stehen im Protokoll.',
  closedDone: '%{month} ist abgeschlossen.',
  accounting: 'Buchhaltung: %{format}',
  accountingFormat: { plain: 'CSV', bexio: 'bexio', datev: 'DATEV' },
  reopen: 'Wieder öffnen…',
  reopenTitle: '%{month} wieder öffnen',
  reopenConfirm: 'Monat wieder öffnen',
  reopenHelp:
    'Die eingefrorenen Zahlen werden verworfen und neu berechnet. Versandte Abrechnungen können abweichen.',
  reopened: '%{month} ist wieder offen.',
  history: 'Frühere Abschlüsse',
  historyClosed: 'Abgeschlossen von %{name}',
  historyReopened: 'wieder geöffnet von %{name}: %{reason}',
  acknowledged: 'Akzeptierte offene Punkte',
  usage: 'Nutzung dieses Monats',
  statements: 'Abrechnungen dieses Monats',
  invoices: 'Rechnungen dieses Monats',
  customers: 'Nach External ID',
};

export default periods;
