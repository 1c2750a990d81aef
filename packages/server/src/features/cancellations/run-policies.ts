import type { Desk, Principal } from '../../platform/desk.ts';
import { judgedNow, keepPlan, notTooMany } from './plan-cancellation.ts';
import { readPolicy } from './policies.ts';
import { duePolicies, findPolicy } from './policy-queries.ts';
import type {} from './reads.ts';

const TERMS = { includeFinished: false, leaveRunningCalls: true, asOf: null };

/**
 * Runs a policy now: what it finds becomes a plan that an admin must confirm. Gives the plan's number; null when
 * there is nothing (new) to propose.
 */
async function runPolicy(desk: Desk, id: number): Promise<number | null> {
  const policy = findPolicy(desk.reader, id);
  if (policy === undefined) return null;
  const { rule } = policy;
  const wanted = rule.kind === 'stale' ? { stale: rule.rule } : { superseded: rule };
  const asked = { wanted, terms: TERMS, judged: judgedNow(desk), proposalId: policy.proposalId };
  const proposal = notTooMany(await desk.reads.run('cancellations.proposal', asked));
  if (proposal.counts.willCancel === 0 || proposal.isKnown) {
    await desk.ledger.recordWithoutEntry([{ name: 'cancellation_policy.ran', args: { id } }]);
    return null;
  }
  return keepPlan(
    desk,
    {
      source: 'policy',
      filter: rule,
      policy: { id, name: policy.name },
      retryOf: null,
      reason: policy.name,
      actor: 'system',
      origin: 'system',
    },
    proposal,
    TERMS.includeFinished,
  );
}

/** Runs a policy because somebody said so, which stands in the log whatever it finds. */
export async function runPolicyFor(desk: Desk, who: Principal, id: number): Promise<number | null> {
  const { name } = readPolicy(desk, id);
  const proposal = await runPolicy(desk, id);
  await desk.ledger.record(
    [],
    [
      {
        action: 'cancellation_policy.run',
        actor: who.actor,
        origin: who.origin,
        target: String(id),
        detail: { name, proposal },
      },
    ],
  );
  return proposal;
}

/** Runs every policy whose time has come. One that cannot (too many orders) does not keep the others from it. */
export async function runDuePolicies(desk: Desk): Promise<void> {
  for (const { id, name } of duePolicies(desk.reader, desk.clock.now())) {
    try {
      await runPolicy(desk, id);
    } catch (error) {
      desk.log.warn({ err: error, policy: id, name }, 'a cancellation policy could not make its proposal');
      await desk.ledger.recordWithoutEntry([{ name: 'cancellation_policy.ran', args: { id } }]);
    }
  }
}
