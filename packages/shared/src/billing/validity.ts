import type { Day } from './periods.ts';

/** From a day (inclusive) to a day (exclusive), or open-ended. Days of the billing time zone. */
export interface Validity {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

/** What is wrong in a row of validities of one scope. */
export type ValidityProblem<T extends Validity> =
  | { kind: 'empty'; entry: T }
  | { kind: 'overlap'; first: T; second: T; from: Day; to: Day | null }
  | { kind: 'gap'; before: T; after: T; from: Day; to: Day };

/** Whether a validity covers a day. */
export function coversDay(validity: Validity, day: Day): boolean {
  return validity.validFrom <= day && (validity.validTo === null || day < validity.validTo);
}

function earlierEnd(a: Day | null, b: Day | null): Day | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}

function endsLater(a: Validity, b: Validity): boolean {
  return a.validTo === null || (b.validTo !== null && a.validTo > b.validTo);
}

/**
 * Finds entries of one scope that are empty, overlap, or leave a hole between two of them. An open beginning or
 * a stated end after the last one is no hole.
 */
export function validityProblems<T extends Validity>(entries: readonly T[]): ValidityProblem<T>[] {
  const problems: ValidityProblem<T>[] = [];
  const sound: T[] = [];
  for (const entry of entries) {
    if (entry.validTo !== null && entry.validTo <= entry.validFrom) problems.push({ kind: 'empty', entry });
    else sound.push(entry);
  }
  const sorted = sound.sort((a, b) => (a.validFrom < b.validFrom ? -1 : a.validFrom > b.validFrom ? 1 : 0));
  let reach: T | undefined;
  for (const entry of sorted) {
    if (reach !== undefined) {
      if (reach.validTo === null || entry.validFrom < reach.validTo) {
        const to = earlierEnd(reach.validTo, entry.validTo);
        problems.push({ kind: 'overlap', first: reach, second: entry, from: entry.validFrom, to });
      } else if (reach.validTo < entry.validFrom) {
        problems.push({ kind: 'gap', before: reach, after: entry, from: reach.validTo, to: entry.validFrom });
      }
    }
    if (reach === undefined || endsLater(entry, reach)) reach = entry;
  }
  return problems;
}
