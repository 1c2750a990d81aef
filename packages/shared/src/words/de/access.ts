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
  },
  approvalState: {
    waiting: 'Wartet',
    approved: 'Freigegeben',
    rejected: 'Abgelehnt',
    withdrawn: 'Zurückgenommen',
    lapsed: 'Verfallen',
  },
} as const satisfies Partial<Words>;
