import type { BrakeStep } from '../audit/brake.ts';
import { hasPassed, isAhead } from '../time/elapsed.ts';
import type { NotificationSettings } from './settings.ts';

/** What somebody is told of. */
export const NOTICE_RULES = [
  'ledger_down',
  'token_refused',
  'breaker_open',
  'sync_behind',
  'disk_low',
  'backup_failed',
  'backup_overdue',
  'log_broken',
  'verification_overdue',
  'log_exposed',
  'retention_ahead',
  'retention_waits',
  'prune_ahead',
  'prune_waits',
  'evidence_expiring',
  'usage_unusual',
] as const;
export type NoticeRule = (typeof NOTICE_RULES)[number];

/** When an act in bulk was announced, and what becomes of it now. */
interface AnnouncedAct {
  readonly announcedAt: number;
  readonly step: BrakeStep;
}

/** What the rules look at. Times are ms since epoch, null for never or for what does not hold. */
export interface NoticeFacts {
  readonly ledgerDownSince: number | null;
  readonly tokenFailingSince: number | null;
  readonly breakerSince: number | null;
  /** How long the order that is due the longest has been due, ms. */
  readonly lagMs: number;
  /** Share of the disk that is left, 0 to 1. */
  readonly diskFree: number;
  /** Backups are made by themselves. */
  readonly backsUp: boolean;
  readonly lastBackupAt: number | null;
  readonly backupFailed: boolean;
  readonly lastVerifiedAt: number | null;
  readonly logBroken: boolean;
  /** Time of the oldest entry that no checkpoint outside covers. */
  readonly exposedSince: number | null;
  /** The erasure by age that is announced; null where none is. */
  readonly retention: AnnouncedAct | null;
  /** The pruning of the log that is. */
  readonly pruning: AnnouncedAct | null;
  /** Orders whose valid evidence ends within the days that are set. */
  readonly evidenceEnding: number;
  /** Customers whose current month is out of the ordinary; null where they could not be counted. */
  readonly unusualCustomers: number | null;
  /** Since when the desk runs: before that nothing of its own can be overdue. */
  readonly startedAt: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The rules that hold now. Pure. */
export function noticesIn(facts: NoticeFacts, settings: NotificationSettings, now: number): NoticeRule[] {
  const longerThan = (since: number | null, minutes: number | null): boolean =>
    since !== null && minutes !== null && hasPassed(minutes * MINUTE, since, now);
  const olderThan = (at: number | null, days: number | null): boolean =>
    days !== null && (at === null ? now - facts.startedAt >= days * DAY : hasPassed(days * DAY, at, now));
  const { backupDays, verificationDays, exposureDays, behindMinutes, diskPercent } = settings;
  const holds: Readonly<Record<NoticeRule, boolean>> = {
    ledger_down: longerThan(facts.ledgerDownSince, settings.ledgerMinutes),
    token_refused: longerThan(facts.tokenFailingSince, settings.tokenMinutes),
    breaker_open: longerThan(facts.breakerSince, settings.breakerMinutes),
    sync_behind: behindMinutes !== null && facts.lagMs >= behindMinutes * MINUTE,
    disk_low: diskPercent !== null && facts.diskFree * 100 < diskPercent,
    backup_failed: backupDays !== null && facts.backupFailed,
    backup_overdue: facts.backsUp && olderThan(facts.lastBackupAt, backupDays),
    log_broken: verificationDays !== null && facts.logBroken,
    verification_overdue: olderThan(facts.lastVerifiedAt, verificationDays),
    log_exposed: facts.exposedSince !== null && olderThan(facts.exposedSince, exposureDays),
    retention_ahead: facts.retention?.step === 'wait',
    retention_waits: facts.retention?.step === 'ask' || facts.retention?.step === 'hold',
    prune_ahead: facts.pruning?.step === 'wait',
    prune_waits: facts.pruning?.step === 'ask' || facts.pruning?.step === 'hold',
    evidence_expiring: settings.evidenceDays !== null && facts.evidenceEnding > 0,
    usage_unusual:
      settings.unusualCustomers !== null &&
      facts.unusualCustomers !== null &&
      facts.unusualCustomers >= settings.unusualCustomers,
  };
  return NOTICE_RULES.filter((rule) => holds[rule]);
}

/** The rules of which it is not known whether they hold. Pure. */
export function unknownIn({ unusualCustomers }: NoticeFacts): NoticeRule[] {
  return unusualCustomers === null ? ['usage_unusual'] : [];
}

/** A rule that held: since when, whether it does still, and when somebody was last told of it. */
export interface NoticeState {
  readonly since: number;
  readonly holds: boolean;
  readonly toldAt: number | null;
  /** What was told last. */
  readonly told: NoticeKind | null;
}

/** What is nothing wrong: told when it is announced, not that it goes on or ends. */
const TOLD_ONCE: ReadonlySet<NoticeRule> = new Set(['retention_ahead', 'prune_ahead']);

type Announcements = Readonly<Partial<Record<NoticeRule, number | undefined>>>;

/** When that was announced which is told once, ms. Pure. */
export function announcementsIn({ retention, pruning }: NoticeFacts): Announcements {
  return { retention_ahead: retention?.announcedAt, prune_ahead: pruning?.announcedAt };
}

/** What goes on for weeks and is nobody's emergency: told again by a cool-down of its own. */
const REMINDERS: ReadonlySet<NoticeRule> = new Set(['evidence_expiring', 'usage_unusual']);

/** How long a rule is not told again, ms. */
export function coolDownOf(rule: NoticeRule, settings: NotificationSettings): number {
  const own: Partial<Record<NoticeRule, number | null>> = settings.again;
  const minutes = own[rule];
  if (minutes != null) return minutes * MINUTE;
  return REMINDERS.has(rule) ? settings.reminderDays * DAY : settings.coolDownMinutes * MINUTE;
}

type NoticeKind = 'raised' | 'still' | 'over';
export interface Notice {
  readonly rule: NoticeRule;
  readonly kind: NoticeKind;
  readonly since: number;
}
export type NoticeStates = Readonly<Partial<Record<NoticeRule, NoticeState>>>;

/**
 * What is to be told now. A rule that goes on is told again after each cool-down, but for what is nothing wrong, which is told of
 * each announcement; one that holds again within it waits for its end; its end is told when its beginning was. What is unknown
 * stays as it was. Pure.
 */
export function nextNotices(
  states: NoticeStates,
  holding: readonly NoticeRule[],
  now: number,
  coolDownMs: (rule: NoticeRule) => number,
  unknown: readonly NoticeRule[] = [],
  announcements: Announcements = {},
): { states: NoticeStates; notices: Notice[] } {
  const next: Partial<Record<NoticeRule, NoticeState>> = {};
  const notices: Notice[] = [];
  for (const rule of NOTICE_RULES) {
    const announcedAt = announcements[rule];
    const stated = states[rule];
    // What was told of another announcement, perhaps before a restart, was not told of this one.
    const isOfAnother = announcedAt !== undefined && stated !== undefined && stated.since !== announcedAt;
    const before = isOfAnother ? undefined : stated;
    if (unknown.includes(rule)) {
      if (before !== undefined) next[rule] = before;
      continue;
    }
    const holds = holding.includes(rule);
    const isToldOnce = TOLD_ONCE.has(rule);
    if (!holds && (before === undefined || isToldOnce)) continue;
    const isSinceKnown = before?.holds && !isAhead(before.since, now);
    const since = isSinceKnown ? before.since : (announcedAt ?? now);
    const isOpen = before?.told === 'raised' || before?.told === 'still';
    const mayTell = before?.toldAt == null || hasPassed(coolDownMs(rule), before.toldAt, now);
    const tell = holds ? mayTell && !(isOpen && isToldOnce) : isOpen;
    const kind = holds ? (isOpen ? 'still' : 'raised') : 'over';
    if (tell) notices.push({ rule, kind, since });
    next[rule] = tell
      ? { since, holds, toldAt: now, told: kind }
      : { since, holds, toldAt: before?.toldAt ?? null, told: before?.told ?? null };
  }
  return { states: next, notices };
}
