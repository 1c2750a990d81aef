import type { Reader } from '../db/reader.ts';

export interface CallCount {
  operation: string;
  outcome: string;
  calls: number;
}

/**
 * Calls that were finished after call number `after`, by operation and outcome, up to the first one still open:
 * counting goes on from `upTo`. With `after` null nothing is counted, only where counting would begin.
 */
export function countFinishedCalls(
  reader: Reader,
  after: number | null,
): { upTo: number; counts: CallCount[] } {
  const last = reader.sql('SELECT coalesce(max(id), 0) FROM calls').pluck().get() as number;
  if (after === null) return { upTo: last, counts: [] };
  const open = reader.sql("SELECT min(id) FROM calls WHERE outcome = 'in_flight'").pluck().get() as
    | number
    | null;
  const upTo = open === null ? last : Math.min(last, open - 1);
  if (upTo <= after) return { upTo: after, counts: [] };
  const counts = reader
    .sql(
      `SELECT operation, outcome, count(*) AS calls FROM calls WHERE id > ? AND id <= ?
       GROUP BY operation, outcome`,
    )
    .all(after, upTo) as CallCount[];
  return { upTo, counts };
}
