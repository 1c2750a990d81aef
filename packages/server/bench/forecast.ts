import type { BenchOptions, BenchRow } from './bench.ts';
import { backTest, COURSES } from './forecast/back-test.ts';

export const name = 'forecast';

/** What four of five months shall fall into may hold some more or less of them. */
const LEAST = 0.75;
const MOST = 0.9;

/** Whether the range of the forecast holds what it says: made again for every month of the past, by how use goes. */
export function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[] }> {
  const rows = COURSES.flatMap((course): BenchRow[] => {
    const { forecasts, coverage, error } = backTest(course, quick ? 4 : 60);
    return [
      {
        metric: `${course}: months within the range (of ${forecasts} forecasts)`,
        value: coverage * 100,
        unit: '%',
        target: '75 to 90',
        met: coverage >= LEAST && coverage <= MOST,
      },
      { metric: `${course}: expected off by`, value: error * 100, unit: '%' },
    ];
  });
  return Promise.resolve({ rows });
}
