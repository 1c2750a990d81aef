import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BackupRow, BackupView } from '@srs-desk/shared/api/backups.ts';
import * as z from 'zod';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk } from '../../../platform/desk.ts';
import { logEdges, newestActs } from '../log/queries.ts';
import { nextDaily } from './daily.ts';

const told = z.object({
  at: z.iso.datetime(),
  actor: z.string(),
  detail: z.object({
    to: z.string(),
    size: z.int().optional(),
    lastSeq: z.int().optional(),
    verified: z.boolean().optional(),
    why: z.string().optional(),
  }),
});

const restoredFrom = z.object({ from: z.iso.datetime().nullable() });

function entriesOf(desk: Desk, action: 'backup.create' | 'backup.copy' | 'backup.failed') {
  return newestActs(desk.reader, action).map((entry) => ({ seq: entry.seq, ...told.parse(entry) }));
}

/** Where backups go and when, the last ones out of the log, and the one that is being made. */
export function readBackups(desk: Desk): BackupView {
  const { dir, dailyAt, keep, command } = desk.config.backups;
  const { billingTimeZone: timeZone } = desk.config;
  const { running } = desk.audit.backups;
  const [failed] = entriesOf(desk, 'backup.failed');
  const copied = new Map(entriesOf(desk, 'backup.copy').map(({ at, detail }) => [detail.to, at]));
  const backups = entriesOf(desk, 'backup.create').map((entry) => toRow(entry, copied));
  const failure = failed && failed.seq > (backups[0]?.id ?? 0) ? failed : null;
  return {
    folder: dir,
    sameDisk: deviceOf(dir) === deviceOf(desk.config.dataDir),
    dailyAt,
    keep,
    copies: command !== null,
    timeZone,
    nextAt: dailyAt === null ? null : iso(nextDaily(dailyAt, timeZone, desk.clock.now())),
    running: running === null ? null : { ...running, startedAt: iso(running.startedAt) },
    failure: failure && { at: failure.at, by: failure.actor, why: failure.detail.why ?? '' },
    backups,
    unlisted: unlistedAfter(desk, backups[0]?.id ?? null),
  };
}

/** When the last backup was made that is known of, ISO 8601. */
export function lastBackupAt({ backups, unlisted }: BackupView): string | undefined {
  return unlisted?.at ?? backups[0]?.at;
}

/** `newest` is the entry of the newest backup in the log. What a backup holds ends before its own entry. */
function unlistedAfter({ reader }: Desk, newest: number | null): BackupView['unlisted'] {
  const [restore] = newestActs(reader, 'backup.restore');
  if (restore !== undefined && restore.seq > (newest ?? 0))
    return { at: restoredFrom.safeParse(restore.detail).data?.from ?? null };
  return newest === null && logEdges(reader).first > 1 ? { at: null } : null;
}

function toRow(
  { seq, at, actor, detail }: ReturnType<typeof entriesOf>[number],
  copied: ReadonlyMap<string, string>,
): BackupRow {
  const { to, size = null, lastSeq = null, verified = false } = detail;
  return {
    id: seq,
    at,
    by: actor,
    to,
    size,
    lastSeq,
    verifiedAt: verified ? at : null,
    copiedAt: copied.get(to) ?? null,
    isThere: existsSync(to),
  };
}

/** The disk of a folder, or of where it will be made. */
function deviceOf(folder: string): number {
  let there = folder;
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  return statSync(there).dev;
}
