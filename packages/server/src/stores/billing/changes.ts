import { invoiceChanges } from './invoice-changes.ts';
import { periodChanges } from './period-changes.ts';
import { termChanges } from './term-changes.ts';
import { usageChanges } from './usage-changes.ts';

/** Everything the writer can change about billing. */
export const billingChanges = { ...usageChanges, ...termChanges, ...periodChanges, ...invoiceChanges };
