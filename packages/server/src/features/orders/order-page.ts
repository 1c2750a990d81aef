import { sql } from 'drizzle-orm';
import { placedSql, placedValues, type SqlPart } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statementOf } from '../../platform/db/statement.ts';
import { BESIDE_ORDER, type OrderView, ROW_JSON } from './order-columns.ts';

export interface OrderPage {
  /** The rows as a JSON list, UTF-8. */
  json: Uint8Array;
  count: number;
  total: number;
  capped: boolean;
}

/** Whose rows a page shows and where its rows come from; the values stand in it as `?`. */
interface PageForm {
  view: OrderView;
  from: string;
}

/** A list row as JSON. */
export const jsonOf = (view: OrderView) => sql<string>`${sql.raw(ROW_JSON[view])}`;

/** The page as one value of bytes: a text per row would be made, joined and encoded anew. */
const jsonPageOf = statementOf(
  ({ view, from }: PageForm) => `${view} ${from}`,
  (db, { view, from }) =>
    db.rows(
      {
        json: sql<Uint8Array>`CAST('[' || coalesce(group_concat(json, ','), '') || ']' AS BLOB)`,
        count: sql<number>`count(*)`,
      },
      (columns) => sql`SELECT ${columns} FROM (SELECT ${jsonOf(view)} AS json FROM ${placedSql(from)})`,
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

const NO_ROWS = { json: Buffer.from('[]'), count: 0 };

/** The orders whose numbers `ids` selects, as a JSON list put together by SQLite, and how many there are. */
export function readPage(reader: Reader, view: OrderView, ids: SqlPart): Pick<OrderPage, 'json' | 'count'> {
  const page = rowsOf(ids);
  return jsonPageOf(reader, { view, from: page.sql }).get(placedValues(page)) ?? NO_ROWS;
}
