import type { MethodTimings } from '../method/sheet.ts';
import { isPending, type OrderStatus, VERIFIED_STATUSES, type VerifyStatus } from '../order/status.ts';
import { hasPassed } from '../time/elapsed.ts';
import type { PollingSettings } from './settings.ts';

/** What the rule looks at; times in ms since epoch. */
export interface PollFacts {
  status: OrderStatus;
  verifyStatus: VerifyStatus;
  createdAt: number;
  /** When the present status began, as SRS tells it. */
  statusChangedAt: number;
  /** When the user began the identification, where that is known. */
  startedAt: number | null;
  /** When somebody last had the order's page open. */
  viewedAt: number | null;
  /** Since when SRS answers that it does not know the order. */
  goneAt: number | null;
  timings: MethodTimings;
}

/** When to look next, and by which call. */
interface NextPoll {
  /** ms since epoch; may be in the past: then it is due now. */
  dueAt: number;
  what: 'status' | 'verify';
}

const DAY = 86_400_000;

/** Just after the session's end, so that SRS has had the time to say so. */
const SESSION_GRACE_MS = 5_000;

/** Right after a change to a status that lasts for seconds only, the next look comes this soon. */
const SHORTEST_GAP_SECONDS = 5;

/**
 * Head start in seconds: about how long the status usually lasts. The chance of a change falls with age as 1/(age + head
 * start), so the best gap grows as the root of that sum.
 */
const HEAD_START: Readonly<Record<OrderStatus, number>> = {
  created: 30,
  initialized: 900,
  identification_done: 600,
  data_ready: 120,
  terminated: 600,
  error: 0,
  cancelled: 0,
  unknown: 900,
};

/**
 * When an order that was just looked at (at `now`, ms) is due again, or null when it is final and left alone. Dense while
 * somebody waits or looks, ever sparser after; never a verify call before the method's window (guide §7.2, §7.3); Klarna's
 * session end is looked at on time.
 */
export function nextPollAt(order: PollFacts, settings: PollingSettings, now: number): NextPoll | null {
  if (order.goneAt !== null) return nextForGone(order.goneAt, settings, now);
  if (order.status === 'terminated') return nextVerify(order, settings, now);
  if (!isPending(order.status)) return null;
  const dueAt = now + gapMs(order, settings, now);
  return { dueAt: Math.min(dueAt, sessionEndAfter(order, now) ?? dueAt), what: 'status' };
}

/** When the method allows the first verify call of a terminated order, ms since epoch. */
export function verifyWindowStart(order: PollFacts): number {
  const { verifyAnchor, verifyFromSeconds } = order.timings;
  const anchor = verifyAnchor === 'triggered' ? (order.startedAt ?? order.createdAt) : order.statusChangedAt;
  return Math.max(anchor + verifyFromSeconds * 1_000, order.statusChangedAt);
}

function nextVerify(order: PollFacts, settings: PollingSettings, now: number): NextPoll | null {
  if (VERIFIED_STATUSES.includes(order.verifyStatus)) return null;
  const from = verifyWindowStart(order);
  if (now < from) return { dueAt: from, what: 'verify' };
  if (order.verifyStatus === 'not_due' || order.verifyStatus === 'due') return { dueAt: now, what: 'verify' };
  const dueAt = now + gapMs(order, settings, now);
  return dueAt > order.statusChangedAt + settings.verifyForDays * DAY ? null : { dueAt, what: 'verify' };
}

function nextForGone(goneAt: number, settings: PollingSettings, now: number): NextPoll | null {
  const dueAt = now + Math.max(3_600_000, now - goneAt);
  return dueAt > goneAt + settings.goneForDays * DAY ? null : { dueAt, what: 'status' };
}

function gapMs(order: PollFacts, settings: PollingSettings, now: number): number {
  const ageSeconds = Math.max(0, now - order.statusChangedAt) / 1_000;
  const patient = settings.patience * Math.sqrt(ageSeconds + HEAD_START[order.status]);
  let seconds = Math.min(patient, settings.longestGapSeconds);
  if (userIsWaiting(order, settings, now)) {
    const opening = Math.max(SHORTEST_GAP_SECONDS, ageSeconds + HEAD_START[order.status] / 10);
    seconds = Math.min(seconds, settings.waitingEverySeconds, opening);
  }
  if (isViewed(order, settings, now)) seconds = Math.min(seconds, settings.viewedEverySeconds);
  return Math.round(seconds * 1_000);
}

/** Whether an end user is likely to sit and wait: for a while after placing and after each change. */
export function userIsWaiting(order: PollFacts, settings: PollingSettings, now: number): boolean {
  const since = Math.max(order.createdAt, order.statusChangedAt);
  return now - since < settings.waitingSeconds * 1_000;
}

function isViewed(order: PollFacts, settings: PollingSettings, now: number): boolean {
  return order.viewedAt !== null && !hasPassed(settings.viewedForSeconds * 1_000, order.viewedAt, now);
}

/** The next moment at which the method's session may have ended, if there is one ahead; ms since epoch. */
function sessionEndAfter(order: PollFacts, now: number): number | null {
  const { sessionSeconds } = order.timings;
  if (sessionSeconds === null || order.status !== 'initialized') return null;
  const end = (order.startedAt ?? order.statusChangedAt) + sessionSeconds * 1_000 + SESSION_GRACE_MS;
  return end > now ? end : null;
}
