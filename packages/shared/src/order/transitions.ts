import type { OrderStatus } from './status.ts';

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

const RANK: Readonly<Partial<Record<OrderStatus, number>>> = {
  created: 0,
  initialized: 1,
  identification_done: 2,
  data_ready: 3,
  terminated: 4,
};

const FOLLOWERS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  created: ['initialized', 'error', 'cancelled'],
  initialized: ['identification_done', 'error', 'cancelled'],
  identification_done: ['data_ready', 'error', 'cancelled'],
  data_ready: ['terminated', 'error', 'cancelled'],
  terminated: [],
  error: [],
  cancelled: [],
  unknown: [
    'created',
    'initialized',
    'identification_done',
    'data_ready',
    'terminated',
    'error',
    'cancelled',
  ],
};

/** The statuses that may come directly after this one in the guide's flow; none after an end. */
export function followersOf(status: OrderStatus): readonly OrderStatus[] {
  return FOLLOWERS[status];
}

/** Position along the happy path, 0 to 4; null for the statuses that are not on it. */
export function rankOf(status: OrderStatus): number | null {
  return RANK[status] ?? null;
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
