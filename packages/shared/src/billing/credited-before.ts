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

/** Charges of the same at the same price, and how many pieces of them are left. */
interface Pool {
  readonly charges: Readonly<Record<'beyond' | 'stands', Charge[]>>;
  readonly left: Record<'beyond' | 'stands', number>;
}

/** So many pieces that were charged for one sum. */
interface Whole {
  readonly pool: Pool;
  readonly count: number;
  /** How many lines charged them, and how many of those are not credited. */
  lines: number;
  left: number;
  /** How many credits that are still to come name them. */
  named: number;
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

const hasEnough = ({ pool: { left }, count }: Whole): boolean => left.beyond + left.stands >= count;

/** Of what was charged for its sum, what a credit takes that names no quantity. */
function likeliest(wholes: readonly Whole[]): Whole | undefined {
  const rank = (whole: Whole) =>
    [hasEnough(whole), whole.left > whole.named, whole.left > 0, whole.pool.left.beyond > 0]
      .map(Number)
      .join('');
  return wholes.toSorted((a, b) => rank(b).localeCompare(rank(a)))[0];
}

/**
 * Sets credits off against what was charged at the same price, first what was charged too much. Where several quantities had the sum
 * of a credit that names none, it takes one that no other credit names. Near-linear.
 */
function creditPools(asked: Asked, resolve: ResolveAlias) {
  const piecesOf = piecesReader(asked, resolve);
  const pools = new Map<string, Pool>();
  const wholes = new Map<string, Map<Pool, Whole>>();
  const wholesOf = ({ externalId, method }: Unnamed, currency: string, minor: number) => {
    const key = JSON.stringify([
      currency,
      spelled(resolve(externalId)),
      method?.toLowerCase() ?? null,
      minor,
    ]);
    const known = wholes.get(key) ?? new Map<Pool, Whole>();
    wholes.set(key, known);
    return known;
  };
  const poolOf = ({ of, count }: Pieces, minor: number): Pool => {
    const key = JSON.stringify([of, minor / count]);
    const pool = pools.get(key) ?? { charges: { beyond: [], stands: [] }, left: { beyond: 0, stands: 0 } };
    pools.set(key, pool);
    return pool;
  };
  /** The pieces that a line says for its sum. */
  const wholeOf = (line: Unnamed, currency: string): Whole | null => {
    const pieces = piecesOf(line, currency);
    if (pieces === null) return null;
    const minor = Math.abs(line.amountMinor);
    const ofSum = wholesOf(line, currency, minor);
    const pool = poolOf(pieces, minor);
    const whole = ofSum.get(pool) ?? { pool, count: pieces.count, lines: 0, left: 0, named: 0 };
    ofSum.set(pool, whole);
    return whole;
  };
  return {
    /** What a credit that is still to come names, others leave to it. */
    expect(credit: Unnamed, currency: string): void {
      const whole = credit.quantity === null ? null : wholeOf(credit, currency);
      if (whole !== null) whole.named += 1;
    },
    add(charge: Charge): void {
      const { line } = charge;
      const whole = wholeOf(line, line.currency);
      if (whole === null || charge.stands > whole.count) return;
      charge.beyond = whole.count - charge.stands;
      for (const part of ['beyond', 'stands'] as const) {
        whole.pool.charges[part].push(charge);
        whole.pool.left[part] += charge[part];
      }
      whole.lines += 1;
      whole.left += 1;
    },
    /** What the credit undoes, all of it; null where so much was not charged. */
    take(credit: Unnamed, currency: string): Undone | null {
      const minor = -credit.amountMinor;
      const isNamed = credit.quantity !== null;
      const charged = isNamed ? [] : [...wholesOf(credit, currency, minor).values()];
      const whole = likeliest(charged.filter(({ lines }) => lines > 0)) ?? wholeOf(credit, currency);
      if (whole === null) return null;
      if (isNamed) whole.named -= 1;
      if (!hasEnough(whole)) return null;
      whole.left -= 1;
      const { pool, count: pieces } = whole;
      let left = pieces;
      let owed = 0;
      let invoice: number | null = null;
      for (const part of ['beyond', 'stands'] as const) {
        const charges = pool.charges[part];
        for (let charge = charges.at(-1); charge !== undefined && left > 0; charge = charges.at(-1)) {
          const count = Math.min(left, charge[part]);
          const ofThem = (minor / pieces) * count;
          charge[part] -= count;
          pool.left[part] -= count;
          left -= count;
          // What stood is owed anew, whoever charges it; of a line that charged too little, nothing was asked back.
          const back = part === 'stands' ? ofThem : Math.max(0, Math.min(ofThem, charge.askedBackMinor));
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
  const credits = lines.filter((line) => !line.isTotal && line.amountMinor < 0 && !hasReference(line));
  for (const line of inOrder) if (isCredit(line)) pools.expect(line, line.currency);
  for (const line of credits) pools.expect(line, currency);
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
  for (const line of credits) {
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
