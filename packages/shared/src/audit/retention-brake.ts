const DAY_MS = 86_400_000;

/** So long before it is done an erasure by age is announced, ms. */
export const ANNOUNCED_MS = DAY_MS;

const MOST_SHARE = 0.05;
/** So few orders are no bulk, whatever their share. */
const FEW_ORDERS = 10;
const CLOCK_TOLERANCE_MS = 5 * 60_000;
const LONGEST_GAP_MS = 14 * DAY_MS;

/** Why an erasure by age may be a mistake. */
export const RETENTION_DOUBTS = ['clock_behind', 'clock_leapt', 'many_orders'] as const;
type RetentionDoubt = (typeof RETENTION_DOUBTS)[number];

/** What becomes of an announced erasure now. */
export const RETENTION_STEPS = ['wait', 'ask', 'hold', 'run'] as const;
export type RetentionStep = (typeof RETENTION_STEPS)[number];

/**
 * What speaks against an erasure by age. The clock is held against the times that the log knows, oldest first and the newest entry
 * last: it must not be before that, and where it, or the log, went on by more than two weeks at once, the desk stood still or the
 * clock was set. More than one in twenty of all orders is too many for a day. Pure; times in ms since epoch.
 */
export function retentionDoubts(facts: {
  now: number;
  logTimes: readonly number[];
  orders: number;
  ofOrders: number;
}): RetentionDoubt[] {
  const { now, logTimes, orders, ofOrders } = facts;
  const times = [...logTimes, now];
  const leaps = times.some((at, index) => at - (times[index - 1] ?? at) > LONGEST_GAP_MS);
  const holds: Readonly<Record<RetentionDoubt, boolean>> = {
    clock_behind: now < Math.max(...times) - CLOCK_TOLERANCE_MS,
    clock_leapt: leaps,
    many_orders: orders > FEW_ORDERS && orders > ofOrders * MOST_SHARE,
  };
  return RETENTION_DOUBTS.filter((doubt) => holds[doubt]);
}

/** What becomes of an erasure: a clock that is behind stops it, another doubt waits for an admin, and a day has to pass. Pure. */
export function retentionStep(
  plan: { announcedAt: number; doubts: readonly RetentionDoubt[]; isApproved: boolean },
  now: number,
): RetentionStep {
  if (plan.doubts.includes('clock_behind')) return 'hold';
  if (plan.doubts.length > 0 && !plan.isApproved) return 'ask';
  return now - plan.announcedAt < ANNOUNCED_MS ? 'wait' : 'run';
}
