import { refOf } from '../billing/billing-fixture.ts';
import type { WireOrder } from './scripted-srs.ts';

/** A person with every field that the desk may hold of one; each value stands nowhere else. */
interface Person {
  firstName: string;
  lastName: string;
  mobile: string;
  dob: string;
  email: string;
  country: string;
  language: string;
}

const NAMES = [
  ['Jürg', 'Müßiggänger'],
  ['Zoë', "O'Brien-Łukasz"],
  ['Änni', 'Öttinger'],
  ['Renée', 'Çelik'],
] as const;

/** The person of order `n`. */
export function personOf(n: number): Person {
  const [firstName, lastName] = NAMES[n % NAMES.length] ?? NAMES[0];
  const two = String(n).padStart(2, '0');
  return {
    firstName: `${firstName}${two}`,
    lastName: `${lastName}${two}`,
    mobile: `+417911100${two}`,
    dob: `19${60 + n}-04-12`,
    email: `person${two}@pins.example`,
    country: n % 2 === 0 ? 'CH' : 'DE',
    language: n % 2 === 0 ? 'de' : 'en',
  };
}

/** How an order of a pin's world differs from an initialized video order of March. */
export interface OrderTraits {
  externalId?: string | null;
  issuer?: string;
  method?: string;
  orderId?: string | null;
  targetUrl?: string | null;
  /** Statuses with their times, oldest first; the last is the present one. */
  went?: readonly (readonly [status: string, at: string])[];
  person?: Person | null;
  more?: Record<string, unknown>;
}

/** Order `n` as SRS has it. */
export function wireOrder(n: number, traits: OrderTraits = {}): WireOrder {
  const went = traits.went ?? [
    ['CREATED', '2026-03-02T06:00:00.000Z'],
    ['INITIALIZED', '2026-03-02T06:01:00.000Z'],
  ];
  const person = traits.person === undefined ? personOf(n) : traits.person;
  return {
    refId: refOf(n),
    orderId: traits.orderId === undefined ? `TM-${n}` : traits.orderId,
    issuer: traits.issuer ?? 'IDENTITY.TM',
    method: traits.method ?? 'video',
    externalId: traits.externalId === undefined ? 'ACME' : traits.externalId,
    status: went.at(-1)?.[0] ?? 'CREATED',
    statuses: went.map(([status, at]) => ({ status, at })),
    targetUrl:
      traits.targetUrl === undefined
        ? `https://isp.example/start/${n}?t=secret-${n}-token`
        : traits.targetUrl,
    ...(person ?? {}),
    ...traits.more,
  };
}
