/** The wire schemas of the billing API, by noun. */

export * from './wire-accounting.ts';
export * from './wire-invoices.ts';
export * from './wire-periods.ts';
export * from './wire-pricing-terms.ts';
export * from './wire-statements.ts';
export * from './wire-usage.ts';
