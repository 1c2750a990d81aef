import type { PolicyRule } from '@srs-desk/shared/cancellation/wire.ts';
import { and, eq, getTableColumns, ne } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import type { Actor, Origin, PlainObject } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { HOUR_MS, isPolicyDue } from './policy-queries.ts';
import { cancellationPolicies as policies } from './table.ts';

interface PolicyFields {
  name: string;
  rule: PolicyRule;
  everyHours: number;
  enabled: boolean;
}

interface By {
  actor: Actor;
  origin: Origin;
}

const { id: _, ...GIVEN } = getTableColumns(policies);

const byId = statement({ id: policies.id }, (db, { id }) =>
  db.select().from(policies).where(eq(policies.id, id)),
);

const sameName = statement({ name: policies.name, except: policies.id }, (db, { name, except }) =>
  db
    .select({ id: policies.id })
    .from(policies)
    .where(and(eq(policies.name, name), ne(policies.id, except))),
);

const insert = statement(GIVEN, (db, row) => db.insert(policies).values(row).returning({ id: policies.id }));

const update = statement(
  {
    id: policies.id,
    name: policies.name,
    rule: policies.rule,
    everyHours: policies.everyHours,
    enabled: policies.enabled,
    updatedAt: policies.updatedAt,
    nextRunAt: policies.nextRunAt,
  },
  (db, { id, ...row }) => db.update(policies).set(row).where(eq(policies.id, id)),
);

const setRun = statement(
  { id: policies.id, lastRunAt: policies.lastRunAt, nextRunAt: policies.nextRunAt },
  (db, { id, ...row }) => db.update(policies).set(row).where(eq(policies.id, id)),
);

const remove = statement({ id: policies.id }, (db, { id }) => db.delete(policies).where(eq(policies.id, id)));

function policyIn(tx: Tx, id: number) {
  const policy = byId(tx).get({ id });
  if (policy === undefined) throw new GuardConflict('policy_not_found', { id });
  return policy;
}

function assertNameFree(tx: Tx, name: string, except: number): void {
  if (sameName(tx).get({ name, except }) !== undefined)
    throw new GuardConflict('policy_name_taken', { name });
}

function append(
  tx: Tx,
  action: `cancellation_policy.${'create' | 'update' | 'delete'}`,
  { actor, origin }: By,
  id: number,
  detail: PlainObject,
): void {
  tx.append({ action, actor, origin, target: String(id), detail });
  tx.rowChanged('cancellation-policies', id);
}

/** The policy has run: when it runs next. Guard: `policy_not_found`. */
export function notePolicyRun(tx: Tx, id: number): void {
  const { everyHours } = policyIn(tx, id);
  setRun(tx).run({ id, lastRunAt: tx.now, nextRunAt: tx.now + everyHours * HOUR_MS });
  tx.rowChanged('cancellation-policies', id);
}

export const policyChanges = {
  /** Guard: `policy_name_taken`. It runs for the first time at once. */
  'cancellation_policy.create': (tx: Tx, args: PolicyFields & By): { id: number } => {
    const { name, rule, everyHours, enabled, actor } = args;
    assertNameFree(tx, name, 0);
    const { id } = insert(tx).get({
      name,
      rule,
      everyHours,
      enabled,
      createdBy: actor,
      createdAt: tx.now,
      updatedAt: tx.now,
      lastRunAt: null,
      nextRunAt: enabled ? tx.now : null,
    });
    append(tx, 'cancellation_policy.create', args, id, { name, rule, everyHours, enabled });
    return { id };
  },

  /** Guards: `policy_not_found`, `policy_name_taken`. */
  'cancellation_policy.update': (tx: Tx, args: PolicyFields & By & { id: number }): void => {
    const { id, name, rule, everyHours, enabled } = args;
    assertNameFree(tx, name, id);
    const { lastRunAt } = policyIn(tx, id);
    const isDue = lastRunAt === null || isPolicyDue({ lastRunAt, everyHours }, tx.now);
    const due = isDue ? tx.now : lastRunAt + everyHours * HOUR_MS;
    const nextRunAt = enabled ? due : null;
    update(tx).run({ id, name, rule, everyHours, enabled, updatedAt: tx.now, nextRunAt });
    append(tx, 'cancellation_policy.update', args, id, { name, rule, everyHours, enabled });
  },

  /** Its past proposals stay. Guard: `policy_not_found`. */
  'cancellation_policy.delete': (tx: Tx, args: By & { id: number }): void => {
    const { id, name } = policyIn(tx, args.id);
    remove(tx).run({ id });
    append(tx, 'cancellation_policy.delete', args, id, { name });
  },

  /** It ran and found nothing to propose; leaves no entry. Guard: `policy_not_found`. */
  'cancellation_policy.ran': (tx: Tx, args: { id: number }): void => notePolicyRun(tx, args.id),
};
