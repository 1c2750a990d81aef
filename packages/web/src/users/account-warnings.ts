import type { UserRow } from '@srs-desk/shared/api/users.ts';

type Warning = 'ownAdmin' | 'lastAdmin' | 'noSecondAdmin' | 'endsLink' | 'endsPassword';

/** How an account would be. */
export type AccountNext = Pick<UserRow, 'role' | 'disabled'>;

/** What must be said before an account is changed. */
export function accountWarnings(
  users: readonly UserRow[],
  user: UserRow,
  { isOwn, next }: { isOwn: boolean; next: AccountNext },
): Warning[] {
  const [was, is] = [user.role === 'admin', next.role === 'admin'];
  if (is && (!was || (user.disabled && !next.disabled)))
    return [
      ...(was || user.linkUntil === null ? [] : (['endsLink'] as const)),
      ...(user.mustChangePassword ? (['endsPassword'] as const) : []),
    ];
  if (!was || user.disabled || (is && !next.disabled)) return [];
  const left = users.filter(
    ({ username, role, disabled }) => username !== user.username && role === 'admin' && !disabled,
  );
  // The server refuses to lose the last one.
  if (left.length === 0) return ['lastAdmin'];
  return [
    ...(isOwn ? (['ownAdmin'] as const) : []),
    ...(left.length === 1 ? (['noSecondAdmin'] as const) : []),
  ];
}
