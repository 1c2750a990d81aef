import { useCanAccessResources } from 'react-admin';
import type { Noun } from '../session/access.ts';

/** An entry of a menu, seen by who may list its noun. */
export interface MenuEntry {
  path: string;
  /** Key of its name. */
  text: string;
  noun: Noun;
  /** Nouns whose pages belong to it, too. */
  holds?: readonly Noun[];
}

/** The bar under the search box. */
const MAIN: readonly MenuEntry[] = [
  { path: '/', text: 'desk.nav.desk', noun: 'desk' },
  { path: '/orders', text: 'desk.nav.orders', noun: 'orders', holds: ['registrations', 'handovers'] },
  { path: '/calls', text: 'desk.nav.calls', noun: 'calls' },
  {
    path: '/cancellations',
    text: 'desk.nav.cancellations',
    noun: 'cancellations',
    holds: ['cancellation-policies'],
  },
  { path: '/usage', text: 'desk.nav.usage', noun: 'usage', holds: ['aliases', 'prices', 'customers'] },
  { path: '/invoices', text: 'desk.nav.reconciliation', noun: 'invoices', holds: ['periods'] },
  { path: '/playbook', text: 'desk.nav.playbook', noun: 'playbook' },
  { path: '/audit', text: 'desk.nav.audit', noun: 'audit' },
  {
    path: '/settings',
    text: 'desk.nav.settings',
    noun: 'settings',
    holds: ['users', 'api-keys', 'approvals'],
  },
];

/** The list beside the settings pages. */
const SETTINGS: readonly MenuEntry[] = [
  { path: '/settings/values', text: 'desk.admin.settings.title', noun: 'settings' },
  { path: '/users', text: 'desk.admin.users.title', noun: 'users' },
  { path: '/api-keys', text: 'desk.admin.keys.title', noun: 'api-keys' },
  { path: '/approvals', text: 'desk.approvals.title', noun: 'approvals' },
  { path: '/settings/backups', text: 'desk.admin.backups.title', noun: 'backups' },
  { path: '/settings/connection', text: 'desk.connection.doctor.title', noun: 'connection' },
  { path: '/settings/test-bench', text: 'desk.connection.bench.title', noun: 'test-bench' },
];

const MENUS = { main: MAIN, settings: SETTINGS } as const;

/** The entries of a menu that this person may open. */
export function useMenu(menu: keyof typeof MENUS): MenuEntry[] {
  return useListable(MENUS[menu]);
}

/** Of entries those whose noun this person may list; none while that is not known yet. */
export function useListable<Entry extends { noun: Noun }>(entries: readonly Entry[]): Entry[] {
  const { canAccess } = useCanAccessResources({ action: 'list', resources: entries.map(({ noun }) => noun) });
  return entries.filter(({ noun }) => canAccess?.[noun]);
}
