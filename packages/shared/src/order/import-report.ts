import type { ImportLine, ImportOutcomes } from '../api/orders.ts';
import { BYTE_ORDER_MARK, csvCell, csvLine } from '../tables/csv.ts';
import type { Language } from '../words/language.ts';
import { importLineText } from './import-problem.ts';

/**
 * The lines of an import with what SRS has said since of those that were pending. By a line that repeats an earlier one nothing
 * becomes new: the earlier one has made it an order.
 */
export function withOutcomes(
  lines: readonly ImportLine[],
  { conflicts, found, notFound }: ImportOutcomes,
): ImportLine[] {
  const conflictOf = new Map(conflicts.map((conflict) => [conflict.refId, conflict]));
  const [areFound, areNotFound] = [new Set(found), new Set(notFound)];
  return lines.map((line) => {
    if (line.outcome !== 'pending') return line;
    const repeats = line.problems?.some(({ code }) => code === 'repeats') ?? false;
    const conflict = conflictOf.get(line.refId);
    if (conflict !== undefined) return { ...line, outcome: 'conflict', conflict };
    if (areFound.has(line.refId)) return { ...line, outcome: repeats ? 'known' : 'new' };
    if (!areNotFound.has(line.refId)) return line;
    return { ...line, outcome: 'not_found', problems: repeats ? line.problems : [{ code: 'not_known' }] };
  });
}

/** The report of an import as a CSV file: line, refId, outcome, problem. */
export function importReportCsv(lines: readonly ImportLine[], language: Language): string {
  const rows = lines.map(({ line, refId, outcome, ...why }) =>
    csvLine([String(line), csvCell(refId), outcome, csvCell(importLineText(why, language))]),
  );
  return `${BYTE_ORDER_MARK}${csvLine(['line', 'refId', 'outcome', 'problem'])}${rows.join('')}`;
}
