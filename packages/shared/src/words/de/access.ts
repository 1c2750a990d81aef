import type { Words } from '../words.ts';

/** Words of approvals in German. */
export const ACCESS_WORDS = {
  approvalAct: {
    'settings.loosen': 'Kontrolle lockern',
    'person.erase': 'Person löschen',
    'period.reopen': 'Monat wieder öffnen',
    'admin.create': 'Neuen Admin anlegen',
    'admin.change': 'Ändern, wer Admin ist',
    'admin.delete': 'Admin löschen',
    'admin.link': 'Link für neues Passwort eines Admins',
    'admin.factor': 'Zweiten Faktor eines Admins zurücksetzen',
  },
  approvalState: {
    waiting: 'Wartet',
    approved: 'Freigegeben',
    rejected: 'Abgelehnt',
    withdrawn: 'Zurückgenommen',
    lapsed: 'Verfallen',
  },
  shownFor: {
    on_the_line: 'Die Person ist am Telefon',
    ticket: 'Für ein Ticket',
    comparison: 'Um die Angaben zu vergleichen',
    other: 'Anderer Grund',
    hand_over: 'In einem Ticket an ein Team',
    proof_pack: 'In einem geöffneten Beweispaket',
    subject_access: 'In einer Auskunft an die Person',
    unstated: 'Nicht angegeben',
  },
} as const satisfies Partial<Words>;
