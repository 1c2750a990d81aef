import { customerChanges } from './customers/changes.ts';
import { externalIdChanges } from './external-ids/changes.ts';
import { invoiceChanges } from './invoices/changes.ts';
import { periodChanges } from './periods/changes.ts';
import { priceChanges } from './prices/changes.ts';
import { logoChanges } from './statements/logo/changes.ts';
import { usageChanges } from './usage/changes.ts';

/** Everything the writer can change about billing. */
export const billingChanges = {
  ...usageChanges,
  ...priceChanges,
  ...externalIdChanges,
  ...customerChanges,
  ...logoChanges,
  ...periodChanges,
  ...invoiceChanges,
};

type BillingCommands = typeof billingChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends BillingCommands {}
}
