import type { Desk } from '../../../platform/desk.ts';
import { backupPath, dailyBackups } from './backup-files.ts';
import { isMissed, nextDaily } from './daily.ts';
import { rotateBackups } from './rotate-backups.ts';

const LOOK_EVERY_MS = 30_000;

const SYSTEM = {
  kind: 'system',
  name: 'system',
  role: 'admin',
  actor: 'system',
  origin: 'system',
} as const;

/** When this desk's newest backup of the schedule was made, ms since epoch; null where there is none, or that cannot be seen. */
function lastMade({ audit, config }: Desk): number | null {
  try {
    const made = dailyBackups(config.backups.dir).filter(({ path }) => audit.backups.isOwn(path));
    return made.length === 0 ? null : Math.max(...made.map(({ at }) => at));
  } catch {
    return null;
  }
}

/** Makes a backup every day at the time that is configured. Gives the function that ends it. */
export function startBackups(desk: Desk): () => void {
  const { dailyAt } = desk.config.backups;
  if (dailyAt === null) return () => undefined;
  const next = () => nextDaily(dailyAt, desk.config.billingTimeZone, desk.clock.now());
  const { billingTimeZone } = desk.config;
  // Begun late where the desk did not run when it was due.
  let due = isMissed(dailyAt, billingTimeZone, lastMade(desk), desk.clock.now()) ? desk.clock.now() : next();
  const timer = setInterval(() => {
    if (desk.clock.now() < due || desk.audit.backups.running) return;
    due = next();
    const to = backupPath(desk.config.backups.dir, 'daily', desk.clock.now());
    // Why one failed is logged and recorded by itself; then no older one goes.
    desk.audit.backups
      .begin(desk, SYSTEM, to)
      .then(() => rotateBackups(desk))
      .catch(() => undefined);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
