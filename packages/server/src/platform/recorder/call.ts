import type { CallAnswer, CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { CommandCall } from '../ledger/commands.ts';
import type { Actor, EntryDraft, Origin, PlainObject } from '../ledger/entry-draft.ts';
import type { OpenCall } from './changes.ts';

/** Which configured upstream a call goes to; no other host can be reached. */
export type Upstream = 'token' | 'srs' | 'ras' | 'idp' | 'checkpoint' | 'tsa' | 'webhook' | 'oidc';

/** Whose call it is and what it is about: stands on the call, its intent and its outcome. */
export interface CallSubject {
  operation: CallOperation;
  actor: Actor;
  origin: Origin;
  refId?: string | null | undefined;
  orderId?: string | null | undefined;
  externalId?: string | null | undefined;
  /** The writer looks the order of this Ref ID up: its ids and its subject stand for those given here, where it is known. */
  ofOrder?: boolean | undefined;
  /** Subject id whose key seals the bodies; null for calls that carry no person (token, list of methods). */
  subject: string | null;
  /** The number (E.164) that the call tells of its person, where `subject` is no order's. */
  msisdn?: EntryDraft['msisdn'];
  attempt: number;
}

export interface OutboundRequest {
  upstream: Upstream;
  method: 'GET' | 'POST' | 'DELETE' | 'PUT' | 'PATCH';
  /** Path and query below the upstream's base URL (or the whole URL of the token endpoint: empty). */
  path: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** `body` is the base64 of the bytes that are sent, and the answer's that of those that come. */
  base64?: true | undefined;
  /** Length and SHA-256 (hex) of the body's bytes, where `body` is only how they read as text. */
  whole?: { bytes: number; sha256: string } | undefined;
  timeoutMs: number;
  /** Ends the wait for the answer: the call is recorded as one that failed. */
  signal?: AbortSignal | undefined;
}

/** What came back, as a closed set: a network failure is a kind, never a status of 0. */
export type Exchange =
  | {
      kind: 'answer';
      status: number;
      headers: Record<string, string>;
      /** Body text, cut at the recorder's limit (then `invalid` says so). */
      body: string;
      /** Length and SHA-256 (hex) of all its bytes as they came, where `body` is not the whole of them. */
      whole?: { bytes: number; sha256: string } | undefined;
      durationMs: number;
    }
  | { kind: 'network_error'; detail: string; durationMs: number }
  | { kind: 'timeout'; durationMs: number }
  | { kind: 'invalid_response'; detail: string; status: number | null; durationMs: number };

/** What the entry of a call says (`failure`) whose intent was written and which was not sent after all. */
export const NOT_SENT = 'not sent';

/** What the caller makes of an exchange; written in the same transaction as the call's outcome. */
export interface Conclusion {
  /** Set when the body could not be understood: the call's outcome becomes `invalid_response`. */
  invalid?: string | undefined;
  /** What the answer means where its status is an error but nothing went wrong. */
  answer?: CallAnswer | undefined;
  /** Ids that only the answer told (placing an order). */
  refId?: string | null | undefined;
  orderId?: string | null | undefined;
  externalId?: string | null | undefined;
  /** Added to the outcome entry's readable detail. */
  detail?: PlainObject | undefined;
  changes?: readonly CommandCall[] | undefined;
  entries?: readonly EntryDraft[] | undefined;
  /** What is written with the outcome in place of `changes` and `entries` where these are refused, for a reason of this code. */
  otherwise?: ((code: string) => readonly EntryDraft[]) | undefined;
}

/** A call whose intent is still to be written. */
export interface PreparedCall {
  /** The command that writes it: alone, or together with what comes before the call. */
  readonly intent: { readonly name: 'call.open'; readonly args: OpenCall };
  readonly request: OutboundRequest;
  readonly subject: CallSubject;
}

/** A call whose intent is durable: it may be sent. */
export interface OpenedCall extends PreparedCall {
  readonly callId: number;
  /** Under whose key its bodies are sealed. */
  readonly intentSubject: string | null;
}

export interface RecordedCall {
  callId: number;
  correlationId: string;
  exchange: Exchange;
  /** Results of the conclusion's changes; a guard that refused them is told here and the outcome stands alone. */
  concluded:
    | { ok: true; results: readonly unknown[] }
    | { ok: false; code: string; detail: Record<string, unknown> };
}

/** The answer came, its outcome could not be written: what happened at SRS is unknown to the log. */
export class OutcomeUnrecorded extends Error {
  override readonly name = 'OutcomeUnrecorded';
  constructor(
    readonly callId: number,
    readonly operation: CallOperation,
    options?: ErrorOptions,
  ) {
    super(`call ${callId} was made, but its outcome could not be recorded`, options);
  }
}
