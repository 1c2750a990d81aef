import type { Dispatcher } from 'undici';
import type { Exchange, OutboundRequest } from './recorder.ts';

/** Longest answer that is read at all, in bytes; beyond it the answer is invalid. */
export const LONGEST_ANSWER = 4 * 1024 * 1024;

class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/** Sends one request and gives what came of it. Never throws, never follows a redirect, never decompresses. */
export async function exchangeOnce(
  dispatcher: Dispatcher,
  origin: string,
  path: string,
  request: OutboundRequest,
): Promise<Exchange> {
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
      body: request.body ?? null,
      signal: abort.signal,
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    });
    status = answer.statusCode;
    const body = await readText(answer.body);
    return { kind: 'answer', status, headers: flatHeaders(answer.headers), body, durationMs: elapsed() };
  } catch (error) {
    return failureOf(error, abort.signal.aborted, status, elapsed());
  } finally {
    clearTimeout(timer);
  }
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    const bytes = chunk as Buffer;
    length += bytes.length;
    if (length > LONGEST_ANSWER) {
      body.destroy();
      throw new AnswerTooLong(`the answer is longer than ${LONGEST_ANSWER} bytes`);
    }
    chunks.push(bytes);
  }
  const only = chunks[0];
  return chunks.length === 1 && only !== undefined
    ? only.toString('utf8')
    : Buffer.concat(chunks).toString('utf8');
}

/** Header values as text, repeated ones joined by a comma. */
export function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
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
