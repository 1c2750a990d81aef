import type { z } from 'zod';
import type { Exchange, Operation } from '../recorder/recorder.ts';
import {
  errorAnswer,
  evidenceAnswer,
  identificationAnswer,
  placedAnswer,
  providersAnswer,
  tokenAnswer,
  WIRE_CODES,
} from './api-types.ts';
import type { SrsFailure } from './errors.ts';
import { retryAfterMs } from './retry-after.ts';

/** An exchange as the domain reads it. `invalid` is set when an answer came that cannot be understood. */
export type Read<T> = { ok: true; value: T } | { ok: false; failure: SrsFailure; invalid?: string };

const nothing = { safeParse: () => ({ success: true as const, data: null }) };

function parseJson(body: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

/** The machine-readable code in an error's body, or null. */
export function codeOf(body: string): string | null {
  const json = parseJson(body);
  const parsed = json.ok ? errorAnswer.safeParse(json.value) : null;
  return parsed?.success ? (parsed.data.code ?? parsed.data.error ?? null) : null;
}

function failureOf(operation: Operation, exchange: Exchange & { kind: 'answer' }, now: number): SrsFailure {
  const { status, headers } = exchange;
  const code = codeOf(exchange.body);
  if (status === 429)
    return { kind: 'rate_limited', retryAfterMs: retryAfterMs(headers['retry-after'], now) };
  if (operation === 'verify' && code === WIRE_CODES.evidenceNotFound) return { kind: 'evidence_not_found' };
  if (operation === 'verify' && code === WIRE_CODES.termsNotAccepted) return { kind: 'terms_not_accepted' };
  if (operation === 'cancel_order' && status === 409 && (code === null || code === WIRE_CODES.orderFinal))
    return { kind: 'order_final' };
  const ofOneOrder = operation === 'get_status' || operation === 'cancel_order';
  // A page of HTML speaks of a proxy or a wrong base URL, not of the order.
  const ofTheService = !(headers['content-type'] ?? '').includes('text/html');
  if (ofOneOrder && ofTheService && (status === 404 || status === 410)) return { kind: 'not_found' };
  if (status === 401 || status === 403) return { kind: 'unauthorized', status, code };
  return { kind: 'http_error', status, code };
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: z.ZodError };
}

function invalid(detail: string): Read<never> {
  return { ok: false, failure: { kind: 'invalid_response', detail }, invalid: detail };
}

/** Which field was wrong and how, without its value. */
function complaint(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return `${where === '' ? 'answer' : where}: ${issue?.code ?? 'invalid'}`;
}

function read<T>(operation: Operation, exchange: Exchange, now: number, schema: Schema<T>): Read<T> {
  switch (exchange.kind) {
    case 'network_error':
      return { ok: false, failure: { kind: 'network_error', detail: exchange.detail } };
    case 'timeout':
      return { ok: false, failure: { kind: 'timeout' } };
    case 'invalid_response':
      return { ok: false, failure: { kind: 'invalid_response', detail: exchange.detail } };
    case 'answer':
      break;
  }
  if (exchange.status >= 400) return { ok: false, failure: failureOf(operation, exchange, now) };
  if (exchange.status >= 300) return invalid(`a redirect (HTTP ${exchange.status}), which is never followed`);
  if (exchange.status < 200) return invalid(`HTTP ${exchange.status}`);
  if (operation === 'cancel_order') return { ok: true, value: null as T };
  const json = parseJson(exchange.body);
  if (!json.ok) return invalid('not JSON');
  const parsed = schema.safeParse(json.value);
  return parsed.success ? { ok: true, value: parsed.data } : invalid(complaint(parsed.error));
}

/** The readers of each call's answer: exchange and time (ms since epoch) in, value or failure out. Pure. */
export const readAnswer = {
  token: (exchange: Exchange, now: number) => read('token', exchange, now, tokenAnswer),
  listMethods: (exchange: Exchange, now: number) => read('list_methods', exchange, now, providersAnswer),
  place: (exchange: Exchange, now: number) => read('place_order', exchange, now, placedAnswer),
  cancel: (exchange: Exchange, now: number) => read('cancel_order', exchange, now, nothing),
  verify: (exchange: Exchange, now: number) => read('verify', exchange, now, evidenceAnswer),
  lookup: (exchange: Exchange, now: number): Read<unknown> =>
    read('lookup', exchange, now, { safeParse: (data) => ({ success: true as const, data }) }),
  /** An answer about another order than the one asked for is invalid. */
  status: (refId: string) => (exchange: Exchange, now: number) => {
    const result = read('get_status', exchange, now, identificationAnswer);
    return result.ok && result.value.refId.toLowerCase() !== refId.toLowerCase()
      ? invalid('refId: not the order that was asked for')
      : result;
  },
} as const;
