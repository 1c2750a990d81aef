import { idempotencyChanges } from './idempotency-changes.ts';
import { keyChanges } from './key-changes.ts';
import { sessionChanges } from './session-changes.ts';
import { userChanges } from './user-changes.ts';

/** Everything the writer can change about users, sessions, keys, reveals and kept answers. */
export const accessChanges = {
  ...userChanges,
  ...sessionChanges,
  ...keyChanges,
  ...idempotencyChanges,
};
