import type { PlaceInput } from '@srs-desk/shared/api/orders.ts';
import type { PlacedExtras, PredecessorEnd } from '@srs-desk/shared/api/placing.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { DeskError, InvalidInput } from '../../../platform/errors.ts';
import { holds } from '../../../platform/holds.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import { executeRequest } from '../cancel/cancellation-requests.ts';
import { openRequestOf } from '../cancel/queries.ts';
import { knownOrder } from '../known-order.ts';
import { placedBefore } from '../queries.ts';

/**
 * The input with what the desk knows of the replaced order, where that was asked for; what was given stays.
 * @throws NotFound for an unknown predecessor, InvalidInput when its person was erased.
 */
export function withPredecessorsData(desk: Desk, input: PlaceInput): PlaceInput {
  if (input.replaces === undefined) {
    if (input.sameData) throw new InvalidInput({ sameData: 'needs `replaces`: whose data?' });
    return input;
  }
  const predecessor = knownOrder(desk, input.replaces);
  if (!input.sameData) return input;
  const known = placedBefore(desk.reader, predecessor.refId);
  if (predecessor.erasedAt !== null || known === undefined)
    throw new InvalidInput({ sameData: 'the replaced order’s data was erased: give it anew' });
  const { msisdn, birthDate, ...same } = known;
  const data = { ...same, mobile: msisdn, dob: birthDate };
  const given = Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== null && value !== ''),
  );
  return { ...given, ...input };
}

/** The request for the predecessor's cancellation, to stand in the placing's own transaction: it cannot be forgotten. */
export function replacing(who: Principal, input: PlaceInput, successorRefId: string): CommandCall[] {
  if (input.replaces === undefined || input.cancelPredecessor === false) return [];
  const args = { refId: input.replaces, successorRefId, actor: who.actor, origin: who.origin };
  return [{ name: 'cancellation_request.open', args }];
}

async function carryOut(desk: Desk, who: Principal, refId: string): Promise<PredecessorEnd> {
  const request = openRequestOf(desk.reader, refId);
  if (request === undefined) return 'not_needed';
  if (!holds(who, 'orders.cancel')) return 'requested';
  try {
    return (await executeRequest(desk, who, request.id)).result;
  } catch (error) {
    // The new order stands, whatever this is; the request stays open for an admin.
    if (!(error instanceof DeskError))
      desk.log.error({ err: error, refId }, 'a replaced order was not cancelled');
    return 'failed';
  }
}

/** Cancels the replaced order if the role may, else says that its cancellation is asked for; told not to, it does neither. */
export async function endPredecessor(
  desk: Desk,
  who: Principal,
  { replaces, cancelPredecessor }: PlaceInput,
): Promise<PlacedExtras['predecessor']> {
  if (replaces === undefined) return null;
  if (cancelPredecessor === false) return { refId: replaces, cancellation: 'not_needed' };
  return { refId: replaces, cancellation: await carryOut(desk, who, replaces) };
}
