import type { MarginRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { moneyText } from '../../format/amounts.ts';

/** The amounts of a row, in the order they are shown. */
export const MARGIN_PARTS = ['revenueMinor', 'costMinor', 'marginMinor'] as const;
export type MarginPart = (typeof MARGIN_PARTS)[number];

/** Whether a row's revenue is known only in part, some of its orders having no price. */
export const isAtLeast = ({ revenueMinor, unpriced }: MarginRow): boolean =>
  revenueMinor !== null && unpriced > 0;

/** What is said of an amount of a row: that it is not known, that it is so much at least, or how much it is. */
export function useMarginText(): (row: MarginRow, part: MarginPart) => string {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (row, part) => {
    const minor = row[part];
    if (minor === null) return translate('desk.margin.unknown');
    if (row.currency === null) return '–';
    const amount = moneyText(minor, row.currency, locale);
    return part === 'revenueMinor' && isAtLeast(row) ? translate('desk.margin.atLeast', { amount }) : amount;
  };
}
