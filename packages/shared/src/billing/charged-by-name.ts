import type { ChargedBefore } from './charged-before.ts';
import type { Currency } from './money.ts';

/** A line of an earlier invoice that names an order. */
interface NamedBefore {
  readonly refId: string;
  readonly invoice: number;
  readonly currency: Currency;
  /** Negative for a credit. */
  readonly amountMinor: number;
  /** It charges the order, is not disputed and not settled as credited. */
  readonly isCharge: boolean;
  readonly owedMinor: number | null;
  readonly askedBackMinor: number;
}

/** What is left of what lines of one order and currency charged. */
interface Left {
  readonly first: number;
  standsMinor: number;
  /** Charged twice, wrongly, disputed or settled as credited. */
  beyondMinor: number;
  askedBackMinor: number;
  /** What stands; null where nothing does. */
  charge: { readonly invoice: number; owedMinor: number | null } | null;
}

function addCharge(left: Left, { invoice, amountMinor, isCharge, owedMinor, askedBackMinor }: NamedBefore) {
  left.askedBackMinor += askedBackMinor;
  if (!isCharge) {
    left.beyondMinor += amountMinor;
    return;
  }
  left.standsMinor += amountMinor;
  left.charge ??= { invoice, owedMinor };
  if (owedMinor !== null) left.charge.owedMinor = Math.max(owedMinor, left.charge.owedMinor ?? 0);
}

// A credit gives back what was charged until then, first what does not stand; it may also be of a part of the price.
function takeCredit(left: Left, creditMinor: number) {
  const ofBeyond = Math.min(creditMinor, left.beyondMinor);
  left.beyondMinor -= ofBeyond;
  left.askedBackMinor = Math.max(0, left.askedBackMinor - creditMinor);
  if (ofBeyond === creditMinor) return;
  left.standsMinor = Math.max(0, left.standsMinor - (creditMinor - ofBeyond));
  if (left.standsMinor === 0) left.charge = null;
}

function together(byCurrency: ReadonlyMap<Currency, Left>, currency: Currency): ChargedBefore {
  const all = [...byCurrency.values()];
  const charges = all.flatMap(({ charge }) => charge ?? []).sort((a, b) => a.invoice - b.invoice);
  const owed = charges.flatMap(({ owedMinor }) => owedMinor ?? []);
  return {
    invoice: charges[0]?.invoice ?? Math.min(...all.map(({ first }) => first)),
    stands: charges.length > 0,
    askedBackMinor: Math.max(0, byCurrency.get(currency)?.askedBackMinor ?? 0),
    owedMinor: owed.length > 0 ? Math.max(...owed) : null,
  };
}

/**
 * By Ref ID, what earlier invoices charged, whether any of it stands, and what of it is asked back in a currency: amounts of
 * different currencies are not set off against each other. The lines of an order come one after the other, in the order of their
 * invoices, credits last in each.
 */
export function chargedByName(lines: readonly NamedBefore[], currency: Currency): Map<string, ChargedBefore> {
  const orders = new Map<string, ChargedBefore>();
  let byCurrency = new Map<Currency, Left>();
  for (const [at, line] of lines.entries()) {
    const { refId, invoice, currency: of, amountMinor } = line;
    const none = { standsMinor: 0, beyondMinor: 0, askedBackMinor: 0, charge: null };
    const left = byCurrency.get(of) ?? { first: invoice, ...none };
    byCurrency.set(of, left);
    if (amountMinor < 0) takeCredit(left, -amountMinor);
    else addCharge(left, line);
    if (lines[at + 1]?.refId === refId) continue;
    orders.set(refId, together(byCurrency, currency));
    byCurrency = new Map();
  }
  return orders;
}
