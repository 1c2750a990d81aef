import type { GrossRate } from '@srs-desk/shared/billing/gross-amounts.ts';
import type { ColumnMapping, LineError } from '@srs-desk/shared/billing/invoice-columns.ts';
import type { OtherMonth } from '@srs-desk/shared/billing/invoice-month.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';

/** What the invoice thread is asked to do. */
export type InvoiceWork =
  | ({ kind: 'preview'; path: string; known: readonly string[]; timeZone: string } & Table)
  | ({ kind: 'import'; path: string; mapping: ColumnMapping; periodMeant: boolean } & Reconciling)
  | ({ kind: 'again'; invoiceId: number } & Reconciling);

/** Where in a file the lines are; what is not said is guessed. */
export interface Table {
  sheet?: string | undefined;
  headerRow?: number | undefined;
}

/** What reconciling needs besides the lines. */
export interface Reconciling {
  databasePath: string;
  period: Period;
  currency: string;
  timeZone: string;
  tolerance: { minor: number; perMille: number };
}

/** What a file looks like before it is mapped. */
export interface Preview {
  sheets: string[];
  sheet: string;
  headerRow: number;
  headers: string[];
  sample: string[][];
  /** The month of most of its first lines; null without dates. */
  period: Period | null;
}

/** What somebody must say before a file is imported. */
export type ImportQuestion =
  | ({ code: 'other_month'; asked: Period } & OtherMonth)
  | ({ code: 'gross_amounts' } & GrossRate);

export type InvoicePhase = 'reading' | 'matching' | 'storing' | 'done';

/** What the thread reports. `rows` are staged lines as JSON texts, in their order. */
export type InvoiceMessage =
  | { kind: 'progress'; phase: InvoicePhase; done: number }
  | ({ kind: 'previewed' } & Preview)
  | { kind: 'rows'; rows: string[] }
  | { kind: 'matched'; lines: number; sumMinor: number; staged: number; headerKey: string }
  | { kind: 'question'; question: ImportQuestion }
  | { kind: 'refused'; code: string; message: string; errors: LineError[]; more: number };

/** Bad lines that are listed one by one; the rest are counted. */
export const MOST_ERRORS = 100;
