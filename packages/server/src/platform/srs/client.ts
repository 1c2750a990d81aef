import type { Actor, Origin } from '../ledger/entry-draft.ts';
import type { Conclusion, Exchange, Operation, RecordedCall } from '../recorder/recorder.ts';
import type { SrsFailure } from './errors.ts';
import type { MethodOffer, OrderFacts, PlacedFacts } from './mapper.ts';
import type { AnswerReader, EvidenceFacts } from './read-answer.ts';
import type { UnreadCount } from './unread-counts.ts';

/** On whose behalf a call is made, and about which order. */
export interface OnBehalf {
  actor: Actor;
  origin: Origin;
  refId?: string | null | undefined;
  orderId?: string | null | undefined;
  externalId?: string | null | undefined;
  subject: string | null;
  /** `user`: somebody waits, ahead of the queue; `sync`: paced by the limiter. */
  urgency: 'user' | 'sync';
  attempt?: number | undefined;
  /** Ends the wait for a turn to send; a call that is under way goes on. */
  signal?: AbortSignal | undefined;
}

/** A call's result as the domain sees it. */
export type SrsResult<T> =
  | {
      ok: true;
      value: T;
      callId: number;
      recorded: readonly unknown[];
      concluded?: RecordedCall['concluded'];
    }
  | { ok: false; failure: SrsFailure; callId: number | null; concluded?: RecordedCall['concluded'] };

/** What a caller adds to the outcome's transaction, decided from the parsed answer. */
export type Decide<T> = (
  parsed: { ok: true; value: T } | { ok: false; failure: SrsFailure },
  callId: number,
) => Pick<Conclusion, 'changes' | 'entries' | 'detail' | 'refId' | 'orderId' | 'externalId'>;

export interface VerifyRequest {
  jurisdiction: string;
  assuranceLevel: string;
  msisdn: string;
  distinguishedName?: string | undefined;
}

export interface PlaceRequest {
  issuer: string;
  method: string;
  data: Record<string, string>;
}

export interface ProviderFilter {
  issuer?: readonly string[] | undefined;
  jurisdiction?: readonly string[] | undefined;
  loa?: string | undefined;
  method?: string | undefined;
  offline?: boolean | undefined;
  webflow?: boolean | undefined;
  realtime?: boolean | undefined;
}

/** The calls of the SRS and RA services, each recorded, paced, and retried at most once on a 401. */
export interface SrsClient {
  listMethods(filter: ProviderFilter, by: OnBehalf): Promise<SrsResult<MethodOffer[]>>;
  place(request: PlaceRequest, by: OnBehalf, decide: Decide<PlacedFacts>): Promise<SrsResult<PlacedFacts>>;
  getStatus(by: OnBehalf & { refId: string }, decide: Decide<OrderFacts>): Promise<SrsResult<OrderFacts>>;
  cancel(by: OnBehalf & { refId: string }, decide: Decide<null>): Promise<SrsResult<null>>;
  verify(
    request: VerifyRequest,
    by: OnBehalf,
    decide: Decide<EvidenceFacts>,
  ): Promise<SrsResult<EvidenceFacts>>;
  lookup(msisdn: string, by: OnBehalf): Promise<SrsResult<unknown>>;
  /** Asks for a token now, whatever is cached (doctor). */
  checkToken(by: OnBehalf): Promise<SrsResult<null>>;
  /** How the way to SRS is doing: for banners, readiness, metrics. */
  health(): SrsHealth;
  /** Reads the answers of SRS and the RA service as they are configured, and counts what could not be read. */
  readonly read: AnswerReader;
  /** How often each field could not be read since the start, by operation and form. */
  unread(): readonly UnreadCount[];
  /** A call that went through the gateway: it uses up the same rate, and its 429 holds for everybody. */
  noteForeignCall?(call: { rateLimited: boolean; retryAfterMs: number | null }): void;
}

export interface SrsHealth {
  breaker: 'closed' | 'open' | 'half_open';
  /** Current rate, requests/s. */
  rate: number;
  /** ms since epoch until which everything waits (Retry-After), or null. */
  pausedUntil: number | null;
  lastOkAt: number | null;
  lastFailure: {
    at: number;
    operation: Operation;
    kind: Exchange['kind'] | 'http_error';
    status: number | null;
  } | null;
}
