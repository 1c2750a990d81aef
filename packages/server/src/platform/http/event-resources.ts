import type { Permission } from '@srs-desk/shared/access/permissions.ts';

/** Who may hear that rows of a resource changed. A resource that stands not here is told to nobody. */
export const EVENT_RESOURCES: Readonly<Record<string, Permission>> = {
  orders: 'orders.read',
  registrations: 'orders.register',
  calls: 'calls.read',
  users: 'users.read',
  'api-keys': 'api_keys.manage',
  settings: 'settings.read',
  cancellations: 'cancellations.read',
  'cancellation-policies': 'cancellations.read',
  'cancellation-requests': 'cancellations.read',
  handovers: 'orders.handover',
  viewers: 'orders.work',
  'saved-views': 'saved_views.use',
  playbook: 'playbook.read',
  prices: 'prices.read',
  'billable-rules': 'prices.read',
  invoices: 'invoices.read',
  periods: 'periods.read',
  usage: 'usage.read',
  aliases: 'usage.read',
};
