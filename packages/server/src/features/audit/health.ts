import type { AuditHealth, VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import { NOTIFICATION_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk } from '../../platform/desk.ts';
import { prunedBefore } from '../../platform/ledger/pruned-before.ts';
import { toAuditEntry } from './log/entry-row.ts';
import {
  countErased,
  countOpenCalls,
  isCompactionDue,
  logEdges,
  newestCheckpoint,
  newestExported,
  newestOfAction,
  readStub,
  timeOfEntry,
} from './log/queries.ts';
import { carriedUpTo } from './log/statement-carriers.ts';
import { prunePlan } from './prune-plan.ts';
import { retentionPlan } from './retention-plan.ts';
import { stampStated } from './stamp/stamp-stated.ts';
import { LogHistory } from './verify/log-history.ts';
import { toldOf } from './verify/told-of.ts';
import { readWrapping } from './wrapping/queries.ts';

const DAY_MS = 86_400_000;

const lastStamp = stampStated.pick({ size: true, stampedAt: true, authority: true, policy: true });

/** How the log stands: what is signed, what has left the house, when it was last proven, what is exposed. */
export function auditHealth(desk: Desk): AuditHealth {
  const { reader, config, audit, ledger } = desk;
  const { first, last, lastAt } = logEdges(reader);
  const signed = newestCheckpoint(reader);
  const exported = newestExported(reader);
  const { progress } = audit.verification;
  const stub = readStub(reader);
  return {
    state: ledger.state,
    entries: last === 0 ? 0 : last - first + 1,
    firstSeq: first,
    lastSeq: last,
    lastAt: last === 0 ? null : iso(lastAt),
    publicKey: audit.publicKey,
    lastCheckpoint: signed === undefined ? null : { size: signed.size, at: iso(signed.at) },
    lastExport:
      exported === undefined ? null : { size: exported.size, at: iso(exported.exportedAt ?? exported.at) },
    exportTo: { directory: config.checkpoints.dir, url: config.checkpoints.url },
    exportProblem: audit.checkpoints.problem,
    timeStamps: timeStamps(desk),
    exposure: exposureOf(desk, exported?.size ?? 0, last),
    // Their signatures are checked by the verification.
    ...toldOf(new LogHistory(null, carriedUpTo(reader.connection, last))),
    wrapping: wrappingOf(desk),
    lastVerification: lastVerification(desk),
    running:
      progress === null
        ? null
        : { done: progress.done, total: progress.total, startedAt: iso(progress.startedAt) },
    openIntents: countOpenCalls(reader),
    erased: { subjects: countErased(reader), compactionDue: isCompactionDue(reader) },
    retentionMonths: config.retentionMonths,
    retention: retentionPlan(desk),
    keepLogMonths: config.keepLogMonths,
    pruning: prunePlan(desk),
    searchLag: audit.searchLag(),
    searchLacked: audit.searchLacked(),
    pruned:
      stub === undefined
        ? null
        : { before: stub.firstSeq, upTo: iso(prunedBefore(reader)), at: iso(stub.prunedAt) },
  };
}

function wrappingOf({ reader }: Desk): AuditHealth['wrapping'] {
  const wrapping = readWrapping(reader);
  if (wrapping === undefined) return null;
  const { beganAt, rewrapped, finishedAt } = wrapping;
  return {
    changedAt: iso(beganAt),
    rewrapped,
    finishedAt: finishedAt === null ? null : iso(finishedAt),
  };
}

function exposureOf(
  { reader, settings, clock }: Desk,
  exportedSize: number,
  last: number,
): AuditHealth['exposure'] {
  const { exposureDays: limitDays } = settings.get(NOTIFICATION_SETTING);
  const since = last <= exportedSize ? null : (timeOfEntry(reader, exportedSize + 1) ?? null);
  return {
    entries: Math.max(0, last - exportedSize),
    since: since === null ? null : iso(since),
    limitDays,
    isOverLimit: limitDays !== null && since !== null && hasPassed(limitDays * DAY_MS, since, clock.now()),
  };
}

function timeStamps({ reader, config, audit }: Desk): AuditHealth['timeStamps'] {
  const row = newestOfAction(reader, 'audit.time_stamp');
  const { url, trusted } = config.timeStamps;
  const stated = lastStamp.safeParse(row === undefined ? null : toAuditEntry(row).detail);
  return {
    url,
    isTrustChecked: trusted.length > 0,
    last: stated.success ? stated.data : null,
    problem: audit.checkpoints.stampProblem,
  };
}

function lastVerification(desk: Desk): VerificationSummary | null {
  const row = newestOfAction(desk.reader, 'audit.verify');
  if (row === undefined) return null;
  const entry = toAuditEntry(row);
  const detail = entry.detail as Partial<VerificationSummary>;
  return {
    at: entry.at,
    by: entry.actor,
    outcome: detail.outcome ?? 'unchecked',
    lastSeq: detail.lastSeq ?? 0,
    durationMs: detail.durationMs ?? 0,
    finding: detail.finding ?? null,
    signedUpTo: detail.signedUpTo ?? null,
    facts: detail.facts ?? null,
  };
}
