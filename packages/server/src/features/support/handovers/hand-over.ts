import { randomUUID } from 'node:crypto';
import type {
  HandoverCreated,
  HandoverInput,
  HandoverRow,
  HandoverUpdate,
} from '@srs-desk/shared/api/support.ts';
import { namesPerson } from '@srs-desk/shared/process/named-person.ts';
import { NUMBER_PLACEHOLDER } from '@srs-desk/shared/process/order-ticket.ts';
import { REVEALS_PER_HOUR } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { clearPerson } from '../../orders/index.ts';
import { callForHandover, findHandover, openHandoverOf, subjectOfOrder } from './queries.ts';

/**
 * Records that a ticket about an order was given to a team (guide §6.2), and gives the ticket as it went out. A person
 * named in clear counts as a reveal, whoever wrote the name: the text is searched for it. An open hand-over for the same issue
 * is named in the answer. @throws NotFound, InvalidInput, TooMany `too_many_reveals`
 */
export async function handOverOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  input: HandoverInput,
): Promise<HandoverCreated> {
  const subject = subjectOfOrder(desk.reader, refId);
  if (subject === undefined)
    throw new NotFound('order_not_found', `No order with Ref ID ${refId} is known here.`);
  return handOver(desk, who, { refId, callId: null, subject }, input);
}

/** The same from a call to SRS, which may have no order yet. @throws NotFound, InvalidInput */
export async function handOverCall(
  desk: Desk,
  who: Principal,
  callId: number,
  input: HandoverInput,
): Promise<HandoverCreated> {
  const call = callForHandover(desk.reader, callId);
  if (call === undefined) throw new NotFound('call_not_found', `No call ${callId} is recorded.`);
  return handOver(desk, who, { refId: call.refId, callId, subject: call.subject ?? randomUUID() }, input);
}

async function handOver(
  desk: Desk,
  who: Principal,
  about: { refId: string | null; callId: number | null; subject: string },
  input: HandoverInput,
): Promise<HandoverCreated> {
  const { subject: title, body, hasPersonalData, fillNumber, ...fields } = input;
  const person = about.refId === null ? undefined : clearPerson(desk.reader, about.refId);
  const text = { subject: title, body: fillNumber ? withNumber(body, person?.msisdn ?? null) : body };
  const named = person !== undefined && namesPerson(`${text.subject}\n${text.body}`, person);
  const args = {
    ...about,
    ...fields,
    hasPersonalData: hasPersonalData || named,
    text,
    mostPerHour: desk.settings.get(REVEALS_PER_HOUR),
    actor: who.actor,
    origin: who.origin,
  };
  const earlier = about.refId === null ? null : openHandoverOf(desk.reader, about.refId, input.issue);
  const { results } = unwrap(await desk.ledger.record([{ name: 'handover.create', args }], []));
  return { ...getOrThrow(desk, results[0].id), text, earlier };
}

function withNumber(body: string, msisdn: string | null): string {
  if (msisdn === null || msisdn === '')
    throw new InvalidInput({ fillNumber: 'no mobile number is known for this order' });
  return body.replaceAll(NUMBER_PLACEHOLDER, msisdn);
}

/** Notes the team's ticket number, its answer, or the end. @throws NotFound, Conflict when it is closed already */
export async function updateHandover(
  desk: Desk,
  who: Principal,
  id: number,
  update: HandoverUpdate,
): Promise<HandoverRow> {
  getOrThrow(desk, id);
  const { ticketNumber, state } = update;
  const args = { id, ticketNumber, state, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'handover.update', args }], []));
  return getOrThrow(desk, id);
}

function getOrThrow(desk: Desk, id: number): HandoverRow {
  const handover = findHandover(desk.reader, id);
  if (handover === undefined) throw new NotFound('handover_not_found', `There is no hand-over ${id}.`);
  return handover;
}
