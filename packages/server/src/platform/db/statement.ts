import type { RunResult } from 'better-sqlite3';
import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Builder, Connection, DataOf, Db, Preparable } from './connection.ts';
import { namesInOrder } from './session.ts';

type Bare = {
  integer: number;
  text: string;
  bytes: Uint8Array;
  'integer?': number | null;
  'text?': string | null;
  'bytes?': Uint8Array | null;
};
/** What a value is declared by: the column it meets, or a bare SQLite type where there is none (`?`: may be null). */
type Param = SQLiteColumn | keyof Bare;
type Params = Readonly<Record<string, Param>>;

type ValueOf<P> = P extends SQLiteColumn ? DataOf<P> : P extends keyof Bare ? Bare[P] : never;
type Values<P extends Params | readonly Param[]> = { -readonly [K in keyof P]: ValueOf<P[K]> };
/** Stands for a value while the statement is built. */
type Given<P extends Params | readonly Param[]> = {
  [K in keyof P]: P[K] extends SQLiteColumn ? SQL<DataOf<P[K]>> : Placeholder<string, number>;
};

type Row = Record<string, unknown>;

/** A prepared statement, its values given by name. */
interface Statement<V, G, A> {
  /** The first row; undefined when there is none. */
  get(values: V): G;
  all(values: V): A;
  run(values: V): RunResult;
}

/** A prepared statement without values. */
interface PlainStatement<G, A> {
  get(): G;
  all(): A;
  run(): RunResult;
}

/**
 * A statement made with drizzle's builder, prepared once per connection and fully typed: the values by the columns
 * they are declared with, the rows by the columns selected.
 *
 *     const byName = statement({ name: settings.name }, (db, { name }) =>
 *       db.select().from(settings).where(eq(settings.name, name)));
 *     byName(reader).get({ name: 'polling' });
 *
 * What is constant in it (all but the values) stands in its text, where partial indexes see it; bytes must be values.
 */
export function statement<const P extends Params, G, A>(
  params: P,
  build: (db: Builder, given: Given<P>) => Preparable<G, A>,
): (db: Db) => Statement<Values<P>, G, A>;
export function statement<G, A>(build: (db: Builder) => Preparable<G, A>): (db: Db) => PlainStatement<G, A>;
export function statement(
  ...parts:
    | [build: (db: Builder) => Preparable<unknown, unknown>]
    | [params: Params, build: (db: Builder, given: StandIns) => Preparable<unknown, unknown>]
): (db: Db) => PlainStatement<unknown, unknown> {
  const prepared = new WeakMap<Connection, PlainStatement<unknown, unknown>>();
  const build = (db: Builder) => (parts.length === 1 ? parts[0](db) : parts[1](db, standInsFor(parts[0])));
  return ({ connection }) => {
    let found = prepared.get(connection);
    if (found === undefined) {
      found = build(connection.builder).prepare();
      prepared.set(connection, found);
    }
    return found;
  };
}

/** How many forms of one statement are kept per connection; the longest unused goes first. */
const MOST_FORMS = 200;

/**
 * A statement that has many forms, such as a list under any filters and sorts: each form, told apart by its key, is built
 * and prepared once per connection. Its values are placeholders (`sql.placeholder`), which the form names.
 */
export function statementOf<F, G, A>(
  keyOf: (form: F) => string,
  build: (db: Builder, form: F) => Preparable<G, A>,
): (db: Db, form: F) => Statement<Row, G, A> {
  const prepared = new WeakMap<Connection, Map<string, Statement<Row, G, A>>>();
  return ({ connection }, form) => {
    const forms = prepared.get(connection) ?? new Map<string, Statement<Row, G, A>>();
    prepared.set(connection, forms);
    const key = keyOf(form);
    const found = forms.get(key) ?? build(connection.builder, form).prepare();
    forms.delete(key);
    forms.set(key, found);
    const [longestUnused] = forms.keys();
    if (forms.size > MOST_FORMS && longestUnused !== undefined) forms.delete(longestUnused);
    return found;
  };
}

/** A change whose values are given by position. */
interface PositionalChange<V extends unknown[]> {
  run(...values: V): RunResult;
}

/**
 * A change for the writer's hottest ways: its text is compiled once per connection from the tables, and its values go to
 * SQLite as they are, by position (an insert of 17 columns: 0.3 µs less than by name). `params` stand in the order of the text.
 * The connection throws TypeError when they do not, or when one would have to be encoded.
 *
 *     const insert = byPosition([nodes.level, nodes.hash], (db, [level, hash]) => db.insert(nodes).values({ level, hash }));
 *     insert(tx).run(8, hash);
 */
export function byPosition<const P extends readonly Param[]>(
  params: P,
  build: (db: Builder, given: Given<P>) => { toSQL(): { sql: string; params: unknown[] } },
): (db: Db) => PositionalChange<Values<P>>;
export function byPosition(
  params: readonly Param[],
  build: (
    db: Builder,
    given: Readonly<Record<number, SQL | Placeholder>>,
  ) => { toSQL(): { sql: string; params: unknown[] } },
): (db: Db) => PositionalChange<unknown[]> {
  const prepared = new WeakMap<Connection, PositionalChange<unknown[]>>();
  const standIns = params.map((param, place) => standInFor(String(place), param));
  return ({ connection }) => {
    let found = prepared.get(connection);
    if (found === undefined) {
      const query = build(connection.builder, standIns).toSQL();
      const names = namesInOrder(query.params);
      if (names.length !== params.length || names.some((name, place) => name !== String(place)))
        throw new TypeError(
          `values ${names.join(', ')} do not stand in the order of their text: ${query.sql}`,
        );
      found = connection.sql(query.sql);
      prepared.set(connection, found);
    }
    return found;
  };
}

type StandIns = Record<string, SQL | Placeholder>;

function standInsFor(params: Params): StandIns {
  return Object.fromEntries(Object.entries(params).map(([name, param]) => [name, standInFor(name, param)]));
}

function standInFor(name: string, param: Param): SQL | Placeholder {
  const placeholder = sql.placeholder(name);
  return typeof param === 'string' ? placeholder : sql`${sql.param(placeholder, param)}`;
}
