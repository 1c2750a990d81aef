import type { PrunePlan } from '@srs-desk/shared/api/audit.ts';
import { ANNOUNCED_MS, brakeDoubts, brakeStep } from '@srs-desk/shared/audit/brake.ts';
import * as z from 'zod';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict } from '../../platform/errors.ts';
import { toAuditEntry } from './log/entry-row.ts';
import { placesToCut } from './log/prune-cuts.ts';
import { logEdges, newestOfAction } from './log/queries.ts';
import { blocksOf, pruneWhileRunning } from './prune-while-running.ts';
import { monthsBefore } from './retention.ts';
import { logTimesSince } from './retention-plan.ts';

const announcement = z.object({
  months: z.int(),
  before: z.iso.datetime(),
  firstSeq: z.int(),
  entries: z.int(),
  ofEntries: z.int(),
});
const pruned = z.object({ done: z.boolean().default(false) });
const verified = z.object({ outcome: z.string() });

/** The pruning of the log that is announced and not done yet, with what becomes of it now; null where there is none. */
export function prunePlan(desk: Desk): PrunePlan | null {
  const { reader, config } = desk;
  const row = newestOfAction(reader, 'audit.prune_announce');
  const run = newestOfAction(reader, 'audit.prune');
  if (row === undefined) return null;
  const runSeq = run?.seq ?? 0;
  if (run !== undefined && runSeq > row.seq && pruned.parse(toAuditEntry(run).detail).done) return null;
  const { at, detail } = toAuditEntry(row);
  const plan = announcement.parse(detail);
  if (plan.months !== config.keepLogMonths) return null;
  const approval = newestOfAction(reader, 'audit.prune_approve');
  const approved = approval !== undefined && approval.seq > row.seq ? toAuditEntry(approval) : null;
  const now = desk.clock.now();
  const doubts = brakeDoubts({
    now,
    logTimes: logTimesSince(desk, Math.min(runSeq, row.seq)),
    count: plan.entries,
    outOf: plan.ofEntries,
    isUnverified: !isVerified(desk),
  });
  const announcedAt = Date.parse(at);
  return {
    ...plan,
    announcedAt: at,
    dueAt: iso(announcedAt + ANNOUNCED_MS),
    doubts,
    approved: approved && { by: approved.actor, at: approved.at },
    step: brakeStep({ announcedAt, doubts, isApproved: approved !== null }, now),
  };
}

function isVerified({ reader }: Desk): boolean {
  const last = newestOfAction(reader, 'audit.verify');
  return last !== undefined && verified.parse(toAuditEntry(last)).outcome === 'intact';
}

/** Announces what is past its time, or does what was announced when its day has come and nothing speaks against it. */
export async function stepPruning(desk: Desk): Promise<void> {
  const months = desk.config.keepLogMonths;
  if (months === null) return;
  const plan = prunePlan(desk);
  if (plan?.step === 'run') await pruneWhileRunning(desk, plan);
  else if (plan !== null) desk.log.warn({ plan }, 'a pruning of the audit log is announced');
  else await announce(desk, months);
}

async function announce(desk: Desk, months: number): Promise<void> {
  const { reader } = desk;
  const before = monthsBefore(desk.clock.now(), months);
  const firstSeq = (await placesToCut(blocksOf(desk), before)).at(-1);
  if (firstSeq === undefined) return;
  const { first, last } = logEdges(reader);
  const detail = {
    months,
    before: iso(before),
    firstSeq,
    entries: firstSeq - first,
    ofEntries: last - first + 1,
  };
  const entry = { action: 'audit.prune_announce', actor: 'system', origin: 'system', detail } as const;
  await desk.ledger.record([], [entry]);
}

/** Lets a pruning go on that waits for an admin. @throws Conflict `prune_not_waiting` */
export async function approvePruning(desk: Desk, who: Principal): Promise<void> {
  const plan = prunePlan(desk);
  if (plan?.step !== 'ask')
    throw new Conflict('prune_not_waiting', 'No pruning of the log waits for an admin.');
  const { entries, firstSeq, doubts, before } = plan;
  const { actor, origin } = who;
  const detail = { entries, firstSeq, doubts, before };
  await desk.ledger.record([], [{ action: 'audit.prune_approve', actor, origin, detail }]);
}
