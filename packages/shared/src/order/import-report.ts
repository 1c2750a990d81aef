import type { ImportLine } from '../api/orders.ts';
import { BYTE_ORDER_MARK, csvCell, csvLine } from '../tables/csv.ts';

/** The report of an import as a CSV file: line, refId, outcome, problem. */
export function importReportCsv(lines: readonly ImportLine[]): string {
  const rows = lines.map(({ line, refId, outcome, problem }) =>
    csvLine([String(line), csvCell(refId), outcome, csvCell(problem ?? '')]),
  );
  return `${BYTE_ORDER_MARK}${csvLine(['line', 'refId', 'outcome', 'problem'])}${rows.join('')}`;
}
