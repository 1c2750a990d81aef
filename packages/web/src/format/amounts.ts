/** Figures as people read them. */

import { numberFormat } from './formatters.ts';

/** A count with its thousands grouped; with `capped` a plus says that there are more. */
export function countText(count: number, locale: string, capped = false): string {
  return `${numberFormat(locale, {}).format(count)}${capped ? '+' : ''}`;
}

/** How many minor units make one unit of the currency (ISO 4217): 2 for CHF, 0 for JPY. */
export function fractionDigits(currency: string): number {
  return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Integer minor units as money: 1234500, `CHF` → `CHF 12’345.00`. */
export function moneyText(minor: number, currency: string, locale: string): string {
  return numberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
  }).format(minor / 10 ** fractionDigits(currency));
}

/** A share from 0 to 1 as a percentage with one decimal. */
export function shareText(share: number, locale: string): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** The beginning and end of a long id: `3fa9b0…66e2`. Short ids stay whole. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 6)}…${id.slice(-4)}`;
}

/** A name with no more than so many signs, for where there is little room. */
export function shortened(name: string, most: number): string {
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
