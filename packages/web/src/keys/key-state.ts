import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import TimerOffOutlined from '@mui/icons-material/TimerOffOutlined';
import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import type { StatusStyle } from '../kit/status-style.ts';

type KeyState = 'valid' | 'expired' | 'revoked';

/** Whether a key opens anything at `now` (ms). */
export function keyStateOf(key: Pick<ApiKeyRow, 'expiresAt' | 'revokedAt'>, now: number): KeyState {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'valid';
}

export const KEY_STYLE: Readonly<Record<KeyState, StatusStyle>> = {
  valid: { icon: CheckCircleOutlined, tone: 'good' },
  expired: { icon: TimerOffOutlined, tone: 'gone' },
  revoked: { icon: BlockOutlined, tone: 'gone' },
};

/** Whether a user may renew a key: one that may do all that a role may belongs to who made it. */
export function isRenewable(
  { scopes, createdBy }: Pick<ApiKeyRow, 'scopes' | 'createdBy'>,
  username: string,
): boolean {
  return scopes !== null || createdBy === `user:${username}`;
}
