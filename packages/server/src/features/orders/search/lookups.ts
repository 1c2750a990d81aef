import type { SearchMatch } from '@srs-desk/shared/api/search.ts';
import { emailTerm } from '@srs-desk/shared/order/person-terms.ts';
import type { SoughtWord } from '@srs-desk/shared/text/fold.ts';
import type { SearchReading } from '@srs-desk/shared/text/search-term.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { msisdnBeginning, msisdnFrom } from '../../../platform/phone-number.ts';
import {
  type FoundBy,
  idsBetween,
  idsOfExternalPart,
  idsOfTail,
  idsOfTargetUrl,
  idsShortened,
  idsWhere,
  LAST,
} from './find-ids.ts';
import { idsOfName, idsOfTerm } from './find-names.ts';

/** How well what was typed fits what was found: all of it, a part, or all but for one typo. */
export type Fit = 'exact' | 'part' | 'typo';

/** One way to look a term up. */
export interface Lookup {
  readonly matched: SearchMatch;
  readonly fit: Fit;
  /** Numbers of the orders found, the more specific first. */
  find(db: Db): number[];
}

const SHORTEST_BEGINNING = 6;
const SHORTEST_TAIL = 4;
const SHORTEST_PART = 3;

const idsIn = (rows: readonly { id: number }[]): number[] => rows.map(({ id }) => id);

function exactly(matched: SearchMatch, column: FoundBy, value: string): Lookup {
  return { matched, fit: 'exact', find: (db) => idsIn(idsWhere(db, column).all({ value })) };
}

function beginning(matched: SearchMatch, column: FoundBy, from: string): Lookup {
  return { matched, fit: 'part', find: (db) => idsIn(idsBetween(db, column).all({ from, to: from + LAST })) };
}

function spellings(text: string): string[] {
  return [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
}

function byRefIdPart(prefix: string, suffix: string | null): Lookup {
  const lookup = beginning('ref_id', 'refId', prefix);
  if (suffix === null) return lookup;
  return {
    ...lookup,
    find: (db) => idsIn(idsShortened(db).all({ from: prefix, to: prefix + LAST, suffix })),
  };
}

function byOwnId(
  matched: 'order_id' | 'external_id',
  column: 'orderId' | 'externalId',
  value: string,
): Lookup[] {
  const begins = value.length < 2 ? [] : spellings(value).map((text) => beginning(matched, column, text));
  return [...spellings(value).map((text) => exactly(matched, column, text)), ...begins];
}

/** Any part of an External ID, in any case and without its marks. */
function byExternalPart(value: string): Lookup[] {
  if ([...value].length < SHORTEST_PART) return [];
  const part = `"${value.replaceAll('"', '""')}"`;
  return [{ matched: 'external_id', fit: 'part', find: (db) => idsIn(idsOfExternalPart(db).all({ part })) }];
}

/** A `+` and what may follow two zeros within the end of a number. */
const LONGEST_AFTER_ZEROS = 5;

function byNumber(digits: string, countryCode: string): Lookup[] {
  const whole = msisdnFrom(digits, countryCode);
  const begins = msisdnBeginning(digits, countryCode);
  // Without the leading zero too: a national notation of another country than the configured one. Few digits after `00`
  // are rather the end of a number than the beginning of a foreign one.
  const tails = digits.startsWith('+')
    ? [digits.length <= LONGEST_AFTER_ZEROS ? digits.replace('+', '00') : '']
    : [...new Set([digits, digits.replace(/^0(?=\d{6})/, '')])];
  return [
    ...(whole === null ? [] : [exactly('msisdn', 'msisdn', whole)]),
    ...(begins === null || begins.length < SHORTEST_BEGINNING ? [] : [beginning('msisdn', 'msisdn', begins)]),
    ...tails
      .filter((tail) => tail.length >= SHORTEST_TAIL)
      .map(
        (tail): Lookup => ({
          matched: 'msisdn',
          fit: 'part',
          find: (db) => idsIn(idsOfTail(db).all({ four: tail.slice(-4), length: tail.length, tail })),
        }),
      ),
  ];
}

function byName(words: readonly SoughtWord[]): Lookup[] {
  const isSpecific = words.some(
    ({ whole, begins }) => begins.length === 0 || whole.some((word) => word.length > 1),
  );
  if (!isSpecific) return [];
  return [
    { matched: 'name', fit: 'exact', find: (db) => idsOfName(db, words, 'whole') },
    { matched: 'name', fit: 'part', find: (db) => idsOfName(db, words, 'begun') },
    { matched: 'name', fit: 'typo', find: (db) => idsOfName(db, words, 'typo') },
  ];
}

/** How a reading of the term is looked up; `countryCode` completes numbers in national notation. */
export function lookupsOf(reading: SearchReading, countryCode: string): Lookup[] {
  switch (reading.kind) {
    case 'ref_id':
      return [exactly('ref_id', 'refId', reading.value)];
    case 'ref_id_part':
      return [byRefIdPart(reading.prefix, reading.suffix)];
    case 'evidence_id':
      return [exactly('evidence_id', 'evidenceId', reading.value)];
    case 'evidence_id_part':
      return [beginning('evidence_id', 'evidenceId', reading.prefix)];
    case 'order_id':
      return byOwnId('order_id', 'orderId', reading.value);
    case 'external_id':
      return [...byOwnId('external_id', 'externalId', reading.value), ...byExternalPart(reading.value)];
    case 'target_url':
      return [
        {
          matched: 'target_url',
          fit: 'exact',
          find: (db) => idsIn(idsOfTargetUrl(db).all({ url: reading.value })),
        },
      ];
    case 'msisdn':
      return byNumber(reading.value, countryCode);
    case 'email': {
      const term = emailTerm(reading.value);
      return [{ matched: 'email', fit: 'exact', find: (db) => idsIn(idsOfTerm(db).all({ term })) }];
    }
    case 'birth_date':
      return [exactly('birth_date', 'birthDate', reading.value)];
    case 'name':
      return byName(reading.words);
  }
}
