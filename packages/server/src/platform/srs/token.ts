import type { Logger } from 'pino';
import type { SrsConfig } from '../config/config.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { TIMEOUTS, tokenEndpoint } from './endpoints.ts';
import { describeFailure, type SrsFailure } from './errors.ts';
import { type AnswerReader, remarksOn } from './read-answer.ts';
import type { OnBehalf } from './srs-call.ts';
import type { UnreadField } from './wire-fields.ts';

/** A token is renewed when less than this share of its life is left, at the latest this long before its end (ms). */
const EARLY_SHARE = 0.2;
const EARLY_AT_MOST_MS = 60_000;
/** Life of a token whose answer names none that can be believed, ms (RFC 6749 leaves it open): short enough to be safe. */
const UNNAMED_LIFE_MS = 300_000;

interface Token {
  value: string;
  issuedAt: number;
  renewAt: number;
  endsAt: number;
}

type TokenResult =
  | { ok: true; token: string; callId: number | null; unread: readonly UnreadField[] }
  | { ok: false; failure: SrsFailure; callId: number | null };

interface TokenSourceOptions {
  config: SrsConfig;
  recorder: Pick<Recorder, 'call'>;
  clock: { now(): number };
  read: AnswerReader['token'];
  log?: Logger | undefined;
  timeoutMs?: number | undefined;
}

/**
 * The access token: asked for once for any number of waiting calls, renewed before it ends, kept in memory only.
 */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  #token: Token | null = null;
  #asking: Promise<TokenResult> | null = null;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /** When the token in use was given and ends, ms since epoch; null while there is none. */
  get times(): { issuedAt: number; endsAt: number } | null {
    const { issuedAt, endsAt } = this.#token ?? {};
    return issuedAt === undefined || endsAt === undefined ? null : { issuedAt, endsAt };
  }

  /** The token in use, where it need not be renewed yet; else null. */
  get atHand(): string | null {
    const token = this.#token;
    return token !== null && this.#options.clock.now() < token.renewAt ? token.value : null;
  }

  /**
   * A token that holds now. One near its end is still given out while its successor is asked for.
   * @throws LedgerUnavailable, OutcomeUnrecorded as the recorder does.
   */
  async get(by: Pick<OnBehalf, 'actor' | 'origin'>): Promise<TokenResult> {
    const now = this.#options.clock.now();
    const token = this.#token;
    if (token !== null && now < token.renewAt)
      return { ok: true, token: token.value, callId: null, unread: [] };
    const asking = this.#askOnce(by);
    if (token !== null && now < token.endsAt) {
      asking.catch(() => undefined);
      return { ok: true, token: token.value, callId: null, unread: [] };
    }
    return asking;
  }

  /** Asks for a new token whatever is kept (doctor). */
  renew(by: Pick<OnBehalf, 'actor' | 'origin'>): Promise<TokenResult> {
    return this.#askOnce(by);
  }

  /** SRS refused this token: it is not used again. A token that came since stays. */
  reject(value: string): void {
    if (this.#token?.value === value) this.#token = null;
  }

  #askOnce(by: Pick<OnBehalf, 'actor' | 'origin'>): Promise<TokenResult> {
    this.#asking ??= this.#ask(by).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(by: Pick<OnBehalf, 'actor' | 'origin'>): Promise<TokenResult> {
    const { config, recorder, clock } = this.#options;
    const endpoint = tokenEndpoint(config);
    let read: ReturnType<AnswerReader['token']> | null = null;
    const call = await recorder.call(
      { ...endpoint, timeoutMs: this.#options.timeoutMs ?? TIMEOUTS.token },
      { operation: 'token', actor: by.actor, origin: by.origin, subject: null, attempt: 1 },
      (exchange) => {
        read = this.#options.read(exchange, clock.now());
        return remarksOn(read);
      },
    );
    const result = read as ReturnType<AnswerReader['token']> | null;
    if (result === null) throw new Error('the recorder gave no answer to read');
    if (!result.ok) return { ok: false, failure: tokenFailure(result.failure), callId: call.callId };
    const { token, lifeSeconds } = result.value;
    if (lifeSeconds === null)
      this.#options.log?.warn(
        { lifeMs: UNNAMED_LIFE_MS },
        'the token’s life cannot be read: a short one is assumed',
      );
    this.#keep(token, lifeSeconds);
    return { ok: true, token, callId: call.callId, unread: result.unread };
  }

  #keep(value: string, lifeSeconds: number | null): void {
    const now = this.#options.clock.now();
    const life = lifeSeconds === null ? UNNAMED_LIFE_MS : lifeSeconds * 1000;
    const early = Math.min(life * EARLY_SHARE, EARLY_AT_MOST_MS);
    this.#token = { value, issuedAt: now, renewAt: now + life - early, endsAt: now + life };
  }
}

function tokenFailure(failure: SrsFailure): SrsFailure {
  if (failure.kind === 'rate_limited') return failure;
  const status = 'status' in failure ? failure.status : null;
  return { kind: 'token_failed', reason: describeFailure(failure), status, cause: failure };
}
