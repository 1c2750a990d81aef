import { Box } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState } from 'react-admin';
import { moneyText } from '../format/amounts.ts';

export interface CurrencyAmount {
  currency: string;
  amount: number;
}

/** A usage row's amounts as a list: one per currency, none where nothing has a price. */
export function amountsOf(row: {
  amount: number | null;
  currency: string | null;
  amounts: readonly CurrencyAmount[];
}): CurrencyAmount[] {
  if (row.amounts.length > 0) return row.amounts.map(({ currency, amount }) => ({ currency, amount }));
  return row.currency === null || row.amount === null ? [] : [{ currency: row.currency, amount: row.amount }];
}

/** A usage row's adjustments as a list; none where there are none. */
export function rowAdjustments(row: Pick<UsageRow, 'adjustment' | 'currency' | 'amounts'>): CurrencyAmount[] {
  if (row.amounts.length > 0) {
    return row.amounts
      .filter(({ adjustment }) => adjustment !== 0)
      .map(({ currency, adjustment }) => ({ currency, amount: adjustment }));
  }
  return row.currency === null || !row.adjustment ? [] : [{ currency: row.currency, amount: row.adjustment }];
}

/** Money, a line per currency; a dash where there is none. */
export function Amounts({ amounts }: { amounts: readonly CurrencyAmount[] }) {
  const [locale = 'en'] = useLocaleState();
  if (amounts.length === 0) return <span>–</span>;
  return amounts.map(({ currency, amount }) => (
    <Box component="span" key={currency} sx={{ display: 'block', whiteSpace: 'nowrap' }}>
      {moneyText(amount, currency, locale)}
    </Box>
  ));
}
