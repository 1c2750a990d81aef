import type searchEn from '../en/search.ts';

const search: typeof searchEn = {
  title: 'Suche',
  open: 'Suchen (Taste /)',
  placeholder: 'Nummer, Kennung, Name oder External ID',
  hint: 'Ref ID oder ein Teil davon, Order ID, Evidence ID, Mobilnummer in jeder Schreibweise, Name, E-Mail, Geburtsdatum, External ID.',
  results: 'Gefundene Aufträge',
  looking: 'Wird gesucht …',
  found: 'Ein Auftrag gefunden |||| %{smart_count} Aufträge gefunden',
  foundOf: '%{shown} von %{total} gefundenen Aufträgen',
  foundMore: '%{shown} von mehr als %{total} gefundenen Aufträgen',
  showAll: 'Alle zeigen',
  part: 'ein Teil davon',
  typo: 'ähnlich',
  nothing: 'Kein Auftrag zu «%{q}»',
  lookedFor: 'Gesucht als: %{looked}.',
  unreadable: 'Keine bekannte Form einer Kennung.',
  register: 'Diese Ref ID registrieren',
  registerHelp:
    'Vertippt? Zuerst mit dem Log Ihrer Anwendung vergleichen. Der Desk fragt SRS danach; kennt SRS sie, ist sie von da an hier ein Auftrag.',
  told: {
    not_found:
      'SRS kennt keinen Auftrag mit dieser Ref ID, hier wurde darum keiner angelegt. Vermutlich ist sie vertippt: Vergleichen Sie sie mit dem Log Ihrer Anwendung. Der Desk fragt SRS einen Tag lang weiter.',
    pending:
      'SRS konnte noch nicht gefragt werden. Der Desk fragt weiter; sobald SRS sie kennt, ist sie hier ein Auftrag.',
  },
  otherId:
    'Fragen Sie nach einer anderen Kennung: Die Ref ID steht im Log Ihrer Anwendung beim Erteilen; auch Mobilnummer oder Name helfen.',
  calls: 'Die API-Aufrufe durchsuchen',
};

export default search;
