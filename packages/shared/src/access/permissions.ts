import type { Role } from './roles.ts';

/**
 * Everything a person or a key may be allowed to do, and which roles may: the one table behind the server's
 * checks, the web's menus and the access matrix test. `admin` may do all of it, so it is not repeated.
 */
const GRANTS = {
  'orders.read': ['support', 'finance', 'auditor'],
  'orders.timeline': ['support'],
  'orders.sync': ['support'],
  'orders.verify': ['support'],
  'orders.place': ['support'],
  'orders.register': ['support'],
  'orders.import': [],
  'orders.cancel': [],
  'orders.note': ['support'],
  'orders.handover': ['support'],
  'orders.work': ['support'],
  'orders.export': ['support', 'finance', 'auditor'],
  'person.see': ['support'],
  'person.reveal': ['support'],
  'person.erase': [],
  'person.disclose': [],
  'calls.read': ['support', 'finance', 'auditor'],
  'calls.bodies': ['support'],
  'search.use': ['support', 'finance', 'auditor'],
  'playbook.read': ['support', 'finance', 'auditor'],
  'playbook.write': [],
  'methods.list': ['support'],
  'cancellations.read': ['auditor'],
  'cancellations.plan': [],
  'cancellations.execute': [],
  'cancellations.approve': [],
  'usage.read': ['finance'],
  'prices.read': ['finance'],
  'prices.write': [],
  'invoices.read': ['finance'],
  'invoices.write': ['finance'],
  'periods.read': ['finance', 'auditor'],
  'periods.close': ['finance'],
  'periods.reopen': [],
  'aliases.write': ['finance'],
  'customers.write': ['finance'],
  'audit.read': ['auditor'],
  'audit.export': ['auditor'],
  'audit.verify': ['auditor'],
  'audit.rebuild': [],
  'backups.make': [],
  'approvals.read': ['auditor'],
  'approvals.decide': [],
  'users.read': ['auditor'],
  'users.manage': [],
  'api_keys.manage': [],
  'gateway.use': [],
  'metrics.read': [],
  'settings.read': ['auditor'],
  'settings.write': [],
  'doctor.run': [],
  'test_bench.run': [],
  'saved_views.use': ['support', 'finance'],
  'events.read': ['support', 'finance', 'auditor'],
  'stats.read': ['support', 'finance', 'auditor'],
  'stats.health': ['auditor'],
} as const satisfies Record<string, readonly Exclude<Role, 'admin'>[]>;

export type Permission = keyof typeof GRANTS;

export const PERMISSIONS = Object.keys(GRANTS) as Permission[];

/** Whether `role` holds `permission`; an admin holds all of them. */
export function may(role: Role, permission: Permission): boolean {
  if (role === 'admin') return true;
  const granted: readonly Role[] = GRANTS[permission];
  return granted.includes(role);
}

/** All permissions of a role, in the table's order: what `GET /api/session` tells the page. */
export function permissionsOf(role: Role): Permission[] {
  return PERMISSIONS.filter((permission) => may(role, permission));
}
