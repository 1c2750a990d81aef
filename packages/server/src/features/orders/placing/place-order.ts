import { randomUUID } from 'node:crypto';
import { INITIAL_DATA, type OrderDetail, type PlaceInput } from '@srs-desk/shared/api/orders.ts';
import type { PlacedExtras } from '@srs-desk/shared/api/placing.ts';
import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import {
  checkInitialData,
  INITIAL_DATA_EXAMPLES,
  type InitialData,
  type InitialDataRemark,
  initialDataToSend,
} from '@srs-desk/shared/method/initial-data.ts';
import { UNRECORDED } from '@srs-desk/shared/order/unrecorded.ts';
import { COUNTRY_CODE } from '@srs-desk/shared/settings/catalogue.ts';
import type { ReadNumber } from '@srs-desk/shared/text/number.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, type DeskError, InvalidInput, OutcomeUnknown } from '../../../platform/errors.ts';
import type { CommandCall } from '../../../platform/ledger/commands.ts';
import { msisdnFrom, NUMBER_PROBLEM_WORDS, numberReader } from '../../../platform/phone-number.ts';
import { mayHavePlaced } from '../../../platform/srs/errors.ts';
import type { PlacedFacts } from '../../../platform/srs/mapper.ts';
import { readOrder } from '../get-order.ts';
import { answeredBefore, srsTrouble } from '../srs-trouble.ts';
import { orphanEntry, orphanUnless } from './orphan-entry.ts';
import { endPredecessor, replacing, withPredecessorsData } from './replace-order.ts';

interface Placed {
  order: OrderDetail;
  callId: number;
  remarks: InitialDataRemark[];
  predecessor: PlacedExtras['predecessor'];
}

const WORDS: Partial<Record<InitialDataRemark['code'], string>> = {
  missing: 'is mandatory for this method',
  malformed: 'is not in a form that SRS takes',
  in_future: 'lies in the future',
  ...NUMBER_PROBLEM_WORDS,
};

/** What is wrong with a field, and which form would be right where that is what is wrong. */
function wordsOf({ field, code }: InitialDataRemark): string {
  const example = code === 'malformed' ? INITIAL_DATA_EXAMPLES[field] : undefined;
  const words = WORDS[code] ?? code;
  return example === undefined ? words : `${words}, such as ${example}`;
}

function dataOf(
  input: PlaceInput,
  readNumber: ReadNumber,
  now: number,
): { data: Record<string, string>; remarks: InitialDataRemark[] } {
  const key = methodKeyOf(input.issuer, input.method);
  const typed: InitialData = Object.fromEntries(INITIAL_DATA.map((field) => [field, input[field]]));
  const remarks = checkInitialData(key, typed, now, readNumber);
  const wrong = remarks.filter((remark) => remark.severity === 'error');
  if (wrong.length > 0) {
    throw new InvalidInput(
      Object.fromEntries(wrong.map((remark) => [remark.field, wordsOf(remark)])),
      'The data does not fit the method.',
    );
  }
  const data = Object.fromEntries(
    Object.entries(initialDataToSend(key, typed, readNumber)).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );
  return { data, remarks };
}

/** Under whose key it is sealed, and by which number that is found. */
interface PlacedPerson {
  subjectId: string;
  msisdn: string | null;
}

function placedChange(
  who: Principal,
  input: PlaceInput,
  data: Record<string, string>,
  { subjectId, msisdn }: PlacedPerson,
  facts: PlacedFacts,
  callId: number,
): CommandCall {
  return {
    name: 'order.placed',
    args: {
      refId: facts.refId,
      orderId: facts.orderId,
      externalId: facts.externalId ?? data.externalId ?? null,
      externalIdSource: facts.externalId === null ? 'desk' : 'srs',
      knownBy: 'desk',
      issuer: facts.issuer ?? input.issuer,
      method: facts.method ?? input.method,
      jurisdiction: input.jurisdiction ?? null,
      loa: input.loa ?? null,
      status: facts.status,
      wireStatus: facts.wireStatus,
      targetUrl: facts.targetUrl,
      createdAt: facts.createdAt,
      unreadFields: facts.unreadFields,
      subjectId,
      person: {
        msisdn,
        firstName: data.firstName,
        lastName: data.lastName,
        birthDate: data.dob,
        email: data.email,
        country: data.country,
        language: data.language,
      },
      predecessorRefId: input.replaces ?? null,
      actor: who.actor,
      origin: who.origin === 'sync' ? 'system' : who.origin,
      callId,
    },
  };
}

/** `outcome` is that of the possible orphan. */
function outcomeUnknown(what: string, callId: number | null, outcome: string): OutcomeUnknown {
  const text = `${what} Do not place it again before this is settled.`;
  return new OutcomeUnknown('place_outcome_unknown', text, { callId, outcome });
}

/** SRS placed the order, and the desk refused to take it up. */
function notTakenUp(code: string, { refId }: PlacedFacts, callId: number): DeskError {
  if (code !== 'order_known')
    return outcomeUnknown('SRS placed the order, but the desk could not take it up.', callId, UNRECORDED);
  const text = `SRS answered with the Ref ID of an order that the desk has already: ${refId}. No new one was registered; check that order.`;
  return new Conflict(code, text, { refId, callId });
}

/**
 * Places an order at SRS. The order's row, its log entry and the call's outcome are one transaction. An order that it replaces
 * and that is still pending is cancelled in the same step, or its cancellation asked for where the role may not.
 * @throws InvalidInput when the data does not fit the method.
 * @throws OutcomeUnknown `place_outcome_unknown` when the answer was lost: the order may exist at SRS.
 * @throws Conflict `order_known` when SRS answered the Ref ID of an order that the desk has already.
 */
export async function placeOrder(desk: Desk, who: Principal, asked: PlaceInput): Promise<Placed> {
  const input = withPredecessorsData(desk, asked);
  const { data, remarks } = dataOf(input, numberReader(desk.settings.get(COUNTRY_CODE)), desk.clock.now());
  const subjectId = randomUUID();
  const msisdn = data.mobile === undefined ? null : msisdnFrom(data.mobile);
  const about = {
    actor: who.actor,
    origin: who.origin,
    externalId: input.externalId || null,
    subject: subjectId,
  };
  const result = await desk.srs.place(
    { issuer: input.issuer, method: input.method, data },
    { ...about, msisdn, urgency: 'user' },
    (parsed, callId) => {
      if (!parsed.ok) {
        if (!mayHavePlaced(parsed.failure)) return {};
        return { entries: [orphanEntry({ ...about, callId, provider: input, why: parsed.failure.kind })] };
      }
      const { refId, orderId, externalId } = parsed.value;
      return {
        refId,
        orderId,
        externalId: externalId ?? data.externalId ?? null,
        changes: [
          placedChange(who, input, data, { subjectId, msisdn }, parsed.value, callId),
          ...replacing(who, input, refId),
        ],
        otherwise: (code) => orphanUnless(code, { ...about, callId, provider: input }),
      };
    },
  );
  if (!result.ok) {
    const { failure, callId } = result;
    if (!mayHavePlaced(failure)) throw srsTrouble(failure, callId);
    const what = failure.kind === 'not_from_srs' ? answeredBefore(failure.status) : 'SRS’s answer was lost';
    throw outcomeUnknown(`${what}: the order may exist at SRS.`, callId, failure.kind);
  }
  if (result.concluded?.ok === false) throw notTakenUp(result.concluded.code, result.value, result.callId);
  desk.sync.nudge();
  const refId = result.value.refId;
  const predecessor = await endPredecessor(desk, who, input);
  return { order: readOrder(desk, who, refId), callId: result.callId, remarks, predecessor };
}
