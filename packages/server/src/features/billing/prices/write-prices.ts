import { type Price, priceName } from '@srs-desk/shared/billing/price-list.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../../platform/errors.ts';
import type { PlainObject } from '../../../platform/ledger/entry-draft.ts';
import { settled } from '../refusals.ts';
import { readPrices } from './queries.ts';

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

/** Adds a price (id null) or changes one. @throws NotFound, Conflict `list_refused` with gaps and overlaps in words */
export async function writePrice(
  desk: Desk,
  who: Principal,
  id: number | null,
  price: Price,
): Promise<PriceRow> {
  const before = id === null ? null : readPrice(desk, id);
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
          detail: { after: logged(price), ...(before === null ? {} : { before: logged(before) }) },
        },
      ],
    ),
  );
  return readPrice(desk, results[0].id);
}

/** Takes a price away. @throws NotFound, Conflict when that leaves a hole between two others */
export async function deletePrice(desk: Desk, who: Principal, id: number): Promise<void> {
  const before = readPrice(desk, id);
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
          detail: { before: logged(before) },
        },
      ],
    ),
  );
}

/**
 * Ends a price on the day another begins, and adds that other: both or neither.
 * @throws NotFound, InvalidInput when the new one does not begin later, Conflict `list_refused`
 */
export async function replacePrice(desk: Desk, who: Principal, id: number, price: Price): Promise<PriceRow> {
  const { id: _, changedAt: __, changedBy: ___, ...before } = readPrice(desk, id);
  if (price.validFrom <= before.validFrom) {
    throw new InvalidInput({ validFrom: `must be after ${before.validFrom}, when the replaced price began` });
  }
  const ended = { ...before, validTo: price.validFrom };
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
          detail: { after: logged(price), replaces: id },
        },
      ],
    ),
  );
  return readPrice(desk, results[0].id);
}
