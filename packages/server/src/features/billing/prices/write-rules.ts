import { type BillableRule, checkRules, scopeName } from '@srs-desk/shared/billing/billable.ts';
import type { ClosedEffect, RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
import { reaching, requireConfirmed } from '../periods/effect-on-closed.ts';
import { reckoning } from '../reads.ts';
import { settled } from '../refusals.ts';
import { rebookOrders } from '../usage/rebook.ts';
import { readRules } from './queries.ts';

/** The billable rules; where none holds, terminated orders are billable and failed ones are not. */
export function listRules(desk: Desk): RuleRow[] {
  return readRules(desk.reader).map(({ failedBillable, changedAt, ...rule }) => ({
    ...rule,
    failedBillable,
    changedAt: iso(changedAt),
  }));
}

/** One rule. @throws NotFound */
export function readRule(desk: Desk, id: number): RuleRow {
  const rule = listRules(desk).find((each) => each.id === id);
  if (rule === undefined) throw new NotFound('rule_not_found', `There is no billable rule ${id}.`);
  return rule;
}

/** What the rules with one added, changed or taken away would do to closed months; a list that is refused anyway does nothing. */
async function effectOf(
  desk: Desk,
  before: RuleRow | null,
  rule: BillableRule | null,
  gone: AbortSignal | undefined,
): Promise<ClosedEffect | null> {
  const rules = [...readRules(desk.reader).filter(({ id }) => id !== before?.id), ...(rule ? [rule] : [])];
  const changed = [before, rule].filter((each) => each !== null).filter(({ list }) => list === 'customer');
  if (changed.length === 0 || checkRules(rules).length > 0) return null;
  const { longReads, at } = reckoning(desk);
  const ofCustomers = rules.filter(({ list }) => list === 'customer');
  return longReads.run('billing.effect_of_rules', { ...at, rules: ofCustomers, changed }, gone);
}

/**
 * Adds a rule (id null) or changes one; orders are booked anew behind it.
 * @throws NotFound, Conflict `list_refused`, `closed_months` when it reaches into some and that was not confirmed
 */
export async function writeRule(
  desk: Desk,
  who: Principal,
  id: number | null,
  rule: BillableRule,
  confirm?: string,
  gone?: AbortSignal,
): Promise<RuleRow> {
  const before = id === null ? null : readRule(desk, id);
  const effect = await effectOf(desk, before, rule, gone);
  requireConfirmed(effect, confirm);
  const { results } = settled(
    await desk.ledger.record(
      [{ name: 'billing.put_rule', args: { id, rule, by: who.name } }],
      [
        {
          action: id === null ? 'billing.rule.create' : 'billing.rule.update',
          actor: who.actor,
          origin: who.origin,
          target: id === null ? scopeName(rule) : `rule ${id}`,
          detail: {
            after: { ...rule },
            ...(before === null ? {} : { before: { ...before } }),
            ...reaching(effect),
          },
        },
      ],
    ),
  );
  rebookOrders(desk);
  return readRule(desk, results[0].id);
}

/**
 * Takes a rule away; orders are booked anew behind it.
 * @throws NotFound, Conflict `list_refused` when that leaves a hole, `closed_months`
 */
export async function deleteRule(
  desk: Desk,
  who: Principal,
  id: number,
  confirm?: string,
  gone?: AbortSignal,
): Promise<void> {
  const before = readRule(desk, id);
  const effect = await effectOf(desk, before, null, gone);
  requireConfirmed(effect, confirm);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_rule', args: { id } }],
      [
        {
          action: 'billing.rule.delete',
          actor: who.actor,
          origin: who.origin,
          target: `rule ${id}`,
          detail: { before: { ...before }, ...reaching(effect) },
        },
      ],
    ),
  );
  rebookOrders(desk);
}
