import { expect, it } from 'vitest';
import { overlapsOf } from './renewal-overlaps.ts';

const HOUR_MS = 3_600_000;
const now = Date.parse('2026-11-30T12:00:00Z');
const endingIn = (hours: number) => new Date(now + hours * HOUR_MS).toISOString();

it('offers no overlap beyond the end of the key, but up to it', () => {
  const offered = (expiresAt: string | null) => {
    const { overlaps, usual } = overlapsOf(expiresAt, now);
    return [overlaps.map(({ hours, end }) => (end === null ? hours : new Date(end).toISOString())), usual];
  };
  expect(offered(null)).toEqual([[0, 1, 24, 168, 720], 24]);
  expect(offered(endingIn(720))).toEqual([[0, 1, 24, 168, 720], 24]);
  expect(offered(endingIn(48))).toEqual([[0, 1, 24, endingIn(48)], 24]);
  expect(offered(endingIn(10))).toEqual([[0, 1, endingIn(10)], 24]);
  expect(offered(endingIn(0.5))).toEqual([[0, endingIn(0.5)], 1]);
  expect(offered(endingIn(-48))).toEqual([[0], 0]);
});
