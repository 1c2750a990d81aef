import type { Database, RunResult, Statement } from 'better-sqlite3';
import { BaseSQLiteDatabase, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { PreparedSession } from './session.ts';

/** The part of drizzle that stores build their statements with. */
export type Builder = Pick<
  BaseSQLiteDatabase<'sync', RunResult>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$with'
>;

/** One open database as stores use it: the typed query builder, and prepared statements kept by their text. */
export class Connection {
  /** For `statement.ts` alone: what is built must be prepared and kept. */
  readonly builder: Builder;
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();

  constructor(database: Database) {
    this.#database = database;
    const dialect = new SQLiteSyncDialect();
    this.builder = new BaseSQLiteDatabase('sync', dialect, new PreparedSession(database, dialect), undefined);
  }

  /** A statement by its text, for the places that `docs/architecture.md` lists. */
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
  /** {@link Connection.sql}. */
  sql(text: string): Statement;
}
