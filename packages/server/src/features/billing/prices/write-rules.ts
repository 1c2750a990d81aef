import { type BillableRule, scopeName } from '@srs-desk/shared/billing/billable.ts';
import type { RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { NotFound } from '../../../platform/errors.ts';
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

/** Adds a rule (id null) or changes one; orders are booked anew behind it. @throws NotFound, Conflict `list_refused` */
export async function writeRule(
  desk: Desk,
  who: Principal,
  id: number | null,
  rule: BillableRule,
): Promise<RuleRow> {
  const before = id === null ? null : readRule(desk, id);
  const { results } = settled(
    await desk.ledger.record(
      [{ name: 'billing.put_rule', args: { id, rule, by: who.name } }],
      [
        {
          action: id === null ? 'billing.rule.create' : 'billing.rule.update',
          actor: who.actor,
          origin: who.origin,
          target: id === null ? scopeName(rule) : `rule ${id}`,
          detail: { after: { ...rule }, ...(before === null ? {} : { before: { ...before } }) },
        },
      ],
    ),
  );
  rebookOrders(desk);
  return readRule(desk, results[0].id);
}

/** Takes a rule away; orders are booked anew behind it. @throws NotFound, Conflict when that leaves a hole */
export async function deleteRule(desk: Desk, who: Principal, id: number): Promise<void> {
  const before = readRule(desk, id);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_rule', args: { id } }],
      [
        {
          action: 'billing.rule.delete',
          actor: who.actor,
          origin: who.origin,
          target: `rule ${id}`,
          detail: { before: { ...before } },
        },
      ],
    ),
  );
  rebookOrders(desk);
}
