import { randomUUID } from 'node:crypto';
import type { HandoverInput, HandoverRow, HandoverUpdate } from '@srs-desk/shared/api/support.ts';
import type { Desk, Principal } from '../desk.ts';
import { NotFound } from '../errors.ts';
import { held } from '../ledger/held.ts';
import {
  callForHandover,
  findHandover,
  listHandoversOf,
  listUnsettledHandovers,
  subjectOfOrder,
} from '../stores/handovers/handover-store.ts';

/** Records that a ticket about an order was given to a team (guide §6.2). @throws NotFound */
export async function handOverOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  input: HandoverInput,
): Promise<HandoverRow> {
  const subject = subjectOfOrder(desk.reader, refId);
  if (subject === undefined)
    throw new NotFound('order_not_found', `No order with Ref ID ${refId} is known here.`);
  return handOver(desk, who, { refId, callId: null, subject }, input);
}

/** The same from a call to SRS, which may have no order yet. @throws NotFound */
export async function handOverCall(
  desk: Desk,
  who: Principal,
  callId: number,
  input: HandoverInput,
): Promise<HandoverRow> {
  const call = callForHandover(desk.reader, callId);
  if (call === undefined) throw new NotFound('call_not_found', `No call ${callId} is recorded.`);
  return handOver(desk, who, { refId: call.refId, callId, subject: call.subject ?? randomUUID() }, input);
}

async function handOver(
  desk: Desk,
  who: Principal,
  about: { refId: string | null; callId: number | null; subject: string },
  input: HandoverInput,
): Promise<HandoverRow> {
  const { subject: title, body, ...fields } = input;
  const args = { ...about, ...fields, text: { subject: title, body }, actor: who.actor, origin: who.origin };
  const { results } = held(await desk.ledger.record([{ name: 'handover.create', args }], []));
  return known(desk, results[0].id);
}

/** Notes the team's ticket number, its answer, or the end. @throws NotFound, Conflict when it is closed already */
export async function updateHandover(
  desk: Desk,
  who: Principal,
  id: number,
  update: HandoverUpdate,
): Promise<HandoverRow> {
  const before = known(desk, id);
  const args = {
    id,
    ticketNumber: update.ticketNumber === undefined ? before.ticketNumber : update.ticketNumber,
    state: update.state ?? before.state,
    actor: who.actor,
    origin: who.origin,
  };
  held(await desk.ledger.record([{ name: 'handover.update', args }], []));
  return known(desk, id);
}

/** What waits for a team's answer, oldest first. */
export function unsettledHandovers(desk: Desk): HandoverRow[] {
  return listUnsettledHandovers(desk.reader);
}

/** Every hand-over of an order, newest first. */
export function handoversOfOrder(desk: Desk, refId: string): HandoverRow[] {
  return listHandoversOf(desk.reader, refId);
}

function known(desk: Desk, id: number): HandoverRow {
  const handover = findHandover(desk.reader, id);
  if (handover === undefined) throw new NotFound('handover_not_found', `There is no hand-over ${id}.`);
  return handover;
}
