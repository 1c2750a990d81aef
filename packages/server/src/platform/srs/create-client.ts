import type { Logger } from 'pino';
import type { SrsConfig } from '../config/config.ts';
import type { Exchange, Operation, RecordedCall, Recorder } from '../recorder/recorder.ts';
import type { Decide, OnBehalf, SrsClient, SrsHealth, SrsResult } from './client.ts';
import {
  cancelEndpoint,
  type Endpoint,
  listMethodsEndpoint,
  lookupEndpoint,
  placeEndpoint,
  statusEndpoint,
  TIMEOUTS,
  verifyEndpoint,
} from './endpoints.ts';
import type { SrsFailure } from './errors.ts';
import { Limiter, type LimiterOptions, type Permit, type Verdict } from './limiter.ts';
import { type AnswerReader, createAnswerReader, type Read, remarksOn } from './read-answer.ts';
import { TokenSource } from './token.ts';
import { UnreadCounts } from './unread-counts.ts';

export interface SrsClientOptions {
  config: SrsConfig;
  recorder: Recorder;
  clock: { now(): number };
  log?: Logger | undefined;
  /** Longest wait for an answer, ms, where it differs from the defaults. */
  timeouts?: Partial<Record<Operation, number>> | undefined;
  limiter?: Partial<LimiterOptions> | undefined;
}

type Reader<T> = (exchange: Exchange, now: number) => Read<T>;

/** One attempt that was made: what came, and the token that went with it. */
interface Attempt<T> {
  call: RecordedCall;
  read: Read<T>;
}

/** The SRS and RA services over the recorder: a token for each call, a place in the queue, at most one retry (401). */
export class RecordedSrsClient implements SrsClient {
  readonly #options: SrsClientOptions;
  readonly #tokens: TokenSource;
  readonly #unread = new UnreadCounts();
  readonly read: AnswerReader;
  readonly limiter: Limiter;
  #lastOkAt: number | null = null;
  #lastFailure: SrsHealth['lastFailure'] = null;

  constructor(options: SrsClientOptions) {
    this.#options = options;
    this.read = createAnswerReader(options.config, (operation, unread) =>
      this.#unread.add(operation, unread),
    );
    this.#tokens = new TokenSource({
      ...options,
      read: this.read.token,
      timeoutMs: options.timeouts?.token,
    });
    this.limiter = new Limiter({
      rateLimit: options.config.rateLimit,
      wall: () => options.clock.now(),
      ...options.limiter,
    });
  }

  listMethods: SrsClient['listMethods'] = (filter, by) =>
    this.#send(listMethodsEndpoint(filter), this.read.listMethods, by, null);

  place: SrsClient['place'] = (request, by, decide) =>
    this.#send(placeEndpoint(request), this.read.place, by, decide);

  getStatus: SrsClient['getStatus'] = (by, decide) =>
    this.#send(statusEndpoint(by.refId), this.read.status(by.refId), by, decide);

  cancel: SrsClient['cancel'] = (by, decide) =>
    this.#send(cancelEndpoint(by.refId, this.#options.config.cancel), this.read.cancel, by, decide);

  verify: SrsClient['verify'] = (request, by, decide) =>
    this.#send(verifyEndpoint(request), this.read.verify, by, decide);

  lookup: SrsClient['lookup'] = (msisdn, by) =>
    this.#send(lookupEndpoint(msisdn), this.read.lookup, by, null);

  async checkToken(by: OnBehalf): Promise<SrsResult<null>> {
    const result = await this.#tokens.renew(by);
    if (result.ok) return { ok: true, value: null, callId: result.callId ?? 0, recorded: [] };
    this.#note('token', result.failure);
    return { ok: false, failure: result.failure, callId: result.callId };
  }

  health(): SrsHealth {
    return {
      breaker: this.limiter.breaker,
      rate: this.limiter.rate,
      pausedUntil: this.limiter.pausedUntil,
      lastOkAt: this.#lastOkAt,
      lastFailure: this.#lastFailure,
    };
  }

  unread: SrsClient['unread'] = () => this.#unread.all();

  noteForeignCall(call: { rateLimited: boolean; retryAfterMs: number | null }): void {
    this.limiter.noteForeign(call);
  }

  /** @throws LedgerUnavailable, OutcomeUnrecorded as the recorder does. */
  async #send<T>(
    endpoint: Endpoint,
    reader: Reader<T>,
    by: OnBehalf,
    decide: Decide<T> | null,
  ): Promise<SrsResult<T>> {
    const first = await this.#attempt(endpoint, reader, by, decide, by.attempt ?? 1, true);
    if (first.refused === null) return first.result;
    this.#tokens.reject(first.refused);
    const second = await this.#attempt(endpoint, reader, by, decide, (by.attempt ?? 1) + 1, false);
    if (second.refused !== null) this.#tokens.reject(second.refused);
    return second.result;
  }

  /** One attempt. `refused`: the token that went with it, when SRS did not take it. */
  async #attempt<T>(
    endpoint: Endpoint,
    reader: Reader<T>,
    by: OnBehalf,
    decide: Decide<T> | null,
    attempt: number,
    mayRepeat: boolean,
  ): Promise<{ result: SrsResult<T>; refused: string | null }> {
    const permit = await this.limiter.acquire(by.urgency, by.signal);
    if ('kind' in permit) return { result: { ok: false, failure: permit, callId: null }, refused: null };
    let held = true;
    const giveBack = (verdict: Verdict): void => {
      if (held) this.limiter.done(permit satisfies Permit, verdict);
      held = false;
    };
    try {
      const token = this.#needsToken(endpoint) ? await this.#tokens.get(by) : null;
      if (token?.ok === false) {
        giveBack(verdictOf(token.failure));
        this.#note('token', token.failure);
        return { result: { ok: false, failure: token.failure, callId: null }, refused: null };
      }
      const repeatable = mayRepeat && token !== null;
      // The next may go once the answer is here: it need not wait until that is on disk, and a 429 holds at once.
      const answered = (read: Read<T>): void =>
        giveBack(read.ok ? { kind: 'alive' } : verdictOf(read.failure));
      const sent = { attempt, token: token?.token ?? null, repeatable };
      const made = await this.#call(endpoint, reader, by, decide, sent, answered);
      return {
        result: this.#resultOf(endpoint.operation, made),
        refused: token !== null && isRefusedToken(made.call.exchange) ? token.token : null,
      };
    } finally {
      giveBack({ kind: 'unused' });
    }
  }

  async #call<T>(
    endpoint: Endpoint,
    reader: Reader<T>,
    by: OnBehalf,
    decide: Decide<T> | null,
    { attempt, token, repeatable }: { attempt: number; token: string | null; repeatable: boolean },
    answered: (read: Read<T>) => void,
  ): Promise<Attempt<T>> {
    const { config, recorder, clock, timeouts } = this.#options;
    const { operation, upstream, method, path, body } = endpoint;
    const headers = { ...endpoint.headers, ...authorisation(endpoint, token, config) };
    const timeoutMs = timeouts?.[operation] ?? TIMEOUTS[operation];
    let read: Read<T> | null = null;
    const call = await recorder.call(
      { upstream, method, path, headers, body, timeoutMs },
      {
        operation,
        actor: by.actor,
        origin: by.origin,
        refId: by.refId,
        orderId: by.orderId,
        externalId: by.externalId,
        subject: by.subject,
        attempt,
      },
      (exchange, callId) => {
        const parsed = reader(exchange, clock.now());
        read = parsed;
        answered(parsed);
        const remarks = remarksOn(parsed);
        // A 401 that is tried again concludes nothing yet.
        if (decide === null || (repeatable && isRefusedToken(exchange))) return remarks;
        const decided = decide(parsed, callId);
        return { ...decided, ...remarks, detail: { ...decided.detail, ...remarks.detail } };
      },
    );
    const made = read as Read<T> | null;
    if (made === null) throw new Error('the recorder gave no answer to read');
    return { call, read: made };
  }

  #needsToken(endpoint: Endpoint): boolean {
    return endpoint.upstream !== 'ras' || this.#options.config.rasAuth === 'bearer';
  }

  #resultOf<T>(operation: Operation, { call, read }: Attempt<T>): SrsResult<T> {
    const { callId, concluded } = call;
    if (!read.ok) {
      this.#note(operation, read.failure);
      return { ok: false, failure: read.failure, callId, concluded };
    }
    this.#lastOkAt = this.#options.clock.now();
    return {
      ok: true,
      value: read.value,
      callId,
      recorded: concluded.ok ? concluded.results : [],
      concluded,
    };
  }

  #note(operation: Operation, failure: SrsFailure): void {
    const now = this.#options.clock.now();
    switch (failure.kind) {
      case 'network_error':
      case 'timeout':
      case 'invalid_response':
        this.#lastFailure = { at: now, operation, kind: failure.kind, status: null };
        break;
      case 'http_error':
      case 'unauthorized':
      case 'not_from_srs':
      case 'token_failed':
        this.#lastFailure = { at: now, operation, kind: 'http_error', status: failure.status };
        break;
      case 'rate_limited':
        this.#lastFailure = { at: now, operation, kind: 'http_error', status: 429 };
        break;
      default:
        // Not found, final, no evidence, terms: answers, so the way to SRS is sound.
        this.#lastOkAt = now;
    }
  }
}

/** Makes the client of the SRS and RA services. */
export function createSrsClient(options: SrsClientOptions): RecordedSrsClient {
  return new RecordedSrsClient(options);
}

function isRefusedToken(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && exchange.status === 401;
}

function authorisation(endpoint: Endpoint, token: string | null, config: SrsConfig): Record<string, string> {
  if (token === null) return {};
  if (endpoint.upstream === 'ras' && config.rasAuth !== 'bearer') return {};
  return { authorization: `Bearer ${token}` };
}

function verdictOf(failure: SrsFailure): Verdict {
  switch (failure.kind) {
    case 'rate_limited':
      return { kind: 'rate_limited', retryAfterMs: failure.retryAfterMs };
    case 'network_error':
    case 'timeout':
    case 'invalid_response':
    case 'token_failed':
      return { kind: 'overload', retryAfterMs: null };
    case 'unauthorized':
      return failure.status === 401 ? { kind: 'overload', retryAfterMs: null } : { kind: 'alive' };
    case 'not_from_srs':
      return { kind: 'overload', retryAfterMs: null };
    case 'http_error':
      return failure.status >= 500
        ? { kind: 'overload', retryAfterMs: failure.retryAfterMs }
        : { kind: 'alive' };
    default:
      return { kind: 'alive' };
  }
}
