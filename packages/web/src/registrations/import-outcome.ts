import type { ImportOutcome } from '@srs-desk/shared/order/import-outcomes.ts';

/** What there is an order of after an import. */
export const AN_ORDER: ReadonlySet<ImportOutcome> = new Set(['new', 'known', 'conflict']);
