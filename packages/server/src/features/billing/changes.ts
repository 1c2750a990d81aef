import { invoiceChanges } from './invoices/invoice-changes.ts';
import { periodChanges } from './periods/period-changes.ts';
import { termChanges } from './prices/term-changes.ts';
import { usageChanges } from './usage/usage-changes.ts';

/** Everything the writer can change about billing. */
export const billingChanges = { ...usageChanges, ...termChanges, ...periodChanges, ...invoiceChanges };

type BillingCommands = typeof billingChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends BillingCommands {}
}
