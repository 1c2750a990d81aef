import type { Currency } from './money.ts';
import { addMonths, type Period } from './periods.ts';
import { addCounts, type CountsAlone, isNoUsage, NO_USAGE } from './usage.ts';
import { USAGE_COUNTS } from './usage-fields.ts';

/** Figures of a month in its finest cut: what is frozen at closing, and what later changes are measured against. */
export interface PricedUsage {
  readonly period: Period;
  /** The External ID billed, aliases followed. */
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  readonly currency: Currency | null;
  readonly counts: CountsAlone;
  readonly amountMinor: number;
}

/** A difference that came after a month was closed, in the month in which it is charged or credited. */
export interface Adjustment extends PricedUsage {
  /** The open month that carries it; `period` is the closed one it stems from. */
  readonly bookedIn: Period;
}

function keyOf(row: PricedUsage): string {
  return JSON.stringify([row.period, row.externalId, row.issuer, row.method, row.currency]);
}

function negated(counts: CountsAlone): CountsAlone {
  const result: Record<string, number> = {};
  for (const name of USAGE_COUNTS) result[name] = counts[name] === 0 ? 0 : -counts[name];
  return { ...NO_USAGE, ...result };
}

function addTo(rows: Map<string, PricedUsage>, row: PricedUsage, sign: 1 | -1): void {
  const key = keyOf(row);
  const counts = sign === 1 ? row.counts : negated(row.counts);
  const known = rows.get(key);
  const amount = (known?.amountMinor ?? 0) + sign * row.amountMinor;
  rows.set(key, {
    period: row.period,
    externalId: row.externalId,
    issuer: row.issuer,
    method: row.method,
    currency: row.currency,
    counts: known === undefined ? counts : addCounts(known.counts, counts),
    amountMinor: amount,
  });
}

/** The first month after `period` that is not closed. */
export function nextOpenPeriod(period: Period, isClosed: (period: Period) => boolean): Period {
  let next = addMonths(period, 1);
  while (isClosed(next)) next = addMonths(next, 1);
  return next;
}

/** Billable orders without a price among some adjustments: they stand in rows without a currency. */
export function unpricedIn(rows: readonly PricedUsage[]): number {
  return rows.reduce(
    (sum, { currency, counts }) => sum + (currency === null ? Math.max(0, counts.billable) : 0),
    0,
  );
}

/**
 * Puts what a change did to one method of a month into one row: pieces that moved without money (their price came later, or
 * their amount stands in another currency) join the row that has the money. Pieces that have no price stand apart from those that
 * have one. Where nothing moved together, nothing is left.
 */
function together(rows: readonly PricedUsage[]): PricedUsage[] {
  const isMoney = (row: PricedUsage) => row.amountMinor !== 0;
  const isAny = (row: PricedUsage) => isMoney(row) || !isNoUsage(row.counts);
  const all = rows.reduce((sum, row) => addCounts(sum, row.counts), NO_USAGE);
  if (!rows.some(isMoney) && isNoUsage(all)) return [];
  const unpriced = unpricedIn(rows) > 0;
  const apart = rows.filter((row) => isMoney(row) || (unpriced && row.counts.billable > 0));
  const [first, ...others] = apart.length > 0 ? apart : rows.slice(0, 1);
  if (first === undefined) return [];
  const counts = rows
    .filter((row) => row !== first && !others.includes(row))
    .reduce((sum, row) => addCounts(sum, row.counts), first.counts);
  return [{ ...first, counts }, ...others].filter(isAny);
}

/** What must be added to some figures to get others: one row per External ID, month, issuer and method, as a rule, see `together`. */
export function differences(from: readonly PricedUsage[], to: readonly PricedUsage[]): PricedUsage[] {
  const rows = new Map<string, PricedUsage>();
  for (const row of to) addTo(rows, row, 1);
  for (const row of from) addTo(rows, row, -1);
  const sorted = [...rows.values()]
    .filter((row) => row.amountMinor !== 0 || !isNoUsage(row.counts))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const methods = new Map<string, PricedUsage[]>();
  for (const row of sorted) {
    const key = keyOf({ ...row, currency: null });
    const known = methods.get(key);
    if (known === undefined) methods.set(key, [row]);
    else known.push(row);
  }
  return [...methods.values()].flatMap(together);
}

/**
 * What has changed in closed months since: the figures of now, minus those frozen at closing, minus the
 * adjustments booked already. Nothing is ever rewritten: frozen + all adjustments = now. One row per External ID, month,
 * issuer and method; more only where amounts changed in more than one currency, or some of it has no price.
 */
export function adjustmentsSince(
  frozen: readonly PricedUsage[],
  booked: readonly PricedUsage[],
  now: readonly PricedUsage[],
  isClosed: (period: Period) => boolean,
): Adjustment[] {
  const ofClosed = (rows: readonly PricedUsage[]) => rows.filter((row) => isClosed(row.period));
  return differences(ofClosed([...frozen, ...booked]), ofClosed(now)).map((row) => ({
    ...row,
    bookedIn: nextOpenPeriod(row.period, isClosed),
  }));
}
