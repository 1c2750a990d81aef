/** Above this many orders a second admin must agree, unless set otherwise. */
export const APPROVAL_ABOVE = 1000;

/** Whether a job of this size needs a second admin; `above` null: none ever does. */
export function needsApproval(willCancel: number, above: number | null): boolean {
  return above !== null && willCancel > above;
}

type CountCheck = 'ok' | 'nothing_to_cancel' | 'count_mismatch';

/** Holds the number that a person typed against the plan. */
export function checkTypedCount(typed: number, willCancel: number): CountCheck {
  if (willCancel === 0) return 'nothing_to_cancel';
  return typed === willCancel ? 'ok' : 'count_mismatch';
}

/** Who takes part in a job: actors such as `user:anna` or `key:batch`. */
interface ApprovalParties {
  planner: string;
  requester: string;
  approver: string;
  /** For planner or requester that are keys: the people who made them. */
  keyOwners: readonly string[];
}

type ApprovalVerdict = 'ok' | 'approver_is_no_person' | 'same_person';

/** The approver must be a person, and neither planned nor asked for the job, in person or by a key of theirs. */
export function judgeApprover(parties: ApprovalParties): ApprovalVerdict {
  const { approver, planner, requester, keyOwners } = parties;
  if (!approver.startsWith('user:')) return 'approver_is_no_person';
  const name = approver.slice('user:'.length);
  if (approver === planner || approver === requester || keyOwners.includes(name)) return 'same_person';
  return 'ok';
}
