import { permissionsOfScopes } from '@srs-desk/shared/access/key-scopes.ts';
import { may, type Permission, permissionsOf } from '@srs-desk/shared/access/permissions.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';

/**
 * What a key may do now: what its scopes or, without scopes, its role allow, and of that what the person who made it may
 * still do. `maker` is that person's present role; null for a key that no person made.
 */
export function keyRights(
  key: Pick<ApiKeyRow, 'role' | 'scopes'>,
  maker: Role | null,
): { role: Role; permissions: ReadonlySet<Permission> } {
  const own = key.scopes === null ? permissionsOf(key.role) : permissionsOfScopes(key.scopes);
  const kept = own.filter((permission) => maker === null || may(maker, permission));
  const within = maker === null || permissionsOf(key.role).every((permission) => may(maker, permission));
  return { role: within ? key.role : maker, permissions: new Set(kept) };
}
