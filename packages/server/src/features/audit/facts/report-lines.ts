import type { FactsReport } from './check-facts.ts';
import type { FactDifference } from './logged-row.ts';

/** A difference in a line: table, row, field, what the log says and where (or what it is made anew), what stands there. */
export function differenceLine({ table, row, field, logged, stored, seq }: FactDifference): string {
  if (field === null && stored !== null)
    return `${table} ${row}: stands in the table, the log does not know it`;
  if (field === null)
    return `${table} ${row}: ${seq === null ? 'made anew, it is there' : `the log says that it is there (entry ${seq})`}, the table has no such row`;
  const says = seq === null ? 'made anew it is' : 'the log says';
  const by = seq === null ? '' : ` (entry ${seq})`;
  return `${table} ${row}, ${field}: ${says} ${logged ?? 'nothing'}${by}, the table ${stored ?? 'nothing'}`;
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
