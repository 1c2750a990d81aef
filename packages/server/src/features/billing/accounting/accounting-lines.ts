import type { VatTreatment } from '@srs-desk/shared/billing/customer-fields.ts';
import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { readCustomers } from '../customers/queries.ts';
import { numberedStatements } from '../customers/statement-numbers.ts';
import { readEffectiveTotals } from '../usage/effective-totals.ts';

/** What one customer owes for a closed month, in one currency. */
export interface AccountingLine {
  /** The statement's number, `2026-11-0042`, with its version behind a later close. */
  readonly number: string;
  readonly externalId: string | null;
  readonly debtorNumber: string | null;
  readonly name: string | null;
  readonly costCentre: string | null;
  readonly vat: VatTreatment;
  readonly currency: Currency;
  /** Usage and adjustments, without tax, minor units. */
  readonly netMinor: number;
}

/** One line per customer and currency of a closed month, in the order of the statements' numbers. @throws Conflict `not_closed` */
export async function accountingLines(desk: Desk, who: Principal, period: Period): Promise<AccountingLine[]> {
  const numbers = await numberedStatements(desk, who, period);
  const { totals, adjustments } = readEffectiveTotals(desk.reader, period, period, 'customer');
  const sums = new Map<string, Map<Currency, number>>();
  for (const { externalId, currency, amountMinor } of [...totals, ...adjustments]) {
    if (currency === null || amountMinor === 0) continue;
    const of = sums.get(externalId ?? '') ?? new Map<Currency, number>();
    of.set(currency, (of.get(currency) ?? 0) + amountMinor);
    sums.set(externalId ?? '', of);
  }
  const register = new Map(readCustomers(desk.reader).map((each) => [each.externalId, each]));
  return numbers.flatMap(({ externalId, number }) => {
    const customer = register.get(externalId);
    return [...(sums.get(externalId) ?? [])].map(([currency, netMinor]) => ({
      number,
      externalId: externalId || null,
      debtorNumber: customer?.debtorNumber ?? null,
      name: customer?.name ?? null,
      costCentre: customer?.costCentre ?? null,
      vat: customer?.vat ?? 'standard',
      currency,
      netMinor,
    }));
  });
}
