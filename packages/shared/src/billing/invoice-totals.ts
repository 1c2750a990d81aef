import { foldText } from '../text/fold.ts';
import type { InvoiceLine, MatchReason } from './invoice-line.ts';

/** Words of which one alone makes a row a total, a tax or a sum carried over. */
const TOTAL_WORDS = new Set(
  `total totale subtotal subtotale summe zwischensumme endsumme gesamt gesamtsumme gesamtbetrag gesamttotal rechnungsbetrag
  rechnungstotal nettobetrag bruttobetrag nettosumme bruttosumme ubertrag uebertrag saldo saldovortrag carryover carried
  brought rounding rundung rundungsdifferenz sum`.split(/\s+/),
);
const TAX_WORDS = new Set('vat mwst ust mehrwertsteuer umsatzsteuer tva iva tax steuer'.split(' '));
/** Words that may stand beside them. */
const OTHER_WORDS = new Set(
  `sub grand invoice rechnung amount betrag net netto gross brutto excl incl exkl inkl exclusive inclusive excluding including
  ohne mit und and of page seite der die das the forward over from to chf eur fr due payable zu zahlen zahlbar auf von in
  vor nach before after`.split(/\s+/),
);

/**
 * What a row without reference sums up, told by its words: `total` (also a subtotal or a sum carried over), `vat`, or null for
 * any other text. Every word must be one of a total's: `Total AG` is a customer.
 */
export function totalKind(text: string | null): 'total' | 'vat' | null {
  const words = foldText(text ?? '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  const isTotal = words.some((word) => TOTAL_WORDS.has(word));
  const isTax = words.some((word) => TAX_WORDS.has(word));
  if (!isTotal && !isTax) return null;
  const known = words.every((word) => TOTAL_WORDS.has(word) || TAX_WORDS.has(word) || OTHER_WORDS.has(word));
  if (!known) return null;
  return isTax && !isTotal ? 'vat' : 'total';
}

/** Adds up an invoice's rows in their order and says of each total whether it agrees with them. */
export function totalsCheck() {
  let all = 0;
  let sinceTotal = 0;
  let tax = 0;
  return {
    /** A row that charges or credits something. */
    add(amountMinor: number): void {
      all += amountMinor;
      sinceTotal += amountMinor;
    },
    /** A row that sums up: agrees with all rows so far, those since the last total, or all with tax. */
    check(line: InvoiceLine): MatchReason {
      if (totalKind(line.text) === 'vat') {
        tax += line.amountMinor;
        return 'vat';
      }
      const agrees = [all, sinceTotal, all + tax].includes(line.amountMinor);
      sinceTotal = 0;
      return agrees ? 'total_agrees' : 'total_differs';
    },
  };
}
