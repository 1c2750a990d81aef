import type { TakenField } from '@srs-desk/shared/order/fields.ts';
import { fromWireStatus, isSameStatus, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import { type PLACED_FIELDS, STATUS_FIELDS, WIRE_REF_ID } from './api-types.ts';
import type { WireFields } from './wire-fields.ts';
import type { ReadTime } from './wire-time.ts';

/** As nearly every answer has it. */
const PLAIN_REF_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Most entries of a history that are read; the newest count. */
const MOST_STATUSES = 1000;

/** One status as SRS tells it: `at` in ms since epoch, null when SRS gave no readable time. */
interface StatusFact {
  status: OrderStatus;
  wireStatus: string;
  at: number | null;
}

/** What an answer of SRS says about an order, in the desk's words. Null: the answer does not say. */
export interface OrderFacts extends Readonly<Record<TakenField, string | null>> {
  refId: string;
  status: OrderStatus;
  wireStatus: string;
  reason: string | null;
  /** Oldest first, in whatever order SRS sent them. */
  statuses: StatusFact[];
  /** False when one status came in place of the list: the present one, which is no history. */
  isHistory: boolean;
  targetUrl: string | null;
  /** Names on the wire of what could not be read, each once. */
  unreadFields: string[];
  /** Names of fields the desk does not know: their values are kept in the sealed body. */
  unknownFields: string[];
}

/** What cannot be done without is missing or wrong: the field's name and what is wrong with it. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** The Ref ID of an answer: its 32 hex digits in one spelling. What is none of that kind stays as it is. @throws UnusableAnswer */
function refIdOf(fields: WireFields): string {
  const text = fields.text('refId');
  const refId = text === null || PLAIN_REF_ID.test(text) ? text : (refIdIn(text) ?? text);
  if (refId === null || !WIRE_REF_ID.test(refId)) throw new UnusableAnswer('refId: not a Ref ID');
  return refId;
}

function readStatuses(fields: WireFields, present: string, readTime: ReadTime): StatusFact[] {
  const read = fields.objects('statuses').flatMap((entry) => {
    const wireStatus = entry.id('status');
    const at = entry.time('at', readTime);
    if (wireStatus !== null) return [{ status: fromWireStatus(wireStatus), wireStatus, at }];
    entry.drop('status');
    return [];
  });
  const sorted = byTime(read, present);
  if (sorted.length > MOST_STATUSES) fields.drop('statuses');
  return sorted.slice(-MOST_STATUSES);
}

/** Oldest first. A status without a time keeps its place behind the one that came before it. */
function byTime(statuses: readonly StatusFact[], present: string): StatusFact[] {
  const first = statuses.find(({ at }) => at !== null)?.at ?? 0;
  const last = statuses.findLast(({ at }) => at !== null)?.at ?? 0;
  const newestFirst =
    first > last || (first === last && isNamed(statuses[0], present) && !isNamed(statuses.at(-1), present));
  const inOrder = newestFirst ? [...statuses].reverse() : [...statuses];
  if (isByTime(inOrder)) return inOrder;
  let before = Number.NEGATIVE_INFINITY;
  return inOrder
    .map((one) => {
      before = one.at ?? before;
      return { one, before };
    })
    .sort((a, b) => (a.before === b.before ? 0 : a.before - b.before))
    .map(({ one }) => one);
}

function isNamed(one: StatusFact | undefined, name: string): boolean {
  return one !== undefined && isSameStatus(one.wireStatus, name);
}

/** As SRS keeps them, in nearly every answer. */
function isByTime(statuses: readonly StatusFact[]): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (const { at } of statuses) {
    if (at !== null && at < before) return false;
    before = at ?? before;
  }
  return true;
}

const KNOWN: ReadonlySet<string> = new Set(STATUS_FIELDS);

/** The facts of a status answer. @throws UnusableAnswer without a Ref ID or a status */
export function toOrderFacts(fields: WireFields, readTime: ReadTime): OrderFacts {
  const refId = refIdOf(fields);
  const wireStatus = fields.id('status');
  if (wireStatus === null) throw new UnusableAnswer('status: missing');
  return {
    refId,
    status: fromWireStatus(wireStatus),
    wireStatus,
    reason: fields.text('reason'),
    statuses: readStatuses(fields, wireStatus, readTime),
    isHistory: fields.isList('statuses'),
    orderId: fields.id('orderId'),
    // An External ID is free text: kept as written, blanks included.
    externalId: fields.id('externalId', false),
    issuer: fields.id('issuer'),
    method: fields.id('method'),
    msisdn: fields.msisdn('mobile'),
    targetUrl: fields.url('targetUrl'),
    firstName: fields.text('firstName'),
    lastName: fields.text('lastName'),
    birthDate: fields.day('dob'),
    email: fields.text('email'),
    country: fields.text('country'),
    language: fields.text('language'),
    unknownFields: fields
      .names()
      .filter((name) => !KNOWN.has(name))
      .map((name) => name.slice(0, 64))
      .slice(0, 50),
    // Last, when all that could not be read is noted.
    unreadFields: unreadNames(fields),
  };
}

/** The names of what was not read, each once. */
function unreadNames({ unread }: WireFields): string[] {
  if (unread.length === 0) return [];
  return [...new Set(unread.map(({ field }) => field))].sort();
}

/** What a placing answer says: the new order's ids and first status. */
export interface PlacedFacts
  extends Record<Exclude<(typeof PLACED_FIELDS)[number], PlacedValue>, string | null> {
  refId: string;
  status: OrderStatus;
  wireStatus: string | null;
  /** ms since epoch at SRS; null when it gave none. */
  createdAt: number | null;
  /** Names on the wire of what could not be read, each once. */
  unreadFields: string[];
}
type PlacedValue = 'refId' | 'status' | 'createdAt';

/** The facts of a placing answer; without a status the order counts as created. @throws UnusableAnswer without a Ref ID */
export function toPlacedFacts(fields: WireFields, readTime: ReadTime): PlacedFacts {
  const refId = refIdOf(fields);
  const wireStatus = fields.id('status');
  return {
    refId,
    orderId: fields.id('orderId'),
    externalId: fields.id('externalId', false),
    issuer: fields.id('issuer'),
    method: fields.id('method'),
    status: wireStatus === null ? 'created' : fromWireStatus(wireStatus),
    wireStatus,
    targetUrl: fields.url('targetUrl'),
    createdAt: fields.time('createdAt', readTime),
    // Last, when all that could not be read is noted.
    unreadFields: unreadNames(fields),
  };
}

/** A method as SRS lists it, with spellings evened out. */
export interface MethodOffer {
  issuer: string;
  method: string;
  methodType: string | null;
  jurisdictions: string[];
  loa: string[];
  offline: boolean | null;
  webflow: boolean | null;
  realtime: boolean | null;
}

/** EU/EIDAS and CH/ZERTES are two spellings each of one thing in the guide (§5.1, §7). */
function jurisdictionOf(text: string): string {
  if (text === 'EU') return 'EIDAS';
  return text === 'CH' ? 'ZERTES' : text;
}

/**
 * A listed method in one spelling: upper-case jurisdictions, levels as bare digits. Null, and noted, when it does not say which
 * method it is.
 */
export function toMethodOffer(fields: WireFields): MethodOffer | null {
  const issuer = fields.id('issuer') ?? fields.drop('issuer');
  const method = fields.id('method') ?? fields.drop('method');
  if (issuer === null || method === null) return null;
  const jurisdictions = [...fields.many('jurisdictions'), ...fields.many('jurisdiction')];
  const levels = fields.many('loa').map((level) => level.toUpperCase().replace(/^LOA\s*/, ''));
  return {
    issuer,
    method,
    methodType: fields.id('methodType'),
    jurisdictions: [...new Set(jurisdictions.map((text) => jurisdictionOf(text.toUpperCase())))],
    loa: [...new Set(levels)],
    offline: fields.flag('offline'),
    webflow: fields.flag('webflow'),
    realtime: fields.flag('realtime'),
  };
}
