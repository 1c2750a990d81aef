import * as z from 'zod';

/** What a backup is doing: the file is made ready and copied, encrypted, then decrypted again and its log checked, then copied elsewhere. */
const BACKUP_PHASES = ['preparing', 'copying', 'writing', 'verifying', 'sending'] as const;
export type BackupPhase = (typeof BACKUP_PHASES)[number];

/** A backup that was made and read back. */
const backupRow = z.object({
  /** Number of its entry in the log. */
  id: z.int(),
  at: z.iso.datetime(),
  by: z.string(),
  /** The file it was written to. */
  to: z.string(),
  /** Bytes; null for those of before this was recorded, as are the next two. */
  size: z.int().nullable(),
  /** Entries of the log in it. */
  lastSeq: z.int().nullable(),
  /** When it was decrypted again and its log found intact. */
  verifiedAt: z.iso.datetime().nullable(),
  /** When the operator's command had brought it elsewhere. */
  copiedAt: z.iso.datetime().nullable(),
  /** Whether the file is still there. */
  isThere: z.boolean(),
});
export type BackupRow = z.infer<typeof backupRow>;

/** `GET /api/backups`: where backups go, when, the last ones, and the one that is being made. */
export const backupView = z.object({
  folder: z.string(),
  /** The folder lies on the disk of the database: what takes one takes both. */
  sameDisk: z.boolean(),
  /** Time of day of the daily backup, `HH:MM` in `timeZone`; null: none is made by itself. */
  dailyAt: z.string().nullable(),
  timeZone: z.string(),
  /** Of how many days, weeks and months the daily backup stays; zeros: all stay. */
  keep: z.object({ daily: z.int(), weekly: z.int(), monthly: z.int() }),
  /** A command brings each backup elsewhere. */
  copies: z.boolean(),
  nextAt: z.iso.datetime().nullable(),
  running: z
    .object({
      phase: z.enum(BACKUP_PHASES),
      /** Bytes or entries of the phase; a total of 0 is not known yet. */
      done: z.int(),
      total: z.int(),
      startedAt: z.iso.datetime(),
      by: z.string(),
    })
    .nullable(),
  /** The last try where it failed. */
  failure: z.object({ at: z.iso.datetime(), by: z.string(), why: z.string() }).nullable(),
  /** Newest first. */
  backups: z.array(backupRow),
  /**
   * The last backup where its own entry is not in the log: the log was put back from it (`at`: its last entry), or that entry was
   * pruned. Null in `at`: not known.
   */
  unlisted: z.object({ at: z.iso.datetime().nullable() }).nullable(),
});
export type BackupView = z.infer<typeof backupView>;

/** `POST /api/backups`. */
export const backupInput = z.strictObject({
  /** An absolute path; the command line alone may name one. */
  to: z.string().min(1).max(1000).optional(),
  /** Answer only when it is made. */
  wait: z.boolean().default(false),
});
