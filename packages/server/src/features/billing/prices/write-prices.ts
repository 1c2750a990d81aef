import {
  addDays,
  addMonths,
  calendarOf,
  type Day,
  firstDayOf,
  periodOfDay,
} from '@srs-desk/shared/billing/periods.ts';
import { checkPriceList, isMonthly, type Price, priceName } from '@srs-desk/shared/billing/price-list.ts';
import type { ClosedEffect, PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, InvalidInput, NotFound } from '../../../platform/errors.ts';
import type { PlainObject } from '../../../platform/ledger/entry-draft.ts';
import { reaching, requireConfirmed } from '../periods/effect-on-closed.ts';
import { askEffect } from '../reads.ts';
import { settled } from '../refusals.ts';
import { readPrices, readPricingTerms } from './queries.ts';
import { isPriceUsed } from './used-price.ts';

/** Both price lists. */
export function listPrices(desk: Desk): PriceRow[] {
  return readPrices(desk.reader).map(({ changedAt, tiers, ...price }) => ({
    ...price,
    tiers: [...tiers],
    changedAt: iso(changedAt),
  }));
}

/** One price. @throws NotFound */
export function readPrice(desk: Desk, id: number): PriceRow {
  const price = listPrices(desk).find((each) => each.id === id);
  if (price === undefined) throw new NotFound('price_not_found', `There is no price ${id}.`);
  return price;
}

/** A price as an entry of the log has it. */
function logged(price: Price): PlainObject {
  return { ...price, tiers: price.tiers.map((tier) => ({ ...tier })) };
}

/** What a list without some prices and with others would do to closed months; a list that is refused anyway does nothing. */
async function effectOf(
  desk: Desk,
  without: readonly (Price & { id: number })[],
  added: readonly Price[],
): Promise<ClosedEffect | null> {
  const gone = without.map(({ id }) => id);
  // One that stays keeps its number; a new one has none yet, and none has one below 1.
  const there = added.map((price, at) => ({ ...price, id: gone[at] ?? -at }));
  const others = readPricingTerms(desk.reader).data.prices.filter(({ id }) => !gone.includes(id));
  if (checkPriceList([...others, ...there]).length > 0) return null;
  const touched = [...without, ...added];
  const named = touched.map(({ externalId }) => externalId);
  return askEffect(desk, {
    edit: { of: 'prices', without: gone, added: there },
    touched,
    externalIds: named.includes(null) ? null : new Set(named),
  });
}

/**
 * Adds a price (id null) or changes one.
 * @throws NotFound, Conflict `list_refused` with gaps and overlaps in words, `closed_months` when it reaches into some and that
 * was not confirmed
 */
export async function writePrice(
  desk: Desk,
  who: Principal,
  id: number | null,
  price: Price,
  confirm?: string,
): Promise<PriceRow> {
  const before = id === null ? null : readPrice(desk, id);
  const effect = await effectOf(desk, before === null ? [] : [before], [price]);
  requireConfirmed(effect, confirm);
  const { results } = settled(
    await desk.ledger.record(
      [{ name: 'billing.put_price', args: { id, price, by: who.name } }],
      [
        {
          action: id === null ? 'billing.price.create' : 'billing.price.update',
          actor: who.actor,
          origin: who.origin,
          externalId: price.externalId,
          target: id === null ? priceName(price) : `price ${id}`,
          detail: {
            after: logged(price),
            ...(before === null ? {} : { before: logged(before) }),
            ...reaching(effect),
          },
        },
      ],
    ),
  );
  return readPrice(desk, results[0].id);
}

/** The first day without a price that is ended today: tomorrow or, where it counts by whole months, the first of the next. */
function endOf(desk: Desk, price: Price): Day {
  const today = calendarOf(desk.config.billingTimeZone).dayOf(desk.clock.now());
  return isMonthly(price) ? firstDayOf(addMonths(periodOfDay(today), 1)) : addDays(today, 1);
}

/**
 * Takes a price away. One that orders were billed under is ended instead, after today; gives since when it no longer holds (null:
 * it is gone).
 * @throws NotFound, Conflict `price_used` when it was used and has ended, `list_refused` when that leaves a hole between two
 * others, `closed_months`
 */
export async function deletePrice(
  desk: Desk,
  who: Principal,
  id: number,
  confirm?: string,
): Promise<{ endedOn: Day | null }> {
  const before = readPrice(desk, id);
  if (isPriceUsed(desk.reader, before)) {
    const { id: _, changedAt: __, changedBy: ___, ...price } = before;
    const endedOn = endOf(desk, price);
    if (price.validTo !== null && price.validTo <= endedOn) {
      throw new Conflict(
        'price_used',
        `Orders were billed under it, and it ends ${price.validTo}: it stays.`,
      );
    }
    await writePrice(desk, who, id, { ...price, validTo: endedOn }, confirm);
    return { endedOn };
  }
  const effect = await effectOf(desk, [before], []);
  requireConfirmed(effect, confirm);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_price', args: { id } }],
      [
        {
          action: 'billing.price.delete',
          actor: who.actor,
          origin: who.origin,
          externalId: before.externalId,
          target: `price ${id}`,
          detail: { before: logged(before), ...reaching(effect) },
        },
      ],
    ),
  );
  return { endedOn: null };
}

/**
 * Ends a price on the day another begins, and adds that other: both or neither.
 * @throws NotFound, InvalidInput when the new one does not begin later, Conflict `list_refused`, `closed_months`
 */
export async function replacePrice(
  desk: Desk,
  who: Principal,
  id: number,
  price: Price,
  confirm?: string,
): Promise<PriceRow> {
  const { id: _, changedAt: __, changedBy: ___, ...before } = readPrice(desk, id);
  if (price.validFrom <= before.validFrom) {
    throw new InvalidInput({ validFrom: `must be after ${before.validFrom}, when the replaced price began` });
  }
  const ended = { ...before, validTo: price.validFrom };
  const effect = await effectOf(desk, [{ ...before, id }], [ended, price]);
  requireConfirmed(effect, confirm);
  const entry = { actor: who.actor, origin: who.origin, externalId: price.externalId };
  const { results } = settled(
    await desk.ledger.record(
      [{ name: 'billing.replace_price', args: { id, ended, price, by: who.name } }],
      [
        {
          ...entry,
          action: 'billing.price.update',
          target: `price ${id}`,
          detail: { before: logged(before), after: logged(ended) },
        },
        {
          ...entry,
          action: 'billing.price.create',
          target: priceName(price),
          detail: { after: logged(price), replaces: id, ...reaching(effect) },
        },
      ],
    ),
  );
  return readPrice(desk, results[0].id);
}
