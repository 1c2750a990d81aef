import { foldText } from '../text/fold.ts';
import type { InvoiceLine, MatchReason } from './invoice-line.ts';

const wordsOf = (text: string) => new Set(text.split(/\s+/));

/** Words of which one alone makes a row a total, a tax or a sum carried over. */
const TOTAL_WORDS = wordsOf(
  `total totale totals totaux totali subtotal subtotale summe gesamt ubertrag uebertrag saldo saldovortrag somme somma
  riporto carryover carried brought rounding rundung rundungsdifferenz arrondi arrotondamento sum`,
);
const TOTAL_COMPOUND =
  /^(?:zwischen|teil|gesamt|netto|brutto|rechnungs?|end|schluss|haupt|zahl|zahlungs|total)+(?:total|summe|betrag)$/;
const TAX_WORDS = wordsOf('vat mwst ust mehrwertsteuer umsatzsteuer tva iva tax steuer');
const TAX_COMPOUND = /^(?:mwst|ust|mehrwertsteuer|umsatzsteuer|steuer)(?:betrag|summe|total)$/;
/** Words that make a row a total where others say what is to be paid. */
const PAY_WORDS = wordsOf(
  'zahlen bezahlen zahlender zahlbar zahlbarer due payable pay payer pagare reporter balance solde',
);
/** Words that make a row a total beside others but a tax: `TVA sur HT` is one. Alone, a Swiss `taxe` is a fee. */
const WITH_TAX_WORDS = wordsOf('ht ttc taxes');
/** Words that say that a tax is a part of a sum beside it, not added to it. */
const PART_WORDS = wordsOf(
  'davon darin enthalten enthaltene which thereof included dont comprise comprises cui inclusa',
);
/** Words that may stand beside them. */
const OTHER_WORDS = wordsOf(
  `sub sous grand general generale invoice rechnung facture fattura amount betrag montant importo net netto nette gross brutto brut
  excl incl exkl inkl exclusive inclusive excluding including ohne mit of di hors avec sans toutes esclusa escl con senza und and et
  e page seite pagina der die das the de la le du da a au il in this forward over from to on sur su per chf eur fr zu auf von vor
  nach before after nr no n nummer number numero`,
);

const isTotalWord = (word: string) => TOTAL_WORDS.has(word) || TOTAL_COMPOUND.test(word);
const isTaxWord = (word: string) => TAX_WORDS.has(word) || TAX_COMPOUND.test(word);
const BESIDE = [PAY_WORDS, WITH_TAX_WORDS, PART_WORDS, OTHER_WORDS];
const isBeside = (word: string) => BESIDE.some((words) => words.has(word));

// Folded it would be an article.
const DU = /\bdûe?(?!\p{L})/giu;

const foldedIn = (text: string | null): string[] =>
  foldText(text?.replace(DU, 'due') ?? '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

/**
 * What a row without reference sums up, told by its words in German, French, English or Italian: `total` (also a subtotal or a sum
 * carried over), `vat`, or null for any other text. Every word must be one of a total's: `Total AG` is a customer.
 */
export function totalKind(text: string | null): 'total' | 'vat' | null {
  const words = foldedIn(text);
  if (!words.every((word) => isBeside(word) || isTotalWord(word) || isTaxWord(word))) return null;
  const isTax = words.some(isTaxWord);
  const sums = (word: string) => PAY_WORDS.has(word) || (!isTax && WITH_TAX_WORDS.has(word));
  const isTotal = words.some(isTotalWord) || (words.length > 1 && words.some(sums));
  if (isTotal) return 'total';
  return isTax ? 'vat' : null;
}

/** Whether one of its words alone makes it a total: `zu bezahlen` and `CHF HT` may also say how a charge is to be paid. */
export function namesTotal(text: string | null): boolean {
  return foldedIn(text).some(isTotalWord);
}

/** Whether a tax is told as a part of a sum beside it: `davon MwSt`. */
export function isTaxWithin(text: string | null): boolean {
  return totalKind(text) === 'vat' && foldedIn(text).some((word) => PART_WORDS.has(word));
}

/** A tax; also one that was known as such when its file was read. */
const isTax = ({ isTotal, text, totalReason }: InvoiceLine) =>
  isTotal && (totalReason === 'vat' || totalKind(text) === 'vat');

/** Adds up an invoice's rows in their order, as the file has them, and says of each total whether it agrees with them. */
export function totalsCheck(lines: readonly InvoiceLine[]) {
  const wholeTax = lines.filter(isTax).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const isGross = lines.some(({ fileMinor }) => fileMinor !== undefined);
  let all = 0;
  let sinceTotal = 0;
  let tax = 0;
  return {
    /** A row that charges or credits something. */
    add({ fileMinor, amountMinor }: InvoiceLine): void {
      all += fileMinor ?? amountMinor;
      sinceTotal += fileMinor ?? amountMinor;
    },
    /**
     * A row that sums up agrees with all rows so far, with those since the last total, or with all and the tax: added, or taken
     * off where the rows have it in them. What agreed when the file was read still does: stored lines do not tell their tax.
     */
    check(line: InvoiceLine): MatchReason {
      if (isTax(line)) {
        tax += line.amountMinor;
        return 'vat';
      }
      const beside = isGross ? [all - wholeTax] : [all + tax, all + wholeTax];
      const agrees = [all, sinceTotal, ...beside].includes(line.amountMinor);
      sinceTotal = 0;
      return agrees || line.totalReason === 'total_agrees' ? 'total_agrees' : 'total_differs';
    },
  };
}
