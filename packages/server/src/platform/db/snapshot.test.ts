import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { inSnapshot } from './snapshot.ts';

let database: Database.Database;
let connection: Connection;
beforeEach(() => {
  database = new Database(':memory:');
  connection = new Connection(database);
});
afterEach(() => database.close());

it('a read that fails says why, also where SQLite has ended the transaction because of it', () => {
  const fail = (): never => {
    throw new Error('disk I/O error');
  };
  expect(() => inSnapshot(connection, fail)).toThrow('disk I/O error');
  const failAtOnce = (): never => {
    database.exec('ROLLBACK');
    return fail();
  };
  expect(() => inSnapshot(connection, failAtOnce)).toThrow('disk I/O error');
  expect(database.inTransaction).toBe(false);
  expect(inSnapshot(connection, () => database.inTransaction)).toBe(true);
  expect(database.inTransaction).toBe(false);
});
