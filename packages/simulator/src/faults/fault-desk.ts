import type { Operation } from '../call-log.ts';
import { Random } from '../random.ts';
import { type Faults, MALFORMED_KINDS, type MalformedKind, ODD_FORMS, type OddForm } from './fault-schema.ts';
import { RateLimiter } from './rate-limiter.ts';

/** What shall happen to one request. `effect`: whether it does its work although the answer is spoiled. */
export type FaultDecision =
  | { kind: 'none'; latencyMs: number }
  | { kind: 'rate_limited'; latencyMs: number; retryAfter: string | null }
  /** The work is done, and a good answer given in another form. */
  | { kind: 'odd'; latencyMs: number; form: OddForm }
  | { kind: 'drop' | 'hang'; latencyMs: number; effect: boolean }
  | { kind: 'error'; latencyMs: number; effect: boolean; status: number; retryAfter: string | null }
  | { kind: 'malformed'; latencyMs: number; effect: boolean; how: MalformedKind; variant: number };

const UNTOUCHED: FaultDecision = { kind: 'none', latencyMs: 0 };
const ROTATION: readonly MalformedKind[] = MALFORMED_KINDS.filter(
  (kind) => kind !== 'reset_mid_body' && kind !== 'gzip_bomb' && kind !== 'huge' && kind !== 'garbled',
);

/** The value of a Retry-After header for a setting, or null for none. `now` in ms. */
function retryAfterHeader(setting: Faults['retryAfter'], now: number): string | null {
  const date = (seconds: number): string => new Date(Math.ceil(now / 1000 + seconds) * 1000).toUTCString();
  if (setting === undefined || setting === null) return null;
  if (typeof setting === 'number') return String(setting);
  if (setting === 'date') return date(2);
  if (typeof setting === 'string') return setting;
  return setting.form === 'date' ? date(setting.seconds) : String(setting.seconds);
}

/** Decides by seed, request by request, what goes wrong. */
export class FaultDesk {
  private settings: Faults = {};
  private active = false;
  private limiter: RateLimiter | null = null;
  private random: Random;
  private turn = 0;
  private oddRandom: Random;
  private oddTurn = 0;

  constructor(private seed: number) {
    this.random = new Random(seed, 'faults');
    this.oddRandom = new Random(seed, 'odd forms');
  }

  /** The settings in force. */
  current(): Faults {
    return this.settings;
  }

  /** Replaces all settings; the draws begin anew, so the same settings give the same faults again. */
  set(settings: Faults): void {
    this.settings = settings;
    this.active = Object.keys(settings).length > 0;
    this.limiter = settings.rateLimit === undefined ? null : new RateLimiter(settings.rateLimit);
    this.random = new Random(this.seed, 'faults');
    this.turn = 0;
    this.oddRandom = new Random(this.seed, 'odd forms');
    this.oddTurn = 0;
  }

  /** No faults any more, and another seed for those to come. */
  reset(seed: number): void {
    this.seed = seed;
    this.set({});
  }

  /** The fate of one request that arrives at `now` (ms, unshifted clock). */
  decide(operation: Operation, now: number): FaultDecision {
    if (!this.active) return UNTOUCHED;
    const { only } = this.settings;
    if (only !== undefined && !only.some((name) => name === operation)) return UNTOUCHED;
    const latencyMs = this.latency();
    if (this.limiter !== null && !this.limiter.admit(now)) {
      const { retryAfter = 1 } = this.settings;
      return { kind: 'rate_limited', latencyMs, retryAfter: retryAfterHeader(retryAfter, now) };
    }
    return this.drawFault(latencyMs, now);
  }

  private latency(): number {
    const { latencyMs = 0 } = this.settings;
    return typeof latencyMs === 'number' ? latencyMs : this.random.between(latencyMs.min, latencyMs.max);
  }

  private drawFault(latencyMs: number, now: number): FaultDecision {
    const { dropRate = 0, hangRate = 0, malformedKind, retryAfter, when, rateLimit } = this.settings;
    // Always as many draws, so that one rate does not shift the others' outcomes.
    const [drop, hang, error, malformed, half] = [0, 0, 0, 0, 0].map(() => this.random.unit());
    const effect = when === undefined ? (half ?? 0) < 0.5 : when === 'after';
    const everyCall =
      this.settings.status !== undefined || (typeof retryAfter !== 'undefined' && rateLimit === undefined);
    const errorRate = this.settings.errorRate ?? (everyCall ? 1 : 0);
    const malformedRate = this.settings.malformedRate ?? (malformedKind === undefined ? 0 : 1);
    if ((drop ?? 1) < dropRate) return { kind: 'drop', latencyMs, effect };
    if ((hang ?? 1) < hangRate) return { kind: 'hang', latencyMs, effect };
    if ((error ?? 1) < errorRate) {
      const status = this.settings.status ?? (retryAfter === undefined ? 500 : 429);
      return { kind: 'error', latencyMs, effect, status, retryAfter: retryAfterHeader(retryAfter, now) };
    }
    if ((malformed ?? 1) < malformedRate) {
      const kinds = malformedKind === undefined ? ROTATION : [malformedKind].flat();
      // The rotation starts at a place given by the seed and then shows every kind in turn.
      const variant = this.turn++;
      const how = kinds[(variant + (this.seed >>> 0)) % kinds.length] ?? 'truncated';
      return { kind: 'malformed', latencyMs, effect, how, variant };
    }
    const form = this.drawForm();
    return form === null ? { kind: 'none', latencyMs } : { kind: 'odd', latencyMs, form };
  }

  /** Each form in turn, as often as the rate says; null for the usual one. */
  private drawForm(): OddForm | null {
    const { malform, malformRate = malform === undefined ? 0 : 1 } = this.settings;
    if (malformRate === 0 || this.oddRandom.unit() >= malformRate) return null;
    const forms = malform === undefined || malform === 'any' ? ODD_FORMS : [malform].flat();
    return forms[this.oddTurn++ % forms.length] ?? null;
  }
}
