/** The life of a cancellation job: plan → (approval) → run ⇄ pause → end. */
export const JOB_STATES = [
  'planned',
  'awaiting_approval',
  'approved',
  'running',
  'paused',
  'completed',
  'stopped',
  'rejected',
  'discarded',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What named the orders of a job. */
export const JOB_SOURCES = ['selection', 'filter', 'superseded', 'stale', 'policy', 'retry'] as const;
export type JobSource = (typeof JOB_SOURCES)[number];

/** What can happen to a job. `request`: somebody typed the count; `begin`: the runner takes it up. */
export const JOB_EVENTS = [
  'request',
  'request_approval',
  'approve',
  'reject',
  'begin',
  'pause',
  'resume',
  'stop',
  'complete',
  'discard',
] as const;
export type JobEvent = (typeof JOB_EVENTS)[number];

const STEPS: Readonly<Record<JobEvent, { from: readonly JobState[]; to: JobState }>> = {
  request: { from: ['planned'], to: 'approved' },
  request_approval: { from: ['planned'], to: 'awaiting_approval' },
  approve: { from: ['awaiting_approval'], to: 'approved' },
  reject: { from: ['awaiting_approval'], to: 'rejected' },
  begin: { from: ['approved'], to: 'running' },
  pause: { from: ['running', 'approved'], to: 'paused' },
  // Back into the line: another job may have begun meanwhile.
  resume: { from: ['paused'], to: 'approved' },
  stop: { from: ['running', 'paused', 'approved'], to: 'stopped' },
  // Paused, but what was under way was the last of it.
  complete: { from: ['running', 'paused'], to: 'completed' },
  discard: { from: ['planned'], to: 'discarded' },
};

/** The states from which an event leads on: what a guard in SQL asks for. */
export function statesBefore(event: JobEvent): readonly JobState[] {
  return STEPS[event].from;
}

/** The state an event leads to. */
export function stateAfter(event: JobEvent): JobState {
  return STEPS[event].to;
}

const ENDED: ReadonlySet<JobState> = new Set(['completed', 'stopped', 'rejected', 'discarded']);

/** Nothing more will happen to the job. */
export function hasEnded(state: JobState): boolean {
  return ENDED.has(state);
}

/** States in which the job's open orders belong to it, so that no other plan may take them. */
export const HOLDING_STATES = ['awaiting_approval', 'approved', 'running', 'paused'] as const;

export const ITEM_STATES = [
  'pending',
  'in_progress',
  'cancelled',
  'already_final',
  'already_cancelled',
  'unknown_at_srs',
  'changed',
  'failed',
  'left',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** What an order of a job ended with. */
export type ItemResult = Exclude<ItemState, 'pending' | 'in_progress'>;

const OPEN_ITEMS: ReadonlySet<ItemState> = new Set(['pending', 'in_progress']);

/** The order is still to be dealt with. */
export function isOpenItem(state: ItemState): boolean {
  return OPEN_ITEMS.has(state);
}

/** How an order of a job can end, in the order of {@link ITEM_STATES}. */
export const ITEM_RESULTS = ITEM_STATES.filter((state): state is ItemResult => !isOpenItem(state));

/** What a failed item may be tried again for, in a new plan. */
export const RETRIABLE_ITEMS = ['failed'] as const satisfies readonly ItemState[];

/** Tries per order before it is given up as failed, until an admin sets another limit. */
export const MOST_ATTEMPTS = 6;

/** Wait before the next attempt on an order, ms: doubling from half a second, at most 15 s. */
export function backoffMs(attempt: number): number {
  return Math.min(15_000, 500 * 2 ** Math.max(0, attempt - 1));
}

interface JobProgress {
  total: number;
  done: number;
  open: number;
}

/** How far a job is, out of its orders counted by state. */
export function progressOf(counts: Readonly<Partial<Record<ItemState, number>>>): JobProgress {
  let total = 0;
  let open = 0;
  for (const state of ITEM_STATES) {
    const count = counts[state] ?? 0;
    total += count;
    if (isOpenItem(state)) open += count;
  }
  return { total, done: total - open, open };
}
