import { verifyPerson } from './evidence.ts';
import { type Order, stepAt } from './order.ts';

/** What really happened with an order, for tests that compare a desk's view with it. */
export interface Truth {
  readonly refId: string;
  readonly orderId: string | null;
  readonly externalId: string | null;
  readonly issuer: string;
  readonly method: string;
  /** The person's number, also where SRS does not tell it yet. */
  readonly msisdn: string;
  readonly createdAt: string;
  readonly status: string;
  readonly statusAt: string;
  readonly reason: string | null;
  /** What a verify call at level 4 would answer now; the same for both jurisdictions. */
  readonly verify: 'OK' | 'EVIDENCE_NOT_FOUND' | 'TERMS_NOT_ACCEPTED';
  readonly evidenceId: string | null;
  /** Cancel calls that took effect, and all that were received. */
  readonly cancelled: number;
  readonly cancelRequests: number;
}

/** The truth about an order at `now` (ms). */
export function truthAt(order: Order, now: number): Truth {
  const step = stepAt(order, now);
  const result = verifyPerson(order.person, { jurisdiction: 'EIDAS', loa: 4 }, now);
  return {
    refId: order.refId,
    orderId: order.orderId ?? null,
    externalId: order.externalId ?? null,
    issuer: order.provider.issuer,
    method: order.provider.method,
    msisdn: order.person.msisdn,
    createdAt: new Date(order.createdAt).toISOString(),
    status: step.status,
    statusAt: new Date(step.at).toISOString(),
    reason: step.reason ?? null,
    verify: result.code,
    evidenceId: result.code === 'OK' ? result.evidenceId : null,
    cancelled: order.cancelled,
    cancelRequests: order.cancelRequests,
  };
}
