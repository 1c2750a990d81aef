import type { PlaybookView } from '@srs-desk/shared/api/support.ts';
import type { Reader } from '../../../platform/db/reader.ts';

/** The Service Provider's own notes and its teams' contacts. */
export function readPlaybook(reader: Reader): PlaybookView {
  const notes = reader.sql('SELECT topic, text, changed_at, changed_by FROM playbook_notes').all() as {
    topic: string;
    text: string;
    changed_at: number;
    changed_by: string;
  }[];
  const contacts = reader.sql('SELECT team, contact FROM team_contacts').all() as {
    team: string;
    contact: string;
  }[];
  return {
    notes: Object.fromEntries(
      notes.map((note) => [
        note.topic,
        { text: note.text, changedAt: new Date(note.changed_at).toISOString(), changedBy: note.changed_by },
      ]),
    ),
    contacts: Object.fromEntries(contacts.map(({ team, contact }) => [team, JSON.parse(contact)])),
  };
}
