import { savedViewChanges } from './saved-views/changes.ts';
import { sessionChanges } from './sessions/session-changes.ts';
import { keyChanges } from './users/key-changes.ts';
import { userChanges } from './users/user-changes.ts';

/** Everything the writer can change about users, sessions, keys, reveals and saved views. */
export const accessChanges = {
  ...userChanges,
  ...sessionChanges,
  ...keyChanges,
  ...savedViewChanges,
};

type AccessCommands = typeof accessChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends AccessCommands {}
}
