import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { type SQL, sql } from 'drizzle-orm';

/** How the fields of a list stand in its table. */
export interface ListColumns {
  /** Column of each field that can be filtered or sorted. */
  readonly columns: Readonly<Record<string, string>>;
  /** SQL and values for a condition that is no plain comparison (`q`); null when it is one. */
  readonly special?: (condition: Condition) => SqlPart | null;
}

/** A piece of SQL and what is bound in it, in order. */
export interface SqlPart {
  sql: string;
  values: (string | number | null)[];
}

/** Whether rows are walked in the order of the sort, or found by a filter and then sorted. */
export type Lead = 'planner' | 'sort' | 'filter';

function columnOf(list: ListColumns, field: string): string {
  const column = list.columns[field];
  if (column === undefined) throw new Error(`no column for ${field}`);
  return column;
}

function partOf(list: ListColumns, condition: Condition, hidden: boolean): SqlPart {
  const special = list.special?.(condition);
  if (special) return special;
  if (condition.op === 'q') throw new Error('q is not understood by this list');
  // A unary plus keeps SQLite from using the column's index.
  const column = `${hidden ? '+' : ''}${columnOf(list, condition.field)}`;
  if (condition.op !== 'in') {
    return { sql: `${column} ${condition.op === 'gte' ? '>=' : '<='} ?`, values: [condition.at] };
  }
  const values = condition.values.filter((value) => value !== null);
  const choices: SqlPart[] = [];
  if (values.length === 1) choices.push({ sql: `${column} = ?`, values: [values[0] ?? null] });
  if (values.length > 1) {
    choices.push({ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] });
  }
  if (values.length < condition.values.length) choices.push({ sql: `${column} IS NULL`, values: [] });
  if (choices.length === 0) return { sql: '0', values: [] };
  return {
    sql: `(${choices.map((choice) => choice.sql).join(' OR ')})`,
    values: choices.flatMap((choice) => choice.values),
  };
}

/**
 * The WHERE clause of a query, empty when nothing is asked. Only conditions on `by` may use their index; with null
 * the planner chooses.
 */
export function whereOf(
  list: ListColumns,
  query: Pick<ListQuery, 'where'>,
  by: string | null | undefined,
): SqlPart {
  const parts = query.where.map((condition) => {
    const field = condition.op === 'q' ? 'q' : condition.field;
    return partOf(list, condition, by !== null && field !== by);
  });
  if (parts.length === 0) return { sql: '', values: [] };
  return {
    sql: `WHERE ${parts.map((part) => part.sql).join(' AND ')}`,
    values: parts.flatMap((part) => part.values),
  };
}

/** The ORDER BY clause, with the row's number as the last word so that pages never overlap. */
export function orderOf(list: ListColumns, query: Pick<ListQuery, 'sort'>, lead: Lead): string {
  const { field, order } = query.sort;
  const column = columnOf(list, field);
  const first = `${lead === 'filter' ? '+' : ''}${column} ${order}`;
  return column === 'id' ? `ORDER BY id ${order}` : `ORDER BY ${first}, id ${order}`;
}

/** The sort whose first rows are those next to the cursor: turned round where the page ends before it. */
export function sortFromCursor({ sort, cursor }: Pick<ListQuery, 'sort' | 'cursor'>): ListQuery['sort'] {
  if (cursor?.side !== 'before') return sort;
  return { field: sort.field, order: sort.order === 'ASC' ? 'DESC' : 'ASC' };
}

/** The rows beyond the cursor, or null without one. With the lead of a filter the sort's index is not used. */
export function beyondCursor(
  list: ListColumns,
  query: Pick<ListQuery, 'sort' | 'cursor'>,
  lead: Lead,
): SqlPart | null {
  if (query.cursor === undefined) return null;
  const { field, order } = sortFromCursor(query);
  const column = `${lead === 'filter' ? '+' : ''}${columnOf(list, field)}`;
  return {
    sql: `(${column}, id) ${order === 'ASC' ? '>' : '<'} (?, ?)`,
    values: [query.cursor.at, query.cursor.id],
  };
}

/** A WHERE clause with one condition more, or none. */
export function andAlso(where: SqlPart, condition: SqlPart | null): SqlPart {
  if (condition === null) return where;
  return {
    sql: `${where.sql === '' ? 'WHERE' : `${where.sql} AND`} ${condition.sql}`,
    values: [...where.values, ...condition.values],
  };
}

/** A part's text for `statementOf`: each value is a placeholder named by its place. */
export function placedSql(text: string): SQL {
  const [first = '', ...rest] = text.split('?');
  return sql.join([
    sql.raw(first),
    ...rest.flatMap((piece, place) => [sql.placeholder(String(place)), sql.raw(piece)]),
  ]);
}

/** A part's values by the names that {@link placedSql} gives them. */
export function placedValues({ values }: SqlPart): Record<string, string | number | null> {
  return Object.fromEntries(values.map((value, place) => [String(place), value]));
}
