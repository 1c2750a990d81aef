import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import type { SrsConfig } from '../config/config.ts';
import type { Conclusion, Exchange } from '../recorder/call.ts';
import { WIRE_CODES } from './api-types.ts';
import { codeAmong, type ErrorAnswer, isCode, readError } from './error-answer.ts';
import { answerOf, type SrsFailure } from './errors.ts';
import {
  type MethodOffer,
  type OrderFacts,
  type PlacedFacts,
  toMethodOffer,
  toOrderFacts,
  toPlacedFacts,
  UnusableAnswer,
} from './mapper.ts';
import { objectOf, parseBody } from './parse-body.ts';
import { retryAfterMs } from './retry-after.ts';
import { type TokenFacts, toTokenFacts } from './token-facts.ts';
import { type UnreadField, WireFields } from './wire-fields.ts';
import { timeReader } from './wire-time.ts';

/**
 * An exchange as the domain reads it; `unread` are fields of a good answer that could not be read. `invalid` is set when an
 * answer came that cannot be understood at all.
 */
export type Read<T> =
  | { ok: true; value: T; unread: readonly UnreadField[] }
  | { ok: false; failure: SrsFailure; invalid?: string };

/** What a successful verify call tells (D). */
export interface EvidenceFacts {
  evidenceId: string;
}

/** The readers of each call's answer: exchange and time (ms since epoch) in, value or failure out. Pure. */
export interface AnswerReader {
  token(exchange: Exchange, now: number): Read<TokenFacts>;
  listMethods(exchange: Exchange, now: number): Read<MethodOffer[]>;
  place(exchange: Exchange, now: number): Read<PlacedFacts>;
  cancel(exchange: Exchange, now: number): Read<null>;
  verify(exchange: Exchange, now: number): Read<EvidenceFacts>;
  lookup(exchange: Exchange, now: number): Read<unknown>;
  /** An answer about another order than the one asked for is invalid. */
  status(refId: string): (exchange: Exchange, now: number) => Read<OrderFacts>;
}

/** What the call's own entry tells of how its answer was read. */
export function remarksOn(read: Read<unknown>): Pick<Conclusion, 'invalid' | 'answer' | 'detail'> {
  if (!read.ok)
    return read.invalid === undefined
      ? { answer: answerOf(read.failure) ?? undefined }
      : { invalid: read.invalid };
  return read.unread.length === 0
    ? {}
    : { detail: { unread: read.unread.map(({ field, form }) => ({ field, form })) } };
}

type Answer = Exchange & { kind: 'answer' };

function invalid(detail: string): Read<never> {
  return { ok: false, failure: { kind: 'invalid_response', detail }, invalid: detail };
}

/**
 * A verify call's 404 and 403 have a meaning each (D); their codes (A) may stand anywhere, be spelled in any way, and that of the 404
 * be another. Null: the answer is none of these, or bears no sign of the RA service: one without a body may be anybody's.
 */
function verifyFailure(answer: Answer, { isOwn }: ErrorAnswer): SrsFailure | null {
  const { status } = answer;
  if (status === 401 || status >= 500) return null;
  const code = codeAmong(answer, [WIRE_CODES.evidenceNotFound, WIRE_CODES.termsNotAccepted]);
  if (code === WIRE_CODES.termsNotAccepted) return { kind: 'terms_not_accepted' };
  return code !== null || (status === 404 && isOwn) ? { kind: 'evidence_not_found' } : null;
}

/** Calls whose answer is believed to be SRS's own only in its own form. */
const OF_SRS: ReadonlySet<CallOperation> = new Set([
  'list_methods',
  'place_order',
  'get_status',
  'cancel_order',
  'verify',
]);

function failureOf(operation: CallOperation, answer: Answer, now: number, config: SrsConfig): SrsFailure {
  const { status, headers } = answer;
  const pause = retryAfterMs(headers['retry-after'], now);
  if (status === 429) return { kind: 'rate_limited', retryAfterMs: pause };
  const error = readError(answer, config.errorFields);
  const { isOwn, code } = error;
  const meant = operation === 'verify' ? verifyFailure(answer, error) : null;
  if (meant !== null) return meant;
  const isAbsence = status === 404 || status === 410;
  if (!isOwn && OF_SRS.has(operation) && (isAbsence || status === 409))
    return { kind: 'not_from_srs', status };
  if (operation === 'get_status' || operation === 'cancel_order') {
    if (isAbsence) return { kind: 'not_found' };
    if (status === 409 && isCode(code, WIRE_CODES.orderFinal)) return { kind: 'order_final' };
  }
  if (status === 401 || status === 403) return { kind: 'unauthorized', status, code };
  return { kind: 'http_error', status, code, retryAfterMs: status === 503 ? pause : null };
}

/** Reads a good answer's JSON. @throws UnusableAnswer */
type ReadJson<T> = (json: unknown, unread: UnreadField[]) => T;

function readExchange<T>(
  operation: CallOperation,
  exchange: Exchange,
  now: number,
  config: SrsConfig,
  of: ReadJson<T>,
): Read<T> {
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
  if (exchange.status >= 400) return { ok: false, failure: failureOf(operation, exchange, now, config) };
  if (exchange.status >= 300) return invalid(`a redirect (HTTP ${exchange.status}), which is never followed`);
  if (exchange.status < 200) return invalid(`HTTP ${exchange.status}`);
  const json = operation === 'cancel_order' ? ({ ok: true, value: null } as const) : parseBody(exchange.body);
  if (!json.ok) return invalid('not JSON');
  const unread: UnreadField[] = [];
  try {
    return { ok: true, value: of(json.value, unread), unread };
  } catch (error) {
    if (error instanceof UnusableAnswer) return invalid(error.message);
    throw error;
  }
}

/** The fields of an answer that must be an object. @throws UnusableAnswer */
function fieldsOf(json: unknown, unread: UnreadField[]): WireFields {
  const object = objectOf(json);
  if (object === null) throw new UnusableAnswer('answer: not an object');
  return new WireFields(object, unread);
}

/** A: the list of methods stands alone or under `providers`; one method may stand in place of the list. */
function methodsOf(json: unknown, unread: UnreadField[]): MethodOffer[] {
  const under = Array.isArray(json) ? null : objectOf(json);
  const list: unknown = under !== null && 'providers' in under ? under.providers : (under ?? json);
  if (!Array.isArray(list) && objectOf(list)?.issuer === undefined)
    throw new UnusableAnswer('answer: not a list of methods');
  const methods = new WireFields({ providers: list }, unread).objects('providers');
  return methods.flatMap((fields) => toMethodOffer(fields) ?? []);
}

function evidenceOf(json: unknown, unread: UnreadField[]): EvidenceFacts {
  const evidenceId = fieldsOf(json, unread).id('evidenceId');
  if (evidenceId === null) throw new UnusableAnswer('evidenceId: missing');
  return { evidenceId };
}

/** Makes the readers for an SRS whose clocks and error form are as configured. `note` is told what could not be read. */
export function createAnswerReader(
  config: SrsConfig,
  note: (operation: CallOperation, unread: readonly UnreadField[]) => void = () => undefined,
): AnswerReader {
  const readTime = timeReader(config.timeZone);
  const read = <T>(operation: CallOperation, exchange: Exchange, now: number, of: ReadJson<T>): Read<T> => {
    const result = readExchange(operation, exchange, now, config, of);
    if (result.ok && result.unread.length > 0) note(operation, result.unread);
    return result;
  };
  return {
    token: (exchange, now) =>
      read('token', exchange, now, (json, unread) => toTokenFacts(fieldsOf(json, unread))),
    listMethods: (exchange, now) => read('list_methods', exchange, now, methodsOf),
    place: (exchange, now) =>
      read('place_order', exchange, now, (json, unread) => toPlacedFacts(fieldsOf(json, unread), readTime)),
    cancel: (exchange, now) => read('cancel_order', exchange, now, () => null),
    verify: (exchange, now) => read('verify', exchange, now, evidenceOf),
    lookup: (exchange, now) => read('lookup', exchange, now, (json) => json),
    status: (refId) => (exchange, now) =>
      read('get_status', exchange, now, (json, unread) => {
        const facts = toOrderFacts(fieldsOf(json, unread), readTime);
        if (facts.refId.toLowerCase() === refId.toLowerCase()) return facts;
        throw new UnusableAnswer('refId: not the order that was asked for');
      }),
  };
}
