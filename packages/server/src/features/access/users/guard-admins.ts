import { changesAdmins, isActiveAdmin } from '@srs-desk/shared/access/approvals.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { By } from '../approvals/changes.ts';
import type { StoredUser } from './queries.ts';

type Account = Pick<StoredUser, 'username' | 'role' | 'disabledAt'>;

/** On whose word an account changes. */
export interface Word {
  by: Pick<By, 'actor'>;
  /** That `approval.settle` stands before it: where there is a second admin, they agreed. */
  agreed?: boolean | undefined;
}

const standing = ({ role, disabledAt }: Account) => ({ role, disabled: disabledAt !== null });

const isOwn = ({ username }: Account, { by }: Word): boolean => by.actor === `user:${username}`;

/**
 * Refuses to make or unmake an admin where nobody agreed: what was read before the transaction may have needed nobody.
 * @throws GuardConflict `second_admin_needed`
 */
export function guardAdminChange(
  user: Account,
  after: Partial<Pick<Account, 'role' | 'disabledAt'>>,
  word: Word,
): void {
  const becomes = standing({ ...user, ...after });
  if (!word.agreed && changesAdmins(standing(user), becomes, isOwn(user, word)))
    throw new GuardConflict('second_admin_needed', {});
}

/** Refuses to touch what another admin logs in by where nobody agreed. @throws GuardConflict `second_admin_needed` */
export function guardAdminLogin(user: Account, word: Word): void {
  if (!word.agreed && isActiveAdmin(standing(user)) && !isOwn(user, word))
    throw new GuardConflict('second_admin_needed', {});
}
