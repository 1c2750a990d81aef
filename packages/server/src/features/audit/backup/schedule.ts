import type { Desk } from '../../../platform/desk.ts';
import { backupPath } from './backup-files.ts';
import { nextDaily } from './daily.ts';
import { rotateBackups } from './rotate-backups.ts';

const LOOK_EVERY_MS = 30_000;

const SYSTEM = {
  kind: 'system',
  name: 'system',
  role: 'admin',
  actor: 'system',
  origin: 'system',
} as const;

/** Makes a backup every day at the time that is configured. Gives the function that ends it. */
export function startBackups(desk: Desk): () => void {
  const { dailyAt } = desk.config.backups;
  if (dailyAt === null) return () => undefined;
  const next = () => nextDaily(dailyAt, desk.config.billingTimeZone, desk.clock.now());
  let due = next();
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
