import type { Language } from '@srs-desk/shared/words/language.ts';

interface PersonFileTexts {
  title: string;
  intro: string;
  madeAt: string;
  orders(count: number): string;
  order(refId: string): string;
  parts: Readonly<Record<'calls' | 'tickets' | 'notes' | 'shown' | 'acts', string>>;
  columns: readonly string[];
  none: string;
  missing: {
    title: string;
    nothing: string;
    pruned(before: number, day: string): string;
    erasures: string;
    closedRecords(count: number): string;
  };
  details: string;
}

/** What a file for a person says around what is known of them. */
export const PERSON_FILE_TEXTS: Readonly<Record<Language, PersonFileTexts>> = {
  en: {
    title: 'What is known about you',
    intro:
      'All data about you and your orders for an electronic signature that SRS Desk holds: the orders, what was asked of and answered by Swisscom’s service, tickets, notes, and who saw your data.',
    madeAt: 'Made at',
    orders: (count) => (count === 1 ? '1 order' : `${count} orders`),
    order: (refId) => `Order ${refId}`,
    parts: {
      calls: 'Calls to Swisscom’s service',
      tickets: 'Tickets to support teams',
      notes: 'Notes',
      shown: 'Who saw your data, and why',
      acts: 'What else was done',
    },
    columns: ['When (UTC)', 'What', 'Who', 'Details'],
    none: 'Nothing',
    missing: {
      title: 'What is not in this file',
      nothing: 'Nothing that the desk had of you is missing, as far as it knows.',
      pruned: (before, day) =>
        `Entries 1 to ${before - 1} of the log were taken out of this desk (the last time on ${day}). What they say of you is not in this file; it may be in exports and backups that are kept elsewhere: ask for it there, too.`,
      erasures:
        'This desk has erased data of persons for good, and cannot tell any more of whom: what was erased of yours before is not in this file.',
      closedRecords: (count) =>
        `${count === 1 ? '1 record' : `${count} records`} in this file held data of yours whose key was erased: nobody can read it any more.`,
    },
    details: 'all of it',
  },
  de: {
    title: 'Was über Sie bekannt ist',
    intro:
      'Alle Daten über Sie und Ihre Aufträge für eine elektronische Signatur, die SRS Desk hält: die Aufträge, was den Dienst von Swisscom gefragt wurde und was er antwortete, Tickets, Notizen und wer Ihre Daten gesehen hat.',
    madeAt: 'Erstellt am',
    orders: (count) => (count === 1 ? '1 Auftrag' : `${count} Aufträge`),
    order: (refId) => `Auftrag ${refId}`,
    parts: {
      calls: 'API-Aufrufe beim Dienst von Swisscom',
      tickets: 'Tickets an Supportteams',
      notes: 'Notizen',
      shown: 'Wer Ihre Daten gesehen hat und warum',
      acts: 'Was sonst getan wurde',
    },
    columns: ['Wann (UTC)', 'Was', 'Wer', 'Einzelheiten'],
    none: 'Nichts',
    missing: {
      title: 'Was in dieser Datei fehlt',
      nothing: 'Soweit der Desk weiss, fehlt nichts, was er über Sie hatte.',
      pruned: (before, day) =>
        `Die Einträge 1 bis ${before - 1} des Protokolls wurden aus diesem Desk ausgelagert (zuletzt am ${day}). Was sie über Sie sagen, fehlt in dieser Datei; es kann in Exporten und Sicherungen stehen, die anderswo liegen: Verlangen Sie es auch dort.`,
      erasures:
        'Dieser Desk hat Daten von Personen endgültig gelöscht und weiss nicht mehr, von wem: Was von Ihnen schon gelöscht wurde, fehlt in dieser Datei.',
      closedRecords: (count) =>
        `${count === 1 ? '1 Eintrag' : `${count} Einträge`} in dieser Datei enthielten Daten von Ihnen, deren Schlüssel gelöscht ist: Niemand kann sie mehr lesen.`,
    },
    details: 'alles davon',
  },
};
