import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { Connection } from '../../../platform/db/connection.ts';
import { Vocabulary } from './vocabulary.ts';

const database = new Database(':memory:');
database.exec("ATTACH ':memory:' AS idx");
database.exec("CREATE VIRTUAL TABLE idx.terms USING fts5(text, content='', columnsize=0, detail=none)");
const insert = database.prepare('INSERT INTO idx.terms (rowid, text) VALUES (?, ?)');
for (let seq = 1; seq <= 300; seq += 1)
  insert.run(seq, `meier ${seq % 3 === 0 ? 'meierhans' : 'huber'} call${seq % 70}`);
database.pragma('query_only = ON');
const words = new Vocabulary(new Connection(database));
afterAll(() => database.close());

it('names the words that begin so, however many entries have each', () => {
  expect(words.beginningWith('meier')).toEqual(['meier', 'meierhans']);
  expect(words.beginningWith('hub')).toEqual(['huber']);
  expect(words.beginningWith('nobody')).toEqual([]);
});

it('leaves a beginning of very many words to FTS5', () => {
  expect(words.beginningWith('call')).toBeNull();
  expect(words.beginningWith('call6')).toHaveLength(11);
});

it('leaves the connection one that only reads', () => {
  expect(database.pragma('query_only', { simple: true })).toBe(1);
});
