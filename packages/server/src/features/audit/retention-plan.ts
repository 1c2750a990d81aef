import type { RetentionPlan } from '@srs-desk/shared/api/audit.ts';
import { ANNOUNCED_MS, brakeDoubts, brakeStep } from '@srs-desk/shared/audit/brake.ts';
import * as z from 'zod';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict } from '../../platform/errors.ts';
import { toAuditEntry } from './log/entry-row.ts';
import { checkpointTimesSince, logEdges, newestOfAction, timeOfEntry } from './log/queries.ts';
import { loneSubjectsByAge, monthsBefore, ordersByAge, runRetention } from './retention.ts';

const MOST_COUNTED = 10_000;

const announcement = z.object({
  months: z.int(),
  before: z.iso.datetime(),
  orders: z.int(),
  ofOrders: z.int(),
  subjects: z.int(),
});

/** The erasure by age that is announced and not done yet, with what becomes of it now; null where there is none. */
export function retentionPlan(desk: Desk): RetentionPlan | null {
  const { reader, config } = desk;
  const row = newestOfAction(reader, 'retention.announce');
  const runSeq = newestOfAction(reader, 'retention.run')?.seq ?? 0;
  if (row === undefined || row.seq < runSeq) return null;
  const { at, detail } = toAuditEntry(row);
  const plan = announcement.parse(detail);
  if (plan.months !== config.retentionMonths) return null;
  const approval = newestOfAction(reader, 'retention.approve');
  const approved = approval !== undefined && approval.seq > row.seq ? toAuditEntry(approval) : null;
  const { orders, ofOrders } = plan;
  const now = desk.clock.now();
  const doubts = brakeDoubts({ now, logTimes: logTimesSince(desk, runSeq), count: orders, outOf: ofOrders });
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

/** When the log was signed since its entry `seq`, then when its newest entry was written; oldest first. */
export function logTimesSince({ reader }: Desk, seq: number): number[] {
  const since = timeOfEntry(reader, seq);
  return [...(since === null ? [] : [since]), ...checkpointTimesSince(reader, seq), logEdges(reader).lastAt];
}

/** Announces what is past its time, or does what was announced when its day has come and nothing speaks against it. */
export async function stepRetention(desk: Desk): Promise<void> {
  const months = desk.config.retentionMonths;
  if (months === null) return;
  const plan = retentionPlan(desk);
  if (plan?.step === 'run') await runRetention(desk, Date.parse(plan.before));
  else if (plan !== null) desk.log.warn({ plan }, 'an erasure by age is announced');
  else await announce(desk, months);
}

async function announce(desk: Desk, months: number): Promise<void> {
  const before = monthsBefore(desk.clock.now(), months);
  let [orders, ofOrders, subjects] = [0, 0, 0];
  for await (const { refIds, unerased } of ordersByAge(desk, before)) {
    orders += refIds.length;
    ofOrders += unerased;
  }
  for await (const lone of loneSubjectsByAge(desk, before)) {
    subjects += lone.length;
    if (subjects >= MOST_COUNTED) break;
  }
  if (orders + subjects === 0) return;
  subjects = Math.min(subjects, MOST_COUNTED);
  const detail = { months, before: iso(before), orders, ofOrders, subjects };
  const entry = { action: 'retention.announce', actor: 'system', origin: 'system', detail } as const;
  await desk.ledger.record([], [entry]);
}

/** Lets an erasure by age go on that waits for an admin. @throws Conflict `retention_not_waiting` */
export async function approveRetention(desk: Desk, who: Principal): Promise<void> {
  const plan = retentionPlan(desk);
  if (plan?.step !== 'ask')
    throw new Conflict('retention_not_waiting', 'No erasure by age waits for an admin.');
  const { orders, doubts, before } = plan;
  const { actor, origin } = who;
  await desk.ledger.record(
    [],
    [{ action: 'retention.approve', actor, origin, detail: { orders, doubts, before } }],
  );
}
