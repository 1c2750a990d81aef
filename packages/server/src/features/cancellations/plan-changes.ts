import { maskText } from '@srs-desk/shared/api/masking.ts';
import type { JobSource } from '@srs-desk/shared/cancellation/job.ts';
import type { NotAllowedReason, PlanClass, PlanCounts } from '@srs-desk/shared/cancellation/plan.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import { and, eq, sql } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import type { Actor, Origin, PlainObject } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { notePolicyRun } from './policy-changes.ts';
import { cancellationItems as items, cancellationJobs as jobs } from './table.ts';

/** One order of a new plan. */
export interface PlannedItem {
  refId: string;
  class: PlanClass;
  classReason: NotAllowedReason | null;
  plannedStatus: OrderStatus | null;
  /** What made it superseded or stale. */
  why: PlainObject | null;
}

export interface PlanArgs {
  source: JobSource;
  /** The filter or rule that named the orders. */
  filter: PlainObject | null;
  policy: { id: number; name: string } | null;
  retryOf: number | null;
  reason: string;
  includeFinished: boolean;
  counts: PlanCounts;
  total: number;
  /** JSON text of a list of {@link PlannedItem}. */
  items: string;
  actor: Actor;
  origin: Origin;
}

const insertJob = statement(
  {
    source: jobs.source,
    filter: jobs.filter,
    policyId: jobs.policyId,
    policyName: jobs.policyName,
    retryOf: jobs.retryOf,
    reason: jobs.reason,
    includeFinished: jobs.includeFinished,
    total: jobs.total,
    willCancel: jobs.willCancel,
    alreadyFinal: jobs.alreadyFinal,
    changed: jobs.changed,
    notAllowed: jobs.notAllowed,
    finishedWork: jobs.finishedWork,
    plannedBy: jobs.plannedBy,
    plannedAt: jobs.plannedAt,
  },
  (db, row) =>
    db
      .insert(jobs)
      .values({ ...row, state: 'planned' })
      .returning({ id: jobs.id }),
);

/** One statement for up to 50,000 orders, whose text nobody takes apart on the way. */
const insertItems = statement(
  { jobId: items.jobId, planned: 'text', now: items.finishedAt },
  (db, { jobId, planned, now }) =>
    db.change(sql`INSERT INTO ${items} (job_id, ref_id, class, class_reason, planned_status, why, state, state_reason, finished_at)
    SELECT ${jobId}, value ->> 'refId', value ->> 'class', value ->> 'classReason', value ->> 'plannedStatus', value ->> 'why',
      CASE value ->> 'class' WHEN 'will_cancel' THEN 'pending' ELSE 'left' END,
      CASE value ->> 'class' WHEN 'will_cancel' THEN NULL ELSE coalesce(value ->> 'classReason', value ->> 'class') END,
      CASE value ->> 'class' WHEN 'will_cancel' THEN NULL ELSE ${now} END
    FROM json_each(${planned}) ORDER BY key`),
);

const jobById = statement({ id: jobs.id }, (db, { id }) =>
  db.select({ id: jobs.id }).from(jobs).where(eq(jobs.id, id)),
);

const proposal = statement({ policyId: jobs.policyId }, (db, { policyId }) =>
  db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.policyId, policyId), eq(jobs.state, 'planned'), eq(jobs.source, 'policy'))),
);

const discard = statement({ id: jobs.id, finishedAt: jobs.finishedAt }, (db, { id, finishedAt }) =>
  db
    .update(jobs)
    .set({ state: 'discarded', finishedAt, note: 'replaced by a newer proposal' })
    .where(eq(jobs.id, id)),
);

/** A proposal of the same policy that nobody took up gives way to the new one. */
function replaceProposal(tx: Tx, policyId: number): number | null {
  const old = proposal(tx).get({ policyId });
  if (old === undefined) return null;
  discard(tx).run({ id: old.id, finishedAt: tx.now });
  tx.rowChanged('cancellations', old.id);
  return old.id;
}

export const planChanges = {
  /**
   * Keeps a plan with all its orders. A policy's proposal replaces the policy's earlier one and sets when it runs next.
   * Guards: `policy_not_found`, `retried_job_not_found`.
   */
  'cancellation.plan': (tx: Tx, args: PlanArgs): { id: number } => {
    const { source, filter, policy, retryOf, reason, includeFinished, counts, total, actor, origin } = args;
    if (retryOf !== null && jobById(tx).get({ id: retryOf }) === undefined)
      throw new GuardConflict('retried_job_not_found', { id: retryOf });
    const replaced = policy === null ? null : replaceProposal(tx, policy.id);
    const { id } = insertJob(tx).get({
      source,
      filter,
      policyId: policy?.id ?? null,
      policyName: policy?.name ?? null,
      retryOf,
      reason,
      includeFinished,
      total,
      ...counts,
      plannedBy: actor,
      plannedAt: tx.now,
    });
    insertItems(tx).run({ jobId: id, planned: args.items, now: tx.now });
    if (policy !== null) notePolicyRun(tx, policy.id);
    tx.append({
      action: policy === null ? 'cancellation.plan' : 'cancellation_policy.propose',
      actor,
      origin,
      target: String(id),
      detail: {
        source,
        filter,
        reason: maskText(reason),
        includeFinished,
        total,
        counts: { ...counts },
        ...(policy === null ? {} : { policy: policy.id }),
        ...(retryOf === null ? {} : { retryOf }),
        ...(replaced === null ? {} : { replaces: replaced }),
      },
    });
    tx.rowChanged('cancellations', id);
    return { id };
  },
};
