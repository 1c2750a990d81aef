import type { StatsView } from '@srs-desk/shared/api/stats.ts';
import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import type { HealthView } from '@srs-desk/shared/health/wire.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import type { Desk } from '../../platform/desk.ts';
import { deskHealth } from './desk-health.ts';
import { countsByStatus } from './order-counts.ts';
import { attentionCounts, happenedSince, termsPendingCount, timesToTerminated } from './order-stats.ts';

const DAY_MS = 86_400_000;
/** Counting is cheap, but many pages ask at once. */
const KEPT_MS = 1_000;
const MEDIANS_KEPT_MS = 60_000;

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function median(sorted: readonly number[]): number | null {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

interface Kept<T> {
  at: number;
  value: T;
}

const keptStats = new WeakMap<Desk, Kept<StatsView>>();
const keptMedians = new WeakMap<Desk, Kept<[number | null, number | null]>>();

function mediansOf(desk: Desk, now: number, since: number): [number | null, number | null] {
  const kept = keptMedians.get(desk);
  if (kept && !hasPassed(MEDIANS_KEPT_MS, kept.at, now)) return kept.value;
  const value: [number | null, number | null] = [
    median(timesToTerminated(desk.reader, since, now + 1)),
    median(timesToTerminated(desk.reader, since - 7 * DAY_MS, since)),
  ];
  keptMedians.set(desk, { at: now, value });
  return value;
}

function syncStats(desk: Desk, health: HealthView): StatsView['sync'] {
  const sync = desk.sync.health();
  const srs = desk.srs.health();
  return {
    healthy: health.state === 'good',
    behind: health.causes.includes('behind'),
    running: sync.running,
    due: sync.due,
    lagMs: Math.round(sync.lagMs),
    oldestDueAt: iso(sync.oldestDueAt),
    lastSuccessAt: iso(sync.lastSuccessAt),
    firstFullSyncAt: iso(sync.firstFullSyncAt),
    inFlight: sync.inFlight,
    lastFailure: sync.lastFailure
      ? { ...sync.lastFailure, at: new Date(sync.lastFailure.at).toISOString() }
      : null,
    srs: {
      rate: Math.round(srs.grantedRate * 10) / 10,
      allowedRate: srs.allowedRate,
      lastOkAt: iso(srs.lastOkAt),
      lastFailure: srs.lastFailure
        ? { ...srs.lastFailure, at: new Date(srs.lastFailure.at).toISOString() }
        : null,
    },
  };
}

/** What needs somebody now, and how far the figures can be trusted. A second old at most. */
export function deskStats(desk: Desk): StatsView {
  const now = desk.clock.now();
  const kept = keptStats.get(desk);
  if (kept && now - kept.at < KEPT_MS && now >= kept.at) return kept.value;
  const { total, byStatus } = countsByStatus(desk.reader);
  const attention = attentionCounts(desk.reader, now);
  const calendar = calendarOf(desk.config.billingTimeZone);
  const since = calendar.startOf(calendar.dayOf(now));
  const [medianToTerminatedMs, medianToTerminatedLastWeekMs] = mediansOf(desk, now, since);
  const health = deskHealth(desk);
  const value: StatsView = {
    asOf: new Date(now).toISOString(),
    orders: {
      total,
      byStatus,
      needsAttention: attention.reduce((sum, cause) => sum + cause.count, 0),
      termsPending: termsPendingCount(desk.reader),
    },
    attention: attention.map((cause) => ({ ...cause, oldestAt: iso(cause.oldestAt) })),
    health,
    sync: syncStats(desk, health),
    ledger: { state: desk.ledger.state },
    today: {
      since: new Date(since).toISOString(),
      ...happenedSince(desk.reader, since),
      medianToTerminatedMs,
      medianToTerminatedLastWeekMs,
    },
  };
  keptStats.set(desk, { at: now, value });
  return value;
}
