import type callsEn from '../en/calls.ts';

const calls: typeof callsEn = {
  title: 'Aufrufe',
  one: 'Ein Aufruf',
  none: 'Noch kein Aufruf',
  noneHelp:
    'Jede Anfrage an SRS, den RA-Dienst und den Token-Endpunkt erscheint hier, bevor ihr erstes Byte hinausgeht.',
  filtered: 'Kein Aufruf passt zu diesen Filtern',
  failures: 'Fehlschläge nach Art',
  failuresOf: 'Die letzten %{count} Fehlschläge nach Art',
  response: 'Antwort',
  request: 'Anfrage',
  headers: 'Header',
  noBody: 'Kein Inhalt.',
  noBodies: 'Inhalte und Header können Personendaten enthalten; Ihre Rolle sieht das Übrige des Aufrufs.',
  masked:
    'Personendaten sind verdeckt. Decken Sie die Person auf der Seite des Auftrags auf, um sie auch hier zu sehen.',
  erased: 'Die Daten der Person sind gelöscht.',
  copyJson: 'Als JSON kopieren',
  copyCurl: 'Als cURL kopieren',
  attempt: 'Versuch %{attempt}',
  proof: 'Protokoll',
  intent: 'Absicht, Eintrag %{seq}',
  outcome: 'Ausgang, Eintrag %{seq}',
  column: {
    outcome: 'Ausgang',
    operation: 'Vorgang',
    refId: 'Ref ID',
    orderId: 'Order ID',
    externalId: 'External ID',
    origin: 'Durch',
    durationMs: 'Dauer',
    startedAt: 'Wann',
    httpStatus: 'HTTP',
    correlationId: 'Correlation ID',
  },
  handover: {
    title: 'Muss Swisscom davon wissen?',
    copy: 'Ticket zu diesem Aufruf kopieren',
    copied: 'Ticket kopiert und vermerkt',
  },
};

export default calls;
