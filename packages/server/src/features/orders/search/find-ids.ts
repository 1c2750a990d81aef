import { and, desc, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';
import { statement, statementOf } from '../../../platform/db/statement.ts';
import { externalIds, orders } from '../table.ts';

/** So many orders are found at most by one look-up. */
export const MOST_FOUND = 1001;
/** Greater than any sign that follows a beginning. */
export const LAST = '\u{10FFFF}';

/** Columns that orders are found by, all of them indexed. */
export type FoundBy = 'refId' | 'evidenceId' | 'orderId' | 'externalId' | 'msisdn' | 'birthDate';

/** Numbers of the orders whose column is `value`, those placed last first. */
export const idsWhere = statementOf(
  (column: FoundBy) => column,
  (db, column) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .where(eq(orders[column], sql.placeholder('value')))
      .orderBy(desc(orders.createdAt))
      .limit(MOST_FOUND),
);

/** Numbers of the orders whose column lies between two texts: in no order, so that none need be sorted. */
export const idsBetween = statementOf(
  (column: FoundBy) => column,
  (db, column) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .where(and(gte(orders[column], sql.placeholder('from')), lt(orders[column], sql.placeholder('to'))))
      .limit(MOST_FOUND),
);

/** The same of Ref IDs that end in `suffix`, as they are shortened on screens. */
export const idsShortened = statement(
  { from: orders.refId, to: orders.refId, suffix: 'text' },
  (db, { from, to, suffix }) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .where(and(gte(orders.refId, from), lt(orders.refId, to), sql`${orders.refId} LIKE '%' || ${suffix}`))
      .limit(MOST_FOUND),
);

/** Numbers of the orders whose number ends with `tail`, four digits or more; the first comparison has an index. */
export const idsOfTail = statement(
  { four: 'text', length: 'integer', tail: 'text' },
  (db, { four, length, tail }) =>
    db
      .select({ id: orders.id })
      .from(orders)
      .where(
        and(
          isNotNull(orders.msisdn),
          sql`substr(${orders.msisdn}, -4) = ${four}`,
          sql`substr(${orders.msisdn}, -${length}) = ${tail}`,
        ),
      )
      .limit(MOST_FOUND),
);

/** Numbers of the orders with this target URL; its last signs have an index. */
export const idsOfTargetUrl = statement({ url: orders.targetUrl }, (db, { url }) =>
  db
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        isNotNull(orders.targetUrl),
        sql`substr(${orders.targetUrl}, -12) = substr(${url}, -12)`,
        eq(orders.targetUrl, url),
      ),
    )
    .limit(MOST_FOUND),
);

/** Numbers of the orders whose External ID holds `part`, three signs or more, as a phrase of the index of parts. */
export const idsOfExternalPart = statement({ part: 'text' }, (db, { part }) =>
  db.rows(
    { id: orders.id },
    (columns) => sql`SELECT ${columns} FROM ${externalIds} CROSS JOIN ${orders}
      ON ${orders.externalId} = ${externalIds.externalId}
      WHERE ${externalIds.id} IN (
        SELECT rowid FROM external_id_parts WHERE external_id_parts MATCH ${part} LIMIT ${sql.raw(String(MOST_FOUND))}
      ) LIMIT ${sql.raw(String(MOST_FOUND))}`,
  ),
);
