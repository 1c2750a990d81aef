import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import { type Trouble, troubleOf } from '@srs-desk/shared/health/trouble.ts';
import type { Logger } from 'pino';
import type { SrsConfig } from '../config/config.ts';
import type { Conclusion, Exchange, OpenedCall, OutboundRequest, RecordedCall } from '../recorder/call.ts';
import type { Recorder } from '../recorder/recorder.ts';
import {
  cancelEndpoint,
  type Endpoint,
  listMethodsEndpoint,
  lookupEndpoint,
  placeEndpoint,
  statusEndpoint,
  verifyEndpoint,
} from './endpoints.ts';
import type { SrsFailure } from './errors.ts';
import { causeOf, outcomeOf } from './failure-meaning.ts';
import { type AttemptOutcome, Limiter, type LimiterOptions } from './limiter.ts';
import type { MethodOffer, OrderFacts, PlacedFacts } from './mapper.ts';
import {
  type AnswerReader,
  createAnswerReader,
  type EvidenceFacts,
  type Read,
  remarksOn,
} from './read-answer.ts';
import { ReadyCall } from './ready-call.ts';
import { needsToken, requestOf, subjectOf } from './request-of.ts';
import type {
  Decide,
  OnBehalf,
  PlaceRequest,
  ProviderFilter,
  SrsHealth,
  SrsResult,
  VerifyRequest,
} from './srs-call.ts';
import { TokenSource } from './token.ts';
import { type UnreadCount, UnreadCounts } from './unread-counts.ts';

export interface SrsClientOptions {
  config: SrsConfig;
  recorder: Pick<Recorder, 'call' | 'draft' | 'carryOut' | 'drop'>;
  clock: { now(): number };
  log?: Logger | undefined;
  /** Longest wait for an answer, ms, where it differs from the defaults. */
  timeouts?: Partial<Record<CallOperation, number>> | undefined;
  limiter?: Partial<LimiterOptions> | undefined;
}

type Reader<T> = (exchange: Exchange, now: number) => Read<T>;

/** One attempt that was made: what came, and the token that went with it. */
interface Attempt<T> {
  call: RecordedCall;
  read: Read<T>;
}

/** The SRS and RA services over the recorder: a token for each call, a place in the queue, at most one retry (401). */
export class SrsClient {
  readonly #options: SrsClientOptions;
  readonly #tokens: TokenSource;
  readonly #unread = new UnreadCounts();
  /** Reads the answers of SRS and the RA service as they are configured, and counts what could not be read. */
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

  listMethods(filter: ProviderFilter, by: OnBehalf): Promise<SrsResult<MethodOffer[]>> {
    return this.#send(listMethodsEndpoint(filter), this.read.listMethods, by, null);
  }

  place(request: PlaceRequest, by: OnBehalf, decide: Decide<PlacedFacts>): Promise<SrsResult<PlacedFacts>> {
    return this.#send(placeEndpoint(request), this.read.place, by, decide);
  }

  getStatus(by: OnBehalf & { refId: string }, decide: Decide<OrderFacts>): Promise<SrsResult<OrderFacts>> {
    return this.#send(statusEndpoint(by.refId), this.read.status(by.refId), by, decide);
  }

  cancel(by: OnBehalf & { refId: string }, decide: Decide<null>): Promise<SrsResult<null>> {
    return this.#send(cancelEndpoint(by.refId, this.#options.config.cancel), this.read.cancel, by, decide);
  }

  /** A look at an order's status that may go at once; null where it has to wait for something. */
  readyStatus(by: OnBehalf & { refId: string }): ReadyCall | null {
    return this.#ready(statusEndpoint(by.refId), by);
  }

  /** The cancellation of an order that may go at once; null where it has to wait for something. */
  readyCancel(by: OnBehalf & { refId: string }): ReadyCall | null {
    return this.#ready(cancelEndpoint(by.refId, this.#options.config.cancel), by);
  }

  verify(
    request: VerifyRequest,
    by: OnBehalf,
    decide: Decide<EvidenceFacts>,
  ): Promise<SrsResult<EvidenceFacts>> {
    return this.#send(verifyEndpoint(request), this.read.verify, by, decide);
  }

  lookup(msisdn: string, by: OnBehalf): Promise<SrsResult<unknown>> {
    return this.#send(lookupEndpoint(msisdn), this.read.lookup, by, null);
  }

  /** Asks for a token now, whatever is cached (doctor). */
  async checkToken(by: OnBehalf): Promise<SrsResult<null>> {
    const result = await this.#tokens.renew(by);
    if (result.ok)
      return { ok: true, value: null, callId: result.callId ?? 0, recorded: [], unread: result.unread };
    this.#note('token', result.failure);
    return { ok: false, failure: result.failure, callId: result.callId };
  }

  /** How the way to SRS is doing. */
  health(): SrsHealth {
    return {
      allowedRate: this.limiter.rate,
      grantedRate: this.limiter.grantedRate,
      operations: this.limiter.operations(),
      lastOkAt: this.#lastOkAt,
      lastFailure: this.#lastFailure,
    };
  }

  /** When the token in use was given and ends, ms since epoch; null while there is none. */
  get tokenTimes(): { issuedAt: number; endsAt: number } | null {
    return this.#tokens.times;
  }

  /** How often each field could not be read since the start, by operation and form. */
  unread(): readonly UnreadCount[] {
    return this.#unread.all();
  }

  /** What goes wrong with calls now, by operation. */
  troubles(): Trouble[] {
    const now = this.#options.clock.now();
    return this.limiter.operations().flatMap((facts) => troubleOf(facts, now) ?? []);
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
    const again = { ...by, ready: undefined };
    const second = await this.#attempt(endpoint, reader, again, decide, (by.attempt ?? 1) + 1, false);
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
    const permit =
      by.ready?.permit ?? (await this.limiter.acquire(endpoint.operation, by.urgency, by.signal));
    if ('kind' in permit) return { result: { ok: false, failure: permit, callId: null }, refused: null };
    let open = true;
    const giveBack = (outcome: AttemptOutcome): void => {
      if (open) this.limiter.done(permit, outcome);
      open = false;
    };
    try {
      const token = by.ready === undefined ? await this.#tokenFor(endpoint, by) : by.ready.token;
      if (token?.ok === false) {
        giveBack(outcomeOf(token.failure));
        this.#note('token', token.failure);
        return { result: { ok: false, failure: token.failure, callId: null }, refused: null };
      }
      const repeatable = mayRepeat && token !== null;
      // The next may go once the answer is here: it need not wait until that is on disk, and a 429 holds at once.
      const answered = (read: Read<T>): void =>
        giveBack(read.ok ? { kind: 'alive' } : outcomeOf(read.failure));
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
    const { recorder, clock, config, timeouts } = this.#options;
    let read: Read<T> | null = null;
    const conclude = (exchange: Exchange, callId: number): Conclusion => {
      const parsed = reader(exchange, clock.now());
      read = parsed;
      answered(parsed);
      const remarks = remarksOn(parsed);
      // A 401 that is tried again concludes nothing yet.
      if (decide === null || (repeatable && isRefusedToken(exchange))) return remarks;
      const decided = decide(parsed, callId);
      return { ...decided, ...remarks, detail: { ...decided.detail, ...remarks.detail } };
    };
    const turn = (): Promise<void> | null => this.limiter.turnToLeave();
    const request = (): OutboundRequest => requestOf(endpoint, token, config, timeouts);
    const call =
      by.ready === undefined
        ? await recorder.call(request(), subjectOf(endpoint, by, attempt), conclude, turn)
        : await recorder.carryOut(by.ready.take(), conclude, turn);
    const made = read as Read<T> | null;
    if (made === null) throw new Error('the recorder gave no answer to read');
    return { call, read: made };
  }

  #ready(endpoint: Endpoint, by: OnBehalf): ReadyCall | null {
    const { recorder, config, timeouts } = this.#options;
    const token = needsToken(endpoint, config) ? this.#tokens.atHand : null;
    if (token === null && needsToken(endpoint, config)) return null;
    const permit = this.limiter.acquireNow(endpoint.operation, by.urgency);
    if (permit === null) return null;
    const giveBack = (): void => this.limiter.done(permit, { kind: 'unused' });
    const request = requestOf(endpoint, token, config, timeouts);
    const prepared = recorder.draft(request, subjectOf(endpoint, by, by.attempt ?? 1));
    if (prepared === null) {
      giveBack();
      return null;
    }
    const drop = (opened: OpenedCall): Promise<void> => {
      giveBack();
      return recorder.drop(opened);
    };
    return new ReadyCall(prepared, permit, token, { giveBack, drop });
  }

  async #tokenFor(endpoint: Endpoint, by: OnBehalf) {
    return needsToken(endpoint, this.#options.config) ? this.#tokens.get(by) : null;
  }

  #resultOf<T>(operation: CallOperation, { call, read }: Attempt<T>): SrsResult<T> {
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
      unread: read.unread,
      concluded,
    };
  }

  #note(operation: CallOperation, failure: SrsFailure): void {
    const now = this.#options.clock.now();
    const cause = causeOf(failure);
    if (cause === null) this.#lastOkAt = now;
    else this.#lastFailure = { at: now, operation, ...cause };
  }
}

function isRefusedToken(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && exchange.status === 401;
}
