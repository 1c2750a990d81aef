import { statfsSync } from 'node:fs';
import type { RetentionPlan } from '@srs-desk/shared/api/audit.ts';
import type { NoticeFacts } from '@srs-desk/shared/notifications/notices.ts';
import type { Desk } from '../../platform/desk.ts';
import { auditHealth, lastBackupAt, readBackups } from '../audit/index.ts';
import type { Outlook } from './outlook.ts';

const at = (iso: string | undefined): number | null => (iso === undefined ? null : Date.parse(iso));

function earliest(moments: readonly (number | undefined)[]): number | null {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

const announced = (plan: Pick<RetentionPlan, 'announcedAt' | 'step'> | null): NoticeFacts['retention'] =>
  plan && { announcedAt: Date.parse(plan.announcedAt), step: plan.step };

/** How the desk is now, as the rules look at it. What only who watches can know is given. */
export function noticeFacts(
  desk: Desk,
  watched: Pick<NoticeFacts, 'ledgerDownSince' | 'startedAt'> & Outlook,
): NoticeFacts {
  const { operations } = desk.srs.health();
  const { lastVerification, exposure, retention, pruning } = auditHealth(desk);
  const backups = readBackups(desk);
  const { bavail, blocks } = statfsSync(desk.config.dataDir);
  return {
    ...watched,
    tokenFailingSince: operations.find(({ operation }) => operation === 'token')?.failing?.since ?? null,
    breakerSince: earliest(
      operations.filter(({ breaker }) => breaker !== 'closed').map(({ failing }) => failing?.since),
    ),
    lagMs: desk.sync.health().lagMs,
    diskFree: blocks === 0 ? 1 : bavail / blocks,
    backsUp: backups.dailyAt !== null,
    lastBackupAt: at(lastBackupAt(backups)),
    backupFailed: backups.failure !== null,
    lastVerifiedAt: lastVerification?.outcome === 'intact' ? at(lastVerification.at) : null,
    logBroken: lastVerification?.outcome === 'broken',
    exposedSince: at(exposure.since ?? undefined),
    retention: announced(retention),
    pruning: announced(pruning),
  };
}
