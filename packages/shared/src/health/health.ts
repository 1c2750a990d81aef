import type { Trouble } from './trouble.ts';

/** What keeps the desk from being up to date, the gravest first. */
export const HEALTH_CAUSES = [
  'ledger_latched',
  'ledger_full',
  'ledger_busy',
  'stopped',
  'disk_low',
  'denied',
  'behind',
  'failing',
  'nothing_read',
] as const;
export type HealthCause = (typeof HEALTH_CAUSES)[number];

/** `unread`: nothing is wrong, and nothing is known either. */
export const HEALTH_STATES = ['good', 'unread', 'warn', 'bad'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];

/** What health stands on. Times are ms since epoch, lags in ms. */
export interface HealthFacts {
  readonly ledger: 'ok' | 'full' | 'busy' | 'latched';
  /** The sync runs and is not suspended. */
  readonly running: boolean;
  /** How long the order that is due the longest has been due; 0 when none is. */
  readonly lagMs: number;
  /** When SRS last answered about an order. */
  readonly lastSuccessAt: number | null;
  /** Since when SRS denies orders that it knew. */
  readonly outageSince: number | null;
  readonly troubles: readonly Trouble[];
  /** The disk of the database has less room than is set. */
  readonly diskLow: boolean;
}

/** The desk's health: one state, and each cause that holds. */
interface Health {
  state: HealthState;
  causes: HealthCause[];
}

const STATES: Readonly<Record<HealthCause, HealthState>> = {
  ledger_latched: 'bad',
  ledger_full: 'bad',
  ledger_busy: 'bad',
  stopped: 'bad',
  disk_low: 'warn',
  denied: 'warn',
  behind: 'warn',
  failing: 'warn',
  nothing_read: 'unread',
};

/**
 * How the desk is: what the dot, the banner, the card, the metrics and the doctor all tell. `behindAfterMs`: the lag from
 * which on the sync counts as behind.
 */
export function healthOf(facts: HealthFacts, behindAfterMs: number): Health {
  const { ledger } = facts;
  const holds: Readonly<Record<HealthCause, boolean>> = {
    ledger_latched: ledger === 'latched',
    ledger_full: ledger === 'full',
    ledger_busy: ledger === 'busy',
    stopped: !facts.running,
    disk_low: facts.diskLow,
    denied: facts.outageSince !== null,
    behind: facts.lagMs > behindAfterMs,
    failing: facts.troubles.length > 0,
    nothing_read: facts.lastSuccessAt === null,
  };
  const causes = HEALTH_CAUSES.filter((cause) => holds[cause]);
  const [gravest] = [...causes].sort(
    (a, b) => HEALTH_STATES.indexOf(STATES[b]) - HEALTH_STATES.indexOf(STATES[a]),
  );
  return { state: gravest === undefined ? 'good' : STATES[gravest], causes };
}

/** Time until everything that is due is read at the pace that calls really go, ms; null while none goes. */
export function catchUpMs(due: number, callsPerSecond: number): number | null {
  if (due === 0) return 0;
  return callsPerSecond > 0 ? Math.round((due / callsPerSecond) * 1000) : null;
}
