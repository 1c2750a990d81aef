import { describe, expect, it } from 'vitest';
import type { BrakeStep } from '../audit/brake.ts';
import {
  announcementsIn,
  coolDownOf,
  type NoticeFacts,
  type NoticeRule,
  type NoticeStates,
  nextNotices,
  noticesIn,
  unknownIn,
} from './notices.ts';
import { DEFAULT_NOTIFICATIONS, notificationSettings } from './settings.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = 100 * DAY;
const WELL: NoticeFacts = {
  ledgerDownSince: null,
  tokenFailingSince: null,
  breakerSince: null,
  lagMs: 0,
  diskFree: 0.5,
  backsUp: true,
  lastBackupAt: NOW - DAY,
  backupFailed: false,
  retention: null,
  pruning: null,
  evidenceEnding: 0,
  unusualCustomers: 0,
  lastVerifiedAt: NOW - DAY,
  logBroken: false,
  exposedSince: NOW - DAY + 1,
  startedAt: NOW - 50 * DAY,
};
const announced = (step: BrakeStep, announcedAt = NOW) => ({ step, announcedAt });
const holding = (facts: Partial<NoticeFacts>, settings = {}) =>
  noticesIn({ ...WELL, ...facts }, { ...DEFAULT_NOTIFICATIONS, ...settings }, NOW);

describe('the rules', () => {
  it.each([
    [{}, []],
    [{ ledgerDownSince: NOW - MINUTE }, ['ledger_down']],
    [{ tokenFailingSince: NOW - 5 * MINUTE }, ['token_refused']],
    [{ tokenFailingSince: NOW - 5 * MINUTE + 1 }, []],
    [{ breakerSince: NOW - 10 * MINUTE }, ['breaker_open']],
    [{ lagMs: 30 * MINUTE }, ['sync_behind']],
    [{ diskFree: 0.0999 }, ['disk_low']],
    [{ backupFailed: true }, ['backup_failed']],
    [{ retention: announced('wait') }, ['retention_ahead']],
    [{ retention: announced('ask') }, ['retention_waits']],
    [{ retention: announced('hold') }, ['retention_waits']],
    [{ pruning: announced('wait') }, ['prune_ahead']],
    [{ pruning: announced('hold') }, ['prune_waits']],
    [{ lastBackupAt: NOW - 2 * DAY }, ['backup_overdue']],
    [{ lastBackupAt: null }, ['backup_overdue']],
    [{ lastBackupAt: null, backsUp: false }, []],
    [{ lastBackupAt: null, startedAt: NOW - DAY }, []],
    [{ logBroken: true }, ['log_broken']],
    [{ lastVerifiedAt: NOW - 3 * DAY }, ['verification_overdue']],
    [{ exposedSince: NOW - DAY }, ['log_exposed']],
    [{ exposedSince: null }, []],
    [{ lastBackupAt: NOW + 30 * DAY }, ['backup_overdue']],
    [{ lastVerifiedAt: NOW + 30 * DAY }, ['verification_overdue']],
    [{ lastVerifiedAt: NOW + 1_000 }, []],
    [{ exposedSince: NOW + 30 * DAY }, ['log_exposed']],
    [{ ledgerDownSince: NOW + 30 * DAY }, ['ledger_down']],
    [{ lastBackupAt: null, startedAt: NOW + 30 * DAY }, []],
    [{ evidenceEnding: 1 }, ['evidence_expiring']],
    [{ unusualCustomers: 1 }, ['usage_unusual']],
  ])('%o: %o', (facts, rules) => {
    expect(holding(facts)).toEqual(rules);
  });

  it('are off where their threshold is open', () => {
    const off = { ledgerMinutes: null, behindMinutes: null, diskPercent: null, backupDays: null };
    const facts = { ledgerDownSince: 0, lagMs: DAY, diskFree: 0, backupFailed: true, lastBackupAt: 0 };
    expect(holding(facts, off)).toEqual([]);
  });

  it('count evidence and unusual customers from their own thresholds on', () => {
    const facts = { evidenceEnding: 5, unusualCustomers: 2 };
    expect(holding(facts, { unusualCustomers: 3 })).toEqual(['evidence_expiring']);
    expect(holding(facts, { evidenceDays: null, unusualCustomers: null })).toEqual([]);
  });

  it('read what was stored before there were more thresholds', () => {
    const all = { ...DEFAULT_NOTIFICATIONS, email: 'ops@example.org' };
    const { exposureDays, evidenceDays, unusualCustomers, reminderDays, again, ...before } = all;
    expect(notificationSettings.parse(before)).toEqual(all);
  });

  it('take only addresses', () => {
    const given = (email: string) => notificationSettings.safeParse({ ...DEFAULT_NOTIFICATIONS, email });
    expect(given('ops@example.org, anna@example.org').success).toBe(true);
    expect(given('').success).toBe(true);
    expect(given('ops').success).toBe(false);
  });
});

describe('telling', () => {
  const COOL = 60 * MINUTE;

  it('neither raises nor ends what is not known', () => {
    const unknown = unknownIn({ ...WELL, unusualCustomers: null });
    expect([unknown, unknownIn(WELL)]).toEqual([['usage_unusual'], []]);
    const cool = () => COOL;
    expect(nextNotices({}, [], 0, cool, unknown)).toEqual({ states: {}, notices: [] });
    const raised = nextNotices({}, ['usage_unusual'], 0, cool).states;
    expect(nextNotices(raised, [], 2 * COOL, cool, unknown)).toEqual({ states: raised, notices: [] });
    expect(nextNotices(raised, [], 2 * COOL, cool).notices).toMatchObject([{ kind: 'over' }]);
  });

  function story(
    steps: readonly (readonly [minute: number, holds: boolean])[],
    rule: NoticeRule = 'sync_behind',
  ): string[] {
    let states: NoticeStates = {};
    return steps.map(([minute, holds]) => {
      const step = nextNotices(states, holds ? [rule] : [], minute * MINUTE, () => COOL);
      states = step.states;
      return step.notices.map(({ kind, since }) => `${kind} ${since / MINUTE}`).join();
    });
  }

  it('is once at the beginning, after each cool-down, and once at the end', () => {
    expect(
      story([
        [0, true],
        [1, true],
        [59, true],
        [60, true],
        [90, true],
        [91, false],
        [92, false],
      ]),
    ).toEqual(['raised 0', '', '', 'still 0', '', 'over 0', '']);
  });

  it('is once at the beginning alone of what is nothing wrong', () => {
    const steps = [0, 61, 122].map((minute) => [minute, true] as const);
    expect(story([...steps, [130, false], [140, true]], 'retention_ahead')).toEqual([
      'raised 0',
      '',
      '',
      '',
      'raised 140',
    ]);
  });

  it('is once of each announcement, also where nothing was seen between two', () => {
    const rules = ['retention_ahead', 'prune_ahead'] as const;
    const look = (states: NoticeStates, announcedAt: number, now: number) => {
      const act = announced('wait', announcedAt);
      const announcements = announcementsIn({ ...WELL, retention: act, pruning: act });
      return nextNotices(states, rules, now, () => 20 * DAY, [], announcements);
    };
    const told = (since: number) => rules.map((rule) => ({ rule, kind: 'raised', since }));
    const first = look({}, NOW, NOW + MINUTE);
    expect(first.notices).toEqual(told(NOW));
    expect(look(first.states, NOW, NOW + DAY).notices).toEqual([]);
    const second = look(first.states, NOW + 10 * DAY, NOW + 10 * DAY);
    expect(second.notices).toEqual(told(NOW + 10 * DAY));
    expect(look(second.states, NOW + 10 * DAY, NOW + 11 * DAY).notices).toEqual([]);
  });

  it('waits for no time that a clock which was ahead wrote down', () => {
    const ahead = 30 * 24 * 60;
    expect(
      story([
        [ahead, true],
        [0, true],
        [1, true],
        [60, true],
      ]),
    ).toEqual([`raised ${ahead}`, 'still 0', '', 'still 0']);
    const act = (announcedAt: number) =>
      announcementsIn({ ...WELL, retention: announced('wait', announcedAt) });
    const look = (states: NoticeStates, announcedAt: number, now: number) =>
      nextNotices(states, ['retention_ahead'], now, () => DAY, [], act(announcedAt));
    const first = look({}, NOW + 30 * DAY, NOW + 30 * DAY);
    expect(look(first.states, NOW, NOW).notices).toEqual([
      { rule: 'retention_ahead', kind: 'raised', since: NOW },
    ]);
  });

  it('has a cool-down of its own for what goes on for weeks', () => {
    const set = { ...DEFAULT_NOTIFICATIONS, coolDownMinutes: 60, reminderDays: 7 };
    expect([coolDownOf('sync_behind', set), coolDownOf('evidence_expiring', set)]).toEqual([COOL, 7 * DAY]);
  });

  it('has a cool-down for each rule, where one is set', () => {
    const again = { ...DEFAULT_NOTIFICATIONS.again, disk_low: 15, usage_unusual: 1_440 };
    const set = { ...DEFAULT_NOTIFICATIONS, coolDownMinutes: 60, again };
    const rules = ['disk_low', 'usage_unusual', 'sync_behind', 'retention_ahead'] as const;
    expect(rules.map((rule) => coolDownOf(rule, set))).toEqual([15 * MINUTE, DAY, COOL, COOL]);
  });

  it('does not flap: what holds again within the cool-down waits for its end', () => {
    expect(
      story([
        [0, true],
        [1, false],
        [2, true],
        [3, false],
        [4, true],
        [62, true],
        [63, false],
      ]),
    ).toEqual(['raised 0', 'over 0', '', '', '', 'raised 4', 'over 4']);
  });
});
