import type { PriceListName } from '@srs-desk/shared/billing/billable.ts';
import { type Currency, formatMinor, parseAmount } from '@srs-desk/shared/billing/money.ts';
import type { Price } from '@srs-desk/shared/billing/price-list.ts';
import { checkPriceList } from '@srs-desk/shared/billing/price-list.ts';
import { type Validity, validityProblems } from '@srs-desk/shared/billing/validity.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';

export const WHOSE = ['everyone', 'externalId', 'group'] as const;
type Whose = (typeof WHOSE)[number];

/** A price as it stands in the form, under the names that the server gives its fields: texts until it is sent. */
export interface PriceDraft {
  list: PriceListName;
  whose: Whose;
  name: string;
  /** `issuer|method`; empty: any. */
  method: string;
  validFrom: string;
  validTo: string;
  currency: Currency;
  tiers: { upTo: string; unitMinor: string }[];
  minimumMinor: string;
  /** Of a supplier price only. */
  baseMinor: string;
}

/** What is wrong in the form, by field: a key of the texts. */
type DraftErrors = Readonly<Record<string, string>>;

/** A form for a new price, or filled with one that exists. */
export function draftOf(price: PriceRow | null, today: string): PriceDraft {
  if (price === null) {
    return {
      list: 'customer',
      whose: 'everyone',
      name: '',
      method: '',
      validFrom: `${today.slice(0, 7)}-01`,
      validTo: '',
      currency: 'CHF',
      tiers: [{ upTo: '', unitMinor: '' }],
      minimumMinor: '',
      baseMinor: '',
    };
  }
  const { currency } = price;
  return {
    list: price.list,
    whose: price.externalId !== null ? 'externalId' : price.group !== null ? 'group' : 'everyone',
    name: price.externalId ?? price.group ?? '',
    method:
      price.issuer === null && price.method === null ? '' : `${price.issuer ?? ''}|${price.method ?? ''}`,
    validFrom: price.validFrom,
    validTo: price.validTo ?? '',
    currency,
    tiers: price.tiers.map(({ upTo, unitMinor }) => ({
      upTo: upTo === null ? '' : String(upTo),
      unitMinor: formatMinor(unitMinor, currency),
    })),
    minimumMinor: price.minimumMinor === 0 ? '' : formatMinor(price.minimumMinor, currency),
    baseMinor: price.baseMinor === 0 ? '' : formatMinor(price.baseMinor, currency),
  };
}

/** Issuer and method out of `issuer|method`; null where any will do. */
export function scopeOf(method: string): { issuer: string | null; method: string | null } {
  const [issuer = '', name = ''] = method.split('|');
  return { issuer: issuer || null, method: name || null };
}

/** The price that a form describes, or what is wrong in it by field. */
export function readDraft(
  draft: PriceDraft,
): { ok: true; value: Price } | { ok: false; errors: DraftErrors } {
  const errors: Record<string, string> = {};
  const minor = (text: string, field: string): number => {
    const parsed = parseAmount(text, draft.currency);
    if (parsed.ok && parsed.minor >= 0) return parsed.minor;
    errors[field] = 'desk.prices.notAmount';
    return 0;
  };
  const tiers = draft.tiers.map(({ upTo, unitMinor }, at) => {
    const last = at === draft.tiers.length - 1;
    if (!last && !/^[1-9]\d{0,8}$/.test(upTo.trim())) errors[`tiers.${at}.upTo`] = 'desk.prices.notCount';
    return { upTo: last ? null : Number(upTo), unitMinor: minor(unitMinor, `tiers.${at}.unitMinor`) };
  });
  const minimumMinor = draft.minimumMinor.trim() === '' ? 0 : minor(draft.minimumMinor, 'minimumMinor');
  const hasBase = draft.list === 'supplier' && draft.baseMinor.trim() !== '';
  const baseMinor = hasBase ? minor(draft.baseMinor, 'baseMinor') : 0;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      list: draft.list,
      externalId: draft.whose === 'externalId' ? draft.name : null,
      group: draft.whose === 'group' ? draft.name.trim() : null,
      ...scopeOf(draft.method),
      validFrom: draft.validFrom,
      validTo: draft.validTo || null,
      currency: draft.currency,
      tiers,
      minimumMinor,
      baseMinor,
    },
  };
}

/** A gap, an overlap or an empty validity among entries of one scope, to be told in the reader's words. */
interface ValidityRefusal {
  kind: 'overlap' | 'gap' | 'empty';
  from: string;
  to: string;
}

/** What stands against validities of one scope, the first of it; null when nothing does. */
export function validityRefusal(entries: readonly Validity[]): ValidityRefusal | null {
  const [problem] = validityProblems(entries);
  if (problem === undefined) return null;
  return problem.kind === 'empty'
    ? { kind: 'empty', from: problem.entry.validFrom, to: problem.entry.validTo ?? '' }
    : { kind: problem.kind, from: problem.from, to: problem.to ?? '' };
}

/** Where in the form a refused price is wrong: at its tiers, or at its validity. */
export function refusedField(price: Price): 'tiers' | 'validFrom' {
  return checkPriceList([price]).some(({ kind }) => kind === 'entry') ? 'tiers' : 'validFrom';
}

/** Whether two prices are of one scope, so that they must follow each other. */
export function sameScope(a: Price, b: Price): boolean {
  return (['list', 'externalId', 'group', 'issuer', 'method'] as const).every((key) => a[key] === b[key]);
}
