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
    details: 'alles davon',
  },
};
