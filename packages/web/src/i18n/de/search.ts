import type searchEn from '../en/search.ts';

const search: typeof searchEn = {
  title: 'Suche',
  open: 'Suchen (Taste /)',
  placeholder: 'Nummer, Kennung, Name oder External ID',
  hint: 'Ref ID oder ein Stück davon, Order ID, Evidence ID, Telefonnummer in jeder Schreibweise, Name, E-Mail-Adresse, Geburtsdatum, External ID.',
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
  unreadable: 'Das sieht nach keiner der bekannten Kennungen aus.',
  register: 'Diese Ref ID aufnehmen',
  registerHelp: 'Das Pult fragt SRS danach und führt den Auftrag von da an.',
  otherId:
    'Nach einer anderen Kennung fragen: Die Ref ID steht im Log Ihrer Anwendung beim Erteilen; auch Telefonnummer oder Name helfen.',
  calls: 'Die Aufrufe an SRS durchsehen',
  match: {
    ref_id: 'Ref ID',
    order_id: 'Order ID',
    external_id: 'External ID',
    evidence_id: 'Evidence ID',
    target_url: 'Ziel-URL',
    msisdn: 'Telefonnummer',
    name: 'Name',
    email: 'E-Mail',
    birth_date: 'Geburtsdatum',
  },
};

export default search;
