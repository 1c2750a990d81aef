import { foldText } from '../text/fold.ts';
import { currenciesAs } from './invoice-money.ts';
import { isMonthName } from './local-date.ts';

const wordsOf = (text: string) => new Set(text.split(/\s+/));

/** Words of which one alone makes a row a total, a tax or a sum carried over. */
const TOTAL_WORDS = wordsOf(
  `total totale totals totaux totali subtotal subtotale summe gesamt ubertrag uebertrag saldo saldovortrag somme somma
  riporto carryover carried brought sum imponibile`,
);
/** Words of what a sum is rounded by. */
export const ROUNDING_WORDS = wordsOf(
  'rounding rundung rundungsbetrag rundungsdifferenz arrondi arrotondamento',
);
const TOTAL_COMPOUND =
  /^(?:zwischen|teil|gesamt|netto|brutto|rechnungs?|end|rest|schluss|haupt|konto|zahl|zahlungs|total)+(?:total|summe|betrag|saldo)$/;
/** Unlike these, a `Monatsbetrag` may be a charge. */
const TOTAL_OF_TIME = /^(?:monats|quartals|halbjahres|jahres|wochen|tages|perioden)(?:total|summe|saldo)$/;
/** Sums of a tax, where they name it: `Total MwSt`. */
export const TAX_SUMS = wordsOf(
  'total totale totals totaux totali summe gesamt somme somma sum gesamtbetrag gesamtsumme',
);
const TAX_WORDS = wordsOf('vat mwst ust mehrwertsteuer umsatzsteuer tva iva tax steuer imposta');
const TAX_COMPOUND = /^(?:mwst|ust|mehrwertsteuer|umsatzsteuer|steuer)(?:betrag|summe|total|satz)$/;
/** Words that make a row a total alone, where it says nothing else. */
export const ALONE_WORDS = wordsOf('balance solde');
/** Words of totals and taxes that are also names of customers, as in `New Balance`. */
export const NAME_WORDS = new Set([...ALONE_WORDS, 'tax', 'steuer']);
/** Words that make a row a total where others say what is to be paid. */
export const PAY_WORDS = wordsOf(
  `zahlen bezahlen zahlender zahlbar zahlbarer fallig falliger faellig faelliger offen offener due payable pay payer outstanding
  pagare dovuto reporter regler verser versare begleichen uberweisen ueberweisen uberweisender ueberweisender ausstehend
  ausstehender geschuldet geschuldeter`,
);
/** Two of which one says that it is a sum and the other of what, as in `Invoice amount`. */
export const AMOUNT_WORDS = wordsOf('amount betrag montant importo');
/** Of what an amount is a sum. */
export const WHOLE_WORDS = wordsOf(
  'invoice rechnung facture fattura net netto nette gross brutto brut lordo taxable imposable steuerbarer',
);
/** Words that make a row a total beside others but a tax: `TVA sur HT` is one. Alone, a Swiss `taxe` is a fee. */
export const WITH_TAX_WORDS = wordsOf('ht ttc taxes');
/** A tax behind them is a part of a sum before it, not added to it. */
export const OF_WHICH_WORDS = wordsOf('davon darin which thereof dont cui');
/** A tax is a part of a sum: of the one before it, where they stand behind it, as in `Montant TVA incluse`. */
export const WITHIN_WORDS = wordsOf(
  'enthalten enthaltene inbegriffen included comprise comprises compris inclus incluse incluses inclusa inclusi incluso compresa',
);
/** How a tax goes with a sum. */
export const WITH_WORDS = wordsOf(
  `excl incl exkl inkl exclusive inclusive excluding including excluded einschl einschliesslich with without ohne mit hors avec
  sans esclusa escluso escl con senza`,
);
/** The same, where a tax is named: `plus taxes` may be fees. */
export const PLUS_WORDS = wordsOf('zzgl zuzgl zuzuglich zuzueglich plus');
/** The same, right before a tax. */
export const BEFORE_TAX_WORDS = wordsOf('before after vor nach avant apres und and et e');
/** A tax before them is of a sum behind them. */
export const TAX_OF_WORDS = wordsOf('of on von vom auf aus sur su sul de du di del');
/** Words that may stand beside them. */
export const OTHER_WORDS = wordsOf(
  `sub sous grand general generale final finale opening closing previous current remaining new nouveau neuer account
  compte conto toutes tous tutte tutti aller dieser this cette questa parziale complessivo documento non not nicht und and et e page seite pagina positionen posten items lines lignes postes righe voci gunsten lasten unseren ihren faveur notre votre
  favore nostro vostro favour favor our your forward chf eur usd gbp fr sfr nr no n nummer number numero`,
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
  till to until uber ueber unser vom von vor before after nach avant apres within zu zum dans`,
);
/** Words of a stretch of time. */
export const TIMES = wordsOf(
  `tag tage tagen tages day days jour jours giorno giorni woche wochen week weeks semaine settimana kw monat monate monats month
  months mois mese mesi quartal quartals quarter trimestre trim q t h halbjahr semester semestre jahr jahres year annee anno periode
  period periodo zeitraum abrechnungsmonat abrechnungsperiode abrechnungszeitraum rechnungsmonat rechnungsperiode
  leistungsmonat leistungsperiode leistungszeitraum`,
);
/** Before one of them: so much a month, which is a charge. */
export const EACH_WORDS = wordsOf('per al a');

/** Whether it makes a row a total alone. */
export const isTotalWord = (word: string) =>
  TOTAL_WORDS.has(word) || ROUNDING_WORDS.has(word) || TOTAL_COMPOUND.test(word) || TOTAL_OF_TIME.test(word);
/** Whether it names a tax. */
export const isTaxWord = (word: string) => TAX_WORDS.has(word) || TAX_COMPOUND.test(word);
/** Whether it says of when a row is, or next to nothing. */
export const isWhen = (word: string) => SMALL_WORDS.has(word) || TIMES.has(word) || isMonthName(word);
const BESIDE = [
  ALONE_WORDS,
  PAY_WORDS,
  AMOUNT_WORDS,
  WHOLE_WORDS,
  WITH_TAX_WORDS,
  OF_WHICH_WORDS,
  WITHIN_WORDS,
  WITH_WORDS,
  OTHER_WORDS,
];
const isBeside = (word: string) => BESIDE.some((words) => words.has(word)) || isWhen(word);
const isKnown = (word: string) => isBeside(word) || isTotalWord(word) || isTaxWord(word);

/** Whether they are all a total's or a tax's, or stand beside one. */
export function areKnown(words: readonly string[]): boolean {
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
const OF_ALL = /\bof all\b/g;
const TAXED_SUM = /\bbase (?:imposable|imponibile)\b/g;
/** `Net of VAT`: without it. */
const NET_OF_TAX = /\b(net|netto|gross|lordo) (?:of|de|di|d|dell)\P{L}+(?=(?:vat|tax|tva|iva)\b)/gu;

/** The folded words of a text, each currency as `chf`. */
export const foldedIn = (text: string | null): string[] =>
  foldText(currenciesAs(' chf ', text ?? '').replace(DU, 'due'))
    .replace(NUMBER, '$1')
    .replace(TAX_IN_FULL, 'vat')
    .replace(TAXED_SUM, 'imponibile')
    .replace(OF_ALL, 'of')
    .replace(NET_OF_TAX, '$1 excl ')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
