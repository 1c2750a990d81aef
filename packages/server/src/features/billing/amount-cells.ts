import type { Currency } from '@srs-desk/shared/billing/money.ts';
import { type FieldTable, type KeysWith, keysWith } from '@srs-desk/shared/fields/field.ts';
import type { Money } from '../../platform/tables/table.ts';

type WithAmounts<T, R> = Omit<R, KeysWith<T, 'money'>> & Record<KeysWith<T, 'money'>, Money | null>;

/** A row for a file: its amounts, minor units until now, as money of the row's currency; null without one. */
export function amountCells<T extends FieldTable, R extends { readonly currency: Currency | null }>(
  fields: T,
  row: R & Readonly<Record<KeysWith<T, 'money'>, number | null>>,
): WithAmounts<T, R> {
  const { currency } = row;
  const amounts = keysWith(fields, 'money').map((key) => {
    const minor = row[key];
    return [key, minor === null || currency === null ? null : { minor, currency }];
  });
  return { ...row, ...Object.fromEntries(amounts) };
}
