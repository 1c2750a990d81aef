import type { Desk, Principal } from '../../../platform/desk.ts';

const SUMMED_MS = 60_000;

/** Refusals, written to the log: those of known people one by one, repeated and anonymous ones as sums. */
export interface Denials {
  /** Somebody known asked for what the role may not. The same again within a minute is only counted. */
  known(who: Principal, route: string, permission: string): void;
  /** Nobody known asked; summed per minute. */
  anonymous(route: string, why: string): void;
  /** Writes what has been summed. */
  flush(): Promise<void>;
  stop(): void;
}

interface Sum {
  actor: string;
  route: string;
  why: string;
  count: number;
}

const MOST_SUMS = 200;

/** Starts summing. Refusing never waits for the log and never fails because of it. */
export function createDenials(desk: Desk): Denials {
  const sums = new Map<string, Sum>();
  const recent = new Map<string, number>();

  function add(actor: string, route: string, why: string): void {
    const key = sums.size < MOST_SUMS ? `${actor} ${route} ${why}` : 'others';
    const sum = sums.get(key);
    if (sum) sum.count += 1;
    else if (key === 'others')
      sums.set(key, { actor: 'anonymous', route: 'others', why: 'various', count: 1 });
    else sums.set(key, { actor, route, why, count: 1 });
  }

  async function flush(): Promise<void> {
    const due = [...sums.values()];
    sums.clear();
    recent.clear();
    if (due.length === 0) return;
    const entries = due.map(({ actor, route, why, count }) => ({
      action: 'access.denied_summary' as const,
      actor,
      origin: 'user' as const,
      target: route,
      detail: { why, count, withinSeconds: SUMMED_MS / 1000 },
    }));
    await desk.ledger.record([], entries).catch((error: unknown) => {
      desk.log.warn({ err: error }, 'refusals could not be recorded');
    });
  }

  const timer = setInterval(() => void flush(), SUMMED_MS);
  timer.unref();

  return {
    known(who, route, permission) {
      const key = `${who.actor} ${route}`;
      if (recent.has(key)) return add(who.actor, route, permission);
      recent.set(key, 1);
      const entry = {
        action: 'access.denied' as const,
        actor: who.actor,
        origin: who.origin,
        target: route,
        detail: { permission, role: who.role },
      };
      desk.ledger.record([], [entry]).catch((error: unknown) => {
        desk.log.warn({ err: error }, 'a refusal could not be recorded');
      });
    },
    anonymous: (route, why) => add('anonymous', route, why),
    flush,
    stop() {
      clearInterval(timer);
    },
  };
}
