import type callsEn from '../en/calls.ts';

const calls: typeof callsEn = {
  title: 'API-Aufrufe',
  one: 'API-Aufruf',
  none: 'Noch kein API-Aufruf',
  noneHelp: 'Jede Anfrage an SRS, RA-Service und Token-Endpunkt erscheint hier.',
  filtered: 'Kein API-Aufruf passt zu diesen Filtern',
  failures: 'Fehlschläge nach Art',
  failuresOf: 'Die letzten %{count} Fehlschläge nach Art',
  response: 'Antwort',
  request: 'Anfrage',
  headers: 'Header',
  noBody: 'Kein Inhalt.',
  noBodies: 'Inhalte und Header können Personendaten enthalten; Ihre Rolle sieht das Übrige des API-Aufrufs.',
  maskedForGood:
    'Personendaten sind verborgen. Zu diesem API-Aufruf ist kein Auftrag bekannt; sie lassen sich deshalb nicht anzeigen.',
  masked:
    'Personendaten sind verborgen. Zeigen Sie sie auf der Seite des Auftrags an, um sie auch hier zu sehen.',
  erased: 'Die Daten der Person sind gelöscht.',
  copyJson: 'Als JSON kopieren',
  copyCurl: 'Als cURL kopieren',
  attempt: 'Versuch %{attempt}',
  proof: 'Protokoll',
  intent: 'Anfrage, Eintrag %{seq}',
  outcome: 'Ausgang, Eintrag %{seq}',
  folded: 'Gleiche API-Aufrufe in Folge als eine Zeile',
  failed: 'Alle Fehlschläge',
  since: 'seit',
  handover: {
    title: 'Muss Swisscom das wissen?',
    copy: 'Ticket zu diesem API-Aufruf kopieren',
    copied: 'Ticket kopiert und festgehalten',
  },
};

export default calls;
