const connection = {
  state: { ok: 'in Ordnung', warning: 'prüfen', failed: 'schlägt fehl', skipped: 'nicht geprüft' },
  call: 'API-Aufruf %{id}',
  copyTicket: 'Ticket kopieren',
  doctor: {
    title: 'Verbindung prüfen',
    intro:
      'Fünf Prüfungen der Verbindung zu SRS, jede baut auf der vorigen auf. Jeder API-Aufruf wird wie jeder andere aufgezeichnet; kein Auftrag wird verändert.',
    run: 'Jetzt prüfen',
    again: 'Nochmals prüfen',
  },
  bench: {
    title: 'End-to-End-Test',
    intro:
      'Der End-to-End-Test aus dem Integration Guide (§4) gegen die Testumgebung: Ein Auftrag geht an test/video, und der Nachweis muss erscheinen.',
    mobile: 'Mobilnummer der Testperson',
    personHelp:
      'Verwenden Sie eine Nummer, zu der noch kein Nachweis vorliegt. Der Auftrag ist in der Umgebung, mit der dieser Desk verbunden ist, echt.',
    start: 'Test starten',
    stop: 'Test stoppen',
    again: 'Neuen Test starten',
    none: 'Seit dem Start des Desks lief noch kein Test.',
    target:
      'Öffnen Sie die Target URL und identifizieren Sie dort die Testperson; diese Seite aktualisiert sich von selbst.',
    openTarget: 'Target URL öffnen',
    order: 'Auftrag',
    state: {
      pending: 'noch nicht',
      running: 'läuft',
      waiting: 'wartet',
      done: 'erledigt',
      failed: 'fehlgeschlagen',
      skipped: 'nicht nötig',
    },
    result: { running: 'Läuft', passed: 'Bestanden', failed: 'Fehlgeschlagen', stopped: 'Gestoppt' },
    step: {
      verify_before: 'Verify Call findet keinen Nachweis',
      place: 'Auftrag an test/video erteilt',
      identified: 'Testperson identifiziert',
      data_ready: 'Status Data ready',
      terms: 'Nutzungsbestimmungen angenommen',
      verify_after: 'Verify Call findet den Nachweis',
    },
    why: {
      evidence_already:
        'Zu dieser Nummer liegt bereits ein Nachweis vor: Der Test würde nichts beweisen. Nehmen Sie eine andere Nummer.',
      srs_failed: 'SRS oder der RA-Service antwortete nicht wie erwartet: %{words}.',
      order_failed: 'Der Auftrag endete mit %{status}.',
      timed_out: 'Es geschah zu lange nichts, darum wurde der Test beendet.',
      not_simulator: 'Der Status liess sich nicht setzen: Das ist nicht der Simulator (%{words}).',
    },
  },
};

export default connection;
