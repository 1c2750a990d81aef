import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { OperationFacts } from '@srs-desk/shared/health/trouble.ts';
import type { Actor, Origin } from '../ledger/entry-draft.ts';
import type { CallSubject, Conclusion, RecordedCall } from '../recorder/call.ts';
import type { SrsFailure } from './errors.ts';
import type { FailureCause } from './failure-meaning.ts';
import type { Urgency } from './lane.ts';
import type { ReadyCall } from './ready-call.ts';
import type { UnreadField } from './wire-fields.ts';

/** On whose behalf a call is made, and about which order. */
export interface OnBehalf {
  actor: Actor;
  origin: Origin;
  refId?: string | null | undefined;
  orderId?: string | null | undefined;
  externalId?: string | null | undefined;
  subject: string | null;
  msisdn?: CallSubject['msisdn'];
  urgency: Urgency;
  attempt?: number | undefined;
  /** Ends the wait for a turn to send; a call that is under way goes on. */
  signal?: AbortSignal | undefined;
  /** The same call, whose intent was written already: made in place of a first attempt of its own. */
  ready?: ReadyCall | undefined;
}

/** A call's result as the domain sees it. */
export type SrsResult<T> =
  | {
      ok: true;
      value: T;
      callId: number;
      recorded: readonly unknown[];
      /** Fields of the answer that could not be read. */
      unread: readonly UnreadField[];
      concluded?: RecordedCall['concluded'];
    }
  | { ok: false; failure: SrsFailure; callId: number | null; concluded?: RecordedCall['concluded'] };

/** What a caller adds to the outcome's transaction, decided from the parsed answer. */
export type Decide<T> = (
  parsed: { ok: true; value: T } | { ok: false; failure: SrsFailure },
  callId: number,
) => Pick<Conclusion, 'changes' | 'entries' | 'otherwise' | 'detail' | 'refId' | 'orderId' | 'externalId'>;

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

/** How the way to SRS is doing: for banners, metrics. */
export interface SrsHealth {
  /** Calls per second that the pacing allows at most. */
  allowedRate: number;
  /** Calls per second that were really let go over the last minute. */
  grantedRate: number;
  /** Each operation that was called so far. */
  operations: OperationFacts[];
  lastOkAt: number | null;
  lastFailure: ({ at: number; operation: CallOperation } & FailureCause) | null;
}
