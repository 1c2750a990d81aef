import type dashboardEn from '../en/dashboard.ts';

const dashboard: typeof dashboardEn = {
  title: 'Übersicht',
  intro: 'Guten Tag, %{name}. Fügen Sie hier eine beliebige Kennung ein, um ihren Auftrag zu finden.',
  queue: 'Braucht jemanden',
  wholeQueue: 'Ganze Reihe',
  queueEmpty: 'Nichts wartet auf jemanden',
  oldest: 'ältester',
  mine: '%{count} bei Ihnen',
  snoozed: '%{count} weitere sind auf später verschoben.',
  followUps: 'Fällige Wiedervorlagen',
  followUpsNone: 'Keine ist fällig.',
  handovers: 'Übergaben, die auf Antwort warten (%{count})',
  handoversNone: 'Kein Ticket ist offen.',
  noNumber: 'noch keine Ticketnummer',
  today: 'Heute',
  figure: {
    placed: 'erteilt',
    identified: 'identifiziert',
    failed: 'gescheitert',
    median: 'Median bis Abschluss',
  },
  lastWeek: 'letzte 7 Tage %{span}',
  health: 'Zustand',
  sync: 'Abgleich',
  healthy: 'im Takt mit SRS',
  unhealthy: 'im Rückstand oder gestört',
  lag: 'Rückstand',
  lastAnswer: 'Letzte Antwort von SRS',
  pace: 'Takt',
  paceValue: '%{rate} Aufrufe pro Sekunde',
  breaker: {
    open: 'Aufrufe werden zurückgehalten',
    half_open: 'wird geprüft, ob SRS wieder da ist',
    closed: 'Aufrufe fliessen',
  },
  lastFailure: 'Letzter Fehlschlag',
  log: 'Protokoll',
  ledger: { ok: 'wird geschrieben', full: 'Datenträger voll', latched: 'nach einem Fehler angehalten' },
};

export default dashboard;
