import type { PlaybookView } from '@srs-desk/shared/api/support.ts';
import { PLAYBOOK_LINKS } from '@srs-desk/shared/settings/catalogue.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Desk } from '../../../platform/desk.ts';
import { playbookNotes, teamContacts } from '../table.ts';

const allNotes = statement((db) => db.select().from(playbookNotes));

const allContacts = statement((db) =>
  db.select({ team: teamContacts.team, contact: teamContacts.contact }).from(teamContacts),
);

/** The Service Provider's own notes, its teams' contacts, and where to find the providers' lists. */
export function readPlaybook({ reader, settings }: Pick<Desk, 'reader' | 'settings'>): PlaybookView {
  const notes = allNotes(reader)
    .all()
    .map(({ topic, text, changedAt, changedBy }) => [topic, { text, changedAt: iso(changedAt), changedBy }]);
  const contacts = allContacts(reader)
    .all()
    .map(({ team, contact }) => [team, contact]);
  return {
    notes: Object.fromEntries(notes),
    contacts: Object.fromEntries(contacts),
    links: settings.get(PLAYBOOK_LINKS),
  };
}
