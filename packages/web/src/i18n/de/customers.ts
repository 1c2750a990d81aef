const customers = {
  title: 'Kunden',
  intro:
    'Wem welche External ID gehört: an wen Abrechnungen gehen und unter welcher Nummer die Buchhaltung sie führt.',
  none: 'Noch keine External ID wird verrechnet',
  missing: 'nicht im Verzeichnis',
  name: 'Name',
  debtorNumber: 'Debitorennummer',
  address: 'Adresse',
  language: { label: 'Sprache der Abrechnungen', none: 'wie verlangt', en: 'Englisch', de: 'Deutsch' },
  costCentre: 'Kostenstelle',
  vat: { label: 'MWST', standard: 'normal', exempt: 'befreit', reverse_charge: 'Bezugsteuer' },
  change: 'Ändern',
  changeOne: 'Kunde %{externalId} ändern',
  saved: 'Kunde gespeichert.',
  export: 'CSV herunterladen',
  import: 'CSV oder XLSX importieren',
  imported: '%{count} Kunden importiert.',
};

export default customers;
