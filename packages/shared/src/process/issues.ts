import type { Bilingual } from '../words/language.ts';

/** Every issue with a stable id: those of guide §6.2, then the ones the desk adds where the guide has no word. */
export const ISSUE_IDS = [
  'server_authentication',
  'target_url_missing',
  'ids_missing',
  'unsuccessful_response',
  'service_not_responding',
  'user_redirect',
  'identity_data_gathering',
  'identity_data_forwarding',
  'start_implementation',
  'officer_cannot_identify',
  'country_not_supported',
  'language_not_supported',
  'timeout',
  'connection_lost',
  'app_not_working',
  'status_checking',
  'follow_up_implementation',
  'terms_sms_missing',
  'declaration_of_will',
  'unreadable_status',
  'result_overdue',
  'import_failed',
  'evidence_missing',
] as const;

/** One of {@link ISSUE_IDS}. */
export type IssueId = (typeof ISSUE_IDS)[number];

/** Something that can go wrong in a step. */
export interface Issue {
  readonly id: IssueId;
  readonly step: 1 | 2 | 3 | 4 | 5;
  /** `guide`: an entry of §6.2; `desk`: ours, for a situation the table does not name. */
  readonly source: 'guide' | 'desk';
  readonly title: Bilingual;
  /** What it looks like from the desk and what usually is behind it. */
  readonly text: Bilingual;
}

/** True when a value is one of {@link ISSUE_IDS}. */
export function isIssueId(value: unknown): value is IssueId {
  return ISSUE_IDS.some((id) => id === value);
}

/** The issues of all five steps, in the order of guide §6.2; within a step ours come last. */
export const ISSUES: readonly Issue[] = [
  {
    id: 'server_authentication',
    step: 1,
    source: 'guide',
    title: { en: 'The server cannot log in to SRS', de: 'Der Server kann sich bei SRS nicht anmelden' },
    text: {
      en: 'The token is refused, or calls with it are. First look at the client ID, the secret and their expiry.',
      de: 'Das Token wird verweigert oder Aufrufe damit werden abgelehnt. Zuerst Client-ID, Secret und deren Ablauf ansehen.',
    },
  },
  {
    id: 'target_url_missing',
    step: 1,
    source: 'guide',
    title: { en: 'No target URL', de: 'Keine Ziel-URL' },
    text: {
      en: 'The order exists, but SRS has not delivered the address at which the user starts.',
      de: 'Der Auftrag besteht, aber SRS hat die Adresse nicht geliefert, an der die Person beginnt.',
    },
  },
  {
    id: 'ids_missing',
    step: 1,
    source: 'guide',
    title: { en: 'No Order ID or Ref ID', de: 'Keine Order ID oder Ref ID' },
    text: {
      en: 'An id that the answer should hold is missing, or SRS no longer knows it.',
      de: 'Eine Kennung, die in der Antwort stehen sollte, fehlt, oder SRS kennt sie nicht mehr.',
    },
  },
  {
    id: 'unsuccessful_response',
    step: 1,
    source: 'guide',
    title: { en: 'A correct request is refused', de: 'Eine richtige Anfrage wird abgewiesen' },
    text: {
      en: 'SRS answers with an error although the request is right.',
      de: 'SRS antwortet mit einem Fehler, obwohl die Anfrage stimmt.',
    },
  },
  {
    id: 'service_not_responding',
    step: 1,
    source: 'guide',
    title: { en: 'SRS does not answer', de: 'SRS antwortet nicht' },
    text: {
      en: 'Connections fail or time out, and not just once.',
      de: 'Verbindungen scheitern oder laufen ab, und nicht nur einmal.',
    },
  },
  {
    id: 'user_redirect',
    step: 2,
    source: 'guide',
    title: { en: 'The user does not reach the target URL', de: 'Die Person gelangt nicht zur Ziel-URL' },
    text: {
      en: 'The link was not shown, not delivered, or does not open.',
      de: 'Der Link wurde nicht gezeigt, nicht zugestellt oder lässt sich nicht öffnen.',
    },
  },
  {
    id: 'identity_data_gathering',
    step: 2,
    source: 'guide',
    title: { en: 'Collecting the user’s data fails', de: 'Das Erfassen der Personendaten scheitert' },
    text: {
      en: 'Trouble in the Service Provider’s own form in which users enter their data.',
      de: 'Schwierigkeiten im Formular des Service Providers, in das die Person ihre Daten einträgt.',
    },
  },
  {
    id: 'identity_data_forwarding',
    step: 2,
    source: 'guide',
    title: {
      en: 'The data does not reach the identification provider',
      de: 'Die Daten kommen beim Identifikationsanbieter nicht an',
    },
    text: {
      en: 'What the user entered was not sent along, or not as entered.',
      de: 'Was die Person eingetragen hat, wurde nicht oder nicht so mitgeschickt.',
    },
  },
  {
    id: 'start_implementation',
    step: 2,
    source: 'guide',
    title: {
      en: 'Something in the Service Provider’s own start page',
      de: 'Etwas in der eigenen Startseite des Service Providers',
    },
    text: {
      en: 'Particular to the implementation: follow the recommendations in the method’s data sheet.',
      de: 'Eigenheit der Umsetzung: den Empfehlungen im Datenblatt der Methode folgen.',
    },
  },
  {
    id: 'officer_cannot_identify',
    step: 3,
    source: 'guide',
    title: {
      en: 'The officer cannot carry out the identification',
      de: 'Die prüfende Person kann die Identifikation nicht durchführen',
    },
    text: {
      en: 'Nobody picks up, or the officer cannot go on for a reason on their side. An “unsuccessful” is a result, not this.',
      de: 'Niemand nimmt ab, oder die prüfende Person kommt aus einem Grund auf ihrer Seite nicht weiter. Ein «nicht erfolgreich» ist ein Ergebnis, nicht dies.',
    },
  },
  {
    id: 'country_not_supported',
    step: 3,
    source: 'guide',
    title: {
      en: 'A listed country is refused',
      de: 'Ein aufgeführtes Land wird abgelehnt',
    },
    text: {
      en: 'The country or document stands on the provider’s list and is refused nevertheless.',
      de: 'Das Land oder der Ausweis steht auf der Liste des Anbieters und wird trotzdem abgelehnt.',
    },
  },
  {
    id: 'language_not_supported',
    step: 3,
    source: 'guide',
    title: {
      en: 'The agent does not speak an offered language',
      de: 'Die prüfende Person spricht eine angebotene Sprache nicht',
    },
    text: {
      en: 'A call in German or English was not possible.',
      de: 'Ein Gespräch auf Deutsch oder Englisch war nicht möglich.',
    },
  },
  {
    id: 'timeout',
    step: 3,
    source: 'guide',
    title: { en: 'Timeouts', de: 'Zeitüberschreitungen' },
    text: {
      en: 'The provider’s page stops waiting before the user gets through.',
      de: 'Die Seite des Anbieters bricht ab, bevor die Person durchkommt.',
    },
  },
  {
    id: 'connection_lost',
    step: 3,
    source: 'guide',
    title: { en: 'The connection broke off', de: 'Die Verbindung brach ab' },
    text: {
      en: 'The call or session broke off. Once is bad luck and the URL can be used again; more often is a case.',
      de: 'Gespräch oder Sitzung brachen ab. Einmal ist Pech, und die URL lässt sich wieder verwenden; öfter ist es ein Fall.',
    },
  },
  {
    id: 'app_not_working',
    step: 3,
    source: 'guide',
    title: {
      en: 'The identification app does not work (properly)',
      de: 'Die Identifikations-App funktioniert nicht (richtig)',
    },
    text: {
      en: 'The provider’s app or page does not start, crashes, or finds no camera or microphone.',
      de: 'App oder Seite des Anbieters startet nicht, stürzt ab oder findet Kamera oder Mikrofon nicht.',
    },
  },
  {
    id: 'result_overdue',
    step: 3,
    source: 'desk',
    title: { en: 'The result is overdue', de: 'Das Ergebnis ist überfällig' },
    text: {
      en: 'The identification is done, but the provider has not handed its data over in time. The guide names no team; the provider imports the data (§2.3), so we send it there.',
      de: 'Die Identifikation ist gemacht, aber der Anbieter hat die Daten nicht rechtzeitig übergeben. Der Leitfaden nennt kein Team; der Anbieter importiert die Daten (§2.3), darum geht es dorthin.',
    },
  },
  {
    id: 'status_checking',
    step: 4,
    source: 'guide',
    title: { en: 'Checking the status', de: 'Status abfragen' },
    text: {
      en: 'The Service Provider’s application does not ask for the status, or too early, or shows an old one.',
      de: 'Die Anwendung des Service Providers fragt den Status nicht, zu früh oder zeigt einen alten.',
    },
  },
  {
    id: 'follow_up_implementation',
    step: 4,
    source: 'guide',
    title: {
      en: 'Something in how the Service Provider goes on',
      de: 'Etwas im weiteren Ablauf beim Service Provider',
    },
    text: {
      en: 'Particular to the implementation, such as what the user is told after a failed attempt: follow the method’s data sheet.',
      de: 'Eigenheit der Umsetzung, etwa was die Person nach einem Fehlversuch erfährt: dem Datenblatt der Methode folgen.',
    },
  },
  {
    id: 'terms_sms_missing',
    step: 5,
    source: 'guide',
    title: {
      en: 'Terminated, but no SMS for the terms',
      de: 'Terminated, aber keine SMS für die Bedingungen',
    },
    text: {
      en: 'The order is Terminated and the user has not received the SMS with the terms and conditions.',
      de: 'Der Auftrag ist Terminated, und die Person hat die SMS mit den Nutzungsbedingungen nicht erhalten.',
    },
  },
  {
    id: 'declaration_of_will',
    step: 5,
    source: 'guide',
    title: {
      en: 'The declaration of will fails',
      de: 'Die Willensbekundung scheitert',
    },
    text: {
      en: 'Identified and registered, but signing fails at Mobile ID, password or one-time code.',
      de: 'Identifiziert und registriert, aber das Unterschreiben scheitert an Mobile ID, Passwort oder Einmalcode.',
    },
  },
  {
    id: 'import_failed',
    step: 5,
    source: 'desk',
    title: { en: 'The import of the data failed', de: 'Der Import der Daten scheiterte' },
    text: {
      en: 'The reason given with the error speaks of the import into the RA service. The guide names no team; the RA service is Swisscom’s.',
      de: 'Der mit dem Fehler gelieferte Grund spricht vom Import in den RA-Dienst. Der Leitfaden nennt kein Team; der RA-Dienst gehört Swisscom.',
    },
  },
  {
    id: 'evidence_missing',
    step: 5,
    source: 'desk',
    title: { en: 'Terminated, but no evidence', de: 'Terminated, aber kein Nachweis' },
    text: {
      en: 'The verify call still finds nothing after the window in which it should.',
      de: 'Der Verify Call findet auch nach der Frist, in der er sollte, nichts.',
    },
  },
  {
    id: 'unreadable_status',
    step: 1,
    source: 'desk',
    title: { en: 'A status that makes no sense', de: 'Ein Status, der keinen Sinn ergibt' },
    text: {
      en: 'SRS reports a status the guide does not know, or goes back to an earlier one. Look at the raw answer, then ask Swisscom.',
      de: 'SRS meldet einen Status, den der Leitfaden nicht kennt, oder kehrt zu einem früheren zurück. Erst die rohe Antwort ansehen, dann Swisscom fragen.',
    },
  },
];
