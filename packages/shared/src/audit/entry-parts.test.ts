import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryTime } from './entry-parts.ts';

it('spells a time as toISOString does, whatever was spelled before', () => {
  const farthest = 8.64e15;
  const at = fc.oneof(
    fc.integer({ min: -farthest, max: farthest }),
    fc.integer({ min: Date.UTC(2026, 10, 28), max: Date.UTC(2026, 10, 30) }),
    fc.constantFrom(0, -1, 86_399_999, 86_400_000, farthest, -farthest),
  );
  fc.assert(
    fc.property(at, (ms) => {
      expect(entryTime(ms)).toBe(new Date(ms).toISOString());
    }),
    { numRuns: 2_000 },
  );
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, 1.5, 8.64e15 + 1])(
  'gives for %s a text that no entry has',
  (at) => {
    expect(entryTime(at)).toBe(String(at));
  },
);
