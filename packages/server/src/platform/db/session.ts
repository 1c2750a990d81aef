import type { Database, RunResult, Statement } from 'better-sqlite3';
import { Column, is, NoopLogger, noopDecoder, Param, Placeholder, type Query, SQL } from 'drizzle-orm';
import { BetterSQLiteSession, PreparedQuery } from 'drizzle-orm/better-sqlite3';
import { NoopCache } from 'drizzle-orm/cache/core';
import type {
  PreparedQueryConfig,
  SelectedFieldsOrdered,
  SQLiteColumn,
  SQLiteExecuteMethod,
  SQLiteSyncDialect,
} from 'drizzle-orm/sqlite-core';

type Results = Omit<PreparedQueryConfig, 'run'>;
type Mapped = (value: unknown) => unknown;
type RowReader = (raw: unknown[]) => object;
type NoSchema = Record<string, never>;

/** A statement of the query builder was to be run without having been prepared once (`statement.ts`). */
export class UnpreparedStatement extends Error {
  override readonly name = 'UnpreparedStatement';
}

/**
 * Drizzle's session over better-sqlite3 with two differences: a statement that is not prepared is refused, because drizzle
 * would put its text together at every call (60 to 190 µs); and values are bound and rows read by plans made once.
 */
export class PreparedSession extends BetterSQLiteSession<NoSchema, NoSchema> {
  readonly #database: Database;

  constructor(database: Database, dialect: SQLiteSyncDialect) {
    super(database, dialect, undefined);
    this.#database = database;
  }

  override prepareQuery<T extends Results>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    executeMethod: SQLiteExecuteMethod,
    isResponseInArrayMode: boolean,
  ): PlannedQuery<T> {
    const statement = this.#database.prepare(query.sql);
    return new PlannedQuery<T>(statement, query, fields, executeMethod, isResponseInArrayMode);
  }

  /** A read whose rows stay arrays, in the order of their columns. */
  prepareTuples<T extends Results>(query: Query, columns: readonly (SQLiteColumn | SQL)[]): PlannedQuery<T> {
    const statement = this.#database.prepare(query.sql);
    const fields = columns.map((field, at) => ({ path: [String(at)], field }));
    return new PlannedQuery<T>(statement, query, fields, 'all', false, tupleReader(columns));
  }

  override prepareOneTimeQuery(query: Query): never {
    throw new UnpreparedStatement(`prepare it once, see platform/db/statement.ts: ${query.sql}`);
  }
}

/** A prepared statement whose values are bound by position and whose rows are read without drizzle's look-ups per call. */
class PlannedQuery<T extends Results> extends PreparedQuery<T> {
  readonly #statement: Statement;
  readonly #bind: (given: Record<string, unknown>) => unknown[];
  readonly #rowOf: RowReader | null;

  constructor(
    statement: Statement,
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    executeMethod: SQLiteExecuteMethod,
    isResponseInArrayMode: boolean,
    rowOf = fields === undefined ? null : rowReader(fields),
  ) {
    const none = undefined;
    const [logger, cache] = [new NoopLogger(), new NoopCache()];
    super(statement, query, logger, cache, none, none, fields, executeMethod, isResponseInArrayMode, none);
    this.#statement = statement;
    this.#bind = binding(query.params);
    this.#rowOf = rowOf;
    if (fields !== undefined) statement.raw();
  }

  override run(given: Record<string, unknown> = {}): RunResult {
    return this.#statement.run(...this.#bind(given));
  }

  override get(given: Record<string, unknown> = {}): T['get'] {
    if (this.#rowOf === null) return super.get(given);
    const raw = this.#statement.get(...this.#bind(given));
    return Array.isArray(raw) ? this.#rowOf(raw) : undefined;
  }

  override all(given: Record<string, unknown> = {}): T['all'] {
    const rowOf = this.#rowOf;
    if (rowOf === null) return super.all(given);
    const rows = this.#statement.all(...this.#bind(given));
    return rows.map((raw) => (Array.isArray(raw) ? rowOf(raw) : raw));
  }
}

function binding(params: readonly unknown[]): (given: Record<string, unknown>) => unknown[] {
  const slots = params.map((param) => {
    const encode = is(param, Param) ? encoderOf(param.encoder) : null;
    return { name: nameOf(param), fixed: param, encode };
  });
  return (given) => {
    const values: unknown[] = [];
    for (const { name, fixed, encode } of slots) {
      const value = name === undefined ? fixed : given[name];
      if (value === undefined) throw new TypeError(`no value for ${name}`);
      values.push(encode === null || value === null ? value : encode(value));
    }
    return values;
  };
}

/**
 * The names of a statement's values in the order of its text, for a statement that is run by position.
 * @throws TypeError for a value that would have to be encoded (a flag, JSON).
 */
export function namesInOrder(params: readonly unknown[]): (string | undefined)[] {
  return params.map((param) => {
    if (is(param, Param) && encoderOf(param.encoder) !== null)
      throw new TypeError(`the value of ${nameOf(param)} has to be encoded: use statement()`);
    return nameOf(param);
  });
}

function nameOf(param: unknown): string | undefined {
  const placeholder = is(param, Param) ? param.value : param;
  return is(placeholder, Placeholder) ? placeholder.name : undefined;
}

function encoderOf(encoder: Param['encoder']): Mapped | null {
  if (is(encoder, Column) && encoder.mapToDriverValue === Column.prototype.mapToDriverValue) return null;
  return (value) => encoder.mapToDriverValue(value);
}

/** Reads rows of columns and expressions; null where a nested selection needs drizzle's own reading. */
function rowReader(fields: SelectedFieldsOrdered): RowReader | null {
  const names: string[] = [];
  const decoders: (Mapped | null)[] = [];
  for (const { path, field } of fields) {
    const [name, nested] = path;
    const decoder = decoderOf(field);
    if (name === undefined || nested !== undefined || decoder === undefined) return null;
    names.push(name);
    decoders.push(decoder);
  }
  // Put together name by name, a row of many columns gets a layout whose copy (`...row`) takes 11 µs instead of 1.3.
  const blank: Readonly<Record<string, unknown>> = Object.fromEntries(names.map((name) => [name, null]));
  return (raw) => {
    const row = { ...blank };
    // By index, which is quicker than through an iterator.
    for (let at = 0; at < raw.length; at += 1) {
      const decode = decoders[at];
      row[names[at] ?? ''] = decode && raw[at] !== null ? decode(raw[at]) : raw[at];
    }
    return row;
  };
}

/** Reads rows that stay arrays: only what a column reads differently is put in its place. */
function tupleReader(columns: readonly (SQLiteColumn | SQL)[]): RowReader {
  const decoders = columns.flatMap((column, at) => {
    const decode = decoderOf(column);
    return decode ? [{ at, decode }] : [];
  });
  return (raw) => {
    for (const { at, decode } of decoders) if (raw[at] !== null) raw[at] = decode(raw[at]);
    return raw;
  };
}

/** How a field's value is read: null where it stays as it is, undefined where only drizzle knows. */
function decoderOf(field: SelectedFieldsOrdered[number]['field']): Mapped | null | undefined {
  if (is(field, Column)) {
    const plain = field.mapFromDriverValue === Column.prototype.mapFromDriverValue;
    return plain ? null : (value) => field.mapFromDriverValue(value);
  }
  const expression = is(field, SQL.Aliased) ? field.sql : field;
  // Drizzle keeps the decoder of an expression (`mapWith`) out of its types.
  const decoder: unknown = is(expression, SQL) ? Reflect.get(expression, 'decoder') : undefined;
  if (!isDecoder(decoder)) return undefined;
  return decoder === noopDecoder ? null : (value) => decoder.mapFromDriverValue(value);
}

function isDecoder(value: unknown): value is { mapFromDriverValue: Mapped } {
  return typeof value === 'object' && value !== null && 'mapFromDriverValue' in value;
}
