import type { Permission } from './permissions.ts';

/** What a program's key may be limited to: each stands for the permissions that such a program needs, and no more. */
const SCOPES = {
  register_orders: ['orders.register', 'orders.import'],
  read_orders: ['orders.read', 'orders.export', 'calls.read', 'search.use', 'methods.list'],
  usage: ['usage.read'],
  metrics: ['metrics.read'],
  gateway: ['gateway.use'],
} as const satisfies Record<string, readonly Permission[]>;

export type KeyScope = keyof typeof SCOPES;

export const KEY_SCOPES = Object.keys(SCOPES) as KeyScope[];

/** All that these scopes allow. */
export function permissionsOfScopes(scopes: readonly KeyScope[]): Permission[] {
  return scopes.flatMap((scope) => [...SCOPES[scope]]);
}
