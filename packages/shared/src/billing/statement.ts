import { type Adjustment, unpricedIn } from './adjustments.ts';
import type { Currency } from './money.ts';
import type { Day, Period } from './periods.ts';
import type { StoredPrice } from './price-list.ts';
import { compareMethod, rateMonth } from './pricing.ts';
import type { StatementLine, StatementTotal, StatementVat } from './statement-fields.ts';
import { NO_VAT, type VatNote, type VatTerms, vatNote, withVat } from './vat.ts';

/** An order of a statement: billable in its month, with the price that holds for it. No personal data. */
export interface StatementOrder {
  readonly refId: string;
  readonly orderId: string | null;
  readonly rawExternalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  /** Time of the billing event, ms since epoch, and its day. */
  readonly billedAt: number;
  readonly billedDay: Day;
  readonly price: StoredPrice | null;
}

/** An order with what it costs; null when no price holds. */
type PricedOrder = StatementOrder & {
  readonly amountMinor: number | null;
  readonly currency: Currency | null;
};

/** What one External ID owes for one month, with everything that it rests on. */
export interface Statement {
  readonly externalId: string | null;
  readonly period: Period;
  readonly lines: readonly StatementLine[];
  readonly orders: readonly PricedOrder[];
  readonly adjustments: readonly Adjustment[];
  readonly totals: readonly StatementTotal[];
  /** The tax by rate; empty where there is none, which `vatNote` then explains. */
  readonly vat: readonly StatementVat[];
  readonly vatNote: VatNote | null;
  /** Billable orders without a price, also those among the adjustments. */
  readonly unpriced: number;
}

function compareOrders(a: StatementOrder, b: StatementOrder): number {
  return (
    compareMethod(a, b) || a.billedAt - b.billedAt || (a.refId < b.refId ? -1 : a.refId > b.refId ? 1 : 0)
  );
}

interface Rated {
  orders: PricedOrder[];
  shortfalls: StatementLine[];
}

/** What the orders of one month under the same terms cost each, and what is missing to the minimum fees. */
export function rateOrders(orders: readonly StatementOrder[]): Rated {
  const sorted = [...orders].sort(compareOrders);
  const rated = rateMonth(
    sorted.map((order) => ({
      order,
      issuer: order.issuer,
      method: order.method,
      price: order.price,
      quantity: 1,
    })),
  );
  return {
    orders: rated.map(({ order, currency, piecesMinor }) => ({
      ...order,
      amountMinor: order.price === null ? null : piecesMinor,
      currency,
    })),
    shortfalls: rated
      .filter((order) => order.shortfallMinor > 0)
      .map((order) => ({
        kind: 'minimum_fee' as const,
        issuer: order.issuer,
        method: order.method,
        quantity: 0,
        unitMinor: null,
        amountMinor: order.shortfallMinor,
        currency: order.currency,
      })),
  };
}

/** Summary lines: orders of the same method, price and unit price put together, in the statement's order. */
function summarise(orders: readonly PricedOrder[]): StatementLine[] {
  const lines = new Map<string, StatementLine>();
  for (const order of orders) {
    const key = JSON.stringify([order.issuer, order.method, order.price?.id ?? null, order.amountMinor]);
    const known = lines.get(key);
    const amountMinor = (known?.amountMinor ?? 0) + (order.amountMinor ?? 0);
    lines.set(key, {
      kind: order.amountMinor === null ? 'unpriced' : 'pieces',
      issuer: order.issuer,
      method: order.method,
      quantity: (known?.quantity ?? 0) + 1,
      unitMinor: order.amountMinor,
      amountMinor,
      currency: order.currency,
    });
  }
  return [...lines.values()];
}

/** What is charged by its month of supply: the use of the month itself, and what is put right of earlier ones. */
function suppliesOf(lines: readonly StatementLine[], adjustments: readonly Adjustment[], period: Period) {
  const usage = lines.flatMap(({ currency, amountMinor }) =>
    currency === null ? [] : [{ period, currency, amountMinor, isUsage: true }],
  );
  const corrections = adjustments.flatMap(({ period: of, currency, amountMinor }) =>
    currency === null ? [] : [{ period: of, currency, amountMinor, isUsage: false }],
  );
  return [...usage, ...corrections];
}

/**
 * The statement of one External ID and month from the orders billable in it. Its sums per method and in all are
 * those of the usage page, because both use up tiers in the same order.
 */
export function buildStatement(input: {
  externalId: string | null;
  period: Period;
  orders: readonly StatementOrder[];
  adjustments: readonly Adjustment[];
  /** Without any, amounts are without tax. */
  vat?: VatTerms;
}): Statement {
  const { orders, shortfalls } = rateOrders(input.orders);
  const lines = [...summarise(orders), ...shortfalls];
  const supplies = suppliesOf(lines, input.adjustments, input.period);
  const vat = input.vat ?? NO_VAT;
  const sums = withVat(supplies, vat);
  const usageMinor = (of: string) =>
    supplies.reduce((sum, each) => sum + (each.isUsage && each.currency === of ? each.amountMinor : 0), 0);
  return {
    externalId: input.externalId,
    period: input.period,
    lines,
    orders,
    adjustments: input.adjustments,
    totals: sums.map(({ currency, netMinor, parts: _, ...taxed }) => ({
      currency,
      usageMinor: usageMinor(currency),
      adjustmentsMinor: netMinor - usageMinor(currency),
      totalMinor: netMinor,
      ...taxed,
    })),
    vat:
      vat.treatment === 'standard'
        ? sums.flatMap(({ currency, parts }) => parts.map(({ code: _, ...part }) => ({ currency, ...part })))
        : [],
    vatNote: vatNote(vat.treatment, sums),
    unpriced: orders.filter((order) => order.price === null).length + unpricedIn(input.adjustments),
  };
}
