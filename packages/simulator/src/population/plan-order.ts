import { BANK_SESSION_SECONDS, type Provider } from '../catalogue.ts';
import type { Random } from '../random.ts';
import {
  ERROR_REASONS,
  FATE_WEIGHTS,
  type Fate,
  LOST_CONNECTIONS,
  NEGATIVE_REASONS,
  TERMS,
} from './fates.ts';

/** A status and how many seconds after the order's creation it is reached in real life. */
interface PlannedStep {
  readonly status: string;
  readonly after: number;
  readonly reason?: string;
}

/** The life of one order at speed 1, in seconds from its creation. Infinity: never. */
export interface Plan {
  readonly fate: Fate;
  readonly steps: readonly [PlannedStep, ...PlannedStep[]];
  readonly startedAfter: number;
  readonly lostConnections: number;
  readonly termsAfter: number;
}

const MINUTE = 60;
const DAY = 86_400;

/** Seconds from placing until the user opens the link: mostly minutes, for some the next days. */
function userStarts(random: Random): number {
  if (random.chance(0.12)) return random.between(5 * 3600, 3 * DAY);
  return Math.min(random.logNormal(4 * MINUTE, 1.1), 4 * 3600);
}

/** The sessions that broke off, and when the one that counts begins (guide §7.2, §7.3: the URL is reused). */
function losses(provider: Provider, random: Random): { count: number; seconds: number } {
  const count = random.weighted(LOST_CONNECTIONS);
  let seconds = 0;
  for (let i = 0; i < count; i++) {
    // All of a bank's tries must fit into its session of 60 minutes.
    seconds +=
      provider.flow === 'bank'
        ? random.between(2, 6) * MINUTE
        : random.between(3, 6) * MINUTE + random.logNormal(5 * MINUTE, 0.9);
  }
  return { count, seconds };
}

interface Stretch {
  readonly identification: number;
  readonly preparation: number;
  readonly import: number;
}

/** Durations of a successful identification, in seconds; 10–20 minutes in all for a video call (guide §7.2). */
function stretch(provider: Provider, random: Random): Stretch {
  if (provider.flow === 'video') {
    return {
      identification: random.between(5.5, 10) * MINUTE,
      preparation: random.between(4, 9) * MINUTE,
      import: random.between(20, 60),
    };
  }
  if (provider.flow === 'bank') {
    return {
      identification: random.between(2, 5.5) * MINUTE,
      preparation: random.between(10, 45),
      import: random.between(10, 40),
    };
  }
  return { identification: 30, preparation: 15, import: 15 };
}

function termsAfter(provider: Provider, terminated: number, random: Random): number {
  const { never, atOnce } = TERMS[provider.flow];
  const draw = random.unit();
  if (draw < never) return Infinity;
  if (draw < never + atOnce) return terminated;
  const slow = random.chance(0.08);
  return terminated + (slow ? random.between(6 * 3600, 3 * DAY) : random.logNormal(3 * MINUTE, 0.9));
}

function failure(fate: Fate, provider: Provider, random: Random, started: number, session: number) {
  const { identification, preparation } = stretch(provider, random);
  if (fate === 'negative' && provider.flow === 'bank') {
    return {
      status: 'NEGATIVE_IDENTIFICATION',
      after: started + BANK_SESSION_SECONDS,
      reason: 'Session timed out',
    };
  }
  if (fate === 'negative') {
    const step = { status: 'IDENTIFICATION_NEGATIVELY_CONDUCTED', after: session + random.between(60, 180) };
    return random.chance(0.6) ? { ...step, reason: random.pick(NEGATIVE_REASONS) } : step;
  }
  const inBackOffice = random.chance(0.4);
  const step = { status: 'ERROR', after: session + identification + (inBackOffice ? preparation : 0) };
  if (fate === 'error_without_reason') return step;
  return { ...step, reason: random.pick(ERROR_REASONS[provider.flow]) };
}

/**
 * The end of an order that was placed over the wire. It always gets its target URL, and only who placed it
 * cancels it.
 */
export function placedFate(provider: Provider, random: Random): Fate {
  for (;;) {
    const fate = random.weighted(FATE_WEIGHTS[provider.flow]);
    if (fate !== 'no_target_url' && fate !== 'cancelled' && fate !== 'on_hold') return fate;
  }
}

/**
 * Draws the life of an order: its end by weight (or as given), then every duration on the way. Pure but for
 * the stream it draws from.
 */
export function planOrder(provider: Provider, random: Random, wanted?: Fate): Plan {
  const fate = wanted ?? random.weighted(FATE_WEIGHTS[provider.flow]);
  const created: PlannedStep = { status: 'CREATED', after: 0 };
  const initialized: PlannedStep = { status: 'INITIALIZED', after: random.between(0.2, 0.9) };
  const never = { startedAfter: Infinity, lostConnections: 0, termsAfter: Infinity };
  if (fate === 'no_target_url') return { fate, steps: [created], ...never };
  if (fate === 'abandoned') return { fate, steps: [created, initialized], ...never };
  if (fate === 'cancelled') {
    const after = random.logNormal(10 * 3600, 1.2);
    return { fate, steps: [created, initialized, { status: 'CANCELLED', after }], ...never };
  }
  if (fate === 'on_hold') {
    const onHold = { status: 'ON_HOLD', after: random.between(5, 40) * MINUTE };
    return { fate, steps: [created, initialized, onHold], ...never };
  }
  const startedAfter = provider.flow === 'mock' ? 30 : initialized.after + userStarts(random);
  const lost = provider.flow === 'mock' ? { count: 0, seconds: 0 } : losses(provider, random);
  const session = startedAfter + lost.seconds;
  const base = { fate, startedAfter, lostConnections: lost.count };
  if (fate !== 'success' && fate !== 'overdue') {
    const end = failure(fate, provider, random, startedAfter, session);
    return { ...base, steps: [created, initialized, end], termsAfter: Infinity };
  }
  const times = stretch(provider, random);
  const done = { status: 'IDENTIFICATION_DONE', after: session + times.identification };
  const ready = { status: 'DATA_READY', after: done.after + times.preparation };
  if (fate === 'overdue') {
    const steps = random.chance(0.5) ? [done] : [done, ready];
    return { ...base, steps: [created, initialized, ...steps], termsAfter: Infinity };
  }
  const terminated = { status: 'TERMINATED', after: ready.after + times.import };
  return {
    ...base,
    steps: [created, initialized, done, ready, terminated],
    termsAfter: termsAfter(provider, terminated.after, random),
  };
}
