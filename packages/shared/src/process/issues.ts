import { namesOf } from '../words/both.ts';
import type { Bilingual } from '../words/language.ts';
import type { IssueId } from './issue-ids.ts';

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

/** The issues of all five steps, in the order of guide §6.2; within a step ours come last. */
export const ISSUES: readonly Issue[] = [
  {
    id: 'server_authentication',
    step: 1,
    source: 'guide',
    title: { en: 'The server cannot log in to SRS', de: 'Der Server kann sich bei SRS nicht anmelden' },
    text: {
      en: 'The token or API calls with it are refused. Check the client ID, the secret and their expiry first.',
      de: 'Das Token oder API-Aufrufe damit werden abgelehnt. Zuerst Client-ID, Secret und deren Ablauf prüfen.',
    },
  },
  {
    id: 'target_url_missing',
    step: 1,
    source: 'guide',
    title: namesOf((words) => words.attention.no_target_url),
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
      en: 'An id that the answer should contain is missing, or it is unknown at SRS.',
      de: 'Eine Kennung, die in der Antwort stehen sollte, fehlt, oder sie ist bei SRS unbekannt.',
    },
  },
  {
    id: 'unsuccessful_response',
    step: 1,
    source: 'guide',
    title: { en: 'A correct request is refused', de: 'Eine richtige Anfrage wird abgelehnt' },
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
    title: { en: 'The user does not reach the Target URL', de: 'Die Person gelangt nicht zur Target URL' },
    text: {
      en: 'The link was not shown, not delivered, or does not open.',
      de: 'Der Link wurde nicht gezeigt, nicht zugestellt oder lässt sich nicht öffnen.',
    },
  },
  {
    id: 'identity_data_gathering',
    step: 2,
    source: 'guide',
    title: { en: 'Collecting the user’s data fails', de: 'Das Erheben der Personendaten scheitert' },
    text: {
      en: 'A problem in the Service Provider’s own form in which users enter their data.',
      de: 'Ein Problem im Formular des Service Providers, in das die Person ihre Daten einträgt.',
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
      en: 'What the user entered was not sent, or not as entered.',
      de: 'Was die Person eingetragen hat, wurde nicht oder anders gesendet.',
    },
  },
  {
    id: 'start_implementation',
    step: 2,
    source: 'guide',
    title: {
      en: 'Our start page (own implementation)',
      de: 'Unsere Startseite (eigene Umsetzung)',
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
      de: 'Der RA-Agent kann die Identifikation nicht durchführen',
    },
    text: {
      en: 'No officer answers, or the officer cannot continue. “Unsuccessful” is a result and does not belong here.',
      de: 'Kein RA-Agent antwortet, oder er kann nicht fortfahren. «Nicht erfolgreich» ist ein Ergebnis und gehört nicht hierher.',
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
      en: 'The country or ID document is on the provider’s list and is refused nevertheless.',
      de: 'Das Land oder der Ausweis steht auf der Liste des Anbieters und wird trotzdem abgelehnt.',
    },
  },
  {
    id: 'language_not_supported',
    step: 3,
    source: 'guide',
    title: {
      en: 'The officer does not speak an offered language',
      de: 'Der RA-Agent spricht eine angebotene Sprache nicht',
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
    title: { en: 'The connection was lost', de: 'Die Verbindung wurde unterbrochen' },
    text: {
      en: 'The call or session was interrupted. The first time the link can be used again; repeated interruptions are a reason for a ticket.',
      de: 'Gespräch oder Sitzung wurde unterbrochen. Beim ersten Mal lässt sich der Link nochmals verwenden; wiederholte Unterbrüche sind ein Grund für ein Ticket.',
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
    id: 'bank_login_failed',
    step: 3,
    source: 'desk',
    title: { en: 'The bank login is not possible', de: 'Das Bank-Login ist nicht möglich' },
    text: {
      en: 'The login at the bank fails, the bank is not offered, or the link is used up: five times after the first, within 60 minutes (§7.3).',
      de: 'Das Login bei der Bank scheitert, die Bank wird nicht angeboten, oder der Link ist aufgebraucht: fünfmal nach dem ersten Mal, innerhalb von 60 Minuten (§7.3).',
    },
  },
  {
    id: 'result_overdue',
    step: 3,
    source: 'desk',
    title: { en: 'The result is overdue', de: 'Das Ergebnis ist überfällig' },
    text: {
      en: 'The identification is done, but the provider has not delivered the data in time. The guide names no team; the provider imports the data (§2.3), so it is the provider’s.',
      de: 'Die Identifikation ist erfolgt, aber der Anbieter hat die Daten nicht rechtzeitig geliefert. Der Guide nennt kein Team; der Anbieter importiert die Daten (§2.3), darum ist er zuständig.',
    },
  },
  {
    id: 'status_checking',
    step: 4,
    source: 'guide',
    title: { en: 'Our status check', de: 'Unsere Statusabfrage' },
    text: {
      en: 'The Service Provider’s application does not read the status, or too early, or shows an old one.',
      de: 'Die Anwendung des Service Providers liest den Status nicht oder zu früh, oder sie zeigt einen alten.',
    },
  },
  {
    id: 'follow_up_implementation',
    step: 4,
    source: 'guide',
    title: {
      en: 'Our follow-up after the identification (own implementation)',
      de: 'Unsere Begleitung nach der Identifikation (eigene Umsetzung)',
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
      en: 'Terminated, but no SMS with the terms of use',
      de: 'Abgeschlossen, aber kein SMS mit den Nutzungsbestimmungen',
    },
    text: {
      en: 'The order is Terminated and the user has not received the SMS with the terms of use.',
      de: 'Der Auftrag ist abgeschlossen, und die Person hat das SMS mit den Nutzungsbestimmungen nicht erhalten.',
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
      en: 'The reason given with the error speaks of the import into the RA Service. The guide names no team; the RA Service is Swisscom’s.',
      de: 'Der mit dem Fehler gelieferte Grund spricht vom Import in den RA-Service. Der Guide nennt kein Team; der RA-Service gehört Swisscom.',
    },
  },
  {
    id: 'evidence_missing',
    step: 5,
    source: 'desk',
    title: { en: 'Terminated, but no evidence', de: 'Abgeschlossen, aber kein Nachweis' },
    text: {
      en: 'The Verify Call still finds nothing after the time by which it should.',
      de: 'Der Verify Call findet auch nach der üblichen Frist keinen Nachweis.',
    },
  },
  {
    id: 'unreadable_status',
    step: 1,
    source: 'desk',
    title: { en: 'Unknown or earlier status', de: 'Unbekannter oder früherer Status' },
    text: {
      en: 'SRS reports a status that the guide does not name, or goes back to an earlier one. Read the answer in the API call, then ask Swisscom.',
      de: 'SRS meldet einen Status, den der Guide nicht nennt, oder kehrt zu einem früheren zurück. Zuerst die Antwort im API-Aufruf lesen, dann Swisscom fragen.',
    },
  },
];
