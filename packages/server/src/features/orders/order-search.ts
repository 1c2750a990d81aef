import type { SearchMatch } from '@srs-desk/shared/api/search.ts';
import type { MsisdnPattern } from '@srs-desk/shared/order/msisdn.ts';
import type { SearchReading } from '@srs-desk/shared/text/search-term.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { SupportTeam } from '@srs-desk/shared/process/teams.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { wordsOf } from './person-terms.ts';

/** An order found, the person in clear: to be masked before it leaves the server. */
export interface FoundOrder {
  id: number;
  refId: string;
  orderId: string | null;
  externalId: string | null;
  method: string | null;
  status: OrderStatus;
  step: number | null;
  supportTeam: SupportTeam | null;
  attention: string | null;
  createdAt: number;
  statusChangedAt: number;
  msisdn: string | null;
  firstName: string | null;
  lastName: string | null;
}

/** One way to look a term up. */
interface Lookup {
  matched: SearchMatch;
  exact: boolean;
  where: string;
  values: unknown[];
}

const LAST = '\u{10FFFF}';

const COLUMNS = `id, ref_id AS refId, order_id AS orderId, external_id AS externalId, method, status, step,
  support_team AS supportTeam, attention, created_at AS createdAt, status_changed_at AS statusChangedAt, msisdn,
  first_name AS firstName, last_name AS lastName`;

function exactly(matched: SearchMatch, column: string, value: string): Lookup {
  return { matched, exact: true, where: `${column} = ?`, values: [value] };
}

function beginning(matched: SearchMatch, column: string, prefix: string): Lookup {
  return {
    matched,
    exact: false,
    where: `${column} >= ? AND ${column} < ?`,
    values: [prefix, prefix + LAST],
  };
}

function spellings(text: string): string[] {
  return [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
}

function byNumber(pattern: MsisdnPattern): Lookup[] {
  const lookups: Lookup[] = [];
  if (pattern.exact !== null) lookups.push(exactly('msisdn', 'msisdn', pattern.exact));
  if (pattern.prefix !== null && pattern.prefix.length >= 6)
    lookups.push(beginning('msisdn', 'msisdn', pattern.prefix));
  // Without the leading zero too: a national notation of another country than the configured one.
  for (const tail of pattern.suffix === null
    ? []
    : [pattern.suffix, pattern.suffix.replace(/^0(?=\d{6})/, '')]) {
    if (tail.length < 4) continue;
    lookups.push({
      matched: 'msisdn',
      exact: false,
      // The first comparison has an index.
      where: 'msisdn IS NOT NULL AND substr(msisdn, -4) = ? AND substr(msisdn, ?) = ?',
      values: [tail.slice(-4), -tail.length, tail],
    });
  }
  return lookups;
}

function byTerms(matched: SearchMatch, terms: readonly string[], exact: boolean): Lookup {
  const one = exact
    ? 'SELECT ref_id FROM person_terms WHERE term = ?'
    : 'SELECT ref_id FROM person_terms WHERE term >= ? AND term < ?';
  return {
    matched,
    exact,
    where: `ref_id IN (${terms.map(() => one).join(' INTERSECT ')})`,
    values: terms.flatMap((term) => (exact ? [term] : [term, term + LAST])),
  };
}

function byName(words: readonly string[]): Lookup[] {
  const terms = wordsOf(words.join(' ')).map((word) => `n:${word}`);
  if (terms.length === 0 || terms.some((term) => term.length < 4)) return [];
  return [byTerms('name', terms, true), byTerms('name', terms, false)];
}

/** How a reading of the term is looked up, the exact ways first. */
export function lookupsOf(reading: SearchReading): Lookup[] {
  switch (reading.kind) {
    case 'ref_id':
      return [exactly('ref_id', 'ref_id', reading.value)];
    case 'ref_id_part': {
      const lookup = beginning('ref_id', 'ref_id', reading.prefix);
      if (reading.suffix === null) return [lookup];
      return [
        {
          ...lookup,
          where: `${lookup.where} AND ref_id LIKE '%' || ?`,
          values: [...lookup.values, reading.suffix],
        },
      ];
    }
    case 'evidence_id':
      return [exactly('evidence_id', 'evidence_id', reading.value)];
    case 'evidence_id_part':
      return [beginning('evidence_id', 'evidence_id', reading.prefix)];
    case 'order_id':
    case 'external_id': {
      const column = reading.kind;
      return [
        ...spellings(reading.value).map((text) => exactly(column, column, text)),
        ...(reading.value.length < 2
          ? []
          : spellings(reading.value).map((text) => beginning(column, column, text))),
      ];
    }
    case 'msisdn':
      return byNumber(reading.pattern);
    case 'email':
      return [byTerms('email', [`e:${reading.value}`], true)];
    case 'birth_date':
      return [];
    case 'name':
      return byName(reading.words);
  }
}

/** Orders that a lookup finds, `limit` at most, those placed last first. */
export function lookUp(reader: Reader, lookup: Lookup, limit: number): FoundOrder[] {
  return reader
    .sql(`SELECT ${COLUMNS} FROM orders WHERE ${lookup.where} ORDER BY +id DESC LIMIT ?`)
    .all(...lookup.values, limit) as FoundOrder[];
}
