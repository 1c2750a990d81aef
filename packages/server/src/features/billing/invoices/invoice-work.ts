import type { ColumnMapping, LineError } from '@srs-desk/shared/billing/invoice-columns.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';

/** What the invoice thread is asked to do. */
export type InvoiceWork =
  | { kind: 'preview'; path: string }
  | ({ kind: 'import'; path: string; mapping: ColumnMapping } & Reconciling)
  | ({ kind: 'again'; invoiceId: number; currency: string } & Reconciling);

/** What reconciling needs besides the lines. */
export interface Reconciling {
  databasePath: string;
  period: Period;
  tolerance: { minor: number; perMille: number };
}

export type InvoicePhase = 'reading' | 'matching' | 'storing' | 'done';

/** What the thread reports. `rows` are staged lines as JSON texts, in their order. */
export type InvoiceMessage =
  | { kind: 'progress'; phase: InvoicePhase; done: number }
  | { kind: 'previewed'; headers: string[]; sample: string[][] }
  | { kind: 'rows'; rows: string[] }
  | { kind: 'matched'; lines: number; sumMinor: number; staged: number; headerKey: string }
  | { kind: 'refused'; code: string; message: string; errors: LineError[]; more: number };

/** Bad lines that are listed one by one; the rest are counted. */
export const MOST_ERRORS = 100;
