import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { ExternalIdsView, SpellingView, UnassignedOrder } from '@srs-desk/shared/billing/wire.ts';
import type { Desk } from '../../../platform/desk.ts';
import { openLookAlikes } from '../periods/completeness.ts';
import { readPricingTerms } from '../prices/queries.ts';
import { readSpellings } from '../usage/queries.ts';
import { readUnassigned } from './queries.ts';

/** Every spelling of an External ID in use, where it came from, what it is billed as, and what waits to be settled. */
export function readExternalIds(desk: Desk, from: Period, to: Period): ExternalIdsView {
  const pricingTerms = readPricingTerms(desk.reader);
  const spellings = new Map<string, SpellingView>();
  for (const { externalId, source, orders } of readSpellings(desk.reader, from, to)) {
    const raw = externalId === '' ? null : externalId;
    const billedAs = pricingTerms.resolve(raw);
    const known = spellings.get(externalId) ?? {
      id: externalId,
      externalId: raw,
      billedAs,
      group: billedAs === null ? null : (pricingTerms.groupOf.get(billedAs) ?? null),
      orders: 0,
      sources: {},
    };
    spellings.set(externalId, {
      ...known,
      orders: known.orders + orders,
      sources: { ...known.sources, [source]: (known.sources[source] ?? 0) + orders },
    });
  }
  return {
    spellings: [...spellings.values()],
    lookAlikes: openLookAlikes(desk, from, to, pricingTerms).map((group) => ({
      canonical: group.canonical,
      reasons: [...group.reasons],
      spellings: [...group.spellings],
    })),
    withoutExternalId: pricingTerms.resolve(null) === null ? (spellings.get('')?.orders ?? 0) : 0,
  };
}

/** Orders of a month without External ID, with that of a related order as a proposal; nobody's data is shown. */
export function readUnassignedOrders(desk: Desk, period: Period, limit: number): UnassignedOrder[] {
  return readUnassigned(desk.reader, period, limit).map(
    ({ predecessor, successor, samePerson, method, ...order }) => {
      const proposal =
        predecessor !== null
          ? { externalId: predecessor, because: 'predecessor' as const }
          : successor !== null
            ? { externalId: successor, because: 'successor' as const }
            : samePerson !== null
              ? { externalId: samePerson, because: 'same_person' as const }
              : null;
      return { id: order.refId, ...order, method: method || null, proposal };
    },
  );
}
