import { aggregateTest } from './aggregates.ts';
import type { AggregateBefore, ChargedBefore, FeeBefore } from './charged-before.ts';
import type { ResolveAlias } from './external-id.ts';
import { hasReference, spelled } from './find-orders.ts';
import type { ExpectedFee } from './invoice-fees.ts';
import { type InvoicedOrder, type InvoiceLine, pieceMinor } from './invoice-line.ts';
import type { Period } from './periods.ts';

/** What a line without reference says of what it charges or credits. */
type Unnamed = Pick<InvoiceLine, 'externalId' | 'method' | 'day' | 'quantity' | 'amountMinor'>;

/** A line of an earlier invoice of the month that names no order: a quantity, a fee, or a credit (negative). */
export interface UnnamedBefore extends Unnamed, Pick<InvoiceLine, 'unitMinor'> {
  readonly invoice: number;
  readonly currency: string;
  /** How many of our orders it charged rightly, or what of a fee; null where nothing of it stands. */
  readonly stands: number | ExpectedFee | null;
  readonly askedBackMinor: number;
}

/** What earlier invoices charged and credited. */
export interface Before {
  /** By Ref ID. */
  readonly orders: ReadonlyMap<string, ChargedBefore>;
  readonly unnamed: readonly UnnamedBefore[];
}

/** What a credit without reference undoes, and what of it is owed to us. */
export interface Undone {
  readonly invoice: number;
  readonly expectedMinor: number;
}

interface Asked {
  readonly period: Period;
  readonly currency: string;
  readonly lines: readonly InvoiceLine[];
  readonly orders: readonly InvoicedOrder[];
  readonly before?: Before;
}

/** An earlier line with its pieces (one, where it is a fee) that are not credited yet: rightly charged, and beyond that. */
interface Charge {
  readonly line: UnnamedBefore;
  stands: number;
  beyond: number;
  askedBackMinor: number;
}

/** Charges of the same at the same price. */
interface Pool {
  readonly charges: Readonly<Record<'beyond' | 'stands', Charge[]>>;
  pieces: number;
}

interface Pieces {
  /** What they are of. */
  readonly of: string;
  readonly count: number;
}

/** Tells what a line is of, and how many pieces; null for one that may be of a single order. */
function piecesReader({ orders, period }: Asked, resolve: ResolveAlias) {
  const isAggregate = aggregateTest(orders, period);
  return (line: Unnamed, currency: string): Pieces | null => {
    const externalId = spelled(resolve(line.externalId));
    const quantity = line.quantity === null ? null : Math.abs(line.quantity);
    if (isAggregate({ ...line, quantity })) {
      if (quantity === null || quantity === 0) return null;
      const of = JSON.stringify([currency, externalId, line.method?.toLowerCase() ?? null]);
      return { of, count: quantity };
    }
    return externalId === null ? { of: currency, count: 1 } : null;
  };
}

/** Sets credits off against what was charged at the same price, first what was charged too much. Near-linear. */
function creditPools(asked: Asked, resolve: ResolveAlias) {
  const piecesOf = piecesReader(asked, resolve);
  const pools = new Map<string, Pool>();
  /** Pieces of a line by its sum, for credits that say no quantity. */
  const wholes = new Map<string, Pieces>();
  const wholeOf = ({ externalId, method }: Unnamed, currency: string, minor: number) =>
    JSON.stringify([currency, spelled(resolve(externalId)), method?.toLowerCase() ?? null, minor]);
  const keyOf = ({ of, count }: Pieces, minor: number) => JSON.stringify([of, minor / count]);
  return {
    add(charge: Charge): void {
      const { line } = charge;
      const pieces = piecesOf(line, line.currency);
      if (pieces === null || charge.stands > pieces.count) return;
      charge.beyond = pieces.count - charge.stands;
      const key = keyOf(pieces, line.amountMinor);
      const pool = pools.get(key) ?? { charges: { beyond: [], stands: [] }, pieces: 0 };
      pools.set(key, pool);
      pool.charges.beyond.push(charge);
      pool.charges.stands.push(charge);
      pool.pieces += pieces.count;
      wholes.set(wholeOf(line, line.currency, line.amountMinor), pieces);
    },
    /** What the credit undoes, all of it; null where so much was not charged. */
    take(credit: Unnamed, currency: string): Undone | null {
      const minor = -credit.amountMinor;
      const whole = credit.quantity === null ? wholes.get(wholeOf(credit, currency, minor)) : undefined;
      const pieces = whole ?? piecesOf(credit, currency);
      const pool = pieces === null ? undefined : pools.get(keyOf(pieces, minor));
      if (pieces === null || pool === undefined || pool.pieces < pieces.count) return null;
      pool.pieces -= pieces.count;
      let left = pieces.count;
      let owed = 0;
      let invoice: number | null = null;
      for (const part of ['beyond', 'stands'] as const) {
        const charges = pool.charges[part];
        for (let charge = charges.at(-1); charge !== undefined && left > 0; charge = charges.at(-1)) {
          const count = Math.min(left, charge[part]);
          const ofThem = (minor / pieces.count) * count;
          charge[part] -= count;
          left -= count;
          // What stood is owed anew, whoever charges it.
          const back = part === 'stands' ? ofThem : Math.min(ofThem, charge.askedBackMinor);
          if (part === 'beyond') charge.askedBackMinor -= back;
          owed += back;
          if (count > 0) invoice ??= charge.line.invoice;
          if (charge[part] <= 0) charges.pop();
        }
      }
      return invoice === null ? null : { invoice, expectedMinor: 0 - Math.round(owed) };
    },
  };
}

const countOf = ({ stands }: UnnamedBefore): number => (typeof stands === 'number' ? stands : stands ? 1 : 0);

/**
 * What stands of the quantities and fees that earlier invoices charged, once it is taken off what they and this invoice credit
 * without naming an order: as many pieces, or a fee, at the price at which they were charged.
 */
export function standingCharges(asked: Asked, resolve: ResolveAlias) {
  const { lines, currency, before } = asked;
  const pools = creditPools(asked, resolve);
  const charges: Charge[] = [];
  const isCredit = ({ amountMinor }: UnnamedBefore) => amountMinor < 0;
  const inOrder = (before?.unnamed ?? []).toSorted(
    (a, b) => a.invoice - b.invoice || Number(isCredit(a)) - Number(isCredit(b)),
  );
  for (const line of inOrder) {
    if (isCredit(line)) {
      pools.take(line, line.currency);
      continue;
    }
    const charge = { line, stands: countOf(line), beyond: 0, askedBackMinor: line.askedBackMinor };
    charges.push(charge);
    pools.add(charge);
  }
  const undone = new Map<InvoiceLine, Undone>();
  for (const line of lines) {
    if (line.isTotal || line.amountMinor >= 0 || hasReference(line)) continue;
    const of = pools.take(line, currency);
    if (of !== null) undone.set(line, of);
  }
  const aggregates: AggregateBefore[] = [];
  const fees: FeeBefore[] = [];
  for (const { line, stands } of charges) {
    const { invoice, externalId, method } = line;
    if (stands <= 0 || line.stands === null) continue;
    if (typeof line.stands !== 'number') fees.push({ invoice, ...line.stands });
    else aggregates.push({ invoice, externalId, method, unitMinor: pieceMinor(line), quantity: stands });
  }
  return { aggregates, fees, undone };
}
