import type { Provider } from './catalogue.ts';
import type { Order } from './order.ts';

/** An evidence in the RA database that no known order has brought there. */
export interface EarlierEvidence {
  readonly id: string;
  readonly provider: Provider;
  readonly issuedAt: number;
  readonly termsAcceptedAt: number;
}

/** Someone who identifies themselves. Evidence belongs to the person, not to the order (guide §2.3). */
export interface Person {
  readonly msisdn: string;
  /** Undefined where nobody has told the name: then any name matches. */
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly orders: Order[];
  readonly earlier: EarlierEvidence[];
}

/** A person without orders and evidence. */
export function newPerson(msisdn: string, firstName?: string, lastName?: string): Person {
  return { msisdn, firstName, lastName, orders: [], earlier: [] };
}
