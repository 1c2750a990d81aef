import { may, type Permission } from '@srs-desk/shared/access/permissions.ts';
import type { Principal } from './desk.ts';

/** Whether who asks may do it: by the role, and for a key only as far as the key goes. */
export function holds(who: Principal, permission: Permission): boolean {
  return who.permissions === undefined ? may(who.role, permission) : who.permissions.has(permission);
}
