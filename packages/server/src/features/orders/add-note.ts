import type { NoteRow } from '@srs-desk/shared/api/orders.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { knownOrder } from './known-order.ts';

/** Adds a note to an order's timeline; its text is sealed like everything that may name a person. */
export async function addNote(desk: Desk, who: Principal, refId: string, text: string): Promise<NoteRow> {
  const order = knownOrder(desk, refId);
  const at = desk.clock.now();
  const { seqs } = unwrap(
    await desk.ledger.record(
      [{ name: 'order.acted_on', args: { refId: order.refId } }],
      [
        {
          action: 'note.create',
          actor: who.actor,
          origin: who.origin,
          refId: order.refId,
          orderId: order.orderId,
          externalId: order.externalId,
          subject: order.subjectId,
          detail: { length: text.length },
          sealed: { text },
          at,
        },
      ],
    ),
  );
  const seq = seqs.at(-1) ?? 0;
  return { id: `note-${seq}`, seq, at: new Date(at).toISOString(), actor: who.actor, text };
}
