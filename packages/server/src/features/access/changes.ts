import { approvalChanges } from './approvals/changes.ts';
import { factorChanges } from './factors/changes.ts';
import { keyChanges } from './keys/changes.ts';
import { linkChanges } from './links/changes.ts';
import { providerChanges } from './oidc/changes.ts';
import { revealChanges } from './reveals/changes.ts';
import { savedViewChanges } from './saved-views/changes.ts';
import { sessionChanges } from './sessions/changes.ts';
import { userChanges } from './users/changes.ts';

/** Everything the writer can change about users, sessions, keys, reveals and saved views. */
export const accessChanges = {
  ...userChanges,
  ...sessionChanges,
  ...factorChanges,
  ...linkChanges,
  ...providerChanges,
  ...keyChanges,
  ...approvalChanges,
  ...revealChanges,
  ...savedViewChanges,
};

type AccessCommands = typeof accessChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends AccessCommands {}
}
