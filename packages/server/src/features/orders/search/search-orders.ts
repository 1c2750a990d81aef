import { randomUUID } from 'node:crypto';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { maskName, maskNumber } from '@srs-desk/shared/api/masking.ts';
import type { SearchAnswer, SearchHit, SearchMatch } from '@srs-desk/shared/api/search.ts';
import { COUNTRY_CODE } from '@srs-desk/shared/settings/catalogue.ts';
import { readSearchTerm, type SearchReading } from '@srs-desk/shared/text/search-term.ts';
import { inJsonList } from '../../../platform/db/columns.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { holds } from '../../../platform/holds.ts';
import { msisdnFrom } from '../../../platform/phone-number.ts';
import { ViewThrottle } from '../../../platform/view-throttle.ts';
import { findOrder } from '../queries.ts';
import { orders } from '../table.ts';
import { MOST_FOUND } from './find-ids.ts';
import { type Fit, type Lookup, lookupsOf } from './lookups.ts';

/** Of a person or a case: not for every role. */
const PERSONAL: ReadonlySet<string> = new Set<SearchMatch>([
  'msisdn',
  'email',
  'birth_date',
  'name',
  'target_url',
]);

/** The same search by the same person that shows the same orders is one entry. */
const recorded = new WeakMap<Desk, ViewThrottle>();

const FITS: readonly Fit[] = ['exact', 'part', 'typo'];

function matchOf(kind: SearchReading['kind']): SearchMatch {
  if (kind === 'ref_id_part') return 'ref_id';
  return kind === 'evidence_id_part' ? 'evidence_id' : kind;
}

type Found = Map<number, Lookup>;

/** What the look-ups find, each order with the first that found it; typos only where little else fits. */
async function findAll(
  db: Db,
  lookups: readonly Lookup[],
  wanted: number,
  gone: AbortSignal | undefined,
): Promise<Found> {
  const found: Found = new Map();
  for (const fit of FITS) {
    if (fit === 'typo' && found.size >= wanted) break;
    for (const lookup of lookups.filter((one) => one.fit === fit)) {
      if (found.size >= MOST_FOUND) return found;
      // Others have their turn between two, and who has left is noticed.
      await yieldToEventLoop(undefined, { signal: gone });
      for (const id of lookup.find(db)) if (!found.has(id)) found.set(id, lookup);
    }
  }
  return found;
}

const shown = statement({ ids: 'text' }, (db, { ids }) =>
  db
    .select({
      number: orders.id,
      refId: orders.refId,
      orderId: orders.orderId,
      externalId: orders.externalId,
      method: orders.method,
      status: orders.status,
      step: orders.step,
      supportTeam: orders.supportTeam,
      attention: orders.attention,
      createdAt: orders.createdAt,
      statusChangedAt: orders.statusChangedAt,
      msisdn: orders.msisdn,
      firstName: orders.firstName,
      lastName: orders.lastName,
    })
    .from(orders)
    .where(inJsonList(orders.id, ids)),
);

/** The first of what was found, as the role may see it. */
function hitsOf(db: Db, found: Found, limit: number, seesPerson: boolean): SearchHit[] {
  const ids = [...found.keys()].slice(0, limit);
  const rows = new Map(
    shown(db)
      .all({ ids: JSON.stringify(ids) })
      .map((row) => [row.number, row]),
  );
  return ids.flatMap((id) => {
    const [row, lookup] = [rows.get(id), found.get(id)];
    if (row === undefined || lookup === undefined) return [];
    const { number: _, createdAt, statusChangedAt, msisdn, firstName, lastName, ...rest } = row;
    return {
      id: rest.refId,
      ...rest,
      matched: lookup.matched,
      exact: lookup.fit === 'exact',
      typo: lookup.fit === 'typo',
      createdAt: new Date(createdAt).toISOString(),
      statusChangedAt: new Date(statusChangedAt).toISOString(),
      ...(seesPerson
        ? { msisdn: maskNumber(msisdn), firstName: maskName(firstName), lastName: maskName(lastName) }
        : {}),
    };
  });
}

/** Hits that an entry names; of more, the number is told. */
const HITS_NAMED = 50;

/** What was searched for. */
interface Sought {
  q: string;
  as: readonly string[];
  /** The whole number (E.164) that it is, and nothing but that was found. */
  msisdn: string | null;
}

/**
 * The entry of a search for a person: by what, and which orders were shown. The term is sealed: under the key of the one order
 * found, so that it goes with its person, else under one of its own, which goes with the person of the number that it is, and
 * is destroyed by retention.
 */
async function recordPersonSearch(
  desk: Desk,
  who: Principal,
  { q, as, msisdn }: Sought,
  hits: readonly SearchHit[],
): Promise<void> {
  const throttle = recorded.get(desk) ?? new ViewThrottle();
  recorded.set(desk, throttle);
  const refIds = hits.map(({ refId }) => refId);
  const only = hits.length === 1 ? findOrder(desk.reader, hits[0]?.refId ?? '') : null;
  const entry = {
    action: 'search.person' as const,
    actor: who.actor,
    origin: who.origin,
    ...(only ? { refId: only.refId, orderId: only.orderId, externalId: only.externalId } : {}),
    ...(only ? { subject: only.subjectId } : { subject: randomUUID(), msisdn }),
    detail: { as: [...as], hits: hits.length, refIds: refIds.slice(0, HITS_NAMED) },
    sealed: { q },
  };
  const search = JSON.stringify([q.trim().toLowerCase(), refIds]);
  await throttle.once(who.actor, search, desk.clock.now(), () => desk.ledger.record([], [entry]));
}

/** The number (E.164) that the readings name. */
function numberIn(readings: readonly SearchReading[], countryCode: string): string | null {
  const [typed] = readings.flatMap((one) => (one.kind === 'msisdn' ? [one.value] : []));
  return typed === undefined ? null : msisdnFrom(typed, countryCode);
}

/** The Ref ID that the readings name, when it is one only and not among what was found. */
function registrableOf(readings: readonly SearchReading[], hits: readonly SearchHit[]): string | null {
  const [only, ...others] = readings.flatMap((one) => (one.kind === 'ref_id' ? [one.value] : []));
  const isFound = hits.some(({ refId }) => refId === only);
  return only === undefined || others.length > 0 || isFound ? null : only;
}

/**
 * Finds orders by any id, number or name, in any notation. Who may not see the person cannot find by it either.
 * Hits are ordered by how well they fit, then by how specific the reading is.
 */
export async function searchOrders(
  desk: Desk,
  who: Principal,
  input: { q: string; limit: number },
  gone?: AbortSignal,
): Promise<SearchAnswer> {
  const seesPerson = holds(who, 'person.see');
  const readings = readSearchTerm(input.q).filter((reading) => seesPerson || !PERSONAL.has(reading.kind));
  const countryCode = desk.settings.get(COUNTRY_CODE);
  const lookups = readings.flatMap((reading) => lookupsOf(reading, countryCode));
  const found = await findAll(desk.reader, lookups, input.limit, gone);
  const hits = hitsOf(desk.reader, found, input.limit, seesPerson);
  const personal = [...new Set(readings.map(({ kind }) => kind).filter((kind) => PERSONAL.has(kind)))];
  const shownAs = hits.filter(({ matched }) => PERSONAL.has(matched));
  // Who finds nobody has searched for a person too, unless it was found as something else.
  if (shownAs.length > 0 || (hits.length === 0 && personal.length > 0)) {
    const msisdn = shownAs.every(({ exact }) => exact) ? numberIn(readings, countryCode) : null;
    await recordPersonSearch(desk, who, { q: input.q, as: personal, msisdn }, shownAs);
  }
  return {
    hits,
    total: Math.min(found.size, MOST_FOUND - 1),
    totalCapped: found.size >= MOST_FOUND,
    searchedAs: [...new Set(readings.map((reading) => matchOf(reading.kind)))],
    registrable: registrableOf(readings, hits),
  };
}
