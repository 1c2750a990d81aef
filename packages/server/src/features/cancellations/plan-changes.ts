import { maskText } from '@srs-desk/shared/api/masking.ts';
import type { NotAllowedReason, PlanClass, PlanCounts } from '@srs-desk/shared/cancellation/plan.ts';
import type { JobSource } from '@srs-desk/shared/cancellation/wire.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Actor, Origin, Plain } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';

/** One order of a new plan. */
export interface PlannedItem {
  refId: string;
  class: PlanClass;
  classReason: NotAllowedReason | null;
  plannedStatus: OrderStatus | null;
  /** JSON text: what made it superseded or stale. */
  why: string | null;
}

export interface PlanArgs {
  source: JobSource;
  /** JSON text of the filter or rule. */
  filter: string | null;
  policy: { id: number; name: string } | null;
  retryOf: number | null;
  reason: string;
  includeFinished: boolean;
  counts: PlanCounts;
  items: readonly PlannedItem[];
  actor: Actor;
  origin: Origin;
}

const INSERT_JOB = `INSERT INTO cancellation_jobs (state, source, filter, policy_id, policy_name, retry_of, reason,
  include_finished, total, will_cancel, already_final, changed, not_allowed, finished_work, planned_by, planned_at)
  VALUES ('planned', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

const INSERT_ITEM = `INSERT INTO cancellation_items (job_id, ref_id, class, class_reason, planned_status, why, state,
  state_reason, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Why an order that is not part of the run is left: its class, or the reason that stands behind it. */
function leftBecause(item: PlannedItem): string {
  return item.classReason ?? item.class;
}

function insertItems(tx: Tx, jobId: number, items: readonly PlannedItem[]): void {
  const insert = tx.sql(INSERT_ITEM);
  for (const item of items) {
    const runs = item.class === 'will_cancel';
    insert.run(
      jobId,
      item.refId,
      item.class,
      item.classReason,
      item.plannedStatus,
      item.why,
      runs ? 'pending' : 'left',
      runs ? null : leftBecause(item),
      runs ? null : tx.now,
    );
  }
}

/** A proposal of the same policy that nobody took up gives way to the new one. */
function replaceProposal(tx: Tx, policyId: number): number | null {
  const old = tx
    .sql("SELECT id FROM cancellation_jobs WHERE policy_id = ? AND state = 'planned' AND source = 'policy'")
    .pluck()
    .get(policyId) as number | undefined;
  if (old === undefined) return null;
  tx.sql(
    "UPDATE cancellation_jobs SET state = 'discarded', finished_at = ?, note = 'replaced by a newer proposal' WHERE id = ?",
  ).run(tx.now, old);
  tx.rowChanged('cancellations', old);
  return old;
}

export const planChanges = {
  /**
   * Keeps a plan with all its orders. A policy's proposal replaces the policy's earlier one and sets when it looks next.
   * Guards: `policy_not_found`, `retried_job_not_found`.
   */
  'cancellation.plan': (tx: Tx, args: PlanArgs): { id: number } => {
    const { counts, policy } = args;
    if (args.retryOf !== null) assertJob(tx, args.retryOf);
    const replaced = policy === null ? null : replaceProposal(tx, policy.id);
    const { lastInsertRowid } = tx
      .sql(INSERT_JOB)
      .run(
        args.source,
        args.filter,
        policy?.id ?? null,
        policy?.name ?? null,
        args.retryOf,
        args.reason,
        args.includeFinished ? 1 : 0,
        args.items.length,
        counts.willCancel,
        counts.alreadyFinal,
        counts.changed,
        counts.notAllowed,
        counts.finishedWork,
        args.actor,
        tx.now,
      );
    const id = Number(lastInsertRowid);
    insertItems(tx, id, args.items);
    if (policy !== null) policyLooked(tx, policy.id);
    tx.append({
      action: policy === null ? 'cancellation.plan' : 'cancellation_policy.propose',
      actor: args.actor,
      origin: args.origin,
      target: String(id),
      detail: {
        source: args.source,
        filter: args.filter === null ? null : (JSON.parse(args.filter) as Plain),
        reason: maskText(args.reason),
        includeFinished: args.includeFinished,
        total: args.items.length,
        counts: { ...counts },
        ...(policy === null ? {} : { policy: policy.id }),
        ...(args.retryOf === null ? {} : { retryOf: args.retryOf }),
        ...(replaced === null ? {} : { replaces: replaced }),
      },
    });
    tx.rowChanged('cancellations', id);
    return { id };
  },
};

function assertJob(tx: Tx, id: number): void {
  if (tx.sql('SELECT 1 FROM cancellation_jobs WHERE id = ?').get(id) === undefined)
    throw new GuardConflict('retried_job_not_found', { id });
}

/** The policy has looked: when it looks again. */
export function policyLooked(tx: Tx, id: number): void {
  const { changes } = tx
    .sql(
      `UPDATE cancellation_policies SET last_run_at = :now, next_run_at = :now + every_hours * 3600000 WHERE id = :id`,
    )
    .run({ now: tx.now, id });
  if (changes === 0) throw new GuardConflict('policy_not_found', { id });
  tx.rowChanged('cancellation-policies', id);
}
