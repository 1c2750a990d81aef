import type { PlaybookView, TeamContact } from '@srs-desk/shared/api/support.ts';
import type { SupportTeam } from '@srs-desk/shared/process/teams.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { readPlaybook } from './queries.ts';

/** Sets (or, with an empty text, takes away) the note on a step, a method or an issue. */
export async function writePlaybookNote(
  desk: Desk,
  who: Principal,
  topic: string,
  text: string,
): Promise<PlaybookView> {
  const args = { topic, text, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'playbook.note', args }], []));
  return readPlaybook(desk);
}

/** Sets how a team is reached. */
export async function writeTeamContact(
  desk: Desk,
  who: Principal,
  team: SupportTeam,
  contact: TeamContact,
): Promise<PlaybookView> {
  const args = { team, contact, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'playbook.contact', args }], []));
  return readPlaybook(desk);
}
