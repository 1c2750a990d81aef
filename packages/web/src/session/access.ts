import { PERMISSIONS, type Permission } from '@srs-desk/shared/access/permissions.ts';

const known: ReadonlySet<string> = new Set(PERMISSIONS);

/** react-admin's words for what a page does, in the desk's. */
const VERBS: Readonly<Record<string, string>> = { list: 'read', show: 'read' };

/** Resources whose permission has another name. */
const NOUNS: Readonly<Record<string, string>> = {
  users: 'users.manage',
  'api-keys': 'api_keys.manage',
  settings: 'settings.read',
  'saved-views': 'saved_views.use',
};

/**
 * The permission behind react-admin's (resource, action), or null when there is none: then nobody may.
 * `{resource: 'orders', action: 'cancel'}` is `orders.cancel`.
 */
export function permissionFor(resource: string, action: string): Permission | null {
  const name = NOUNS[resource] ?? `${resource}.${VERBS[action] ?? action}`;
  return known.has(name) ? (name as Permission) : null;
}
