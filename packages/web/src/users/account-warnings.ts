import type { UserRow } from '@srs-desk/shared/api/users.ts';

type Warning = 'ownAdmin' | 'lastAdmin' | 'noSecondAdmin' | 'endsLink' | 'endsPassword';

/** What must be said before an account is changed; `stays`: it would be an admin who can log in. */
export function accountWarnings(
  users: readonly UserRow[],
  user: UserRow,
  { isOwn, stays }: { isOwn: boolean; stays: boolean },
): Warning[] {
  if (user.role !== 'admin' && stays)
    return [
      ...(user.linkUntil === null ? [] : (['endsLink'] as const)),
      ...(user.mustChangePassword ? (['endsPassword'] as const) : []),
    ];
  if (user.role !== 'admin') return [];
  if (user.disabled || stays) return [];
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
