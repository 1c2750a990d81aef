import type { InvoiceLine, MatchReason } from './invoice-line.ts';
import {
  ALONE_WORDS,
  AMOUNT_WORDS,
  areKnown,
  BEFORE_TAX_WORDS,
  EACH_WORDS,
  foldedIn,
  isTaxWord,
  isTotalWord,
  isWhen,
  NAME_WORDS,
  OF_WHICH_WORDS,
  OTHER_WORDS,
  PAY_WORDS,
  PLUS_WORDS,
  ROUNDING_WORDS,
  TAX_OF_WORDS,
  TAX_SUMS,
  TIMES,
  WHOLE_WORDS,
  WITH_TAX_WORDS,
  WITH_WORDS,
  WITHIN_WORDS,
} from './invoice-total-words.ts';

type Words = readonly string[];
const has = (words: Words, some: ReadonlySet<string>) => words.some((word) => some.has(word));
/** Whether it is so much a month, which is a charge. */
const isEach = (words: Words) =>
  words.some((word, at) => TIMES.has(word) && EACH_WORDS.has(words[at - 1] ?? ''));

/** A total by words that may also say how a charge is to be paid. */
function sumsUp(words: Words): boolean {
  if (isEach(words)) return false;
  return (
    has(words, ALONE_WORDS) ||
    (words.length > 1 && has(words, PAY_WORDS)) ||
    (has(words, AMOUNT_WORDS) && has(words, WHOLE_WORDS)) ||
    (has(words, WITH_TAX_WORDS) && words.filter((word) => !isWhen(word)).length > 1)
  );
}

const isOfSum = (word: string) =>
  isTotalWord(word) || [AMOUNT_WORDS, WHOLE_WORDS, WITH_TAX_WORDS].some((words) => words.has(word));

/** The words without those that belong to the tax alone: `VAT amount`, and of what it is, as in `MwSt vom Nettobetrag`. */
function withoutTaxed(words: Words, tax: number): Words {
  const behind = words.slice(tax + 1);
  const [next = ''] = behind;
  if (AMOUNT_WORDS.has(next)) return words.toSpliced(tax + 1, 1);
  return TAX_OF_WORDS.has(next) && behind.some(isOfSum) ? words.slice(0, tax + 1) : words;
}

/** Of words that name a tax: whether they tell a sum that is with or without it, or before it. */
function isBesideTax(all: Words): boolean {
  const tax = all.findIndex(isTaxWord);
  const words = withoutTaxed(all, tax);
  const ofWhich = words.findIndex((word) => OF_WHICH_WORDS.has(word));
  if (ofWhich >= 0) return words.slice(0, ofWhich).some(isTotalWord);
  const isWith =
    [WITH_WORDS, PLUS_WORDS, WITH_TAX_WORDS].some((some) => has(words, some)) ||
    BEFORE_TAX_WORDS.has(words[tax - 1] ?? '') ||
    has(words.slice(tax), WITHIN_WORDS);
  if (!isWith) return words.some((word) => isTotalWord(word) && !TAX_SUMS.has(word));
  const sums = [AMOUNT_WORDS, WHOLE_WORDS, PAY_WORDS, ALONE_WORDS];
  return words.some(isTotalWord) || (!isEach(words) && sums.some((some) => has(words, some)));
}

function kindOf(words: Words): 'total' | 'vat' | null {
  if (words.some(isTaxWord)) return isBesideTax(words) ? 'total' : 'vat';
  return words.some(isTotalWord) || sumsUp(words) ? 'total' : null;
}

/**
 * What a row without reference sums up, told by its words in German, French, English or Italian: `total` (also a subtotal or a sum
 * carried over), `vat`, or null for any other text. Every word must be one of a total's or say of when it is: `Total AG` is a
 * customer.
 */
export function totalKind(text: string | null): 'total' | 'vat' | null {
  const words = foldedIn(text);
  return areKnown(words) ? kindOf(words) : null;
}

/** Whether it says anything beside the words of totals. */
export function saysElse(text: string | null): boolean {
  const words = foldedIn(text);
  return text !== null && (words.length === 0 || !areKnown(words));
}

/**
 * Whether one of its words alone makes it a total or a tax: `zu bezahlen`, `VAT due`, `CHF HT` and `zzgl. MwSt` may also say how a
 * charge is to be paid.
 */
export function namesTotal(text: string | null): boolean {
  const words = foldedIn(text);
  if (words.some(isTotalWord)) return true;
  return totalKind(text) === 'vat' && ![WITH_WORDS, PLUS_WORDS, PAY_WORDS].some((some) => has(words, some));
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
  return (
    totalKind(text) === 'vat' && [OF_WHICH_WORDS, WITHIN_WORDS].some((some) => has(foldedIn(text), some))
  );
}

/** A tax; also one that was known as such when its file was read, unless its words say now that it is a sum. */
export function isTax({ isTotal, text, totalReason }: InvoiceLine): boolean {
  if (!isTotal) return false;
  const kind = totalKind(text);
  return kind === 'vat' || (kind === null && totalReason === 'vat');
}

/** The taxes among the lines, each once: not `Total MwSt`, where it sums up those before it. */
export function taxesIn(lines: readonly InvoiceLine[]): Set<InvoiceLine> {
  const taxes = new Set<InvoiceLine>();
  let sum = 0;
  for (const line of lines) {
    if (!isTax(line)) continue;
    if (taxes.size > 0 && line.amountMinor === sum && has(foldedIn(line.text), TAX_SUMS)) continue;
    taxes.add(line);
    sum += line.amountMinor;
  }
  return taxes;
}

/** The most that a sum is rounded by, minor units: to whole francs. */
const MOST_ROUNDED = 50;

/** What a sum is rounded by: `Rundung`, not `Total nach Rundung`. */
export function isRounding({ isTotal, text, amountMinor }: InvoiceLine): boolean {
  if (!isTotal || Math.abs(amountMinor) > MOST_ROUNDED) return false;
  const words = foldedIn(text);
  const others = words.filter((word) => !ROUNDING_WORDS.has(word));
  return others.length < words.length && kindOf(others) !== 'total';
}

/** Adds up an invoice's rows in their order, as the file has them, and says of each total whether it agrees with them. */
export function totalsCheck(lines: readonly InvoiceLine[]) {
  const wholeOf = (of: (line: InvoiceLine) => boolean) =>
    lines.filter(of).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const taxes = taxesIn(lines);
  const wholeTax = wholeOf((line) => taxes.has(line));
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
        if (taxes.has(line)) tax += line.amountMinor;
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
