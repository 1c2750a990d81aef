import * as z from 'zod';
import { described } from '../settings/setting.ts';

const seconds = (least: number, most: number, normal: number) =>
  described(z.int().min(least).max(most).default(normal), { unit: 'seconds', effect: 'next_sync' });

const days = (least: number, most: number, normal: number) =>
  described(z.int().min(least).max(most).default(normal), { unit: 'days', effect: 'next_sync' });

/** How the sync spends its calls. An admin may change each. */
export const pollingSettings = z.object({
  /** "A user is waiting": this long after placing and after each status change. */
  waitingSeconds: seconds(60, 7_200, 1_200),
  /** Longest gap between two syncs while a user is waiting. */
  waitingEverySeconds: seconds(5, 600, 75),
  /** Longest gap while somebody has the order's page open. */
  viewedEverySeconds: seconds(5, 600, 15),
  /** How long an opened page counts as open. */
  viewedForSeconds: seconds(15, 3_600, 120),
  /** Gap = this × √(seconds since the status changed + head start), once nobody waits any more. */
  patience: described(z.number().min(1).max(500).default(60), { effect: 'next_sync' }),
  /** No gap is longer than this. */
  longestGapSeconds: seconds(60, 604_800, 43_200),
  /** A terminated order without a valid verify call is verified for this many days. */
  verifyForDays: days(1, 365, 30),
  /** An order that SRS no longer knows is asked about for this many days more. */
  goneForDays: days(0, 90, 7),
});

export type PollingSettings = z.infer<typeof pollingSettings>;

/** What holds until somebody sets it. */
export const DEFAULT_POLLING: PollingSettings = pollingSettings.parse({});
