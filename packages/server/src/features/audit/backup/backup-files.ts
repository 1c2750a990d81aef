import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const NAME = /^desk-daily-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2}\.\d{3}Z)\.db\.gz\.age$/;

/** Who a backup is made for: those of the schedule are deleted by rotation. */
type BackupFor = 'daily' | 'hand' | 'before-upgrade';

/** A new file in the folder of backups, named after what it is for and the UTC time. */
export function backupPath(dir: string, made: BackupFor, now: number): string {
  const name = made === 'hand' ? 'desk' : `desk-${made}`;
  return join(dir, `${name}-${new Date(now).toISOString().replaceAll(':', '-')}.db.gz.age`);
}

/** When a backup of the schedule was made, by its name (ms since epoch); null for any other file. */
export function dailyTimeOf(path: string): number | null {
  const [, day, hours, minutes, seconds] = NAME.exec(basename(path)) ?? [];
  return day === undefined ? null : Date.parse(`${day}T${hours}:${minutes}:${seconds}`);
}

/** The backups of the schedule that lie in the folder, with when they were made (ms since epoch). */
export function dailyBackups(dir: string): { path: string; at: number }[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir).flatMap((name) => {
    const at = dailyTimeOf(name);
    return at === null ? [] : [{ path: join(dir, name), at }];
  });
}
