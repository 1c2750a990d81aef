import { createHash } from 'node:crypto';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { type BillableRule, methodFits } from '@srs-desk/shared/billing/billable.ts';
import { closedEffectOf } from '@srs-desk/shared/billing/closed-effect.ts';
import { formatMinor } from '@srs-desk/shared/billing/money.ts';
import {
  addMonths,
  calendarOf,
  type Day,
  firstDayOf,
  type Period,
  periodOfDay,
} from '@srs-desk/shared/billing/periods.ts';
import type { StoredPrice } from '@srs-desk/shared/billing/price-list.ts';
import { type PricingTermsData, pricingTermsOf } from '@srs-desk/shared/billing/pricing-terms.ts';
import { addCounts, NO_USAGE, type UsageDelta, usageDeltas } from '@srs-desk/shared/billing/usage.ts';
import type { ClosedEffect } from '@srs-desk/shared/billing/wire.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { Conflict } from '../../../platform/errors.ts';
import type { Books } from '../books.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { bookedRules } from '../usage/book-usage.ts';
import { type MonthRow, readMonths } from '../usage/month-queries.ts';
import { contributionOfOrder, readFactsPlaced } from '../usage/order-facts.ts';
import { priceMonths } from '../usage/price-months.ts';
import { readCurrentCloses } from './queries.ts';

/** Orders looked at before others get their turn. */
const ORDERS_AT_ONCE = 500;

interface Touched {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** The closed months that any of these validities reaches into. */
function closedWithin(db: Db, touched: readonly Touched[]): Period[] {
  return readCurrentCloses(db)
    .map(({ period }) => period)
    .filter((period) =>
      touched.some(
        ({ validFrom, validTo }) =>
          validFrom < firstDayOf(addMonths(period, 1)) && (validTo === null || validTo > firstDayOf(period)),
      ),
    );
}

function monthRows(db: Db, periods: readonly Period[]): MonthRow[] {
  const [from, to] = [periods[0], periods.at(-1)];
  if (from === undefined || to === undefined) return [];
  return readMonths(db, from, to).filter((row) => periods.includes(row.period));
}

/** Of all time: what an alias and a price group reach into. */
export const ALWAYS: Touched = { validFrom: '0000-01-01', validTo: null };

/** What is changed: prices taken away (by number) and put there, or what one External ID is billed as or grouped under (null: nothing). */
type TermsEdit =
  | { readonly of: 'prices'; readonly without: readonly number[]; readonly added: readonly StoredPrice[] }
  | { readonly of: 'aliases'; readonly raw: string | null; readonly canonical: string | null }
  | { readonly of: 'groups'; readonly externalId: string; readonly group: string | null };

function edited(data: PricingTermsData, edit: TermsEdit): PricingTermsData {
  if (edit.of === 'prices') {
    const gone = new Set(edit.without);
    return { ...data, prices: [...data.prices.filter(({ id }) => !gone.has(id)), ...edit.added] };
  }
  if (edit.of === 'aliases') {
    const { raw, canonical } = edit;
    const others = data.aliases.filter((each) => each.raw !== raw);
    return { ...data, aliases: canonical === null ? others : [...others, { raw, canonical }] };
  }
  const { externalId, group } = edit;
  const others = data.groups.filter(([id]) => id !== externalId);
  return { ...data, groups: group === null ? others : [...others, [externalId, group]] };
}

/** A change of prices, groups or aliases. */
export interface TermsChange {
  readonly edit: TermsEdit;
  /** For when what changes holds. */
  readonly touched: readonly Touched[];
  /** For whom it does; null: for anyone. */
  readonly externalIds: ReadonlySet<string | null> | null;
}

/** What such a change would do to closed months; null where it changes nothing in them. */
export function effectOfTerms(db: Db, { edit, touched, externalIds }: TermsChange): ClosedEffect | null {
  const terms = readPricingTerms(db);
  const would = pricingTermsOf(edited(terms.data, edit));
  const rows = monthRows(db, closedWithin(db, touched)).filter(({ externalId }) => {
    const raw = externalId || null;
    return externalIds === null || externalIds.has(terms.resolve(raw)) || externalIds.has(would.resolve(raw));
  });
  return closedEffectOf(priceMonths(db, rows, terms), priceMonths(db, rows, would));
}

/** What orders would add to closed months, and no more, under other rules than those booked. */
async function movedBy(
  books: Books,
  rules: readonly BillableRule[],
  changed: readonly BillableRule[],
  closed: readonly Period[],
): Promise<UsageDelta[]> {
  const { reader: db, config } = books;
  const calendar = calendarOf(config.billingTimeZone);
  const booked = bookedRules(db);
  const last = closed.at(-1) ?? '';
  const earliest = changed.map((rule) => rule.validFrom).sort()[0] ?? last;
  const placed = { from: calendar.startOf(earliest), to: calendar.boundsOf(last).to };
  const moved: UsageDelta[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const orders = readFactsPlaced(db, after, placed, ORDERS_AT_ONCE);
    for (const order of orders) {
      if (!changed.some((rule) => methodFits(rule, order))) continue;
      const [was, would] = [booked, rules].map((each) => contributionOfOrder(order, each, calendar));
      if (was === undefined || would === undefined) continue;
      moved.push(...usageDeltas(was, would).filter(({ day }) => closed.includes(periodOfDay(day))));
    }
    after = orders.length < ORDERS_AT_ONCE ? undefined : orders.at(-1)?.id;
    await yieldToEventLoop();
  }
  return moved;
}

function withMoved(rows: readonly MonthRow[], moved: readonly UsageDelta[]): MonthRow[] {
  const keyOf = (of: Omit<MonthRow, keyof typeof NO_USAGE>) =>
    JSON.stringify([of.period, of.externalId, of.issuer, of.method]);
  const all = new Map(rows.map((row) => [keyOf(row), row]));
  for (const { day, externalId, issuer, method, ...counts } of moved) {
    const of = {
      period: periodOfDay(day),
      externalId: externalId ?? '',
      issuer: issuer ?? '',
      method: method ?? '',
    };
    const known = all.get(keyOf(of)) ?? { ...of, ...NO_USAGE };
    all.set(keyOf(of), { ...known, ...addCounts(known, counts) });
  }
  return [...all.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * What other billable rules of the customers would do to closed months; null where they change nothing in them. `changed` are the
 * rules that are not as they were, as they were and as they would be.
 */
export async function effectOfRules(
  books: Books,
  rules: readonly BillableRule[],
  changed: readonly BillableRule[],
): Promise<ClosedEffect | null> {
  const db = books.reader;
  // Whoever is placed in a closed month may be billed in a later one that is closed too.
  const closed = closedWithin(
    db,
    changed.map(({ validFrom }) => ({ validFrom, validTo: null })),
  );
  if (closed.length === 0) return null;
  const moved = await movedBy(books, rules, changed, closed);
  if (moved.length === 0) return null;
  const customers = new Set(moved.map(({ externalId }) => externalId ?? ''));
  const terms = readPricingTerms(db);
  const billed = new Set([...customers].map((raw) => terms.resolve(raw || null)));
  const rows = monthRows(db, closed).filter((row) => billed.has(terms.resolve(row.externalId || null)));
  return closedEffectOf(priceMonths(db, rows, terms), priceMonths(db, withMoved(rows, moved), terms, moved));
}

function inWords({ from, to, months, customers, amounts }: ClosedEffect): string {
  const sums = amounts.map(
    ({ currency, chargedMinor, creditedMinor }) =>
      `${currency} ${formatMinor(chargedMinor, currency)} charged and ${formatMinor(creditedMinor, currency)} credited`,
  );
  return [
    `This changes ${months} closed ${months === 1 ? 'month' : 'months'} (${from === to ? from : `${from} to ${to}`})`,
    `of ${customers} ${customers === 1 ? 'customer' : 'customers'}:`,
    `${sums.join(', ') || 'no amount'}, as adjustments of the next open month.`,
  ].join(' ');
}

/**
 * Lets a change pass that reaches into closed months only when what it does there was confirmed, as it stands now.
 * @throws Conflict `closed_months` with what it does and the `confirm` to repeat the request with
 */
export function requireConfirmed(effect: ClosedEffect | null, confirm: string | undefined): void {
  if (effect === null) return;
  const wanted = createHash('sha256').update(JSON.stringify(effect)).digest('hex').slice(0, 16);
  if (confirm === wanted) return;
  const message = `${inWords(effect)} Repeat the request with confirm=${wanted} to save it.`;
  throw new Conflict('closed_months', message, { closedMonths: effect, confirm: wanted });
}

/** What an entry says of a change that reached into closed months. */
export function reaching(effect: ClosedEffect | null): { closedMonths?: ClosedEffect } {
  return effect === null ? {} : { closedMonths: effect };
}
