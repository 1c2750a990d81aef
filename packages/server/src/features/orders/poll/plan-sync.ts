import { isPending } from '@srs-desk/shared/order/status.ts';
import {
  type VerifyTarget,
  type VerifyTargets,
  verifyTargetOf,
} from '@srs-desk/shared/order/verify-target.ts';
import type { VerifyRequest } from '../../../platform/srs/srs-call.ts';
import type { Order } from '../order-row.ts';

/** What to do about an order that is due, or that somebody asks about. */
type SyncStep =
  | { kind: 'status' }
  | { kind: 'verify'; request: VerifyRequest; target: VerifyTarget }
  /** Nothing can be asked: says why. */
  | { kind: 'none'; why: 'erased' | 'no_number' };

type PlannedOrder = Pick<
  Order,
  | 'status'
  | 'goneAt'
  | 'erasedAt'
  | 'externalId'
  | 'issuer'
  | 'method'
  | 'jurisdiction'
  | 'loa'
  | 'msisdn'
  | 'firstName'
  | 'lastName'
  | 'country'
>;

/**
 * Decides the next call about an order: of an erased one nothing but the status is asked, as long as SRS holds it open.
 * Pure.
 */
export function planSync(order: PlannedOrder, what: 'status' | 'verify', targets: VerifyTargets): SyncStep {
  if (order.erasedAt !== null) {
    const leftOpen = what === 'status' && order.goneAt === null && isPending(order.status);
    return leftOpen ? { kind: 'status' } : { kind: 'none', why: 'erased' };
  }
  if (what === 'status') return { kind: 'status' };
  if (order.msisdn === null) return { kind: 'none', why: 'no_number' };
  const target = verifyTargetOf(order, targets);
  return { kind: 'verify', request: verifyRequestOf(order, order.msisdn, target), target };
}

function verifyRequestOf(order: PlannedOrder, msisdn: string, target: VerifyTarget): VerifyRequest {
  const distinguishedName = distinguishedNameOf(order);
  return {
    jurisdiction: target.jurisdiction,
    assuranceLevel: target.loa,
    msisdn,
    ...(distinguishedName === null ? {} : { distinguishedName }),
  };
}

/**
 * `cn=Max Maximus, givenname=Max, surname=Maximus, c=CH` (RFC 4514 escapes); null unless both names are known, for a
 * partial name would be compared as a whole one.
 */
function distinguishedNameOf(person: Pick<Order, 'firstName' | 'lastName' | 'country'>): string | null {
  const { firstName, lastName, country } = person;
  if (!firstName || !lastName) return null;
  const parts = [
    `cn=${escapeRdn(`${firstName} ${lastName}`)}`,
    `givenname=${escapeRdn(firstName)}`,
    `surname=${escapeRdn(lastName)}`,
    ...(country && /^[A-Za-z]{2}$/.test(country) ? [`c=${country.toUpperCase()}`] : []),
  ];
  return parts.join(', ');
}

function escapeRdn(value: string): string {
  return value
    .replace(/[\\",+<>;=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}
