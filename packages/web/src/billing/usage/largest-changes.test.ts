import { expect, it } from 'vitest';
import { largestChanges } from './largest-changes.ts';
import { emptyRow } from './usage-bars.ts';

it('puts the largest moves first, also of customers that came or went, and leaves out those that stayed', () => {
  const row = (period: string, externalId: string | null, placed: number) => ({
    ...emptyRow(period, externalId),
    placed,
  });
  const rows = [
    row('2026-09', 'A', 10),
    row('2026-10', 'A', 12),
    row('2026-09', 'gone', 7),
    row('2026-10', null, 30),
    row('2026-09', 'same', 5),
    row('2026-10', 'same', 5),
  ];
  expect(largestChanges(rows, '2026-10')).toEqual([
    { externalId: null, before: 0, now: 30 },
    { externalId: 'gone', before: 7, now: 0 },
    { externalId: 'A', before: 10, now: 12 },
  ]);
});
