import type { TeamContact } from '@srs-desk/shared/api/support.ts';
import type { SupportTeam } from '@srs-desk/shared/process/teams.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { playbookNotes, teamContacts } from '../table.ts';

interface By {
  actor: Actor;
  origin: Origin;
}

const putNote = statement(getTableColumns(playbookNotes), (db, row) =>
  db.insert(playbookNotes).values(row).onConflictDoUpdate({ target: playbookNotes.topic, set: row }),
);

const removeNote = statement({ topic: playbookNotes.topic }, (db, { topic }) =>
  db.delete(playbookNotes).where(eq(playbookNotes.topic, topic)),
);

const putContact = statement(getTableColumns(teamContacts), (db, row) =>
  db.insert(teamContacts).values(row).onConflictDoUpdate({ target: teamContacts.team, set: row }),
);

export const playbookChanges = {
  /** The Service Provider's own note on a step, method or issue; an empty text takes it away. */
  'playbook.note': (tx: Tx, args: By & { topic: string; text: string }): void => {
    const { actor, origin, topic, text } = args;
    if (text === '') removeNote(tx).run({ topic });
    else putNote(tx).run({ topic, text, changedAt: tx.now, changedBy: actor });
    tx.append({ action: 'playbook.note', actor, origin, target: topic, detail: { text } });
    tx.rowChanged('playbook', topic);
  },

  /** How a support team is reached, and when. */
  'playbook.contact': (tx: Tx, args: By & { team: SupportTeam; contact: TeamContact }): void => {
    const { actor, origin, team, contact } = args;
    putContact(tx).run({ team, contact, changedAt: tx.now, changedBy: actor });
    tx.append({ action: 'playbook.contact', actor, origin, target: team, detail: { ...contact } });
    tx.rowChanged('playbook', team);
  },
};
