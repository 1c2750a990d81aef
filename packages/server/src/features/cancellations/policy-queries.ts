import { policyRule } from '@srs-desk/shared/cancellation/wire.ts';
import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import { and, eq, getTableColumns, max, type SQL } from 'drizzle-orm';
import type { Builder } from '../../platform/db/connection.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { cancellationJobs as jobs, cancellationPolicies as policies } from './table.ts';

export const HOUR_MS = 3_600_000;

/** A policy as it is kept, and its proposal that waits for an admin; times in ms since epoch. */
export type StoredPolicy = typeof policies.$inferSelect & { proposalId: number | null };

function withProposal(db: Builder, where: SQL | undefined, order: typeof policies.id | typeof policies.name) {
  return db
    .select({ ...getTableColumns(policies), proposalId: max(jobs.id) })
    .from(policies)
    .leftJoin(jobs, and(eq(jobs.policyId, policies.id), eq(jobs.state, 'planned')))
    .where(where)
    .groupBy(policies.id)
    .orderBy(order);
}

const all = statement((db) => withProposal(db, undefined, policies.name));

const byId = statement({ id: policies.id }, (db, { id }) =>
  withProposal(db, eq(policies.id, id), policies.id),
);

const enabled = statement((db) => withProposal(db, eq(policies.enabled, true), policies.id));

/** A rule that was kept before it got a new field has that field's default. */
function policy(row: StoredPolicy): StoredPolicy {
  return { ...row, rule: policyRule.parse(row.rule) };
}

/** All policies by name. */
export function allPolicies(reader: Reader): StoredPolicy[] {
  return all(reader).all().map(policy);
}

/** One policy; undefined when there is none. */
export function findPolicy(reader: Reader, id: number): StoredPolicy | undefined {
  const row = byId(reader).get({ id });
  return row && policy(row);
}

/** Whether the time of a policy has come at `now` (ms): it never ran, or not within its hours. */
export function isPolicyDue(
  { lastRunAt, everyHours }: Pick<StoredPolicy, 'lastRunAt' | 'everyHours'>,
  now: number,
): boolean {
  return lastRunAt === null || hasPassed(everyHours * HOUR_MS, lastRunAt, now);
}

/** Enabled policies whose time has come at `now` (ms). */
export function duePolicies(reader: Reader, now: number): StoredPolicy[] {
  return enabled(reader)
    .all()
    .filter((row) => isPolicyDue(row, now))
    .map(policy);
}
