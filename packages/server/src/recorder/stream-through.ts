import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { concludedFrom, type LedgerRecorder } from './create-recorder.ts';
import { decodeBody } from './decode-body.ts';
import { failureOf } from './exchange.ts';
import type {
  CallSubject,
  Conclusion,
  Exchange,
  OutboundRequest,
  RecordedCall,
  Upstream,
} from './recorder.ts';

/** Part of an answer that is kept in memory to be recorded and understood, in bytes. */
const KEPT_BYTES = 1024 * 1024;

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

/** Where the answer goes while it comes in. */
export interface AnswerSink {
  head(status: number, rawHeaders: readonly string[]): void;
  /** Resolves when the next piece may come. */
  piece(bytes: Buffer): Promise<void>;
  end(): void;
  /** The answer broke off after its head: the receiver must not take it for a whole one. */
  broken(): void;
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
  recorder: LedgerRecorder,
  request: PassedRequest,
  subject: CallSubject,
  sink: AnswerSink,
  conclude: (exchange: Exchange, callId: number) => Conclusion,
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
      ? { ...request, rawHeaders: [...request.rawHeaders, 'x-correlation-id', opened.correlationId] }
      : request;
  const sentAt = performance.now();
  const exchange = await passThrough(recorder, correlated, sink);
  const upstreamMs = performance.now() - sentAt;
  const { callId, intentSubject } = opened;
  const { conclusion, failure } = concludedFrom(exchange, callId, conclude);
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
  recorder: LedgerRecorder,
  request: PassedRequest,
  sink: AnswerSink,
): Promise<Exchange> {
  const { pool, origin, basePath } = recorder.upstreams.of(request.upstream);
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  let status: number | null = null;
  try {
    const answer = await pool.request({
      origin,
      path: basePath + request.path,
      method: request.method as Dispatcher.HttpMethod,
      headers: [...request.rawHeaders],
      body: request.body,
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
      responseHeaders: 'raw',
    });
    status = answer.statusCode;
    // With `responseHeaders: 'raw'` undici gives names and values by turns, which its types do not say.
    const rawHeaders = answer.headers as unknown as string[];
    sink.head(status, endToEnd(rawHeaders));
    const kept = await relay(answer.body, sink);
    sink.end();
    const answerHeaders = headerMap(rawHeaders);
    const body = decodeBody(kept.head, answerHeaders['content-encoding'], kept.whole.bytes <= KEPT_BYTES);
    return { kind: 'answer', status, headers: answerHeaders, body, whole: kept.whole, durationMs: elapsed() };
  } catch (error) {
    if (status !== null) sink.broken();
    return failureOf(error, false, status, elapsed());
  }
}

async function relay(
  body: AsyncIterable<unknown>,
  sink: AnswerSink,
): Promise<{ head: Buffer; whole: { bytes: number; sha256: string } }> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    const chunk = piece as Buffer;
    if (bytes < KEPT_BYTES) kept.push(chunk.subarray(0, KEPT_BYTES - bytes));
    bytes += chunk.length;
    hash.update(chunk);
    await sink.piece(chunk);
  }
  return { head: Buffer.concat(kept), whole: { bytes, sha256: hash.digest('hex') } };
}

/** Header names in lower case with their values, repeated ones joined by a comma. */
export function headerMap(rawHeaders: readonly string[]): Record<string, string> {
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
  const named = new Set(
    (headerMap(rawHeaders).connection ?? '').split(',').map((name) => name.trim().toLowerCase()),
  );
  const kept: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    if (HOP_BY_HOP.has(name) || named.has(name) || without.has(name)) continue;
    kept.push(rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '');
  }
  return kept;
}
