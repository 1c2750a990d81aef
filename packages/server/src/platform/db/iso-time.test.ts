import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { iso, isoTime } from './iso-time.ts';

const database = new Database(':memory:');
const said = database.prepare(`SELECT ${isoTime('?')}`).pluck();

it('says a time as JavaScript does, to the millisecond, and nothing of none', () => {
  const inRange = fc.integer({ min: Date.UTC(0, 0, 1), max: Date.UTC(9999, 11, 31) });
  fc.assert(
    fc.property(inRange, (at) => {
      expect(said.get(at)).toBe(iso(at));
    }),
    { numRuns: 20_000 },
  );
  expect(said.get(null)).toBe(null);
});
