import { refOf, type TestOrder } from './billing-fixture.ts';
import type { Charge } from './invoice-form-files.ts';

/** The month of the invoice that is written in all the forms. */
export const PERIOD = '2026-03';

const charge = (n: number, customer: string, method: string, day: string, minor: number): Charge => ({
  refId: refOf(n),
  orderId: `000${n}`,
  customer,
  method,
  day,
  minor,
});

/** What the desk knows: eight orders of March that are charged, one of April, one that nobody charges. */
const ORDERS = [
  charge(11, 'ACME', 'video', '2026-03-02', 250),
  charge(12, 'ACME', 'video', '2026-03-10', 250),
  charge(13, 'ACME', 'video', '2026-03-11', 250),
  charge(14, 'Bäckerei', 'video', '2026-03-12', 250),
  charge(15, 'Bäckerei', 'video', '2026-03-15', 250),
  charge(16, 'Bäckerei', 'selfie', '2026-03-16', 180),
  charge(17, 'Bäckerei', 'selfie', '2026-03-17', 180),
  charge(18, 'ACME', 'video', '2026-03-29', 275),
  charge(19, 'ACME', 'video', '2026-04-02', 250),
];
const MISSED = charge(20, 'ACME', 'video', '2026-03-30', 250);
const first = (all: readonly Charge[]): Charge => all[0] ?? MISSED;

/** The supplier's invoice: those orders, one of them twice and one too dear with its credit, and two that nobody knows. */
export const CHARGES: readonly Charge[] = [
  ...ORDERS,
  { ...first(ORDERS) },
  { ...first(ORDERS.slice(7)), minor: -25 },
  charge(98, 'ACME', 'video', '2026-03-20', 250),
  charge(99, 'NOBODY', 'video', '2026-03-21', 250),
];

/** How many lines and orders fall into each class, unless the invoice adds orders up. */
export const CLASSES = {
  matched: 7,
  amount_differs: 1,
  duplicate: 1,
  wrong_period: 1,
  credit: 1,
  invoice_only: 1,
  unknown_external_id: 1,
  ours_only: 1,
};
/** Minor units. */
export const INVOICED = 2860;
/** 1,860 for the eight orders, 250 for the one that is missing: what we owe. */
export const ASKED_BACK = INVOICED - 2110;

/** The orders as SRS would have made them known. */
export const TEST_ORDERS: readonly TestOrder[] = [...ORDERS, MISSED].map(
  ({ orderId, customer, method, day }) => ({
    n: Number(orderId),
    orderId,
    externalId: customer,
    method,
    at: `${day}T10:00:00Z`,
    went: [['terminated', `${day}T10:00:00Z`]],
  }),
);

/** What an admin gives as prices. */
export const PRICES = [
  ['video', 250],
  ['selfie', 180],
].map(([method, unitMinor]) => ({
  method,
  validFrom: '2026-01-01',
  currency: 'CHF',
  tiers: [{ upTo: null, unitMinor }],
}));
