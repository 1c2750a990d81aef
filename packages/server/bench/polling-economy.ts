import { METHOD_SHEETS } from '@srs-desk/shared/method/catalogue.ts';
import type { MethodKey } from '@srs-desk/shared/method/sheet.ts';
import type { OrderStatus, VerifyStatus } from '@srs-desk/shared/order/status.ts';
import {
  nextPollAt,
  type PollFacts,
  userIsWaiting,
  verifyWindowStart,
} from '@srs-desk/shared/polling/schedule.ts';
import type { PollingSettings } from '@srs-desk/shared/polling/settings.ts';

/** One order as it really went: each status with its time, and when its evidence became valid; ms from its placing. */
interface TrueHistory {
  method: MethodKey;
  steps: readonly { status: OrderStatus; at: number }[];
  /** When a verify call would first succeed; null: never within the horizon. */
  validAt: number | null;
}

/** What a polling rule cost, and how late it noticed. */
interface EconomyResult {
  orders: number;
  /** Calls per order, on average. */
  calls: number;
  /** Mean time from a change to its detection, s. */
  meanLagSeconds: number;
  /** Median of that for changes while a user was waiting, s. */
  waitingMedianSeconds: number;
  /** Verify calls that went out before the method's window. */
  earlyVerifies: number;
}

/** When to look next: absolute ms for an order placed at 0, or null to stop. */
type PollingRule = (facts: PollFacts, now: number) => { dueAt: number; what: 'status' | 'verify' } | null;

const MINUTE = 60_000;
const HORIZON = 30 * 24 * 60 * MINUTE;

type Random = () => number;

function logNormal(random: Random, median: number, spread: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(spread * normal);
}

/** When the user gets round to it: most at once, some the same day, some in the next days. */
function userStartsAfter(random: Random): number {
  const draw = random();
  if (draw < 0.72) return logNormal(random, 2 * MINUTE, 1);
  if (draw < 0.92) return logNormal(random, 150 * MINUTE, 1.2);
  return logNormal(random, 30 * 60 * MINUTE, 0.9);
}

/** Draws one realistic order: durations by method (guide §7), one in eight never begun, one in twelve failing. */
export function drawHistory(random: Random): TrueHistory {
  const method: MethodKey = random() < 0.65 ? 'video_identity_tm' : 'bank_klarna';
  const video = method === 'video_identity_tm';
  const steps: { status: OrderStatus; at: number }[] = [{ status: 'created', at: 0 }];
  let at = logNormal(random, 1_500, 0.5);
  steps.push({ status: 'initialized', at });
  if (random() < 0.125) return { method, steps, validAt: null };
  at +=
    userStartsAfter(random) +
    (video ? logNormal(random, 7 * MINUTE, 0.4) : logNormal(random, 4 * MINUTE, 0.4));
  if (random() < 0.08) {
    steps.push({ status: 'error', at });
    return { method, steps, validAt: null };
  }
  steps.push({ status: 'identification_done', at });
  at += video ? logNormal(random, 6 * MINUTE, 0.5) : logNormal(random, 20_000, 0.5);
  steps.push({ status: 'data_ready', at });
  at += logNormal(random, 30_000, 0.6);
  steps.push({ status: 'terminated', at });
  const accepts = random();
  const delay = accepts < 0.85 ? logNormal(random, 90_000, 0.7) : logNormal(random, 200 * MINUTE, 1.2);
  return { method, steps, validAt: accepts < 0.97 ? at + delay : null };
}

function stepAt(history: TrueHistory, now: number): { status: OrderStatus; at: number } {
  let current = history.steps[0] ?? { status: 'created' as const, at: 0 };
  for (const step of history.steps) if (step.at <= now) current = step;
  return current;
}

interface Walk {
  calls: number;
  lags: number[];
  waitingLags: number[];
  earlyVerifies: number;
}

/** Follows one order under a rule until the rule stops or the horizon is reached. */
function walk(history: TrueHistory, rule: PollingRule, settings: PollingSettings): Walk {
  const result: Walk = { calls: 0, lags: [], waitingLags: [], earlyVerifies: 0 };
  const timings = METHOD_SHEETS[history.method].timings;
  let facts: PollFacts = {
    status: 'created',
    verifyStatus: 'not_due',
    createdAt: 0,
    statusChangedAt: 0,
    startedAt: null,
    viewedAt: null,
    goneAt: null,
    timings,
  };
  let known = 0;
  const notice = (happenedAt: number, now: number): void => {
    result.lags.push(now - happenedAt);
    if (userIsWaiting(facts, settings, happenedAt)) {
      result.waitingLags.push(now - happenedAt);
    }
  };
  for (let next = rule(facts, 0); next !== null && next.dueAt < HORIZON; next = rule(facts, next.dueAt)) {
    const now = next.dueAt;
    result.calls += 1;
    if (next.what === 'verify') {
      if (now < verifyWindowStart(facts)) result.earlyVerifies += 1;
      const valid = history.validAt !== null && history.validAt <= now;
      if (valid && history.validAt !== null) notice(history.validAt, now);
      const verifyStatus: VerifyStatus = valid ? 'valid' : 'terms_not_accepted';
      facts = { ...facts, verifyStatus };
      continue;
    }
    const seen = stepAt(history, now);
    for (const [index, step] of history.steps.entries()) {
      if (index > known && step.at <= now) notice(step.at, now);
    }
    known = history.steps.indexOf(seen);
    facts = { ...facts, status: seen.status, statusChangedAt: seen.at };
  }
  return result;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Runs a rule over a set of histories. */
export function measureRule(
  histories: readonly TrueHistory[],
  rule: PollingRule,
  settings: PollingSettings,
): EconomyResult {
  const walks = histories.map((history) => walk(history, rule, settings));
  return {
    orders: histories.length,
    calls: mean(walks.map(({ calls }) => calls)),
    meanLagSeconds: mean(walks.flatMap(({ lags }) => lags)) / 1_000,
    waitingMedianSeconds: median(walks.flatMap(({ waitingLags }) => waitingLags)) / 1_000,
    earlyVerifies: walks.reduce((sum, { earlyVerifies }) => sum + earlyVerifies, 0),
  };
}

/** The desk's own rule under some settings. */
export function deskRule(settings: PollingSettings): PollingRule {
  return (facts, now) => nextPollAt(facts, settings, now);
}

/** What it is measured against: one gap for every order, until it is final (or the verify days are over). */
export function fixedRule(everyMs: number, settings: PollingSettings): PollingRule {
  return (facts, now) => {
    if (facts.status === 'error' || facts.status === 'cancelled' || facts.verifyStatus === 'valid')
      return null;
    if (facts.status !== 'terminated') return { dueAt: now + everyMs, what: 'status' };
    if (now + everyMs > facts.statusChangedAt + settings.verifyForDays * 24 * 60 * MINUTE) return null;
    return { dueAt: Math.max(now + everyMs, verifyWindowStart(facts)), what: 'verify' };
  };
}

/** The fixed gap that costs as many calls per order as `calls`, found by halving; ms. */
export function fixedGapForCalls(
  histories: readonly TrueHistory[],
  calls: number,
  settings: PollingSettings,
): number {
  let [low, high] = [1_000, 24 * 60 * MINUTE];
  for (let round = 0; round < 24; round++) {
    const middle = Math.sqrt(low * high);
    if (measureRule(histories, fixedRule(middle, settings), settings).calls > calls) low = middle;
    else high = middle;
  }
  return high;
}
