import { randomUUID } from 'node:crypto';
import { LONGEST_NAME, LONGEST_TARGET } from '@srs-desk/shared/audit/entry.ts';
import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { PlainObject } from '../ledger/entry-draft.ts';
import type { CallSubject, Exchange, OutboundRequest } from './call.ts';
import type { OpenCall } from './changes.ts';
import { RECORDED_BYTES, type RedactedBody, redactBody, redactHeaders, redactPath } from './redact.ts';

/** Operations whose bodies speak of no person: readable in the log once secrets are out. */
const IMPERSONAL: ReadonlySet<CallOperation> = new Set(['token', 'list_methods']);

/** What the intent of a call says of it: ids and headers in the open, the body sealed. */
export function intentOf(
  request: OutboundRequest,
  subject: CallSubject,
  correlationId: string,
  baseUrl: string,
  now: number,
): OpenCall {
  const { url, dropped } = redactPath(request.path);
  const headers = redactHeaders(request.headers);
  // Stands in the entry by its own name.
  const { 'x-correlation-id': _, ...requestHeaders } = headers.kept;
  const read = request.body === undefined ? null : redactBody(request.body, headers.kept['content-type']);
  const parts = placeBody(read === null ? null : asItCame(read, request.whole), subject, 'request');
  return {
    startedAt: now,
    operation: subject.operation,
    httpMethod: request.method,
    url: clipped(baseUrl + url, LONGEST_TARGET),
    refId: recordableId(subject.refId),
    orderId: recordableId(subject.orderId),
    externalId: recordableId(subject.externalId),
    ofOrder: subject.ofOrder,
    actor: subject.actor,
    origin: subject.origin,
    attempt: subject.attempt,
    correlationId,
    subject: subject.subject ?? parts.subject,
    msisdn: subject.msisdn,
    detail: {
      requestHeaders,
      droppedHeaders: headers.dropped,
      ...(dropped === 0 ? {} : { droppedParameters: dropped }),
      ...parts.detail,
    },
    sealed: parts.sealed,
  };
}

/** An id as an entry may carry it: whatever an answer or an application calls one, the call must be recorded. */
export function recordableId(id: string | null | undefined): string | null {
  return id === null || id === undefined || id === '' ? null : clipped(id, LONGEST_NAME);
}

// Half of a surrogate pair, sent so or left by the cut, has no UTF-8.
function clipped(text: string, longest: number): string {
  const short = text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
  return short.replace(/\p{Surrogate}/gu, '\ufffd');
}

interface OutcomeParts {
  subject: string | null;
  detail: PlainObject;
  sealed: PlainObject | null;
}

/** What the outcome of a call says of the answer. */
export function outcomeOf(
  exchange: Exchange,
  subject: CallSubject,
  intentSubject: string | null,
): OutcomeParts {
  if (exchange.kind !== 'answer') {
    const detail = 'detail' in exchange ? { failure: exchange.detail } : {};
    return { subject: null, detail, sealed: null };
  }
  const headers = redactHeaders(exchange.headers);
  const read = exchange.body === '' ? null : redactBody(exchange.body, headers.kept['content-type']);
  const body = read === null ? null : asItCame(read, exchange.whole);
  const parts = placeBody(body, { ...subject, subject: intentSubject }, 'response');
  return {
    subject: parts.subject,
    detail: { responseHeaders: headers.kept, droppedHeaders: headers.dropped, ...parts.detail },
    sealed: parts.sealed,
  };
}

/** Length and hash of what passes through speak of all its bytes, not of the part that was kept or of its text. */
function asItCame(body: RedactedBody, whole: { bytes: number; sha256: string } | undefined): RedactedBody {
  if (whole === undefined) return body;
  return {
    ...body,
    length: whole.bytes,
    sha256: whole.sha256,
    truncated: body.truncated || whole.bytes > RECORDED_BYTES,
  };
}

function placeBody(
  body: RedactedBody | null,
  about: CallSubject,
  side: 'request' | 'response',
): OutcomeParts {
  if (body === null) return { subject: null, detail: {}, sealed: null };
  const counts = {
    [`${side}Bytes`]: body.length,
    ...(body.droppedFields > 0 ? { [`${side}DroppedFields`]: body.droppedFields } : {}),
    ...(body.truncated ? { [`${side}Truncated`]: true } : {}),
  };
  if (IMPERSONAL.has(about.operation) && body.parsed) {
    return { subject: null, detail: { ...counts, [`${side}Body`]: body.text }, sealed: null };
  }
  return {
    subject: about.subject ?? randomUUID(),
    detail: counts,
    sealed: { [`${side}Body`]: body.text, [`${side}Sha256`]: body.sha256 },
  };
}
