import { ITEM_STATES, JOB_SOURCES, JOB_STATES } from '@srs-desk/shared/cancellation/job.ts';
import { NOT_ALLOWED_REASONS, PLAN_CLASSES } from '@srs-desk/shared/cancellation/plan.ts';
import type { PolicyRow } from '@srs-desk/shared/cancellation/wire.ts';
import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import { isNotNull, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { inSet } from '../../platform/db/columns.ts';

/** Plans to cancel many orders, and their runs. */
export const cancellationJobs = sqliteTable(
  'cancellation_jobs',
  {
    id: integer().primaryKey(),
    state: text({ enum: JOB_STATES }).notNull(),
    source: text({ enum: JOB_SOURCES }).notNull(),
    filter: text({ mode: 'json' }).$type<Record<string, unknown>>(),
    policyId: integer('policy_id'),
    policyName: text('policy_name'),
    retryOf: integer('retry_of').references((): AnySQLiteColumn => cancellationJobs.id),
    reason: text().notNull(),
    runReason: text('run_reason'),
    includeFinished: integer('include_finished', { mode: 'boolean' }).notNull(),
    total: integer().notNull(),
    willCancel: integer('will_cancel').notNull(),
    alreadyFinal: integer('already_final').notNull(),
    changed: integer().notNull(),
    notAllowed: integer('not_allowed').notNull(),
    finishedWork: integer('finished_work').notNull(),
    needsApproval: integer('needs_approval', { mode: 'boolean' }).notNull().default(false),
    plannedBy: text('planned_by').notNull(),
    plannedAt: integer('planned_at').notNull(),
    requestedBy: text('requested_by'),
    requestedAt: integer('requested_at'),
    approvedBy: text('approved_by'),
    approvedAt: integer('approved_at'),
    rejectedBy: text('rejected_by'),
    rejectedAt: integer('rejected_at'),
    queuedAt: integer('queued_at'),
    startedAt: integer('started_at'),
    pausedBy: text('paused_by'),
    pausedAt: integer('paused_at'),
    stoppedBy: text('stopped_by'),
    finishedAt: integer('finished_at'),
    note: text(),
  },
  (table) => [
    uniqueIndex('cancellation_jobs_one_runs').on(table.state).where(sql`${table.state} = 'running'`),
    index('cancellation_jobs_live')
      .on(table.state, table.queuedAt)
      .where(sql`${table.state} IN ('approved', 'paused', 'planned', 'awaiting_approval')`),
    index('cancellation_jobs_policy').on(table.policyId, table.id).where(isNotNull(table.policyId)),
    index('cancellation_jobs_retry').on(table.retryOf).where(isNotNull(table.retryOf)),
    check('cancellation_jobs_state', inSet(table.state, JOB_STATES)),
    check('cancellation_jobs_source', inSet(table.source, JOB_SOURCES)),
  ],
);

/** The orders of a job, and what became of each. */
export const cancellationItems = sqliteTable(
  'cancellation_items',
  {
    id: integer().primaryKey(),
    jobId: integer('job_id')
      .notNull()
      .references(() => cancellationJobs.id),
    refId: text('ref_id').notNull(),
    class: text({ enum: PLAN_CLASSES }).notNull(),
    classReason: text('class_reason', { enum: NOT_ALLOWED_REASONS }),
    plannedStatus: text('planned_status').$type<OrderStatus>(),
    why: text({ mode: 'json' }).$type<Record<string, unknown>>(),
    state: text({ enum: ITEM_STATES }).notNull(),
    stateReason: text('state_reason'),
    statusAfter: text('status_after').$type<OrderStatus>(),
    attempts: integer().notNull().default(0),
    callId: integer('call_id'),
    claimedAt: integer('claimed_at'),
    finishedAt: integer('finished_at'),
  },
  (table) => [
    unique().on(table.jobId, table.refId),
    index('cancellation_items_state').on(table.jobId, table.state, table.id),
    index('cancellation_items_order').on(table.refId, table.jobId),
    index('cancellation_items_under_way').on(table.id).where(sql`${table.state} = 'in_progress'`),
    check('cancellation_items_class', inSet(table.class, PLAN_CLASSES)),
    check('cancellation_items_state', inSet(table.state, ITEM_STATES)),
  ],
);

/** Rules that plan cancellations by themselves. */
export const cancellationPolicies = sqliteTable('cancellation_policies', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  rule: text({ mode: 'json' }).$type<PolicyRow['rule']>().notNull(),
  everyHours: integer('every_hours').notNull(),
  enabled: integer({ mode: 'boolean' }).notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  lastRunAt: integer('last_run_at'),
  nextRunAt: integer('next_run_at'),
});
