/** What other features may use of this one. */
export { decisionsOf } from './invoices/decisions-digest.ts';
export { closeDigest } from './periods/close-digest.ts';
export { countUnusualCustomers } from './reads.ts';
export { usageDifferences } from './usage/check-rollups.ts';
