import { addDays } from '@srs-desk/shared/billing/periods.ts';
import type { Validity } from '@srs-desk/shared/billing/validity.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { dayText } from '../../format/periods.ts';

/** From when until when a price or a rule holds; both days count. */
export function validText({ validFrom, validTo }: Validity, locale: string, translate: Translate): string {
  const last = validTo === null ? translate('desk.prices.open') : dayText(addDays(validTo, -1), locale);
  return `${dayText(validFrom, locale)} – ${last}`;
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** Whom a price is meant for: an External ID, a group, or everyone. */
export function whoseText(
  price: { externalId: string | null; group: string | null },
  translate: Translate,
): string {
  if (price.externalId !== null) return price.externalId;
  return price.group === null
    ? translate('desk.prices.whose.everyone')
    : translate('desk.prices.whose.ofGroup', { group: price.group });
}

/** For which method a price or a rule holds. */
export function scopeText(
  scope: { issuer: string | null; method: string | null },
  translate: Translate,
): string {
  return scope.issuer === null && scope.method === null
    ? translate('desk.prices.method.any')
    : methodDisplayName(scope.issuer, scope.method);
}
