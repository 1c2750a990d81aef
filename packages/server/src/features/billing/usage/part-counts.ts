import { addMonths, type Day, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { PricePart } from '@srs-desk/shared/billing/price-list.ts';
import type { PricingTerms } from '@srs-desk/shared/billing/pricing-terms.ts';
import type { UsageDelta } from '@srs-desk/shared/billing/usage.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readPartSums, readParts } from './queries.ts';

/** What is billable of an External ID's issuer and method (empty for none) from a day on until the next part begins. */
interface PartCount {
  issuer: string;
  method: string;
  part: Day;
  billable: number;
}

/** Of each billed External ID (empty for none): what is billable in the parts of a month but the first. */
export type PartCounts = ReadonlyMap<string, readonly PartCount[]>;

const NONE: readonly PartCount[] = [];

/**
 * Billable orders of some spellings' month (perhaps of others', too), `moved` among them, by the parts into which the days cut it on which any price begins or
 * ends to hold. Those of the first part are left out: they are what the other parts leave of the month. By `customer` all issuers and
 * methods are put together.
 */
export function partCounts(
  db: Db,
  pricingTerms: PricingTerms,
  period: Period,
  spellings: readonly string[],
  moved: readonly UsageDelta[],
  grain: 'method' | 'customer' = 'method',
): PartCounts {
  const [from, to] = [firstDayOf(period), firstDayOf(addMonths(period, 1))];
  const days = new Set<Day>();
  const note = (day: Day): void => {
    if (day > from && day < to) days.add(day);
  };
  for (const { validFrom, validTo } of pricingTerms.book('customer').prices) {
    note(validFrom);
    if (validTo !== null) note(validTo);
  }
  const starts = [...days].sort();
  const counts = new Map<string, PartCount[]>();
  const add = (externalId: string, count: PartCount): void => {
    const billed = pricingTerms.resolve(externalId || null) ?? '';
    const known = counts.get(billed);
    if (known === undefined) counts.set(billed, [count]);
    else known.push(count);
  };
  if (grain === 'method') for (const row of readParts(db, starts, to, spellings)) add(row.externalId, row);
  else
    for (const { externalId, part, billable } of readPartSums(db, starts, to, spellings))
      add(externalId, { issuer: '', method: '', part, billable });
  for (const { day, externalId, issuer, method, billable } of moved) {
    const part = day < to ? starts.findLast((start) => start <= day) : undefined;
    if (part !== undefined)
      add(externalId ?? '', { issuer: issuer ?? '', method: method ?? '', part, billable });
  }
  return counts;
}

/** How many of a line's `billable` orders fall into each of its parts. */
export function quantitiesOf(
  counts: PartCounts,
  externalId: string | null,
  line: { issuer: string | null; method: string | null; billable: number },
  parts: readonly PricePart[],
): number[] {
  const [issuer, method] = [line.issuer ?? '', line.method ?? ''];
  const quantities = parts.map(() => 0);
  let first = line.billable;
  for (const count of counts.get(externalId ?? '') ?? NONE) {
    if (count.issuer !== issuer || count.method !== method) continue;
    const at = parts.findLastIndex(({ from }) => from <= count.part);
    if (at <= 0) continue;
    quantities[at] = (quantities[at] ?? 0) + count.billable;
    first -= count.billable;
  }
  quantities[0] = first;
  return quantities;
}
