import { PERMISSIONS, type Permission } from '@srs-desk/shared/access/permissions.ts';

interface Needs {
  /** For its list and for one of it; null: every login. */
  read: Permission | null;
  /** To make, change and take away; absent where that is done by verbs alone. */
  write?: Permission;
}

/** What one must hold for each resource, and for each page that is no record. */
const NEEDS = {
  aliases: { read: 'usage.read', write: 'aliases.write' },
  'api-keys': { read: 'api_keys.manage', write: 'api_keys.manage' },
  approvals: { read: 'approvals.read' },
  audit: { read: 'audit.read' },
  backups: { read: 'audit.read' },
  'billable-rules': { read: 'prices.read', write: 'prices.write' },
  calls: { read: 'calls.read' },
  'cancellation-policies': { read: 'cancellations.plan', write: 'cancellations.plan' },
  'cancellation-requests': { read: 'cancellations.read' },
  cancellations: { read: 'cancellations.read', write: 'cancellations.plan' },
  connection: { read: 'doctor.run' },
  customers: { read: 'usage.read', write: 'customers.write' },
  desk: { read: null },
  handovers: { read: 'orders.handover', write: 'orders.handover' },
  invoices: { read: 'invoices.read', write: 'invoices.write' },
  orders: { read: 'orders.read', write: 'orders.place' },
  periods: { read: 'periods.read', write: 'periods.close' },
  playbook: { read: 'playbook.read', write: 'playbook.write' },
  'price-groups': { read: 'prices.read', write: 'prices.write' },
  prices: { read: 'prices.read', write: 'prices.write' },
  registrations: { read: 'orders.register', write: 'orders.register' },
  'saved-views': { read: 'saved_views.use', write: 'saved_views.use' },
  sessions: { read: null },
  settings: { read: 'settings.read', write: 'settings.write' },
  'test-bench': { read: 'test_bench.run' },
  usage: { read: 'usage.read' },
  users: { read: 'users.read', write: 'users.manage' },
} as const satisfies Record<string, Needs>;

/** What react-admin asks about: the nouns of the desk. */
export type Noun = keyof typeof NEEDS;

const needs: ReadonlyMap<string, Needs> = new Map(Object.entries(NEEDS));
const known: ReadonlyMap<string, Permission> = new Map(PERMISSIONS.map((name) => [name, name]));

const READING: ReadonlySet<string> = new Set(['list', 'show']);
const WRITING: ReadonlySet<string> = new Set(['create', 'edit', 'delete']);

/**
 * Whether who holds `held` may do `action` with `resource`, by react-admin's words: `list`, `show`, `create`, `edit`,
 * `delete`, or the desk's own, e.g. `cancel`. Nobody may what is not known. `cancellations/12/items` counts as its head.
 */
export function mayDo(held: readonly Permission[], resource: string, action: string): boolean {
  const [head = ''] = resource.split('/');
  const noun = needs.get(head);
  if (noun && READING.has(action)) return noun.read === null || held.includes(noun.read);
  if (noun && WRITING.has(action)) return noun.write !== undefined && held.includes(noun.write);
  const own = known.get(`${head}.${action}`);
  return own !== undefined && held.includes(own);
}

/** The desk has no rights by record: without one in the key, an answer holds for all of them. */
const EVERY_RECORD = {};

/** `orders.cancel` as `useCanAccess` and `<CanAccess>` ask for it. */
export function accessTo(permission: Permission) {
  const [resource = '', action = ''] = permission.split('.');
  return { resource, action, record: EVERY_RECORD };
}
