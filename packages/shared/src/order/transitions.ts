import { isPending, ORDER_STATUSES, type OrderStatus, rankOf } from './status.ts';

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

/** The statuses that may come directly after this one in the guide's flow; none after an end. */
export function followersOf(status: OrderStatus): readonly OrderStatus[] {
  const known = ORDER_STATUSES.filter((other) => other !== 'unknown');
  if (status === 'unknown') return known;
  if (!isPending(status)) return [];
  const next = (rankOf(status) ?? 0) + 1;
  return known.filter((other) => rankOf(other) === next || (rankOf(other) === null && !isPending(other)));
}

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

/** True for a change that must be flagged, never smoothed over. */
export function isAnomaly(kind: TransitionKind): boolean {
  return kind === 'regression' || kind === 'unknown';
}

/**
 * Whether a history (oldest first) ever went backwards. Unknown statuses between two known ones do not hide
 * a regression.
 */
export function hasRegression(history: readonly OrderStatus[]): boolean {
  let known: OrderStatus | null = null;
  for (const status of history) {
    if (status === 'unknown') continue;
    if (classifyTransition(known, status) === 'regression') return true;
    known = status;
  }
  return false;
}
