import type { Connection } from './connection.ts';

/** Gives a connection that only reads a temporary table `vocabulary` of the words in the full-text table `terms` attached as `idx`. */
export function makeWordTable(connection: Connection): void {
  connection.sql('PRAGMA query_only = OFF').run();
  connection.sql('CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(idx, terms, instance)').run();
  connection.sql('PRAGMA query_only = ON').run();
}
