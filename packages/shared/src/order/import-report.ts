import type { ImportLine } from '../api/orders.ts';
import { BYTE_ORDER_MARK, csvCell, csvLine } from '../tables/csv.ts';
import type { Language } from '../words/language.ts';
import { importLineText } from './import-problem.ts';

/** The report of an import as a CSV file: line, refId, outcome, problem. */
export function importReportCsv(lines: readonly ImportLine[], language: Language): string {
  const rows = lines.map(({ line, refId, outcome, ...why }) =>
    csvLine([String(line), csvCell(refId), outcome, csvCell(importLineText(why, language))]),
  );
  return `${BYTE_ORDER_MARK}${csvLine(['line', 'refId', 'outcome', 'problem'])}${rows.join('')}`;
}
