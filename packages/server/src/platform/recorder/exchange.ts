import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { type Exchange, NOT_SENT, type OutboundRequest } from './call.ts';
import { decodeBody, isPlain } from './decode-body.ts';

/** Longest answer that is read at all, in bytes; beyond it the answer is invalid. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** Sends one request and gives what came of it. Never throws, never follows a redirect. */
export async function exchangeOnce(
  dispatcher: Dispatcher,
  origin: string,
  path: string,
  request: OutboundRequest,
): Promise<Exchange> {
  const { signal: given } = request;
  if (given?.aborted) return { kind: 'network_error', detail: NOT_SENT, durationMs: 0 };
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), request.timeoutMs);
  let status: number | null = null;
  try {
    const answer = await dispatcher.request({
      origin,
      path,
      method: request.method,
      headers: request.headers,
      body: sentBody(request),
      signal: given === undefined ? abort.signal : AbortSignal.any([abort.signal, given]),
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    });
    status = answer.statusCode;
    const bytes = await readBytes(answer.body);
    const headers = flatHeaders(answer.headers);
    const body = request.base64 ? bytes.toString('base64') : decodeBody(bytes, headers, true);
    return {
      kind: 'answer',
      status,
      headers,
      body,
      ...asItCame(bytes, headers, request),
      durationMs: elapsed(),
    };
  } catch (error) {
    if (given?.aborted) return { kind: 'network_error', detail: 'given up', durationMs: elapsed() };
    return failureOf(error, abort.signal.aborted, status, elapsed());
  } finally {
    clearTimeout(timer);
  }
}

function sentBody({ body, base64 }: OutboundRequest): string | Buffer | null {
  if (body === undefined) return null;
  return base64 ? Buffer.from(body, 'base64') : body;
}

/** Length and hash of bytes that had to be unpacked or decoded. */
function asItCame(
  bytes: Buffer,
  headers: Record<string, string>,
  { base64 }: OutboundRequest,
): Pick<Exchange & { kind: 'answer' }, 'whole'> {
  return isPlain(headers) && !base64 ? {} : { whole: lengthAndHash(bytes) };
}

/** Length and SHA-256 (hex) of bytes as they go and come. */
export function lengthAndHash(bytes: Uint8Array): { bytes: number; sha256: string } {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

// By its events: the iterator of `for await` costs as much again as reading.
function readBytes(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (bytes: Buffer) => {
      length += bytes.length;
      if (length > LONGEST_ANSWER)
        body.destroy(new AnswerTooLong(`the answer is longer than ${LONGEST_ANSWER} bytes`));
      else chunks.push(bytes);
    });
    body.once('error', reject);
    body.once('end', () => {
      const only = chunks[0];
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    });
    // After `end` or an error this changes nothing.
    body.once('close', () => reject(new Error('the answer ended early')));
  });
}

/** Header values as text, repeated ones joined by a comma. */
function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

const TIMEOUT_CODES = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

/** What an exception of the client means, as a kind. */
export function failureOf(
  error: unknown,
  timedOut: boolean,
  status: number | null,
  durationMs: number,
): Exchange {
  if (error instanceof AnswerTooLong)
    return { kind: 'invalid_response', detail: error.message, status, durationMs };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (timedOut || TIMEOUT_CODES.has(code)) return { kind: 'timeout', durationMs };
  if (code.startsWith('HPE_'))
    return { kind: 'invalid_response', detail: `not HTTP (${code})`, status, durationMs };
  const what = code === '' ? (error instanceof Error ? error.name : 'unknown failure') : code;
  return { kind: 'network_error', detail: what, durationMs };
}
