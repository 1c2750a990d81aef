import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

export interface TeamContact {
  name: string;
  phone: string;
  email: string;
  hours: string;
}

interface By {
  actor: Actor;
  origin: Origin;
}

export const playbookChanges = {
  /** The Service Provider's own note on a step, method or issue; an empty text takes it away. */
  'playbook.note': (tx: Tx, args: By & { topic: string; text: string }): void => {
    if (args.text === '') tx.sql('DELETE FROM playbook_notes WHERE topic = ?').run(args.topic);
    else {
      tx.sql(
        `INSERT INTO playbook_notes (topic, text, changed_at, changed_by) VALUES (?, ?, ?, ?)
         ON CONFLICT (topic) DO UPDATE SET text = excluded.text, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by`,
      ).run(args.topic, args.text, tx.now, args.actor);
    }
    const { actor, origin, topic, text } = args;
    tx.append({ action: 'playbook.note', actor, origin, target: topic, detail: { text } });
    tx.rowChanged('playbook', topic);
  },

  /** How a support team is reached, and when. */
  'playbook.contact': (tx: Tx, args: By & { team: string; contact: TeamContact }): void => {
    const { actor, origin, team, contact } = args;
    tx.sql(
      `INSERT INTO team_contacts (team, contact, changed_at, changed_by) VALUES (?, ?, ?, ?)
       ON CONFLICT (team) DO UPDATE SET contact = excluded.contact, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
    ).run(team, JSON.stringify(contact), tx.now, actor);
    tx.append({ action: 'playbook.contact', actor, origin, target: team, detail: { ...contact } });
    tx.rowChanged('playbook', team);
  },
};
