import { z } from 'zod';

/** How the sync spends its calls; every span in seconds. An admin may change each. */
export const pollingSettings = z.object({
  /** "A user is waiting": this long after placing and after each status change. */
  waitingSeconds: z.int().min(60).max(7_200).default(1_200),
  /** Longest gap between two looks while a user is waiting. */
  waitingEverySeconds: z.int().min(5).max(600).default(75),
  /** Longest gap while somebody has the order's page open. */
  viewedEverySeconds: z.int().min(5).max(600).default(15),
  /** How long an opened page counts as open. */
  viewedForSeconds: z.int().min(15).max(3_600).default(120),
  /** Gap = this × √(seconds since the status changed + head start), once nobody waits any more. */
  patience: z.number().min(1).max(500).default(60),
  /** No gap is longer than this. */
  longestGapSeconds: z.int().min(60).max(604_800).default(43_200),
  /** A terminated order without a valid verify call is verified for this many days. */
  verifyForDays: z.int().min(1).max(365).default(30),
  /** An order that SRS no longer knows is asked about for this many days more. */
  goneForDays: z.int().min(0).max(90).default(7),
});

export type PollingSettings = z.infer<typeof pollingSettings>;

/** What holds until somebody sets it. */
export const DEFAULT_POLLING: PollingSettings = pollingSettings.parse({});
