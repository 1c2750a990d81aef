import { hash } from 'node:crypto';
import type { CallAnswer } from '@srs-desk/shared/call/fields.ts';
import type { Order } from '../../src/features/orders/order-row.ts';
import type { PlainObject } from '../../src/platform/ledger/entry-draft.ts';
import { KnownAnswers } from '../../src/platform/recorder/known-answers.ts';
import type { RowBatches } from './row-batches.ts';

const FIRST_ATTEMPT = 1;

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
  /** What the answer means where its status is an error but nothing went wrong. */
  answer?: CallAnswer;
  correlationId: string;
  requestBody?: string;
  responseBody?: string;
  about: Pick<Order, 'refId' | 'orderId' | 'externalId' | 'subjectId'> | null;
  /** Ids stand in the outcome only: a placing call learns them from its answer. */
  idsLater?: boolean;
}

/** Numbers calls as the running desk does, from 1 without a gap. */
export class CallLog {
  readonly #batches: RowBatches;
  readonly #known = new KnownAnswers();
  count = 0;

  constructor(batches: RowBatches) {
    this.#batches = batches;
  }

  /** Writes intent, outcome and row of a call; gives its number. */
  write(call: SeedCall): number {
    const id = ++this.count;
    const { operation, actor, origin, outcome, url, startedAt, durationMs } = call;
    const finishedAt = startedAt + durationMs;
    const { refId, orderId, externalId, subject } = idsOf(call);
    const later = call.idsLater === true;
    const answer = sealedBody('response', call.responseBody, subject !== null);
    const asked = { callId: id, asked: `${operation} ${refId}`, subject: subject ?? '', at: finishedAt };
    const same = answer === undefined ? null : this.#known.sameAs({ ...asked, sealed: answer }, 0);
    const seqIntent = this.#batches.append({
      action: 'call.intent',
      actor,
      origin,
      callId: id,
      operation,
      refId: later ? null : refId,
      orderId: later ? null : orderId,
      externalId: later ? null : externalId,
      subject,
      target: url,
      at: startedAt,
      detail: intentDetail(call),
      sealed: sealedBody('request', call.requestBody, subject !== null),
    });
    const seqOutcome = this.#batches.append({
      action: 'call.outcome',
      actor,
      origin,
      callId: id,
      operation,
      refId,
      orderId,
      externalId,
      subject,
      outcome,
      at: finishedAt,
      detail: outcomeDetail(call, same),
      sealed: same === null ? answer : undefined,
    });
    // In the order of the columns of `calls`.
    this.#batches.rows.calls.push([
      id,
      startedAt,
      finishedAt,
      operation,
      call.method,
      url,
      refId,
      orderId,
      externalId,
      actor,
      origin,
      call.httpStatus,
      outcome,
      durationMs,
      FIRST_ATTEMPT,
      call.correlationId,
      subject,
      seqIntent,
      seqOutcome,
      call.answer ?? null,
    ]);
    return id;
  }
}

function idsOf({ about }: SeedCall) {
  return {
    refId: about?.refId ?? null,
    orderId: about?.orderId ?? null,
    externalId: about?.externalId ?? null,
    subject: about?.subjectId ?? null,
  };
}

// Keys in canonical order, so that spelling them needs no sorting.
function intentDetail(call: SeedCall): PlainObject {
  const { correlationId, requestBody, method } = call;
  const open = call.about === null && requestBody !== undefined;
  return {
    attempt: FIRST_ATTEMPT,
    correlationId,
    droppedHeaders: call.operation === 'token' ? 0 : 1,
    method,
    ...(open ? { requestBody } : {}),
    ...(requestBody === undefined ? {} : { requestBytes: Buffer.byteLength(requestBody) }),
    requestHeaders: { accept: 'application/json' },
  };
}

function outcomeDetail(call: SeedCall, sameAnswerAs: number | null): PlainObject {
  const { answer, durationMs, httpStatus, responseBody, correlationId } = call;
  if (httpStatus === null) return { durationMs, httpStatus };
  const open = call.about === null && responseBody !== undefined;
  return {
    ...(answer === undefined ? {} : { answer }),
    droppedHeaders: 2,
    durationMs,
    httpStatus,
    ...(open ? { responseBody } : {}),
    ...(responseBody === undefined ? {} : { responseBytes: Buffer.byteLength(responseBody) }),
    responseHeaders: { 'content-type': 'application/json', 'x-correlation-id': correlationId },
    ...(sameAnswerAs === null ? {} : { sameAnswerAs }),
  };
}

function sealedBody(side: 'request' | 'response', body: string | undefined, sealed: boolean) {
  if (body === undefined || !sealed) return undefined;
  return { [`${side}Body`]: body, [`${side}Sha256`]: hash('sha256', body, 'hex') };
}
