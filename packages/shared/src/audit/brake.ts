const DAY_MS = 86_400_000;

/** So long before it is done an irreversible act in bulk is announced, ms. */
export const ANNOUNCED_MS = DAY_MS;

const MOST_SHARE = 0.05;
/** So few are no bulk, whatever their share. */
const FEW = 10;
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const LONGEST_GAP_MS = 14 * DAY_MS;

/** Why an erasure by age, or the pruning of the log, may be a mistake. */
export const BRAKE_DOUBTS = ['clock_behind', 'unverified', 'clock_leapt', 'too_many'] as const;
type BrakeDoubt = (typeof BRAKE_DOUBTS)[number];

/** What becomes of an announced act now. */
export const BRAKE_STEPS = ['wait', 'ask', 'hold', 'run'] as const;
export type BrakeStep = (typeof BRAKE_STEPS)[number];

/**
 * What speaks against an erasure by age, or against pruning the log. The clock is held against the times that the log knows, oldest first and the newest entry
 * last: it must not be before that, and where it, or the log, went on by more than two weeks at once, the desk stood still or the
 * clock was set. More than one in twenty of all is too many for a day. A log that does not verify is not pruned. Pure; times in
 * ms since epoch.
 */
export function brakeDoubts(facts: {
  now: number;
  logTimes: readonly number[];
  count: number;
  outOf: number;
  isUnverified?: boolean;
}): BrakeDoubt[] {
  const { now, logTimes, count, outOf, isUnverified = false } = facts;
  const times = [...logTimes, now];
  const leaps = times.some((at, index) => at - (times[index - 1] ?? at) > LONGEST_GAP_MS);
  const holds: Readonly<Record<BrakeDoubt, boolean>> = {
    clock_behind: now < Math.max(...times) - CLOCK_TOLERANCE_MS,
    unverified: isUnverified,
    clock_leapt: leaps,
    too_many: count > FEW && count > outOf * MOST_SHARE,
  };
  return BRAKE_DOUBTS.filter((doubt) => holds[doubt]);
}

/**
 * What becomes of an announced act: a clock that is behind or a log that does not verify stops it, another doubt waits for an
 * admin, and a day has to pass. Pure.
 */
export function brakeStep(
  plan: { announcedAt: number; doubts: readonly BrakeDoubt[]; isApproved: boolean },
  now: number,
): BrakeStep {
  if (plan.doubts.includes('clock_behind') || plan.doubts.includes('unverified')) return 'hold';
  if (plan.doubts.length > 0 && !plan.isApproved) return 'ask';
  return now - plan.announcedAt < ANNOUNCED_MS ? 'wait' : 'run';
}
