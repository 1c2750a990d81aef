const billing = {
  title: 'Nutzung',
  month: 'Monat',
  chart: 'Erteilte Aufträge nach External ID und Ausgang; die Tabelle darunter zeigt dieselben Zahlen',
  none: 'ohne External ID',
  empty: 'In diesem Monat wurde kein Auftrag erteilt',
  provisional: 'Diese Zahlen sind vorläufig.',
  column: {
    placed: 'Erteilt',
    terminated: 'Abgeschlossen',
    verified: 'Verifiziert',
    error: 'Fehler',
    cancelled: 'Storniert',
    pending: 'Offen',
    billable: 'Verrechenbar',
  },
  reason: {
    month_not_over: 'der Monat läuft noch',
    pending_orders: '%{count} offen',
    unverified_orders: '%{count} noch nicht verifiziert',
    not_synced: '%{count} noch nicht gelesen',
    gateway_gaps: '%{count} Lücken im Gateway',
    possible_orphans: '%{count} mögliche Waisen',
    without_external_id: '%{count} ohne External ID',
    imported_without_external_id: '%{count} ohne External ID eingelesen',
    gone_orders: '%{count} bei SRS nicht mehr bekannt',
    unpriced: '%{count} ohne Preis',
  },
};

export default billing;
