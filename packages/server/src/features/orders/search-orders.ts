import { may } from '@srs-desk/shared/access/permissions.ts';
import { maskName, maskNumber } from '@srs-desk/shared/api/masking.ts';
import type { SearchAnswer, SearchHit, SearchMatch } from '@srs-desk/shared/api/search.ts';
import { readSearchTerm, type SearchReading } from '@srs-desk/shared/text/search-term.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { type FoundOrder, lookUp, lookupsOf } from './order-search.ts';
import { COUNTRY_CODE } from './settings.ts';

const PERSONAL: ReadonlySet<SearchReading['kind']> = new Set(['msisdn', 'email', 'birth_date', 'name']);
const WHOLE_REF_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Searching for people is recorded once per person and quarter of an hour, not once per keystroke. */
const RECORD_EVERY_MS = 15 * 60_000;
const recorded = new WeakMap<Desk, Map<string, number>>();

function matchOf(kind: SearchReading['kind']): SearchMatch {
  if (kind === 'ref_id_part') return 'ref_id';
  return kind === 'evidence_id_part' ? 'evidence_id' : kind;
}

function toHit(found: FoundOrder, matched: SearchMatch, exact: boolean, seesPerson: boolean): SearchHit {
  const { id: _, createdAt, statusChangedAt, msisdn, firstName, lastName, ...rest } = found;
  return {
    id: rest.refId,
    ...rest,
    matched,
    exact,
    createdAt: new Date(createdAt).toISOString(),
    statusChangedAt: new Date(statusChangedAt).toISOString(),
    ...(seesPerson
      ? { msisdn: maskNumber(msisdn), firstName: maskName(firstName), lastName: maskName(lastName) }
      : {}),
  };
}

async function recordPersonSearch(desk: Desk, who: Principal, as: readonly string[]): Promise<void> {
  const seen = recorded.get(desk) ?? new Map<string, number>();
  recorded.set(desk, seen);
  const now = desk.clock.now();
  if (now - (seen.get(who.actor) ?? 0) < RECORD_EVERY_MS) return;
  seen.set(who.actor, now);
  await desk.ledger.record(
    [],
    [{ action: 'search.person', actor: who.actor, origin: who.origin, detail: { as: [...as] } }],
  );
}

/**
 * Finds orders by any id, number or name, in any notation. Who may not see the person cannot find by it either.
 * Hits are ordered by how telling the reading is, exact ones first.
 */
export async function searchOrders(
  desk: Desk,
  who: Principal,
  input: { q: string; limit: number },
): Promise<SearchAnswer> {
  const seesPerson = may(who.role, 'person.see');
  const readings = readSearchTerm(input.q, desk.settings.get(COUNTRY_CODE)).filter(
    (reading) => seesPerson || !PERSONAL.has(reading.kind),
  );
  const hits = new Map<string, SearchHit>();
  const lookups = readings.flatMap(lookupsOf);
  for (const lookup of [...lookups.filter(({ exact }) => exact), ...lookups.filter(({ exact }) => !exact)]) {
    if (hits.size >= input.limit) break;
    for (const found of lookUp(desk.reader, lookup, input.limit)) {
      if (hits.size >= input.limit) break;
      if (!hits.has(found.refId))
        hits.set(found.refId, toHit(found, lookup.matched, lookup.exact, seesPerson));
    }
  }
  const personal = readings.filter((reading) => PERSONAL.has(reading.kind)).map((reading) => reading.kind);
  if ([...hits.values()].some((hit) => PERSONAL.has(hit.matched as SearchReading['kind']))) {
    await recordPersonSearch(desk, who, personal);
  }
  const term = input.q.trim().toLowerCase();
  return {
    hits: [...hits.values()],
    searchedAs: [...new Set(readings.map((reading) => matchOf(reading.kind)))],
    registrable: WHOLE_REF_ID.test(term) && !hits.has(term) ? term : null,
  };
}
