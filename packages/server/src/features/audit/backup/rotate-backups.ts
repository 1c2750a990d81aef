import { rmSync } from 'node:fs';
import { isAhead } from '@srs-desk/shared/time/elapsed.ts';
import type { Desk } from '../../../platform/desk.ts';
import { dailyBackups } from './backup-files.ts';
import { outOfRotation } from './rotation.ts';

/** Deletes this desk's backups of the schedule that are not kept any longer, and records which: another's may lie beside them. */
export async function rotateBackups(desk: Desk): Promise<void> {
  const { dir, keep } = desk.config.backups;
  const now = desk.clock.now();
  // What a clock made that was ahead takes no other's place.
  const there = dailyBackups(dir).filter(
    ({ path, at }) => !isAhead(at, now) && desk.audit.backups.isOwn(path),
  );
  const times = new Set(
    outOfRotation(
      there.map(({ at }) => at),
      keep,
      desk.config.billingTimeZone,
    ),
  );
  const gone = there.filter(({ at }) => times.has(at)).map(({ path }) => path);
  if (gone.length === 0) return;
  for (const path of gone) rmSync(path, { force: true });
  const detail = { files: gone, kept: there.length - gone.length };
  const entry = { action: 'backup.rotate', actor: 'system', origin: 'system', target: dir, detail } as const;
  await desk.ledger.record([], [entry]);
}
