import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { sql } from 'drizzle-orm';
import { placedSql, placedValues, type SqlPart } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statementOf } from '../../platform/db/statement.ts';
import { ORDER_COLUMNS } from './list-conditions.ts';
import { BESIDE_ORDER, type OrderView, ROW_JSON } from './order-columns.ts';

interface Rows {
  /** As a JSON list, UTF-8. */
  json: Uint8Array;
  count: number;
  /** Cursors of the first and the last. */
  ends: readonly [first: string, last: string] | null;
}

export interface OrderPage extends Rows {
  total: number;
  capped: boolean;
}

/** Whose rows a page shows, what they are sorted by, and where they come from; the values stand in it as `?`. */
interface PageForm {
  view: OrderView;
  by: string;
  from: string;
}

/** A list row as JSON. */
export const jsonOf = (view: OrderView) => sql<string>`${sql.raw(ROW_JSON[view])}`;

/** The page as one value of bytes: a text per row would be made, joined and encoded anew. */
const jsonPageOf = statementOf(
  ({ view, by, from }: PageForm) => `${view} ${by} ${from}`,
  (db, { view, by, from }) =>
    db.rows(
      {
        json: sql<Uint8Array>`CAST('[' || coalesce(group_concat(json, ','), '') || ']' AS BLOB)`,
        count: sql<number>`count(*)`,
        cursors: sql<string | null>`group_concat(cursor, ' ')`,
      },
      (columns) => sql`SELECT ${columns} FROM (
        SELECT ${jsonOf(view)} AS json, o.${sql.raw(by)} || '.' || o.id AS cursor FROM ${placedSql(from)})`,
    ),
);

/** Where the rows of a page come from: numbers of orders in the order of the page. */
export function rowsOf(ids: SqlPart): SqlPart {
  // Crossed, so that the page's order is that of the rows.
  return {
    sql: `(${ids.sql}) page CROSS JOIN orders o ON o.id = page.id ${BESIDE_ORDER}`,
    values: ids.values,
  };
}

/** The rows of a page that ends before a cursor are found from its end. */
function turned({ sql, values }: SqlPart): SqlPart {
  const counted = `SELECT id, row_number() OVER () AS place FROM (${sql})`;
  return { sql: `SELECT id FROM (${counted}) ORDER BY place DESC`, values };
}

/** What a page shows of the orders whose numbers `ids` selects, put together by SQLite. */
export function readPage(
  reader: Reader,
  view: OrderView,
  { sort, cursor }: Pick<ListQuery, 'sort' | 'cursor'>,
  ids: SqlPart,
): Rows {
  const page = rowsOf(cursor?.side === 'before' ? turned(ids) : ids);
  const by = ORDER_COLUMNS.columns[sort.field] ?? sort.field;
  const found = jsonPageOf(reader, { view, by, from: page.sql }).get(placedValues(page));
  if (found === undefined || found.cursors === null) return { json: Buffer.from('[]'), count: 0, ends: null };
  const { json, count } = found;
  const cursors = found.cursors.split(' ');
  return { json, count, ends: [cursors[0] ?? '', cursors.at(-1) ?? ''] };
}
