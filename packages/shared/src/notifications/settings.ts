import * as z from 'zod';
import { described } from '../settings/setting.ts';

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/;
const AT_ONCE = 'at_once';
const EXPOSURE_DAYS = 1;
const REMINDER_DAYS = 7;
const EVIDENCE_DAYS = 30;
const UNUSUAL_CUSTOMERS = 1;

/** The addresses in a text, with commas or blanks between them. */
export function addressesIn(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

const minutes = described(z.int().min(1).max(10_080).nullable(), { unit: 'minutes', effect: AT_ONCE });
const days = described(z.int().min(1).max(365).nullable(), { unit: 'days', effect: AT_ONCE });

/** Null: as all rules are told again. */
const again = described(z.int().min(5).max(525_600).nullable().default(null), {
  unit: 'minutes',
  effect: AT_ONCE,
});

/** By rule, after how long it is told again while it goes on. Rules that are told once have none. */
const ownCoolDowns = z.strictObject({
  ledger_down: again,
  token_refused: again,
  breaker_open: again,
  sync_behind: again,
  disk_low: again,
  backup_failed: again,
  backup_overdue: again,
  log_broken: again,
  verification_overdue: again,
  log_exposed: again,
  retention_waits: again,
  prune_waits: again,
  evidence_expiring: again,
  usage_unusual: again,
});

/** Whom the desk calls for help, when, and how often. A threshold that is null switches its rule off. */
export const notificationSettings = z.strictObject({
  email: described(
    z
      .string()
      .trim()
      .max(500)
      .refine(
        (text) => addressesIn(text).every((address) => ADDRESS.test(address)),
        'must be e-mail addresses, with commas between them',
      ),
    { effect: AT_ONCE },
  ),
  german: described(z.boolean(), { effect: AT_ONCE }),
  coolDownMinutes: described(z.int().min(5).max(10_080), { unit: 'minutes', effect: AT_ONCE }),
  ledgerMinutes: minutes,
  tokenMinutes: minutes,
  breakerMinutes: minutes,
  behindMinutes: minutes,
  diskPercent: described(z.int().min(1).max(90).nullable(), { effect: AT_ONCE }),
  backupDays: days,
  verificationDays: days,
  // Values that were stored before there were these stay as they are.
  exposureDays: described(z.int().min(1).max(365).nullable().default(EXPOSURE_DAYS), {
    unit: 'days',
    effect: AT_ONCE,
  }),
  evidenceDays: described(z.int().min(1).max(365).nullable().default(EVIDENCE_DAYS), {
    unit: 'days',
    effect: AT_ONCE,
  }),
  unusualCustomers: described(z.int().min(1).max(10_000).nullable().default(UNUSUAL_CUSTOMERS), {
    effect: AT_ONCE,
  }),
  reminderDays: described(z.int().min(1).max(365).default(REMINDER_DAYS), { unit: 'days', effect: AT_ONCE }),
  again: ownCoolDowns.prefault({}),
});
export type NotificationSettings = z.infer<typeof notificationSettings>;

/** What holds until somebody sets it: every rule is on, and nobody is named. */
export const DEFAULT_NOTIFICATIONS: NotificationSettings = {
  email: '',
  german: false,
  coolDownMinutes: 240,
  ledgerMinutes: 1,
  tokenMinutes: 5,
  breakerMinutes: 10,
  behindMinutes: 30,
  diskPercent: 10,
  backupDays: 2,
  verificationDays: 3,
  exposureDays: EXPOSURE_DAYS,
  evidenceDays: EVIDENCE_DAYS,
  unusualCustomers: UNUSUAL_CUSTOMERS,
  reminderDays: REMINDER_DAYS,
  again: ownCoolDowns.parse({}),
};
