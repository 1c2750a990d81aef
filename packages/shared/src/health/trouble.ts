import type { CallOperation } from '../call/fields.ts';

/** What goes wrong with the calls of one operation. */
export const TROUBLE_CODES = [
  'http_error',
  'timeout',
  'no_connection',
  'unreadable',
  'not_from_srs',
  'no_token',
  'asked_to_wait',
] as const;
export type TroubleCode = (typeof TROUBLE_CODES)[number];

/** So many failures in a row are trouble; fewer are what any network has. */
const FAILURES_IN_A_ROW = 3;
/** A pause that SRS asks for is told to people when it is at least this long, ms. */
const LONG_PAUSE_MS = 5_000;
/** What nobody has tried for so long is not told as if it still held, ms. */
const TOLD_FOR_MS = 600_000;

/** How the calls of one operation at its host go. Times are ms since epoch. */
export interface OperationFacts {
  readonly operation: CallOperation;
  /** Calls in a row that failed, and what the last of them met; null when the last one was answered. */
  readonly failing: {
    readonly calls: number;
    readonly since: number;
    readonly lastAt: number;
    readonly code: TroubleCode;
    readonly status: number | null;
  } | null;
  readonly breaker: 'closed' | 'open' | 'half_open';
  /** While the breaker is open: when the next call may try. */
  readonly openUntil: number | null;
  /** The pause that SRS asked for, while it lasts. */
  readonly paused: { readonly since: number; readonly until: number } | null;
  /** Calls wait for their turn. */
  readonly waiting: boolean;
}

/** One operation's trouble, as people are told of it. Times are ms since epoch. */
export interface Trouble {
  operation: CallOperation;
  code: TroubleCode;
  /** The HTTP status that is answered, where it is one. */
  status: number | null;
  since: number;
  /** When the next call is made; null when none waits, or one is under way. */
  nextTryAt: number | null;
}

/** The trouble of an operation; null when its calls are answered, or nobody has tried for ten minutes. */
export function troubleOf(facts: OperationFacts, now: number): Trouble | null {
  const { operation, failing, paused, waiting } = facts;
  if (paused !== null && paused.until > now && paused.until - paused.since >= LONG_PAUSE_MS) {
    const nextTryAt = waiting ? paused.until : null;
    return { operation, code: 'asked_to_wait', status: null, since: paused.since, nextTryAt };
  }
  if (failing === null || failing.calls < FAILURES_IN_A_ROW) return null;
  if (!waiting && now - failing.lastAt > TOLD_FOR_MS) return null;
  const { code, status, since } = failing;
  const opens = facts.breaker === 'open' && waiting ? facts.openUntil : null;
  return { operation, code, status, since, nextTryAt: opens !== null && opens > now ? opens : null };
}
