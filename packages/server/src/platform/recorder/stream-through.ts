import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { CallSubject, Conclusion, Exchange, OutboundRequest, RecordedCall, Upstream } from './call.ts';
import { decodeBody } from './decode-body.ts';
import { failureOf } from './exchange.ts';
import { concludedFrom, type Recorder } from './recorder.ts';
import { type AnswerSink, KEPT_BYTES, relayAnswer } from './relay-answer.ts';

/** A request that is passed on as it came: header names and values in their order and spelling, the body as bytes. */
export interface PassedRequest {
  upstream: Upstream;
  method: string;
  /** Path and query below the upstream's base URL, untouched. */
  path: string;
  /** Names and values by turns, hop-by-hop headers already taken out. */
  rawHeaders: readonly string[];
  body: Buffer | null;
  timeoutMs: number;
}

/** A call that was passed on, and where its time went, ms. */
export interface PassedCall {
  callId: number;
  exchange: Exchange;
  concluded: RecordedCall['concluded'];
  /** The wait for the durable intent: the ledger's share of the way. */
  intentMs: number;
  /** From sending until the last byte of the answer was passed on. */
  upstreamMs: number;
}

/**
 * Sends one request on, its intent durable before, and hands the answer over as it comes; the outcome is written after the
 * last byte was passed on.
 * @throws LedgerUnavailable when the intent cannot be written: nothing was sent, the sink was not touched.
 * @throws OutcomeUnrecorded when the answer was passed on but its outcome could not be written.
 */
export async function streamThrough(
  recorder: Recorder,
  request: PassedRequest,
  subject: CallSubject,
  sink: AnswerSink,
  conclude: (exchange: Exchange, callId: number, intentSubject: string | null) => Conclusion,
): Promise<PassedCall> {
  const startedAt = performance.now();
  const { baseUrl } = recorder.upstreams.of(request.upstream);
  const headers = headerMap(request.rawHeaders);
  const opened = await recorder.open(
    {
      upstream: request.upstream,
      method: request.method as 'GET',
      path: request.path,
      headers,
      ...bodyOf(request.body),
      timeoutMs: request.timeoutMs,
    },
    subject,
    baseUrl,
  );
  const intentMs = performance.now() - startedAt;
  const correlated =
    headers['x-correlation-id'] === undefined
      ? {
          ...request,
          rawHeaders: [...request.rawHeaders, 'x-correlation-id', opened.intent.args.correlationId],
        }
      : request;
  const sentAt = performance.now();
  const exchange = await passThrough(recorder, correlated, sink);
  const upstreamMs = performance.now() - sentAt;
  const { callId, intentSubject } = opened;
  const { conclusion, failure } = concludedFrom(exchange, callId, (answer, id) =>
    conclude(answer, id, intentSubject),
  );
  const concluded = await recorder.settle(callId, exchange, conclusion, subject, intentSubject);
  if (failure !== null) throw failure;
  return { callId, exchange, concluded, intentMs, upstreamMs };
}

function bodyOf(bytes: Buffer | null): Pick<OutboundRequest, 'body' | 'whole'> {
  if (bytes === null) return {};
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { body: bytes.toString('utf8'), whole: { bytes: bytes.length, sha256 } };
}

/** Sends one request on without recording it; never throws. Only for a gateway that was told to pass when it cannot record. */
export async function passThrough(
  recorder: Recorder,
  request: PassedRequest,
  sink: AnswerSink,
): Promise<Exchange> {
  const { pool, origin, basePath } = recorder.upstreams.of(request.upstream);
  const startedAt = performance.now();
  const relayed = await relayAnswer(
    pool,
    {
      origin,
      path: basePath + request.path,
      method: request.method as Dispatcher.HttpMethod,
      headers: [...request.rawHeaders],
      body: request.body,
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    },
    sink,
    endToEnd,
  );
  const durationMs = Math.round(performance.now() - startedAt);
  if (!relayed.ok) return failureOf(relayed.error, false, relayed.status, durationMs);
  const { status, kept, whole } = relayed;
  const headers = headerMap(relayed.rawHeaders);
  const body = decodeBody(kept, headers, whole.bytes <= KEPT_BYTES);
  return { kind: 'answer', status, headers, body, whole, durationMs };
}

/** Header names in lower case with their values, repeated ones joined by a comma. */
function headerMap(rawHeaders: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const value = rawHeaders[i + 1] ?? '';
    map[name] = map[name] === undefined ? value : `${map[name]}, ${value}`;
  }
  return map;
}

const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that travel end to end (RFC 9110 §7.6.1): not those of the connection, nor those `Connection` names. */
export function endToEnd(rawHeaders: readonly string[], without: ReadonlySet<string> = new Set()): string[] {
  const named = namedByConnection(rawHeaders);
  const kept: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (HOP_BY_HOP.has(name) || named.has(name) || without.has(name)) continue;
    kept.push(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  }
  return kept;
}

function namedByConnection(rawHeaders: readonly string[]): Set<string> {
  const named = new Set<string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'connection') continue;
    for (const name of (rawHeaders[i + 1] ?? '').split(',')) named.add(name.trim().toLowerCase());
  }
  return named;
}
