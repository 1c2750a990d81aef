import * as z from 'zod';
import { VAT_TREATMENTS, type VatTreatment } from './customer-fields.ts';
import type { Currency } from './money.ts';
import { type Period, periodSchema } from './periods.ts';

/** A rate of VAT, in hundredths of a per cent, for what is supplied from a month on. */
export const vatRate = z.strictObject({
  from: periodSchema,
  /** 810 is 8.1 %. */
  basisPoints: z.int().min(0).max(10_000),
  /** Its code in the accounting program, where it is not the one arranged for all rates. */
  code: z.string().trim().max(20).default(''),
});
type VatRate = z.infer<typeof vatRate>;

/** What decides the tax of one customer's statement. */
export const vatTerms = z.strictObject({
  treatment: z.enum(VAT_TREATMENTS),
  /** Without any, amounts are without tax and say so. */
  rates: z.array(vatRate),
  /** Whether what is to be paid in CHF is rounded to 5 Rappen. */
  roundToFive: z.boolean(),
});
export type VatTerms = z.infer<typeof vatTerms>;

/** No rate is known. */
export const NO_VAT: VatTerms = { treatment: 'standard', rates: [], roundToFive: false };

/** An amount without tax, minor units, and the month in which it was supplied. */
interface Supply {
  readonly period: Period;
  readonly currency: Currency;
  readonly amountMinor: number;
}

/** The part of a sum that one rate taxes, minor units. */
interface TaxedPart {
  readonly basisPoints: number;
  readonly code: string;
  readonly netMinor: number;
  readonly vatMinor: number;
}

/** A sum in one currency with its tax; without tax where no rate is known: then the last three are null. */
interface TaxedSum {
  readonly currency: Currency;
  readonly netMinor: number;
  readonly parts: readonly TaxedPart[];
  readonly vatMinor: number | null;
  /** What rounding adds to what is to be paid. */
  readonly roundingMinor: number | null;
  readonly grossMinor: number | null;
}

const FIVE_RAPPEN = 5;

/** The nearest whole number; halves away from zero, so that a credit undoes a charge. */
function rounded(amount: number): number {
  const whole = Math.round(Math.abs(amount));
  return amount < 0 && whole !== 0 ? -whole : whole;
}

function rateIn(period: Period, { treatment, rates }: VatTerms): Omit<VatRate, 'from'> | null {
  if (treatment !== 'standard') return { basisPoints: 0, code: '' };
  const begun = rates.filter(({ from }) => from <= period);
  return begun.reduce<VatRate | null>((last, each) => (last && last.from > each.from ? last : each), null);
}

/** Whether a rate is known for whatever is charged in the end: where changes to a month cancel out, its rate is no matter. */
function isTaxKnown(supplies: readonly Supply[], terms: VatTerms): boolean {
  const months = new Map<Period, number>();
  for (const { period, amountMinor } of supplies) {
    months.set(period, (months.get(period) ?? 0) + amountMinor);
  }
  const known = (period: Period) => rateIn(period, terms) !== null;
  return [...months.keys()].some(known) && [...months].every(([period, sum]) => sum === 0 || known(period));
}

/** The parts of a sum by rate. */
function partsOf(supplies: readonly Supply[], terms: VatTerms): TaxedPart[] {
  const nets = new Map<number, { code: string; netMinor: number }>();
  for (const { period, amountMinor } of supplies) {
    const rate = rateIn(period, terms);
    if (rate === null) continue;
    const { basisPoints, code } = rate;
    const netMinor = (nets.get(basisPoints)?.netMinor ?? 0) + amountMinor;
    nets.set(basisPoints, { code, netMinor });
  }
  return [...nets]
    .sort(([a], [b]) => b - a)
    .map(([basisPoints, { code, netMinor }]) => ({
      basisPoints,
      code,
      netMinor,
      vatMinor: rounded((netMinor * basisPoints) / 10_000),
    }));
}

/**
 * Sums with their tax, one for each currency, by its code. The rate is that of the month of the supply, also of a
 * change to an earlier month, by the terms of the statement that carries it; the tax is rounded once per rate. Where the rate of any month in a sum is not known,
 * nothing is said of its tax.
 */
export function withVat(supplies: readonly Supply[], terms: VatTerms): TaxedSum[] {
  const currencies = [...new Set(supplies.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const of = supplies.filter((supply) => supply.currency === currency);
    const netMinor = of.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (!isTaxKnown(of, terms))
      return { currency, netMinor, parts: [], vatMinor: null, roundingMinor: null, grossMinor: null };
    const parts = partsOf(of, terms);
    const vatMinor = parts.reduce((sum, part) => sum + part.vatMinor, 0);
    const exact = netMinor + vatMinor;
    const rounds = terms.roundToFive && currency === 'CHF';
    const grossMinor = rounds ? rounded(exact / FIVE_RAPPEN) * FIVE_RAPPEN : exact;
    return { currency, netMinor, parts, vatMinor, roundingMinor: grossMinor - exact, grossMinor };
  });
}

/** What a statement says of its tax where it shows none. */
export const VAT_NOTES = ['unknown', 'unknown_in_part', 'exempt', 'reverse_charge'] as const;
export type VatNote = (typeof VAT_NOTES)[number];

/** What a statement must say of its tax: that of a sum is not known, or why there is none; null where it shows the tax. */
export function vatNote(
  treatment: VatTreatment,
  sums: readonly Pick<TaxedSum, 'vatMinor'>[],
): VatNote | null {
  if (treatment !== 'standard') return treatment;
  if (sums.every(({ vatMinor }) => vatMinor !== null)) return null;
  return sums.some(({ vatMinor }) => vatMinor !== null) ? 'unknown_in_part' : 'unknown';
}
