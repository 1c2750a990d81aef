import type { FactsReport } from './check-facts.ts';
import type { FactDifference } from './logged-row.ts';

/** A difference in a line: table, row, field, what the log says and where, what stands there. */
export function differenceLine({ table, row, field, logged, stored, seq }: FactDifference): string {
  const by = seq === null ? '' : ` (entry ${seq})`;
  if (field === null)
    return stored === null
      ? `${table} ${row}: the log says that it is there${by}, the table has no such row`
      : `${table} ${row}: stands in the table, the log does not know it`;
  return `${table} ${row}, ${field}: the log says ${logged ?? 'nothing'}${by}, the table ${stored ?? 'nothing'}`;
}

/** What came of comparing the facts, for people to read. */
export function factsLines(report: FactsReport): string[] {
  const { outcome, problem, rows, begunBefore, count, differences, durationMs } = report;
  if (outcome === 'unchecked') return [`FACTS NOT CHECKED: ${problem ?? 'no reason known'}`];
  const seconds = (durationMs / 1000).toFixed(1);
  const before =
    begunBefore === 0
      ? []
      : [`${begunBefore} rows began before the log does: compared with what is left of it`];
  if (outcome === 'agree') return [`FACTS AGREE: ${rows} rows, compared in ${seconds} s`, ...before];
  return [
    `FACTS DIFFER in ${count} ${count === 1 ? 'place' : 'places'}, ${rows} rows compared in ${seconds} s`,
    ...differences.map(differenceLine),
    ...(count > differences.length ? [`… and ${count - differences.length} more`] : []),
    ...before,
  ];
}
