import { contentRange, type ListQuery, type ListSpec, parseListQuery } from '@srs-desk/shared/api/list.ts';
import { listOfRow } from '@srs-desk/shared/api/list-of-row.ts';
import * as z from 'zod';
import { InvalidInput } from '../errors.ts';
import type { RawJson } from './raw-json.ts';
import type { Answer } from './route.ts';

/** The query of every list: JSON texts, read by {@link readListQuery}. */
export const listQuery = z.strictObject({
  filter: z.string().max(100_000).optional(),
  range: z.string().max(100).optional(),
  sort: z.string().max(200).optional(),
});

const cursor = z.string().max(200).optional();

/** … and of a list in which one goes on from a row: `after` what `X-Cursor-Last` of a page gave, or `before` `X-Cursor-First`. */
export const listQueryWithCursor = listQuery.extend({ after: cursor, before: cursor });
export type RawListQuery = z.infer<typeof listQueryWithCursor>;

/** The query against what the list can do. @throws InvalidInput with what is allowed. */
export function readListQuery(spec: ListSpec, raw: RawListQuery): ListQuery {
  const parsed = parseListQuery(spec, raw);
  if (!parsed.ok)
    throw new InvalidInput(parsed.errors, 'The list cannot be asked for like this.', 'invalid_query');
  return parsed.query;
}

/** A page of a list: its rows (or their JSON text), how many there are, and how many in all. */
interface Page {
  rows: readonly unknown[] | RawJson;
  count: number;
  total: number;
  /** The total stopped counting. */
  capped: boolean;
  /** Time (ms) of the last row that was looked at, where the look ended before all were: the page may lack some. */
  lookedTo?: number;
  /** Cursors of the first and the last row. */
  ends?: readonly [first: string, last: string] | null;
}

/** Answers a page as ra-data-simple-rest reads it. */
export function listAnswer(resource: string, query: ListQuery, page: Page): Answer {
  return {
    headers: {
      'content-range': contentRange(resource, query.offset, page.count, page.total),
      ...(page.capped ? { 'x-total-capped': '1' } : {}),
      ...(page.lookedTo === undefined ? {} : { 'x-looked-to': new Date(page.lookedTo).toISOString() }),
      ...(page.ends ? { 'x-cursor-first': page.ends[0], 'x-cursor-last': page.ends[1] } : {}),
    },
    body: page.rows,
  };
}

/** What is asked of a short list: plain data, which may go to the thread that makes its rows. */
export interface ShortListQuery extends ListQuery {
  /** Whole, and in its own order, unless something else is asked for. */
  readonly isWhole: boolean;
  readonly asGiven: boolean;
}

/** The query of a short list of such rows. @throws InvalidInput with what is allowed */
export function readShortListQuery(row: z.ZodObject, raw: RawListQuery): ShortListQuery {
  return { ...readListQuery(listOfRow(row), raw), isWhole: !raw.range, asGiven: !raw.sort };
}

/** The page of a short list whose rows are all at hand. */
export function pageOfShort<T extends Record<string, unknown>>(rows: readonly T[], asked: ShortListQuery) {
  const limit = asked.isWhole ? Math.max(1, rows.length) : asked.limit;
  return pageOf(rows, { ...asked, limit }, asked.asGiven);
}

/**
 * Answers a short list whose rows are all at hand: whole and in its own order, unless the query filters, sorts or cuts.
 * @throws InvalidInput with what is allowed.
 */
export function shortList<T extends Record<string, unknown>>(
  resource: string,
  row: z.ZodObject,
  rows: readonly T[],
  raw: RawListQuery,
  capped = false,
): Answer {
  const asked = readShortListQuery(row, raw);
  return listAnswer(resource, asked, { ...pageOfShort(rows, asked), capped });
}

/** Answers a list that is no rows, with its Content-Range. */
export function wholeList(resource: string, rows: readonly unknown[]): Answer {
  return { headers: { 'content-range': contentRange(resource, 0, rows.length, rows.length) }, body: rows };
}

/** A page out of few rows that are all at hand: filtered by equality, sorted (unless `asGiven`) and cut here. */
export function pageOf<T extends Record<string, unknown>>(
  all: readonly T[],
  query: ListQuery,
  asGiven = false,
): Page {
  const kept = all.filter((row) =>
    query.where.every((condition) => {
      if (condition.op === 'in')
        return condition.values.some((value) => (row[condition.field] ?? null) === value);
      return true;
    }),
  );
  const sign = query.sort.order === 'ASC' ? 1 : -1;
  const { field } = query.sort;
  const inOrder = (a: T, b: T): number => {
    const [left, right] = [a[field], b[field]];
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left ?? '').localeCompare(String(right ?? ''), 'en');
  };
  const sorted = asGiven ? kept : kept.toSorted(inOrder);
  const rows = sorted.slice(query.offset, query.offset + query.limit);
  return { rows, count: rows.length, total: kept.length, capped: false };
}
