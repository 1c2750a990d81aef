import { handoverChanges } from './handovers/changes.ts';
import { playbookChanges } from './playbook/changes.ts';
import { queueChanges } from './queue/changes.ts';

/** Everything the writer can change about hand-overs, the queue and the playbook. */
export const supportChanges = { ...handoverChanges, ...queueChanges, ...playbookChanges };

type SupportCommands = typeof supportChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends SupportCommands {}
}
