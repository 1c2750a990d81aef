import { foldText } from '../text/fold.ts';
import type { InvoiceLine, MatchReason } from './invoice-line.ts';
import { isMonthName } from './local-date.ts';

const wordsOf = (text: string) => new Set(text.split(/\s+/));

/** Words of which one alone makes a row a total, a tax or a sum carried over. */
const TOTAL_WORDS = wordsOf(
  `total totale totals totaux totali subtotal subtotale summe gesamt ubertrag uebertrag saldo saldovortrag somme somma
  riporto carryover carried brought sum imponibile`,
);
const ROUNDING_WORDS = wordsOf('rounding rundung rundungsbetrag rundungsdifferenz arrondi arrotondamento');
const TOTAL_COMPOUND =
  /^(?:zwischen|teil|gesamt|netto|brutto|rechnungs?|end|rest|schluss|haupt|konto|zahl|zahlungs|total)+(?:total|summe|betrag|saldo)$/;
/** Unlike these, a `Monatsbetrag` may be a charge. */
const TOTAL_OF_TIME = /^(?:monats|quartals|halbjahres|jahres|wochen|tages|perioden)(?:total|summe|saldo)$/;
const TAX_WORDS = wordsOf('vat mwst ust mehrwertsteuer umsatzsteuer tva iva tax steuer');
const TAX_COMPOUND = /^(?:mwst|ust|mehrwertsteuer|umsatzsteuer|steuer)(?:betrag|summe|total|satz)$/;
/** Words that make a row a total alone, where it says nothing else. */
const ALONE_WORDS = wordsOf('balance solde');
/** Words of totals and taxes that are also names of customers, as in `New Balance`. */
const NAME_WORDS = new Set([...ALONE_WORDS, 'tax', 'steuer']);
/** Words that make a row a total where others say what is to be paid. */
const PAY_WORDS = wordsOf(
  `zahlen bezahlen zahlender zahlbar zahlbarer fallig falliger faellig faelliger offener due payable pay payer outstanding
  pagare dovuto reporter`,
);
/** Two of which one says that it is a sum and the other of what, as in `Invoice amount`. */
const AMOUNT_WORDS = wordsOf('amount betrag montant importo');
const WHOLE_WORDS = wordsOf('invoice rechnung facture fattura net netto nette gross brutto brut');
/** Words that make a row a total beside others but a tax: `TVA sur HT` is one. Alone, a Swiss `taxe` is a fee. */
const WITH_TAX_WORDS = wordsOf('ht ttc taxes');
/** Words that say that a tax is a part of a sum beside it, not added to it. */
const PART_WORDS = wordsOf(
  'davon darin enthalten enthaltene which thereof included dont comprise comprises cui inclusa',
);
/** How a tax goes with a sum. */
const WITH_WORDS = wordsOf(
  'excl incl exkl inkl exclusive inclusive excluding including ohne mit hors avec sans esclusa escl con senza',
);
/** The same, where a tax is named: `plus taxes` may be fees. */
const PLUS_WORDS = wordsOf('zzgl zuzgl zuzuglich zuzueglich plus');
/** Words that may stand beside them. */
const OTHER_WORDS = wordsOf(
  `sub sous grand general generale final finale opening closing previous current remaining new nouveau neuer account
  compte conto toutes und and et e page seite pagina positionen posten items lines lignes postes righe voci gunsten lasten unseren ihren faveur notre votre
  favore nostro vostro favour favor our your forward chf eur fr nr no n nummer number numero`,
);
/** Words that may stand beside a tax: `Rate 3` may be a charge. */
const BESIDE_TAX_WORDS = wordsOf(
  `satz normalsatz normal normaler reduziert reduzierter gesetzliche gesetzlicher rate standard reduced taux reduit aliquota
  ordinaria ridotta ch`,
);
/** Words that may stand beside a rounding: a `Total adjustment` may be a charge. */
const BESIDE_ROUNDING_WORDS = wordsOf('difference differenz differenza adjustment rappen centimes centesimi');
/** They say nothing alone: `Taxes du mois` are fees, as `Taxes` are. */
const SMALL_WORDS = wordsOf(
  `a ab al am as at au auf aux bis by d da dal de dei del dell della dem den der des di die das du ende en end entro fin for from
  fuer fur il im in innerhalb innert into jusqu jusque l la le les of on over per pour st nd rd th er stand su sur the this through
  till to until uber ueber unser vom von vor before after nach within zu zum dans`,
);
const TIMES = wordsOf(
  `tag tage tagen tages day days jour jours giorno giorni woche wochen week weeks semaine settimana kw monat monate monats month
  months mois mese mesi quartal quartals quarter trimestre trim q t h halbjahr semester semestre jahr jahres year annee anno periode
  period periodo zeitraum abrechnungsmonat abrechnungsperiode abrechnungszeitraum rechnungsmonat rechnungsperiode
  leistungsmonat leistungsperiode leistungszeitraum`,
);
/** Before one of them: so much a month, which is a charge. */
const EACH_WORDS = wordsOf('per al a');

const isTotalWord = (word: string) =>
  TOTAL_WORDS.has(word) || ROUNDING_WORDS.has(word) || TOTAL_COMPOUND.test(word) || TOTAL_OF_TIME.test(word);
const isTaxWord = (word: string) => TAX_WORDS.has(word) || TAX_COMPOUND.test(word);
const isWhen = (word: string) => SMALL_WORDS.has(word) || TIMES.has(word) || isMonthName(word);
const BESIDE = [
  ALONE_WORDS,
  PAY_WORDS,
  AMOUNT_WORDS,
  WHOLE_WORDS,
  WITH_TAX_WORDS,
  PART_WORDS,
  WITH_WORDS,
  OTHER_WORDS,
];
const isBeside = (word: string) => BESIDE.some((words) => words.has(word)) || isWhen(word);
const isKnown = (word: string) => isBeside(word) || isTotalWord(word) || isTaxWord(word);

/** Whether they are all a total's or a tax's, or stand beside one. */
function areKnown(words: readonly string[]): boolean {
  const isOfTax = words.some(isTaxWord);
  const isOfRounding = words.some((word) => ROUNDING_WORDS.has(word));
  return words.every(
    (word) =>
      isKnown(word) ||
      (isOfTax && (BESIDE_TAX_WORDS.has(word) || PLUS_WORDS.has(word))) ||
      (isOfRounding && BESIDE_ROUNDING_WORDS.has(word)),
  );
}

// Folded it would be an article.
const DU = /\bdûe?(?!\p{L})/giu;
/** An invoice's number with letters in it. */
const NUMBER =
  /\b(rechnung|invoice|facture|fattura|nr|no|n|number|nummer|numero)[\s.:#°]*[a-z]{1,4}[-/.]?\d[\d/.-]*/g;

/** Of words that say something else alone: `Value added services`, `Taxe`, `Base HT`. */
const TAX_IN_FULL = /\b(?:value added tax|taxe sur la valeur ajoutee|imposta sul valore aggiunto)\b/g;
const TAXED_SUM = /\bbase (?:imposable|imponibile)\b/g;

const foldedIn = (text: string | null): string[] =>
  foldText(text?.replace(DU, 'due') ?? '')
    .replace(NUMBER, '$1')
    .replace(TAX_IN_FULL, 'vat')
    .replace(TAXED_SUM, 'imponibile')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');

/** A total by words that may also say how a charge is to be paid. */
function sumsUp(words: readonly string[], isTax: boolean): boolean {
  const isEach = words.some((word, at) => TIMES.has(word) && EACH_WORDS.has(words[at - 1] ?? ''));
  if (isEach) return false;
  const has = (some: ReadonlySet<string>) => words.some((word) => some.has(word));
  if (has(ALONE_WORDS) || (words.length > 1 && has(PAY_WORDS))) return true;
  if (isTax) return false;
  return (
    (has(AMOUNT_WORDS) && has(WHOLE_WORDS)) ||
    (has(WITH_TAX_WORDS) && words.filter((word) => !isWhen(word)).length > 1)
  );
}

/**
 * What a row without reference sums up, told by its words in German, French, English or Italian: `total` (also a subtotal or a sum
 * carried over), `vat`, or null for any other text. Every word must be one of a total's or say of when it is: `Total AG` is a
 * customer.
 */
export function totalKind(text: string | null): 'total' | 'vat' | null {
  const words = foldedIn(text);
  if (!areKnown(words)) return null;
  const isTax = words.some(isTaxWord);
  if (words.some(isTotalWord) || sumsUp(words, isTax)) return 'total';
  return isTax ? 'vat' : null;
}

/** Whether it says anything beside the words of totals. */
export function saysElse(text: string | null): boolean {
  const words = foldedIn(text);
  return text !== null && (words.length === 0 || !areKnown(words));
}

/**
 * Whether one of its words alone makes it a total or a tax: `zu bezahlen`, `CHF HT` and `zzgl. MwSt` may also say how a charge is
 * to be paid.
 */
export function namesTotal(text: string | null): boolean {
  const words = foldedIn(text);
  if (words.some(isTotalWord)) return true;
  return totalKind(text) === 'vat' && !words.some((word) => WITH_WORDS.has(word) || PLUS_WORDS.has(word));
}

/** Whether what reads as a total or a tax may also be a customer's name: `Balance`, `New Balance`, `August Steuer`. */
export function mayName(text: string): boolean {
  const words = foldedIn(text);
  // Of one word a tax is no name, and a name has no day, rate or number behind it.
  if (words.length > 1 ? /\d/.test(text) : totalKind(text) !== 'total' || /\s/.test(text)) return false;
  return words.every((word) => NAME_WORDS.has(word) || OTHER_WORDS.has(word) || isWhen(word));
}

/** Whether a tax is told as a part of a sum beside it: `davon MwSt`. */
export function isTaxWithin(text: string | null): boolean {
  return totalKind(text) === 'vat' && foldedIn(text).some((word) => PART_WORDS.has(word));
}

/** A tax; also one that was known as such when its file was read. */
export const isTax = ({ isTotal, text, totalReason }: InvoiceLine) =>
  isTotal && (totalReason === 'vat' || totalKind(text) === 'vat');

/** The most that a sum is rounded by, minor units: to whole francs. */
const MOST_ROUNDED = 50;

/** What a sum is rounded by: `Rundung`, not `Total nach Rundung`. */
export function isRounding({ isTotal, text, amountMinor }: InvoiceLine): boolean {
  if (!isTotal || Math.abs(amountMinor) > MOST_ROUNDED) return false;
  const words = foldedIn(text);
  const others = words.filter((word) => !ROUNDING_WORDS.has(word));
  return others.length < words.length && !others.some(isTotalWord) && !sumsUp(others, others.some(isTaxWord));
}

/** Adds up an invoice's rows in their order, as the file has them, and says of each total whether it agrees with them. */
export function totalsCheck(lines: readonly InvoiceLine[]) {
  const wholeOf = (of: (line: InvoiceLine) => boolean) =>
    lines.filter(of).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const wholeTax = wholeOf(isTax);
  const wholeRounding = wholeOf(isRounding);
  const isGross = lines.some(({ fileMinor }) => fileMinor !== undefined);
  let all = 0;
  let sinceTotal = 0;
  let tax = 0;
  let rounding = 0;
  return {
    /** A row that charges or credits something. */
    add({ fileMinor, amountMinor }: InvoiceLine): void {
      all += fileMinor ?? amountMinor;
      sinceTotal += fileMinor ?? amountMinor;
    },
    /**
     * A row that sums up agrees with all rows so far, with those since the last total, or with all and the tax: added, or taken
     * off where the rows have it in them; each also rounded, where the file says by how much. What agreed when the file was read
     * still does: stored lines do not tell their tax.
     */
    check(line: InvoiceLine): MatchReason {
      if (isTax(line)) {
        tax += line.amountMinor;
        return 'vat';
      }
      if (isRounding(line)) {
        rounding += line.amountMinor;
        return 'total_agrees';
      }
      const beside = isGross ? [all - wholeTax] : [all + tax, all + wholeTax];
      const sums = [all, sinceTotal, ...beside];
      const agrees = [0, rounding, wholeRounding].some((by) => sums.includes(line.amountMinor - by));
      sinceTotal = 0;
      return agrees || line.totalReason === 'total_agrees' ? 'total_agrees' : 'total_differs';
    },
  };
}
