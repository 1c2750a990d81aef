import type { MessageInput, WorkInput, WorkView } from '@srs-desk/shared/api/support.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { knownOrder } from '../../orders/index.ts';
import { workOf } from './queries.ts';

const at = (time: string | null | undefined): number | null | undefined =>
  typeof time === 'string' ? Date.parse(time) : time;

/** Who works on an order, and what is known from the user. @throws NotFound */
export function readWork(desk: Desk, refId: string): WorkView {
  return workOf(desk.reader, knownOrder(desk, refId).refId);
}

/** Assigns, postpones, sets a follow-up, or answers a guided question. @throws NotFound, Conflict when nothing changes */
export async function workOnOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  input: WorkInput,
): Promise<WorkView> {
  const args = {
    refId,
    assignee: input.assignee,
    followUpAt: at(input.followUpAt),
    snoozedUntil: at(input.snoozedUntil),
    answers: input.answers,
    actor: who.actor,
    origin: who.origin,
  };
  unwrap(await desk.ledger.record([{ name: 'order_work.change', args }], []));
  return workOf(desk.reader, refId);
}

/** Records that the end user was told what to do next; the text itself names the person and is not kept. */
export async function recordMessage(
  desk: Desk,
  who: Principal,
  refId: string,
  input: MessageInput,
): Promise<void> {
  const { situation, language, channel } = input;
  unwrap(
    await desk.ledger.record(
      [{ name: 'order.acted_on', args: { refId } }],
      [
        {
          action: 'order.message',
          actor: who.actor,
          origin: who.origin,
          refId,
          detail: { situation, language, channel },
        },
      ],
    ),
  );
}
