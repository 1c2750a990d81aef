import { cellText, type FileCell } from '../tables/cell.ts';
import { tidyText } from '../text/signs.ts';
import type { ColumnMapping, LineError } from './invoice-columns.ts';
import { type Currency, currencySchema, parseAmount } from './money.ts';

const AMOUNT_MESSAGES = {
  empty: () => 'no amount',
  not_a_number: (text: string) => `"${text}" is not an amount`,
  ambiguous: (text: string) => `"${text}" can be read in two ways: choose decimal comma or decimal point`,
  too_many_decimals: (text: string, currency: Currency) =>
    `"${text}" has more decimals than ${currency} knows`,
  too_large: (text: string) => `"${text}" is too large`,
} as const;

/** A number of a workbook as a text: twelve digits are more than any invoice needs and fewer than binary fractions spoil. */
export function plainNumber(number: number): string {
  const text = String(Number(number.toPrecision(12)));
  return text.includes('e') ? number.toFixed(0) : text;
}

const SIGNS: Readonly<Record<string, string>> = {
  '\u20ac': 'EUR',
  '\u00a3': 'GBP',
  'FR.': 'CHF',
  'SFR.': 'CHF',
};
const CURRENCY = 'S?Fr\\.|[A-Z]{3}|\\u20ac|\\u00a3';
const BEFORE = new RegExp(`^(${CURRENCY})\\s*(?=[\\d(+.,\\u2212-])`, 'iu');
const BEHIND = new RegExp(`(?<=[\\d).,\\u2013\\u2014-])\\s*(${CURRENCY})$`, 'iu');

/** The currency that a name or sign in capitals stands for; null for none that is known. */
export function currencyNamed(name: string): Currency | null {
  return currencySchema.safeParse(SIGNS[name] ?? name).data ?? null;
}

const CODE_OR_SIGN = /(?<!\p{L})(?:[sS]?[fF][rR]\.?|[A-Z]{3})(?!\p{L})/gu;
/** By their names in German, French, Italian and English. */
const NAMED =
  /(?<!\p{L})(?:schweizer franken|franken|swiss francs?|francs? suisses?|francs?|franchi svizzeri|franchi|us[- ]dollars?|dollars?|euros?)(?!\p{L})/giu;

/**
 * A text with a word of one's own in the place of each currency, told by its code in capitals, as `Fr.` or by its name. Its first
 * word stays: a customer may be called `Euro Tax` or `TOP BALANCE`.
 */
export function currenciesAs(word: string, text: string): string {
  const first = text.search(/\p{L}/u);
  const isKnown = (name: string) => currencyNamed(name) !== null || currencyNamed(`${name}.`) !== null;
  return text
    .replace(NAMED, (name, at: number) => (at > first ? word : name))
    .replace(CODE_OR_SIGN, (name, at: number) => (at > first && isKnown(name.toUpperCase()) ? word : name));
}

/** The amount without the currency that stands before or behind it, and that currency (null: none). */
function splitCurrency(text: string): { amount: string; found: string | null } {
  const name = (BEFORE.exec(text) ?? BEHIND.exec(text))?.[1]?.toUpperCase();
  if (name === undefined) return { amount: text, found: null };
  const found = currencyNamed(name);
  return { amount: found === null ? text : text.replace(BEFORE, '').replace(BEHIND, ''), found };
}

/** What is said of a line in another currency than its invoice. */
export function otherCurrency(currency: Currency, found: string): string {
  return `the invoice is in ${currency}, this line in ${found}`;
}

export type Money = { minor: number } | { code: LineError['code']; message: string };

/** An amount in minor units, or what is said where it cannot be read. */
export function parseMoney(cell: FileCell, mapping: ColumnMapping): Money {
  const text = tidyText(cellText(cell));
  const { amount, found } = splitCurrency(text);
  if (found !== null && found !== mapping.currency) {
    return { code: 'other_currency', message: otherCurrency(mapping.currency, found) };
  }
  const parsed =
    typeof cell === 'number'
      ? parseAmount(plainNumber(cell), mapping.currency, 'point')
      : parseAmount(amount, mapping.currency, mapping.decimal);
  if (parsed.ok) return { minor: parsed.minor };
  return { code: parsed.code, message: AMOUNT_MESSAGES[parsed.code](text, mapping.currency) };
}

/** A charge in minor units without the tax that a gross file's amounts have in them. */
export function netOf(minor: number, { vatBasisPoints }: ColumnMapping): number {
  if (vatBasisPoints === undefined) return minor;
  return Math.sign(minor) * Math.round((Math.abs(minor) * 10_000) / (10_000 + vatBasisPoints));
}
