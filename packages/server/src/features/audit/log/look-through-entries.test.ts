import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { Connection } from '../../../platform/db/connection.ts';
import { type Haystack, lookThroughEntries } from './look-through-entries.ts';

const ENTRIES = 600;
const database = new Database(':memory:');
database.exec("CREATE VIRTUAL TABLE terms USING fts5(text, content='', columnsize=0, detail=none)");
for (let seq = 1; seq <= ENTRIES; seq += 1) {
  const words = [seq % 2 === 0 ? 'even' : 'odd', ...(seq % 3 === 0 ? ['third'] : [])];
  database.prepare('INSERT INTO terms (rowid, text) VALUES (?, ?)').run(seq, words.join(' '));
}
const db = new Connection(database);
afterAll(() => database.close());

const having = (match: string): Haystack => ({
  from: 'terms t',
  key: 't.rowid',
  where: { sql: 't.terms MATCH ?', values: [match] },
  first: 1,
  last: ENTRIES,
});
const AT_ONCE = 9;
const unhurried = () => false;

/** Over after so many strides. */
function afterStrides(count: number): () => boolean {
  let strides = 0;
  return () => ++strides >= count;
}

it.each(['ASC', 'DESC'] as const)('finds each entry once, and counts all of them: %s', (order) => {
  const sixths = Array.from({ length: 100 }, (_, at) => 6 * (at + 1));
  const all = order === 'ASC' ? sixths : sixths.toReversed();
  for (const offset of [0, 8, 63, 95, 200]) {
    const wanted = { offset, limit: 10, order, countedUpTo: 1_000 };
    const found = lookThroughEntries(db, having('even AND third'), wanted, unhurried, AT_ONCE);
    expect(found).toEqual({ seqs: all.slice(offset, offset + 10), total: 100, capped: false });
  }
});

it('stops counting', () => {
  const wanted = { offset: 20, limit: 10, order: 'ASC', countedUpTo: 50 } as const;
  const found = lookThroughEntries(db, having('even'), wanted, unhurried, AT_ONCE);
  expect(found).toMatchObject({ total: 50, capped: true });
  expect(found.seqs).toHaveLength(10);
});

it('says how far it looked when its time is up', () => {
  const wanted = { offset: 0, limit: 25, order: 'DESC', countedUpTo: 1_000 } as const;
  const look = afterStrides(2);
  const found = lookThroughEntries(db, having('odd AND third'), wanted, look, AT_ONCE);
  expect(found).toMatchObject({ total: 18, capped: true, lookedTo: 495 });
  expect(found.seqs).toEqual(Array.from({ length: 18 }, (_, at) => 597 - 6 * at));
  const full = afterStrides(2);
  const enough = lookThroughEntries(db, having('odd'), wanted, full, 20);
  expect(enough).toMatchObject({ total: 40, capped: true });
  expect(enough).not.toHaveProperty('lookedTo');
});
