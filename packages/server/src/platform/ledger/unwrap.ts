import { Conflict, NotFound, TooMany } from '../errors.ts';
import type { Recorded } from './ledger.ts';
import { refusalWords } from './refusal-words.ts';

/**
 * The results of a command, or the error that its guard stands for.
 * @throws NotFound for codes that end in `_not_found`, TooMany where the guard says when to come back, else Conflict.
 */
export function unwrap<R>(recorded: Recorded<R>): { results: R; seqs: number[] } {
  if (recorded.ok) return recorded;
  const { code, detail } = recorded;
  const words = refusalWords(code, detail);
  if (code.endsWith('_not_found')) throw new NotFound(code, words, detail);
  if (typeof detail.retryAfterMs === 'number') throw new TooMany(code, words, detail.retryAfterMs);
  throw new Conflict(code, words, detail);
}
