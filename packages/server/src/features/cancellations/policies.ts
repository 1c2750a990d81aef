import type { PolicyInput, PolicyRow, PolicyRule } from '@srs-desk/shared/cancellation/wire.ts';
import { iso } from '../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { countStale, countSuperseded } from './candidate-queries.ts';
import { allPolicies, findPolicy, type StoredPolicy } from './policy-queries.ts';
import { unwrapCancellation } from './refusals.ts';

function countMatching(desk: Desk, rule: PolicyRule): number {
  return rule.kind === 'stale'
    ? countStale(desk.reader, rule.rule, desk.clock.now())
    : countSuperseded(desk.reader, { alike: rule.onlyAlike });
}

function toRow(desk: Desk, policy: StoredPolicy): PolicyRow {
  return {
    ...policy,
    createdAt: iso(policy.createdAt),
    updatedAt: iso(policy.updatedAt),
    lastRunAt: iso(policy.lastRunAt),
    nextRunAt: iso(policy.nextRunAt),
    matching: countMatching(desk, policy.rule),
  };
}

/** All policies, each with how many orders it finds now. */
export function listPolicies(desk: Desk): PolicyRow[] {
  return allPolicies(desk.reader).map((policy) => toRow(desk, policy));
}

/** One policy. @throws NotFound */
export function readPolicy(desk: Desk, id: number): PolicyRow {
  const policy = findPolicy(desk.reader, id);
  if (policy === undefined) throw new NotFound('policy_not_found', 'There is no policy with this number.');
  return toRow(desk, policy);
}

const fieldsOf = (who: Principal, input: PolicyInput) => ({
  name: input.name,
  rule: input.rule,
  everyHours: input.everyHours,
  enabled: input.enabled,
  actor: who.actor,
  origin: who.origin,
});

/** Saves a policy: it makes proposals, it never cancels. @throws Conflict `policy_name_taken` */
export async function createPolicy(desk: Desk, who: Principal, input: PolicyInput): Promise<PolicyRow> {
  const args = fieldsOf(who, input);
  const [{ id }] = unwrapCancellation(
    await desk.ledger.record([{ name: 'cancellation_policy.create', args }], []),
  );
  return readPolicy(desk, id);
}

/** Changes a policy. @throws NotFound, Conflict */
export async function updatePolicy(
  desk: Desk,
  who: Principal,
  id: number,
  input: PolicyInput,
): Promise<PolicyRow> {
  const args = { ...fieldsOf(who, input), id };
  unwrapCancellation(await desk.ledger.record([{ name: 'cancellation_policy.update', args }], []));
  return readPolicy(desk, id);
}

/** Takes a policy away; its past proposals stay. Gives what it was. @throws NotFound */
export async function deletePolicy(desk: Desk, who: Principal, id: number): Promise<PolicyRow> {
  const before = readPolicy(desk, id);
  const args = { id, actor: who.actor, origin: who.origin };
  unwrapCancellation(await desk.ledger.record([{ name: 'cancellation_policy.delete', args }], []));
  return before;
}
