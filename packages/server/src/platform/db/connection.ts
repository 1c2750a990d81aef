import type { Database, RunResult, Statement } from 'better-sqlite3';
import { type SQL, sql } from 'drizzle-orm';
import type { SelectResultFields } from 'drizzle-orm/query-builders/select.types';
import { BaseSQLiteDatabase, type SQLiteColumn, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { PreparedSession } from './session.ts';

/** What a row consists of: columns and typed expressions, by the names they get. */
type Shape = Readonly<Record<string, SQLiteColumn | SQL>>;

/** What a column gives when it is read. */
export type DataOf<C extends SQLiteColumn> = C['_']['data'] | (C['_']['notNull'] extends true ? never : null);

/** A row as an array, in the order of its columns and typed expressions. */
export type TupleOf<C extends readonly (SQLiteColumn | SQL)[]> = {
  readonly [K in keyof C]: C[K] extends SQLiteColumn ? DataOf<C[K]> : C[K] extends SQL<infer T> ? T : never;
};

/** Something that can be prepared: what the query builder makes, or text of our own. */
export interface Preparable<G, A> {
  prepare(): {
    get(values?: Record<string, unknown>): G;
    all(values?: Record<string, unknown>): A;
    run(values?: Record<string, unknown>): RunResult;
  };
}

type QueryBuilder = Pick<
  BaseSQLiteDatabase<'sync', RunResult>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$with'
>;

/** What statements are built with (`statement.ts`): drizzle's query builder, and text of our own where that falls short. */
export interface Builder extends QueryBuilder {
  /** A read whose text stands in the call; its rows get their types from the columns that `shape` selects. */
  rows<S extends Shape>(
    shape: S,
    text: (columns: SQL) => SQL,
  ): Preparable<SelectResultFields<S> | undefined, SelectResultFields<S>[]>;
  /** As `rows`, but each row is an array in the order of `columns`: for readers of many rows (0.7 µs less for a row of 17). */
  tuples<const C extends readonly (SQLiteColumn | SQL)[]>(
    columns: C,
    text: (columns: SQL) => SQL,
  ): Preparable<TupleOf<C> | undefined, TupleOf<C>[]>;
  /** A change whose text stands in the call. */
  change(text: SQL): Preparable<never, never>;
}

const BOUND_LIMIT = /\blimit \?/gi;

/**
 * Drizzle's dialect, but what is constant in a statement stands in its text: an index over part of a table sees it. And a bound
 * `LIMIT` is a sum: where a value stands alone there, SQLite compiles the statement anew at each run (half of a page of orders).
 */
class ConstantsInText extends SQLiteSyncDialect {
  override sqlToQuery(text: SQL, source?: 'indexes'): ReturnType<SQLiteSyncDialect['sqlToQuery']> {
    const query = super.sqlToQuery(text.inlineParams(), source);
    return { ...query, sql: query.sql.replaceAll(BOUND_LIMIT, 'LIMIT ? + 0') };
  }
}

class PreparedBuilder extends BaseSQLiteDatabase<'sync', RunResult> implements Builder {
  readonly #dialect: SQLiteSyncDialect;
  readonly #session: PreparedSession;

  constructor(database: Database) {
    const dialect = new ConstantsInText();
    const session = new PreparedSession(database, dialect);
    super('sync', dialect, session, undefined);
    this.#dialect = dialect;
    this.#session = session;
  }

  rows<S extends Shape>(shape: S, text: (columns: SQL) => SQL) {
    type Row = SelectResultFields<S>;
    type Results = { type: 'sync'; get: Row | undefined; all: Row[]; values: unknown; execute: unknown };
    const fields = Object.entries(shape).map(([name, field]) => ({ path: [name], field }));
    const query = this.#dialect.sqlToQuery(text(listOf(fields.map(({ field }) => field))));
    return { prepare: () => this.#session.prepareQuery<Results>(query, fields, 'all', false) };
  }

  tuples<const C extends readonly (SQLiteColumn | SQL)[]>(columns: C, text: (columns: SQL) => SQL) {
    type Row = TupleOf<C>;
    type Results = { type: 'sync'; get: Row | undefined; all: Row[]; values: unknown; execute: unknown };
    const query = this.#dialect.sqlToQuery(text(listOf(columns)));
    return { prepare: () => this.#session.prepareTuples<Results>(query, columns) };
  }

  change(text: SQL) {
    type Results = { type: 'sync'; get: never; all: never; values: never; execute: unknown };
    const query = this.#dialect.sqlToQuery(text);
    return { prepare: () => this.#session.prepareQuery<Results>(query, undefined, 'run', false) };
  }
}

function listOf(fields: readonly (SQLiteColumn | SQL)[]): SQL {
  return sql.join(
    fields.map((field) => sql`${field}`),
    sql`, `,
  );
}

/** One open database as stores use it: the typed query builder, and prepared statements kept by their text. */
export class Connection implements Db {
  /** For `statement.ts` alone: what is built must be prepared and kept. */
  readonly builder: Builder;
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
    this.builder = new PreparedBuilder(database);
  }

  /** A connection is a `Db` by itself, where nothing opens it anew. */
  get connection(): Connection {
    return this;
  }

  /** A statement by its text: transactions, and what `statement.ts` has compiled. */
  sql(text: string): Statement {
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      statement = this.#database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

/** What stores read from: the main thread's reader, or the writer's open transaction. */
export interface Db {
  readonly connection: Connection;
}
