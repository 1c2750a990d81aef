import type { TakenField } from '@srs-desk/shared/order/fields.ts';
import { normaliseMsisdn } from '@srs-desk/shared/order/msisdn.ts';
import { fromWireStatus, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import {
  type IdentificationAnswer,
  identificationAnswer,
  type PlacedAnswer,
  type ProviderAnswer,
} from './api-types.ts';

/** One status as SRS tells it: `at` in ms since epoch, null when SRS gave no readable time. */
export interface StatusFact {
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
  /** Oldest first, as SRS keeps them; the present status is the last. */
  statuses: StatusFact[];
  targetUrl: string | null;
  /** Names of fields the desk does not know: their values are kept in the sealed body. */
  unknownFields: string[];
}

/** ms since epoch of a wire time (ISO 8601 with offset, or ms); null when it is neither or out of range. */
export function timeOf(wire: string | number | null | undefined): number | null {
  if (typeof wire === 'number') return plausible(wire);
  if (typeof wire !== 'string' || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(wire)) return null;
  // A time without an offset is read as UTC: the guide names none.
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(wire) ? wire : `${wire}Z`;
  return plausible(Date.parse(zoned));
}

function plausible(ms: number): number | null {
  const inRange = Number.isFinite(ms) && ms > 946_684_800_000 && ms < 4_102_444_800_000;
  return inRange ? Math.trunc(ms) : null;
}

/** Only an http(s) address can be opened by a user; anything else counts as none. */
function webUrl(wire: string | null | undefined): string | null {
  return wire && /^https?:\/\/[^\s]+$/i.test(wire) ? wire : null;
}

function textOf(wire: string | null | undefined): string | null {
  const text = wire?.trim() ?? '';
  return text === '' ? null : text;
}

const KNOWN = new Set(Object.keys(identificationAnswer.shape));

/** The facts of a status answer. Pure. */
export function toOrderFacts(answer: IdentificationAnswer): OrderFacts {
  const status = fromWireStatus(answer.status);
  const statuses = (answer.statuses ?? []).map((entry) => ({
    status: fromWireStatus(entry.status),
    wireStatus: entry.status,
    at: timeOf(entry.at),
  }));
  return {
    refId: answer.refId,
    orderId: textOf(answer.orderId),
    // An External ID is free text: kept as written, blanks included.
    externalId: answer.externalId ? answer.externalId : null,
    issuer: textOf(answer.issuer),
    method: textOf(answer.method),
    msisdn: answer.mobile ? normaliseMsisdn(answer.mobile) : null,
    status,
    wireStatus: answer.status,
    reason: textOf(answer.reason),
    statuses,
    targetUrl: webUrl(answer.targetUrl),
    firstName: textOf(answer.firstName),
    lastName: textOf(answer.lastName),
    birthDate: textOf(answer.dob),
    email: textOf(answer.email),
    country: textOf(answer.country),
    language: textOf(answer.language),
    unknownFields: Object.keys(answer)
      .filter((name) => !KNOWN.has(name))
      .map((name) => name.slice(0, 64))
      .slice(0, 50),
  };
}

/** What a placing answer says: the new order's ids and first status. */
export interface PlacedFacts {
  refId: string;
  orderId: string | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  status: OrderStatus;
  wireStatus: string | null;
  targetUrl: string | null;
  /** ms since epoch at SRS; null when it gave none. */
  createdAt: number | null;
}

/** The facts of a placing answer; without a status the order counts as created. Pure. */
export function toPlacedFacts(answer: PlacedAnswer): PlacedFacts {
  return {
    refId: answer.refId,
    orderId: textOf(answer.orderId),
    externalId: answer.externalId ? answer.externalId : null,
    issuer: textOf(answer.issuer),
    method: textOf(answer.method),
    status: answer.status ? fromWireStatus(answer.status) : 'created',
    wireStatus: answer.status ?? null,
    targetUrl: webUrl(answer.targetUrl),
    createdAt: timeOf(answer.createdAt),
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

function manyOf(wire: ProviderAnswer['loa']): string[] {
  if (wire === null || wire === undefined) return [];
  return (Array.isArray(wire) ? wire : [wire]).map((item) => String(item).toUpperCase());
}

function flagOf(wire: boolean | string | null | undefined): boolean | null {
  if (wire === null || wire === undefined) return null;
  return typeof wire === 'boolean' ? wire : wire.toLowerCase() === 'true';
}

/** EU/EIDAS and CH/ZERTES are two spellings each of one thing in the guide (§5.1, §7). */
function jurisdictionOf(text: string): string {
  if (text === 'EU') return 'EIDAS';
  return text === 'CH' ? 'ZERTES' : text;
}

/** A listed method in one spelling: upper-case jurisdictions, levels as bare digits. Pure. */
export function toMethodOffer(answer: ProviderAnswer): MethodOffer {
  const jurisdictions = manyOf(answer.jurisdictions ?? answer.jurisdiction).map(jurisdictionOf);
  return {
    issuer: answer.issuer,
    method: answer.method,
    methodType: textOf(answer.methodType),
    jurisdictions: [...new Set(jurisdictions)],
    loa: [...new Set(manyOf(answer.loa).map((level) => level.replace(/^LOA\s*/, '')))],
    offline: flagOf(answer.offline),
    webflow: flagOf(answer.webflow),
    realtime: flagOf(answer.realtime),
  };
}
