import type { IssueId } from '@srs-desk/shared/process/issue-ids.ts';
import type { SupportTeam, TicketState } from '@srs-desk/shared/process/teams.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { countShowing } from '../../access/index.ts';
import { handovers } from '../table.ts';

interface NewHandover {
  refId: string | null;
  callId: number | null;
  /** Subject of the order; for a call without an order a new one. */
  subject: string;
  step: number;
  team: SupportTeam;
  issue: IssueId | null;
  language: Language;
  hasPersonalData: boolean;
  /** The ticket as it was handed over: sealed, it names the person where §6.2 demands it. */
  text: { subject: string; body: string };
  /** How often the actor may be shown a person within an hour. */
  mostPerHour: number | null;
  actor: Actor;
  origin: Origin;
}

interface UpdateHandover {
  id: number;
  /** What is left out stays as it is. */
  ticketNumber: string | null | undefined;
  state: TicketState | undefined;
  actor: Actor;
  origin: Origin;
}

const { id: _, ...GIVEN } = getTableColumns(handovers);

const insert = statement(GIVEN, (db, row) =>
  db.insert(handovers).values(row).returning({ id: handovers.id }),
);

const byId = statement({ id: handovers.id }, (db, { id }) =>
  db.select().from(handovers).where(eq(handovers.id, id)),
);

const update = statement(
  {
    id: handovers.id,
    ticketNumber: handovers.ticketNumber,
    state: handovers.state,
    updatedAt: handovers.updatedAt,
  },
  (db, { id, ...row }) => db.update(handovers).set(row).where(eq(handovers.id, id)),
);

export const handoverChanges = {
  /** A ticket given to a team. Clear personal data in it counts as a reveal, and is written as one. */
  'handover.create': (tx: Tx, handover: NewHandover): { id: number } => {
    const { refId, callId, subject, actor, origin, step, team, issue, language, hasPersonalData } = handover;
    const about = { actor, origin, refId, callId, subject };
    const seq = tx.append({
      ...about,
      action: 'handover.create',
      target: team,
      detail: { step, team, issue, language, personalData: hasPersonalData },
      sealed: { subject: handover.text.subject, body: handover.text.body },
    });
    if (hasPersonalData) {
      countShowing(tx, { refId: refId ?? '', username: actor, mostPerHour: handover.mostPerHour });
      tx.append({ ...about, action: 'personal_data.reveal', detail: { why: 'hand-over', team } });
    }
    const { id } = insert(tx).get({
      refId,
      callId,
      subjectId: subject,
      step,
      team,
      issue,
      language,
      state: 'open',
      ticketNumber: null,
      hasPersonalData,
      createdAt: tx.now,
      createdBy: actor,
      updatedAt: tx.now,
      seq,
    });
    if (refId !== null) tx.rowChanged('orders', refId);
    tx.rowChanged('handovers', id);
    return { id };
  },

  /** The team's ticket number, its answer, the end of it. Guards: `handover_not_found`, `handover_closed`. */
  'handover.update': (tx: Tx, args: UpdateHandover): void => {
    const { id, actor, origin } = args;
    const before = byId(tx).get({ id });
    if (before === undefined) throw new GuardConflict('handover_not_found', { id });
    if (before.state === 'closed') throw new GuardConflict('handover_closed', { id });
    const { ticketNumber = before.ticketNumber, state = before.state } = args;
    update(tx).run({ id, ticketNumber, state, updatedAt: tx.now });
    tx.append({
      action: state === 'closed' ? 'handover.close' : 'handover.update',
      actor,
      origin,
      refId: before.refId,
      target: String(id),
      detail: { stateBefore: before.state, state, ticketNumberBefore: before.ticketNumber, ticketNumber },
    });
    tx.rowChanged('handovers', id);
    if (before.refId !== null) tx.rowChanged('orders', before.refId);
  },
};
