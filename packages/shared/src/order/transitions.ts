import { type OrderStatus, rankOf } from './status.ts';

/**
 * What a change of status is worth:
 * `first` sighting, `same` again, `forward` (steps may be skipped: polling sees only samples), `failed` and
 * `cancelled` as regular ends, `unknown` for a status we cannot read, `recognised` for the return from it, and
 * `regression` for what the guide's flow never does (§2.3, §4): backwards, or out of an end.
 */
export type TransitionKind =
  | 'first'
  | 'same'
  | 'forward'
  | 'failed'
  | 'cancelled'
  | 'unknown'
  | 'recognised'
  | 'regression';

/** Judges one change of status; `from` is null when the order was not known before. */
export function classifyTransition(from: OrderStatus | null, to: OrderStatus): TransitionKind {
  if (from === null) return 'first';
  if (from === to) return 'same';
  if (to === 'unknown') return 'unknown';
  if (from === 'unknown') return 'recognised';
  const fromRank = rankOf(from);
  if (fromRank === null || from === 'terminated') return 'regression';
  if (to === 'error') return 'failed';
  if (to === 'cancelled') return 'cancelled';
  const toRank = rankOf(to);
  return toRank !== null && toRank > fromRank ? 'forward' : 'regression';
}
