import { Conflict } from '../errors.ts';
import { held } from '../ledger/held.ts';
import type { Recorded } from '../ledger/ledger.ts';

function sentences(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return Array.isArray(value) && value.length > 0 ? value.map(String).join('; ') : null;
}

/**
 * The results of a billing command, or its refusal in words: what is wrong with the list, or why an alias cannot be.
 * @throws Conflict, NotFound
 */
export function settled<R>(recorded: Recorded<R>): { results: R; seqs: number[] } {
  if (!recorded.ok && (recorded.code === 'list_refused' || recorded.code === 'alias_refused')) {
    const why = sentences(recorded.detail.problems ?? recorded.detail.problem);
    throw new Conflict(recorded.code, `${why ?? 'This does not fit the others'}.`, recorded.detail);
  }
  return held(recorded);
}
