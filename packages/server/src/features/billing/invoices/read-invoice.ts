import {
  type ColumnMapping,
  headerErrors,
  headerKey,
  headerText,
  type LineError,
} from '@srs-desk/shared/billing/invoice-columns.ts';
import type { InvoiceLine } from '@srs-desk/shared/billing/invoice-line.ts';
import { createLineReader } from '@srs-desk/shared/billing/invoice-line-reader.ts';
import { cellText } from '@srs-desk/shared/tables/cell.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { readFirstSheet } from '../../../platform/tables/read-table.ts';
import { UnreadableTable } from '../../../platform/tables/unreadable-table.ts';
import { MOST_ERRORS } from './invoice-work.ts';
import { readFileLines } from './line-queries.ts';
import { fileLine } from './staged-lines.ts';

/** Some lines cannot be taken, so none is. */
export class RefusedLines extends Error {
  override readonly name = 'RefusedLines';
  constructor(
    readonly errors: readonly LineError[],
    readonly count: number,
  ) {
    const first = errors[0];
    const where = first === undefined ? '' : `; first: line ${first.line}, ${first.column}: ${first.message}`;
    super(`${count} ${count === 1 ? 'problem' : 'problems'} in the file, nothing was imported${where}.`);
  }
}

/** The header row and the first rows, for mapping the columns. @throws UnreadableTable */
export async function previewFile(path: string): Promise<{ headers: string[]; sample: string[][] }> {
  let headers: string[] | null = null;
  const sample: string[][] = [];
  for await (const row of readFirstSheet(path)) {
    if (headers === null) headers = row.cells.map((cell) => headerText(cell).slice(0, 200));
    else sample.push(row.cells.map((cell) => cellText(cell).slice(0, 200)));
    if (sample.length >= 20) break;
  }
  if (headers === null || sample.length === 0) {
    throw new UnreadableTable('no_lines', 'The file has no lines below its header row.');
  }
  return { headers, sample };
}

/** Lines read from a file, with what its header row looks like. */
interface ReadLines {
  readonly lines: readonly InvoiceLine[];
  readonly headerKey: string;
}

/** Reads a whole invoice; one bad line refuses all of it. @throws RefusedLines, UnreadableTable */
export async function readInvoiceLines(
  path: string,
  mapping: ColumnMapping,
  onProgress: (done: number) => void,
): Promise<ReadLines> {
  const lines: InvoiceLine[] = [];
  const errors: LineError[] = [];
  let bad = 0;
  let headers: string[] | null = null;
  let reader: ReturnType<typeof createLineReader> | null = null;
  for await (const row of readFirstSheet(path)) {
    if (headers === null || reader === null) {
      headers = row.cells.map(headerText);
      const wrong = headerErrors(headers, mapping);
      if (wrong.length > 0) throw new RefusedLines(wrong, wrong.length);
      reader = createLineReader(headers, mapping);
      continue;
    }
    const read = reader.read(row.number, row.cells);
    if (read.ok) lines.push(read.line);
    else {
      bad += read.errors.length;
      if (errors.length < MOST_ERRORS) errors.push(...read.errors);
    }
    if (lines.length % 10_000 === 0) onProgress(lines.length);
  }
  if (bad > 0) throw new RefusedLines(errors, bad);
  if (lines.length === 0) {
    throw new UnreadableTable('no_lines', 'The file has no lines below its header row.');
  }
  return { lines, headerKey: headerKey(headers ?? []) };
}

/** The lines of a stored invoice as they came in its file. */
export function linesOfInvoice(db: Db, invoiceId: number, currency: string): ReadLines {
  const lines = readFileLines(db, invoiceId).map((row) => fileLine(row, currency));
  return { lines, headerKey: '' };
}
