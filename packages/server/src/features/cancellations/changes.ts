import { itemChanges } from './item-changes.ts';
import { jobChanges } from './job-changes.ts';
import { planChanges } from './plan-changes.ts';
import { policyChanges } from './policy-changes.ts';

/** Everything the writer can change about cancellations. */
export const cancellationChanges = { ...planChanges, ...jobChanges, ...itemChanges, ...policyChanges };

type CancellationCommands = typeof cancellationChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends CancellationCommands {}
}
