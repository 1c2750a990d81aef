import type { Desk } from '../../../platform/desk.ts';
import { backupPath, dailyBackups, dailyTimeOf } from './backup-files.ts';
import { isMissed } from './daily.ts';
import { readBackups } from './read-backups.ts';
import { rotateBackups } from './rotate-backups.ts';

const LOOK_EVERY_MS = 30_000;

const SYSTEM = {
  kind: 'system',
  name: 'system',
  role: 'admin',
  actor: 'system',
  origin: 'system',
} as const;

/** When this desk's backups of the schedule that lie in the folder were made, ms since epoch; none where that cannot be seen. */
function timesInFolder({ audit, config }: Desk): number[] {
  try {
    return dailyBackups(config.backups.dir)
      .filter(({ path }) => audit.backups.isOwn(path))
      .map(({ at }) => at);
  } catch {
    return [];
  }
}

/** The log knows of those too that were brought elsewhere, the folder of those before a pruning or a restore. */
function timesMade(desk: Desk): number[] {
  const { backups } = readBackups(desk);
  return [...timesInFolder(desk), ...backups.map(({ to }) => dailyTimeOf(to)).filter((at) => at !== null)];
}

/** Makes a backup every day at the time that is configured. Gives the function that ends it. */
export function startBackups(desk: Desk): () => void {
  const { backups, billingTimeZone } = desk.config;
  const { dailyAt } = backups;
  if (dailyAt === null) return () => undefined;
  const before = timesMade(desk);
  // Begun late where the desk did not run when it was due; the first of all is not late.
  let made = before.length === 0 ? [desk.clock.now()] : before;
  const timer = setInterval(() => {
    const now = desk.clock.now();
    if (!isMissed(dailyAt, billingTimeZone, made, now) || desk.audit.backups.running) return;
    made = [now];
    const to = backupPath(backups.dir, 'daily', now);
    // Why one failed is logged and recorded by itself; then no older one goes.
    desk.audit.backups
      .begin(desk, SYSTEM, to)
      .then(() => rotateBackups(desk))
      .catch(() => undefined);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
