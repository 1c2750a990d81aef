import type { GetListParams } from 'react-admin';

/** Lists whose pages say how one goes on from them. */
const WITH_CURSORS: ReadonlySet<string> = new Set(['orders']);
/** Rows before a page from which on it is asked for by a neighbour's row: to count up to it costs the server more than that. */
const DEEP = 1_000;
/** Lists (a filter in an order) whose pages are remembered. */
const MOST_LISTS = 5;

interface Ends {
  first: string;
  last: string;
}

const remembered = new Map<string, Map<number, Ends>>();

const keyOf = (resource: string, { filter, sort, pagination }: GetListParams): string =>
  JSON.stringify([resource, filter, sort, pagination?.perPage]);

/** Where a page goes on from the page before or behind it, when that was seen and lies deep; else nothing. */
export function cursorFor(resource: string, params: GetListParams): Record<string, string> {
  const { page = 1, perPage = 25 } = params.pagination ?? {};
  if (!WITH_CURSORS.has(resource) || (page - 1) * perPage < DEEP) return {};
  const pages = remembered.get(keyOf(resource, params));
  const [ahead, behind] = [pages?.get(page - 1), pages?.get(page + 1)];
  if (ahead !== undefined) return { after: ahead.last };
  return behind === undefined ? {} : { before: behind.first };
}

/** Keeps the ends of a page that has come. */
export function rememberEnds(resource: string, params: GetListParams, headers: Headers): void {
  const [first, last] = [headers.get('x-cursor-first'), headers.get('x-cursor-last')];
  if (first === null || last === null) return;
  const key = keyOf(resource, params);
  const pages = remembered.get(key) ?? new Map<number, Ends>();
  remembered.delete(key);
  remembered.set(key, pages.set(params.pagination?.page ?? 1, { first, last }));
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_LISTS && oldest !== undefined) remembered.delete(oldest);
}
