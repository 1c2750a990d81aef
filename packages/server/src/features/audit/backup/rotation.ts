import { offsetFinder } from '@srs-desk/shared/time/zone.ts';
import type { BackupsKept } from '../../../platform/config/backup-variables.ts';

const DAY_MS = 86_400_000;
// 1 January 1970 was a Thursday.
const MONDAY_SHIFT = 3;

/**
 * Which of the backups made at these times (ms since epoch) may go: all but the newest of each of the last days, weeks (from
 * Monday) and months of the zone that have one. The newest of all stays; zeros let nothing go.
 */
export function outOfRotation(times: readonly number[], keep: BackupsKept, timeZone: string): number[] {
  const { daily, weekly, monthly } = keep;
  if (daily + weekly + monthly === 0) return [];
  const newestFirst = [...times].sort((a, b) => b - a);
  const offsetAt = offsetFinder(timeZone);
  const dayOf = (at: number) => Math.floor((at + offsetAt(at)) / DAY_MS);
  const monthOf = (at: number) => new Date(at + offsetAt(at)).toISOString().slice(0, 7);
  const stays = new Set([
    ...newestFirst.slice(0, 1),
    ...newestOfEach(newestFirst, dayOf).slice(0, daily),
    ...newestOfEach(newestFirst, (at) => Math.floor((dayOf(at) + MONDAY_SHIFT) / 7)).slice(0, weekly),
    ...newestOfEach(newestFirst, monthOf).slice(0, monthly),
  ]);
  return newestFirst.filter((at) => !stays.has(at));
}

function newestOfEach(newestFirst: readonly number[], spanOf: (at: number) => number | string): number[] {
  const newest = new Map<number | string, number>();
  for (const at of newestFirst) if (!newest.has(spanOf(at))) newest.set(spanOf(at), at);
  return [...newest.values()];
}
