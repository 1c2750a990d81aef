import type { Actor, Origin, Plain } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { policyLooked } from './plan-changes.ts';

export interface PolicyFields {
  name: string;
  /** JSON text. */
  rule: string;
  everyHours: number;
  enabled: boolean;
}

interface By {
  actor: Actor;
  origin: Origin;
}

function assertNameFree(tx: Tx, name: string, except: number): void {
  const taken = tx.sql('SELECT 1 FROM cancellation_policies WHERE name = ? AND id <> ?').get(name, except);
  if (taken !== undefined) throw new GuardConflict('policy_name_taken', { name });
}

function tell(
  tx: Tx,
  action: `cancellation_policy.${'create' | 'update' | 'delete'}`,
  by: By,
  id: number,
  fields: Partial<PolicyFields>,
): void {
  const { rule, ...rest } = fields;
  tx.append({
    action,
    actor: by.actor,
    origin: by.origin,
    target: String(id),
    detail: { ...rest, ...(rule === undefined ? {} : { rule: JSON.parse(rule) as Plain }) },
  });
  tx.rowChanged('cancellation-policies', id);
}

export const policyChanges = {
  /** Guard: `policy_name_taken`. It looks for the first time at once. */
  'cancellation_policy.create': (tx: Tx, args: PolicyFields & By): { id: number } => {
    const { name, rule, everyHours, enabled } = args;
    assertNameFree(tx, name, 0);
    const { lastInsertRowid } = tx
      .sql(
        `INSERT INTO cancellation_policies (name, rule, every_hours, enabled, created_by, created_at, updated_at,
           next_run_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(name, rule, everyHours, enabled ? 1 : 0, args.actor, tx.now, tx.now, enabled ? tx.now : null);
    const id = Number(lastInsertRowid);
    tell(tx, 'cancellation_policy.create', args, id, { name, rule, everyHours, enabled });
    return { id };
  },

  /** Guards: `policy_not_found`, `policy_name_taken`. */
  'cancellation_policy.update': (tx: Tx, args: PolicyFields & By & { id: number }): void => {
    const { name, rule, everyHours, enabled } = args;
    assertNameFree(tx, name, args.id);
    const { changes } = tx
      .sql(
        `UPDATE cancellation_policies SET name = :name, rule = :rule, every_hours = :everyHours, enabled = :enabled,
           updated_at = :now, next_run_at = CASE WHEN :enabled
             THEN max(:now, coalesce(last_run_at + :everyHours * 3600000, :now)) END WHERE id = :id`,
      )
      .run({ name, rule, everyHours, enabled: enabled ? 1 : 0, now: tx.now, id: args.id });
    if (changes === 0) throw new GuardConflict('policy_not_found', { id: args.id });
    tell(tx, 'cancellation_policy.update', args, args.id, { name, rule, everyHours, enabled });
  },

  /** Its past proposals stay. Guard: `policy_not_found`. */
  'cancellation_policy.delete': (tx: Tx, args: By & { id: number }): void => {
    const row = tx.sql('DELETE FROM cancellation_policies WHERE id = ? RETURNING name').get(args.id) as
      | { name: string }
      | undefined;
    if (row === undefined) throw new GuardConflict('policy_not_found', { id: args.id });
    tell(tx, 'cancellation_policy.delete', args, args.id, { name: row.name });
  },

  /** Bookkeeping: it looked and found nothing to propose. */
  'cancellation_policy.looked': (tx: Tx, args: { id: number }): void => policyLooked(tx, args.id),
};
