/** What other features may use of this one. */

export { outcomeAnswer, waitingByTarget, withSecondAdmin } from './approvals/approvals.ts';
export { lapseWaiting } from './approvals/changes.ts';
export type { StoredApproval } from './approvals/queries.ts';
export type { Agreed, SecondAdminAct } from './approvals/second-admin-acts.ts';
export { credentialDigest, identityDigest } from './digest.ts';
export { KeyFinder } from './keys/find-key.ts';
export { countShowing } from './reveals/changes.ts';
export { guardSecondPerson } from './second-admin.ts';
export { NO_PASSWORD } from './sessions/no-password.ts';
