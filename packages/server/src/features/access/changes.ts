import { idempotencyChanges } from '../../platform/http/idempotency-changes.ts';
import { sessionChanges } from './sessions/session-changes.ts';
import { keyChanges } from './users/key-changes.ts';
import { userChanges } from './users/user-changes.ts';

/** Everything the writer can change about users, sessions, keys, reveals and kept answers. */
export const accessChanges = {
  ...userChanges,
  ...sessionChanges,
  ...keyChanges,
  ...idempotencyChanges,
};
