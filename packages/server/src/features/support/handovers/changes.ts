import type { TicketState } from '@srs-desk/shared/process/teams.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

export interface NewHandover {
  refId: string | null;
  callId: number | null;
  /** Subject of the order; for a call without an order a new one. */
  subject: string;
  step: number;
  team: string;
  issue: string | null;
  language: 'en' | 'de';
  hasPersonalData: boolean;
  /** The ticket as it was handed over: sealed, it names the person where §6.2 demands it. */
  text: { subject: string; body: string };
  actor: Actor;
  origin: Origin;
}

interface UpdateHandover {
  id: number;
  ticketNumber: string | null;
  state: TicketState;
  actor: Actor;
  origin: Origin;
}

type Row = { ref_id: string | null; subject_id: string; state: TicketState; ticket_number: string | null };

const INSERT = `INSERT INTO handovers (ref_id, call_id, subject_id, step, team, issue, language, state, has_personal_data,
  created_at, created_by, updated_at, seq) VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?)`;

export const handoverChanges = {
  /** A ticket given to a team. Clear personal data in it counts as a reveal, and is written as one. */
  'handover.create': (tx: Tx, handover: NewHandover): { id: number } => {
    const { refId, callId, subject, actor, origin, step, team, issue, language } = handover;
    const seq = tx.append({
      action: 'handover.create',
      actor,
      origin,
      refId,
      callId,
      subject,
      target: team,
      detail: { step, team, issue, language, personalData: handover.hasPersonalData },
      sealed: { subject: handover.text.subject, body: handover.text.body },
    });
    if (handover.hasPersonalData) {
      tx.append({
        action: 'personal_data.reveal',
        actor,
        origin,
        refId,
        callId,
        subject,
        detail: { why: 'hand-over', team },
      });
    }
    const { lastInsertRowid } = tx
      .sql(INSERT)
      .run(
        refId,
        callId,
        subject,
        step,
        team,
        issue,
        language,
        handover.hasPersonalData ? 1 : 0,
        tx.now,
        actor,
        tx.now,
        seq,
      );
    if (refId !== null) tx.rowChanged('orders', refId);
    const id = Number(lastInsertRowid);
    tx.rowChanged('handovers', id);
    return { id };
  },

  /** The team's ticket number, its answer, the end of it. Guards: `handover_not_found`, `handover_closed`. */
  'handover.update': (tx: Tx, args: UpdateHandover): void => {
    const row = tx
      .sql('SELECT ref_id, subject_id, state, ticket_number FROM handovers WHERE id = ?')
      .get(args.id) as Row | undefined;
    if (row === undefined) throw new GuardConflict('handover_not_found', { id: args.id });
    if (row.state === 'closed') throw new GuardConflict('handover_closed', { id: args.id });
    tx.sql('UPDATE handovers SET ticket_number = ?, state = ?, updated_at = ? WHERE id = ?').run(
      args.ticketNumber,
      args.state,
      tx.now,
      args.id,
    );
    tx.append({
      action: args.state === 'closed' ? 'handover.close' : 'handover.update',
      actor: args.actor,
      origin: args.origin,
      refId: row.ref_id,
      target: String(args.id),
      detail: {
        stateBefore: row.state,
        state: args.state,
        ticketNumberBefore: row.ticket_number,
        ticketNumber: args.ticketNumber,
      },
    });
    tx.rowChanged('handovers', args.id);
    if (row.ref_id !== null) tx.rowChanged('orders', row.ref_id);
  },
};
