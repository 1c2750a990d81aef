import type { VatTreatment } from '@srs-desk/shared/billing/customer-fields.ts';
import type { Currency } from '@srs-desk/shared/billing/money.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { withVat } from '@srs-desk/shared/billing/vat.ts';
import type { AccountingArrangement } from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Books } from '../books.ts';
import { particularsNow } from '../customers/particulars.ts';
import { readCustomers } from '../customers/queries.ts';
import { statementNumbers } from '../customers/statement-numbers.ts';
import type { CloseRow } from '../periods/queries.ts';
import { readEffectiveTotals } from '../usage/effective-totals.ts';

/** What one customer owes for a closed month, in one currency and at one rate of tax. */
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
  /** Null where no rate is known: nothing is then said of the tax. */
  readonly rate: AccountingRate | null;
  /** Rates are known, but not of every month that the amount is of. */
  readonly isRateMissing: boolean;
}

interface AccountingRate {
  readonly basisPoints: number;
  /** Its own code in the accounting program; empty where it has none. */
  readonly code: string;
  readonly vatMinor: number;
  /** What rounding adds to what is to be paid: on the first line of a statement and currency alone. */
  readonly roundingMinor: number;
}

/** What is charged in a month, by External ID: empty for orders without one. */
function suppliesByCustomer(db: Db, period: Period) {
  const { totals, adjustments } = readEffectiveTotals(db, period, period, 'customer');
  const supplies = new Map<string, { period: Period; currency: Currency; amountMinor: number }[]>();
  for (const { externalId, period: of, currency, amountMinor } of [...totals, ...adjustments]) {
    if (currency === null || amountMinor === 0) continue;
    const known = supplies.get(externalId ?? '');
    if (known === undefined) supplies.set(externalId ?? '', [{ period: of, currency, amountMinor }]);
    else known.push({ period: of, currency, amountMinor });
  }
  return supplies;
}

/**
 * One line per customer, currency and rate of a closed month whose statements have their numbers, in their order, with the tax of
 * the statement. Who a customer is in accounting, the register of now says.
 */
export function accountingLines(books: Books, close: Pick<CloseRow, 'id' | 'period'>): AccountingLine[] {
  const db = books.reader;
  const supplies = suppliesByCustomer(db, close.period);
  const register = new Map(readCustomers(db).map((each) => [each.externalId, each]));
  return statementNumbers(db, close).flatMap(({ externalId, number, particulars }): AccountingLine[] => {
    const customer = register.get(externalId);
    const { vat } = particulars ?? particularsNow(books, externalId);
    const line = {
      number,
      externalId: externalId || null,
      debtorNumber: customer?.debtorNumber ?? null,
      name: customer?.name ?? null,
      costCentre: customer?.costCentre ?? null,
      vat: vat.treatment,
    };
    return withVat(supplies.get(externalId) ?? [], vat).flatMap(
      ({ currency, netMinor, parts, roundingMinor }): AccountingLine[] =>
        parts.length === 0
          ? [{ ...line, currency, netMinor, rate: null, isRateMissing: vat.rates.length > 0 }]
          : parts.map(({ netMinor: net, ...part }, at) => ({
              ...line,
              currency,
              netMinor: net,
              rate: { ...part, roundingMinor: at === 0 ? (roundingMinor ?? 0) : 0 },
              isRateMissing: false,
            })),
    );
  });
}

/** What is booked, minor units: with its tax and rounding, where they are known. */
export function bookedMinor({ netMinor, rate }: AccountingLine): number {
  return netMinor + (rate?.vatMinor ?? 0) + (rate?.roundingMinor ?? 0);
}

/** The code of a line's tax in the accounting program; empty where nobody knows which it is. */
export function vatCodeOf(line: AccountingLine, arrangement: AccountingArrangement): string {
  if (line.isRateMissing) return '';
  if (line.vat === 'standard') return line.rate?.code || arrangement.vatCode;
  return line.vat === 'reverse_charge' ? arrangement.reverseChargeCode : arrangement.exemptCode;
}
