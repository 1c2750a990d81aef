import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type AgeRecipient, parseRecipient } from '../age/age-keys.ts';
import { timeOfDay } from './forms.ts';
import { told } from './variable-facts.ts';

/** How many scheduled backups stay: the newest of so many days, weeks and months. */
export interface BackupsKept {
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
}

/** Where backups go and what becomes of them. */
export interface BackupConfig {
  dir: string;
  /** When one is made every day, `HH:MM`; null: never. */
  dailyAt: string | null;
  keep: BackupsKept;
  /** Who can open them besides whoever has the key file. */
  recipients: readonly AgeRecipient[];
  /** What the shell runs once one is made and read back; it finds the file in `BACKUP_FILE`. */
  command: string | null;
}

const kept = (count: number) =>
  z.coerce
    .number('must be a number of backups')
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .max(1000, 'must be at most 1000')
    .default(count);

const recipients = z.string().transform((text, { issues }): readonly AgeRecipient[] =>
  text.split(',').flatMap((part) => {
    const recipient = parseRecipient(part.trim());
    if (recipient !== null) return [recipient];
    issues.push({
      code: 'custom',
      message: 'must be recipients of age (age1…) with commas between',
      input: text,
    });
    return [];
  }),
);

export const BACKUP_VARIABLES = {
  BACKUP_DIR: told(z.string().optional(), {
    group: 'data',
    about: 'Where backups go: best another disk. Without it, backups in the data folder.',
    example: '/mnt/elsewhere/backups',
  }),
  BACKUP_AT: told(timeOfDay.optional(), {
    group: 'data',
    about: 'When a backup is made every day, in BILLING_TIME_ZONE.',
    example: '02:30',
  }),
  BACKUP_KEEP_DAILY: told(kept(7), {
    group: 'data',
    about: 'Of how many days the daily backup stays. What somebody made by hand is never deleted.',
  }),
  BACKUP_KEEP_WEEKLY: told(kept(5), {
    group: 'data',
    about: 'Of how many weeks besides the last one stays.',
  }),
  BACKUP_KEEP_MONTHLY: told(kept(12), {
    group: 'data',
    about: 'Of how many months besides. 0 in all three deletes nothing.',
  }),
  BACKUP_RECIPIENTS: told(recipients.optional(), {
    group: 'data',
    about: 'Who can open backups besides whoever has the key file: public keys of age, with commas between.',
    example: 'age1gkjj47e4ne6d55sx02kr62adf2q26ck537qc0avqhw5g2lx4u4gsve48xz',
  }),
  BACKUP_COMMAND: told(z.string().optional(), {
    group: 'data',
    about:
      'What /bin/sh runs with each backup that was made and read back, its path in BACKUP_FILE: brings it to another place.',
    example: 'rclone copy "$BACKUP_FILE" offsite:desk',
  }),
};

type Values = z.infer<z.ZodObject<typeof BACKUP_VARIABLES>>;

/** What the variables say of backups. */
export function backupsOf(values: Values, dataDir: string): BackupConfig {
  const { BACKUP_KEEP_DAILY: daily, BACKUP_KEEP_WEEKLY: weekly, BACKUP_KEEP_MONTHLY: monthly } = values;
  return {
    dir: resolve(values.BACKUP_DIR ?? join(dataDir, 'backups')),
    dailyAt: values.BACKUP_AT ?? null,
    keep: { daily, weekly, monthly },
    recipients: values.BACKUP_RECIPIENTS ?? [],
    command: values.BACKUP_COMMAND ?? null,
  };
}
