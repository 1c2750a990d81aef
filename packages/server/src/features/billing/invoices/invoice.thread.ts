import { parentPort, workerData } from 'node:worker_threads';
import { grossRateOf } from '@srs-desk/shared/billing/gross-amounts.ts';
import { otherMonthOf } from '@srs-desk/shared/billing/invoice-month.ts';
import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import type { Match } from '@srs-desk/shared/billing/reconcile.ts';
import { openReader } from '../../../platform/db/reader.ts';
import { UnreadableTable } from '../../../platform/tables/unreadable-table.ts';
import { type ImportQuestion, type InvoiceMessage, type InvoiceWork, MOST_ERRORS } from './invoice-work.ts';
import { matchLines } from './match-lines.ts';
import { linesOfInvoice, previewFile, RefusedLines, readInvoiceLines } from './read-invoice.ts';
import { stagedRow } from './staged-lines.ts';

const ROWS_AT_ONCE = 1000;

function report(message: InvoiceMessage): void {
  parentPort?.postMessage(message);
}

function refuse(error: unknown): void {
  if (error instanceof RefusedLines) {
    const errors = error.errors.slice(0, MOST_ERRORS);
    const more = error.count - errors.length;
    report({ kind: 'refused', code: 'bad_lines', message: error.message, errors, more });
  } else if (error instanceof UnreadableTable) {
    const errors =
      error.row === null
        ? []
        : [{ line: error.row, column: '', code: 'cells' as const, message: error.message }];
    report({ kind: 'refused', code: error.code, message: error.message, errors, more: 0 });
  } else throw error;
}

/** What is to be said before such lines are imported; null when nothing is. */
function questionAbout(
  { period, periodMeant, mapping }: Extract<InvoiceWork, { kind: 'import' }>,
  matches: readonly Match[],
): ImportQuestion | null {
  const month = periodMeant ? null : otherMonthOf(matches, period);
  if (month !== null) return { code: 'other_month', asked: period, ...month };
  const rate = mapping.vatBasisPoints === undefined ? grossRateOf(matches) : null;
  return rate === null ? null : { code: 'gross_amounts', ...rate };
}

async function work(asked: InvoiceWork): Promise<void> {
  if (asked.kind === 'preview') {
    const { path, known, timeZone } = asked;
    report({ kind: 'previewed', ...(await previewFile(path, asked, known, calendarOf(timeZone))) });
    return;
  }
  const reader = openReader(asked.databasePath);
  try {
    const onRead = (done: number) => report({ kind: 'progress', phase: 'reading', done });
    const read =
      asked.kind === 'import'
        ? await readInvoiceLines(asked.path, asked.mapping, calendarOf(asked.timeZone), onRead)
        : linesOfInvoice(reader, asked.invoiceId, asked.currency);
    report({ kind: 'progress', phase: 'matching', done: read.lines.length });
    const again = asked.kind === 'again' ? asked.invoiceId : null;
    const matches = matchLines(reader, asked, read.lines, again);
    const question = asked.kind === 'import' ? questionAbout(asked, matches) : null;
    if (question !== null) {
      report({ kind: 'question', question });
      return;
    }
    // Not all texts at once: with the lines and orders they would be more than the thread's memory.
    for (let at = 0; at < matches.length; at += ROWS_AT_ONCE) {
      report({ kind: 'rows', rows: matches.slice(at, at + ROWS_AT_ONCE).map(stagedRow) });
    }
    const charges = read.lines.filter((line) => !line.isTotal);
    const sumMinor = charges.reduce((sum, line) => sum + line.amountMinor, 0);
    const { headerKey } = read;
    report({ kind: 'matched', lines: read.lines.length, sumMinor, staged: matches.length, headerKey });
  } finally {
    reader.close();
  }
}

work(workerData as InvoiceWork).catch(refuse);
