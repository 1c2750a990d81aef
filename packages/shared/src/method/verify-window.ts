import type { MethodTimings } from './sheet.ts';

/** What the windows are counted from; times in ms since epoch. */
interface VerifyAnchors {
  /** When the Service Provider placed (triggered) the order. */
  readonly createdAt: number;
  /** When the status became Terminated. */
  readonly terminatedAt: number;
}

/** When a verify call makes sense: not before `from`; without evidence after `until` something is wrong. */
export interface VerifyWindow {
  readonly from: number;
  readonly until: number;
}

/**
 * The window of a terminated order's verify call (guide §7.2: 10–20 minutes from triggering; §7.3: 30 seconds
 * to 2 minutes after Terminated). It never opens before Terminated: the call would be bound to fail. A
 * triggering long ago leaves the provider's import the same slack it would have had.
 */
export function verifyWindow(timings: MethodTimings, anchors: VerifyAnchors): VerifyWindow {
  const anchor = timings.verifyAnchor === 'triggered' ? anchors.createdAt : anchors.terminatedAt;
  const from = Math.max(anchors.terminatedAt, anchor + timings.verifyFromSeconds * 1000);
  const slack = Math.min(timings.verifyUntilSeconds, LATEST_SLACK_SECONDS) * 1000;
  const until = Math.max(anchor + timings.verifyUntilSeconds * 1000, anchors.terminatedAt + slack, from);
  return { from, until };
}

/** How long after Terminated evidence may be missing although the method's own window is long over. */
const LATEST_SLACK_SECONDS = 120;

/** End of the user's session, counted from the start of the identification; null where there is none. */
export function sessionEndsAt(timings: MethodTimings, startedAt: number): number | null {
  return timings.sessionSeconds === null ? null : startedAt + timings.sessionSeconds * 1000;
}
