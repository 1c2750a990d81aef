/** Who takes part in something that needs two: actors such as `user:anna` or `key:batch`. */
interface ApprovalParties {
  /** Who brought it about: planned it, asked for it. */
  askers: readonly string[];
  approver: string;
  /** For askers that are keys: the people who made them. */
  keyOwners: readonly string[];
}

type ApprovalVerdict = 'ok' | 'approver_is_no_person' | 'same_person';

/** The approver must be a person, and must not have asked for it, in person or by a key of theirs. */
export function judgeApprover({ askers, approver, keyOwners }: ApprovalParties): ApprovalVerdict {
  if (!approver.startsWith('user:')) return 'approver_is_no_person';
  const name = approver.slice('user:'.length);
  return askers.includes(approver) || keyOwners.includes(name) ? 'same_person' : 'ok';
}
