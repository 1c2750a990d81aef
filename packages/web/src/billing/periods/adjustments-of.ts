import type { PeriodRow } from '@srs-desk/shared/billing/wire.ts';

/** Adjustments that are none are not told. */
export function adjustmentsOf(amounts: PeriodRow['amounts']) {
  return amounts
    .filter(({ adjustment }) => adjustment !== 0)
    .map(({ currency, adjustment }) => ({ currency, amount: adjustment }));
}
