import { PERMISSIONS, type Permission } from '@srs-desk/shared/access/permissions.ts';
import { isRole, type Role } from '@srs-desk/shared/access/roles.ts';

/** Who is logged in and what they may do, as `GET /api/session` tells it. */
export interface Session {
  username: string;
  displayName: string;
  role: Role;
  /** What the identity provider is called that the person logs in at; null: a password. */
  provider: string | null;
  permissions: readonly Permission[];
  /** The desk against the simulator, or in earnest. */
  mode: 'demo' | 'serve';
  billingTimeZone: string;
  proNumber: string | null;
}

const known: ReadonlySet<string> = new Set(PERMISSIONS);

/**
 * Reads the session answer, whether the person's fields stand in `user` or at the top.
 * Throws when no role can be read: a page that does not know who asks shows nothing.
 */
export function readSession(answer: unknown): Session {
  const top = asObject(answer);
  const user = { ...top, ...asObject(top.user) };
  if (!isRole(user.role)) throw new Error('desk.error.session');
  const username = String(user.username ?? user.name ?? '');
  const list = Array.isArray(top.permissions) ? top.permissions : [];
  return {
    username,
    displayName: String(user.displayName ?? user.fullName ?? username),
    role: user.role,
    provider: typeof top.provider === 'string' ? top.provider : null,
    permissions: list.filter((name): name is Permission => known.has(name)),
    mode: top.mode === 'demo' ? 'demo' : 'serve',
    billingTimeZone: typeof top.billingTimeZone === 'string' ? top.billingTimeZone : 'UTC',
    proNumber: typeof top.proNumber === 'string' ? top.proNumber : null,
  };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
