import { hash } from 'node:crypto';
import type { PlainObject } from '../ledger/entry-draft.ts';
import type { Tx } from '../ledger/tx.ts';
import { insertCall } from '../stores/seed/seed-rows.ts';
import type { SyncedOrder } from '../sync/synced-order.ts';

/** A call that is said to have been made. */
export interface SeedCall {
  operation: string;
  method: 'GET' | 'POST';
  url: string;
  actor: string;
  origin: 'sync' | 'user' | 'gateway';
  startedAt: number;
  durationMs: number;
  httpStatus: number | null;
  outcome: 'ok' | 'http_error' | 'timeout';
  correlationId: string;
  requestBody?: string;
  responseBody?: string;
  about: Pick<SyncedOrder, 'refId' | 'orderId' | 'externalId' | 'subjectId'> | null;
  /** Ids stand in the outcome only: a placing call learns them from its answer. */
  idsLater?: boolean;
}

/** Numbers calls as the running desk does, from 1 without a gap. */
export class CallLog {
  readonly #tx: Tx;
  count = 0;

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Writes intent, outcome and row of a call; gives its number. */
  write(call: SeedCall): number {
    const id = ++this.count;
    const finishedAt = call.startedAt + call.durationMs;
    const ids = idsOf(call);
    const common = { actor: call.actor, origin: call.origin, callId: id, operation: call.operation };
    const subject = call.about?.subjectId ?? null;
    const seqIntent = this.#tx.append({
      ...common,
      action: 'call.intent',
      ...(call.idsLater ? {} : ids),
      subject,
      target: call.url,
      at: call.startedAt,
      detail: intentDetail(call),
      sealed: sealedBody('request', call.requestBody, call.about !== null),
    });
    const seqOutcome = this.#tx.append({
      ...common,
      action: 'call.outcome',
      ...ids,
      subject,
      outcome: call.outcome,
      at: finishedAt,
      detail: outcomeDetail(call),
      sealed: sealedBody('response', call.responseBody, call.about !== null),
    });
    insertCall(this.#tx, {
      id,
      started_at: call.startedAt,
      finished_at: finishedAt,
      operation: call.operation,
      http_method: call.method,
      url: call.url,
      ref_id: ids.refId,
      order_id: ids.orderId,
      external_id: ids.externalId,
      actor: call.actor,
      origin: call.origin,
      http_status: call.httpStatus,
      outcome: call.outcome,
      duration_ms: call.durationMs,
      attempt: 1,
      correlation_id: call.correlationId,
      subject_id: subject,
      seq_intent: seqIntent,
      seq_outcome: seqOutcome,
    });
    return id;
  }
}

function idsOf({ about }: SeedCall) {
  return {
    refId: about?.refId ?? null,
    orderId: about?.orderId ?? null,
    externalId: about?.externalId ?? null,
  };
}

function intentDetail(call: SeedCall): PlainObject {
  return {
    method: call.method,
    attempt: 1,
    correlationId: call.correlationId,
    requestHeaders: { accept: 'application/json', 'x-correlation-id': call.correlationId },
    droppedHeaders: call.operation === 'token' ? 0 : 1,
    droppedParameters: 0,
    ...openBody('request', call.requestBody, call.about !== null),
  };
}

function outcomeDetail(call: SeedCall): PlainObject {
  const times = { httpStatus: call.httpStatus, durationMs: call.durationMs };
  if (call.httpStatus === null) return times;
  return {
    ...times,
    responseHeaders: { 'content-type': 'application/json', 'x-correlation-id': call.correlationId },
    droppedHeaders: 2,
    ...openBody('response', call.responseBody, call.about !== null),
  };
}

function openBody(side: 'request' | 'response', body: string | undefined, sealed: boolean): PlainObject {
  if (body === undefined) return {};
  return { [`${side}Bytes`]: Buffer.byteLength(body), ...(sealed ? {} : { [`${side}Body`]: body }) };
}

function sealedBody(side: 'request' | 'response', body: string | undefined, sealed: boolean) {
  if (body === undefined || !sealed) return undefined;
  return { [`${side}Body`]: body, [`${side}Sha256`]: hash('sha256', body, 'hex') };
}
