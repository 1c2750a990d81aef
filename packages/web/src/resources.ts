import sessions from './account/index.ts';

import approvals from './approvals/index.ts';
import audit from './audit/index.tsx';
import customers from './billing/customers/index.ts';
import aliases from './billing/external-ids/index.ts';
import periods from './billing/periods/index.ts';
import { billableRules, priceGroups, prices } from './billing/prices/index.ts';
import invoices from './billing/reconciliation/index.ts';
import calls from './calls/index.ts';
import cancellations from './cancellations/index.tsx';
import cancellationPolicies from './cancellations/policies.ts';
import type { DeskResource } from './desk-resource.ts';
import handovers from './handovers/index.ts';
import apiKeys from './keys/index.ts';
import orders from './orders/index.tsx';
import registrations from './registrations/index.ts';
import settings from './settings/index.tsx';
import users from './users/index.ts';

/** Everything that has records: one line per noun. Those without an `index.ts` are shown on pages of others. */
export const resources: readonly DeskResource[] = [
  aliases,
  apiKeys,
  approvals,
  audit,
  billableRules,
  calls,
  cancellationPolicies,
  { name: 'cancellation-requests', recordRepresentation: 'refId' },
  cancellations,
  customers,
  handovers,
  invoices,
  orders,
  periods,
  priceGroups,
  prices,
  registrations,
  { name: 'saved-views', recordRepresentation: 'name' },
  sessions,
  settings,
  users,
];
