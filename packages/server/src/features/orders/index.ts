/** What other features may use of this one. */
export { recordWithoutEffect } from './cancel/cancel-correction.ts';
export { cancelOrder } from './cancel/cancel-order.ts';
export { counterDifferences, OrdersDerived, strayTermDifferences } from './check-derived.ts';
export { deskHealth } from './desk-health.ts';
export { equalCallsSql } from './equal-calls.ts';
export { eraseOrderRows } from './erase-order.ts';
export { readOrder } from './get-order.ts';
export { knownOrder } from './known-order.ts';
export { ORDER_COLUMNS } from './list-conditions.ts';
export { checkEvidence } from './placing/list-providers.ts';
export { placeOrder } from './placing/place-order.ts';
export type { VerifyAnswer } from './poll/apply-verify.ts';
export { deriveAnew } from './poll/derive.ts';
export { type KnownOrder, knownByRefId, latestOfNumber, newestOrder } from './poll/known-orders.ts';
export { SyncSuspended } from './poll/suspended.ts';
export { activeReveal, clearPerson, countEvidenceEnding, findOrder, type OrderFacts } from './queries.ts';
export { readNeighbours, readTriage } from './read-triage.ts';
export { askedBy } from './sync-order.ts';
