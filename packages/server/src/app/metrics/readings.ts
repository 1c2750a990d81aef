import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { HEALTH_CAUSES } from '@srs-desk/shared/health/health.ts';
import { isAhead } from '@srs-desk/shared/time/elapsed.ts';
import { auditHealth, lastBackupAt, readBackups } from '../../features/audit/index.ts';
import { deskHealth } from '../../features/orders/index.ts';
import { listPossibleOrphans } from '../../features/orders/placing/queries.ts';
import type { Desk } from '../../platform/desk.ts';
import { VERSION } from '../../platform/version.ts';
import { METRICS } from './catalogue.ts';

/** More are not counted. */
const MOST_ORPHANS = 1_000;
const LEDGER_STATES = ['ok', 'full', 'busy', 'latched'] as const;

const seconds = (iso: string | undefined): number => (iso === undefined ? 0 : Date.parse(iso) / 1000);
/** What is overdue once it is old: 0 also for a time that lies ahead, until which it would count as new. */
const overdueSince = ({ clock }: Desk, iso: string | undefined): number =>
  isAhead(seconds(iso) * 1000, clock.now()) ? 0 : seconds(iso);
const flag = (holds: boolean): 0 | 1 => (holds ? 1 : 0);
const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** The disk under the data folder, bytes. */
function diskOf({ config }: Desk): { free: number; size: number } {
  const { bavail, blocks, bsize } = statfsSync(dirname(config.databasePath));
  return { free: bavail * bsize, size: blocks * bsize };
}

/** How each metric without labels is read, at each scrape. */
export const READINGS = {
  healthy: (desk) => flag(deskHealth(desk).state === 'good'),
  syncDue: ({ sync }) => sync.health().due,
  syncLag: ({ sync }) => sync.health().lagMs / 1000,
  syncInFlight: ({ sync }) => sync.health().inFlight,
  syncLastSuccess: ({ sync }) => (sync.health().lastSuccessAt ?? 0) / 1000,
  rate: ({ srs }) => srs.health().grantedRate,
  rateAllowed: ({ srs }) => srs.health().allowedRate,
  tokenIssued: ({ srs }) => (srs.tokenTimes?.issuedAt ?? 0) / 1000,
  tokenEnds: ({ srs }) => (srs.tokenTimes?.endsAt ?? 0) / 1000,
  ledgerOk: ({ ledger }) => flag(ledger.state === 'ok'),
  ledgerWaiting: ({ ledger }) => ledger.waiting,
  entries: (desk) => auditHealth(desk).lastSeq,
  lastCheckpoint: (desk) => seconds(auditHealth(desk).lastCheckpoint?.at),
  lastExport: (desk) => seconds(auditHealth(desk).lastExport?.at),
  lastVerification: (desk) => {
    const last = auditHealth(desk).lastVerification;
    return last?.outcome === 'intact' ? overdueSince(desk, last.at) : 0;
  },
  verificationFailed: (desk) => flag(auditHealth(desk).lastVerification?.outcome === 'broken'),
  lastBackup: (desk) => overdueSince(desk, lastBackupAt(readBackups(desk))),
  backupFailed: (desk) => flag(readBackups(desk).failure !== null),
  orphans: ({ reader }) => listPossibleOrphans(reader, MOST_ORPHANS).length,
  databaseBytes: ({ config }) => sizeOf(config.databasePath),
  walBytes: ({ config }) => sizeOf(`${config.databasePath}-wal`),
  diskFree: (desk) => diskOf(desk).free,
  diskSize: (desk) => diskOf(desk).size,
} satisfies Partial<Record<keyof typeof METRICS, (desk: Desk) => number>>;

type Labelled = readonly [labels: Record<string, string>, value: number];

/** How each metric with labels is read. */
export const SERIES: readonly {
  metric: { name: string; help: string; labels: readonly string[] };
  read: (desk: Desk) => readonly Labelled[];
}[] = [
  { metric: METRICS.build, read: () => [[{ version: VERSION, node: process.version }, 1]] },
  {
    metric: METRICS.healthCause,
    read: (desk) => {
      const { causes } = deskHealth(desk);
      return HEALTH_CAUSES.map((cause) => [{ cause }, flag(causes.includes(cause))]);
    },
  },
  {
    metric: METRICS.breakerOpen,
    read: ({ srs }) =>
      srs.health().operations.map(({ operation, breaker }) => [{ operation }, flag(breaker !== 'closed')]),
  },
  {
    metric: METRICS.ledgerState,
    read: ({ ledger }) => LEDGER_STATES.map((state) => [{ state }, flag(ledger.state === state)]),
  },
];
